//! Single sign-on: people sign in at a provider of OpenID Connect, and come in here (OpenID Connect Core 1.0 §3.1, with
//! PKCE, RFC 7636).

mod attempt;
mod client;
mod groups;
mod identity;
mod provider;
#[cfg(test)]
mod tests;

pub use attempt::{Returned, Sent};
pub use identity::Identity;
pub use provider::{Details, Provider};
