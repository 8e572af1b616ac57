//! How one signs in: what is written in an automation ([`modes`]), what a server is shown ([`Credential`]), and how
//! it is shown ([`sasl`]). No mail, no database.

pub mod advice;
pub mod allowed;
pub mod credential;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
pub mod logins;
pub mod modes;
pub mod ntlm;
pub mod oauth2;
pub mod providers;
pub mod sasl;
pub mod value;

pub use allowed::{AllowedHost, AllowedHosts};
pub use credential::{Credential, CredentialSource, Refused, Renew, Why};
pub use modes::Mode;
pub use value::Value;
