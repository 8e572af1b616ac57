//! OAuth 2.0: tokens instead of passwords.
//!
//! ```text
//! modes + providers ─> Client (who asks, where, how it proves who it is)
//!    └─ one of the grants ─> Granted (tokens) ─> Source ─> Credential::Bearer
//! ```
//!
//! A grant is one request to the token endpoint; the ways to a first token that need a person ([`authorize`],
//! [`device`]) end in one too. Why the requests are our own: docs/decisions/0018.

pub mod assertion;
pub mod authorize;
mod certificate;
pub mod claims;
mod client;
pub mod device;
mod granted;
mod grants;
pub mod judge;
pub mod loopback;
mod metadata;
mod refused;
mod request;
pub mod source;

pub use certificate::Certificate;
pub use client::{Authentication, Client};
pub use granted::{Granted, lacks};
pub use metadata::discover;
pub use source::Source;
