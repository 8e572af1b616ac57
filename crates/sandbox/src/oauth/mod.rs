//! An authorization server: OAuth 2.0 (RFC 6749) as Microsoft Entra and as Google speak it, and OpenID Connect.
//!
//! - Routes, tokens and refusals below `/{tenant}/oauth2/v2.0/` are Microsoft's; those of `/o/oauth2/v2/auth`, `/token`
//!   and `/device/code` are Google's.
//! - A grant is a file in `grants`, an address a file in `endpoints`, the words of a refusal are in `refusal`.
//! - All state is in memory and bounded: of what is oldest, the oldest goes first.
//! - [`Knob`] makes it refuse, fail or hurry on purpose; [`Server::advance`] lets its time pass.

mod app;
mod assertion;
mod claims;
mod client;
mod endpoints;
mod grants;
mod issue;
mod keys;
mod knob;
mod pages;
mod pkce;
mod redirect;
mod refusal;
mod scope;
mod server;
mod shelf;
mod state;
mod text;
mod vendor;

pub use app::{App, ServiceAccount, Settings};
pub use knob::{Knob, KnobRow};
pub(crate) use server::Shown;
pub use server::{Bearer, Server};
