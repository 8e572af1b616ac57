//! Running an automation.
//!
//! ```text
//! start ── variables ── steps ── sessions closed, whatever happened ── Outcome
//!            step: cx ── action.run
//!            loop: snapshot ── items, overlapping ── turn (order of effects) ── outbox (order of events)
//!            effect: turn ── claim ── do, with the permit that reaches mailbox and files ── settle
//! ```

mod budget;
mod call;
mod cx;
mod effect;
mod flow;
mod items;
mod many;
mod once;
mod outbox;
mod pause;
mod rehearsal;
mod resolve;
mod running;
mod steps;
mod stop;
mod turn;

pub use cx::Cx;
pub use effect::Permit;
pub(crate) use effect::{Claim, Claimed};
pub use items::Items;
pub(crate) use many::WINDOW;
pub use many::{Counted, Many};
pub use once::Once;
pub use rehearsal::{rehearse, rehearse_named};
pub(crate) use resolve::Bounds;
pub use running::{Named, Outcome, run, run_named};
pub use stop::Stop;
