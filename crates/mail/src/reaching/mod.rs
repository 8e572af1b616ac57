//! From a name to a server that knows who asks, whatever it speaks: dial, TLS, first word, STARTTLS, credential, SASL.
//!
//! ```text
//! route        dial, TLS, and how far that got
//! exchange     the mechanism's dialogue; a protocol says how its lines look
//! veil         what a server must not be heard repeating
//! words        why it did not work
//! ```
//!
//! To add a protocol: it begins with [`Route::dial`], hears the greeting within [`Route::greeted`], says its own STARTTLS
//! before [`Route::secure`], and is an [`Exchange`] for [`show`].

mod exchange;
mod route;
mod security;
mod veil;
mod words;

pub(crate) use exchange::{Ended, Exchange, Heard, refused, show, unfit};
pub(crate) use route::Route;
pub use security::Security;
pub(crate) use veil::veiled;
pub use words::{not_secure, unreachable};
