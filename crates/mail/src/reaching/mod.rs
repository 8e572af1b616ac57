//! From a name to a server that knows who asks, whatever it speaks: dial, TLS, first word, STARTTLS, credential, SASL.
//!
//! ```text
//! world        what of the outside that takes
//! route        dial, TLS, and how far that got
//! link         bytes both ways over one connection
//! meter        what connections cost
//! exchange     the mechanism's dialogue; a protocol says how its lines look
//! veil         what a server must not be heard repeating
//! words        why it did not work
//! ```
//!
//! To add a protocol: it begins with [`Route::dial`], makes its lines of the bytes of a [`Link`], hears the greeting within [`Route::greeted`], says its own STARTTLS
//! before [`Route::secure`], and is an [`Exchange`] for [`show`].

mod exchange;
mod link;
mod meter;
mod route;
mod security;
mod veil;
mod words;
mod world;

pub(crate) use exchange::{Ended, Exchange, Heard, refused, show, unfit};
pub(crate) use link::{Broken, Link};
pub(crate) use meter::Meter;
pub(crate) use route::Route;
pub use security::Security;
pub(crate) use veil::veiled;
pub use words::{not_secure, unreachable};
pub use world::World;
