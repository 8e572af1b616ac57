//! How one signs in: what is written in an automation ([`modes`]), what a server is shown ([`Credential`]), and how
//! it is shown ([`sasl`]). No mail, no database.

pub mod credential;
pub mod modes;
pub mod sasl;
pub mod value;

pub use credential::{Credential, CredentialSource, Renew};
pub use modes::Mode;
pub use value::Value;
