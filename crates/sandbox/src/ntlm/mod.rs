//! NTLM as the server speaks it over HTTP ([MS-NTHT], [MS-NLMP] §3.2): who has answered its challenge is signed in, and
//! stays so for as long as the connection stands.
//!
//! - NTLMv2 alone. An older response, a code that is wrong, and a time that is long over are refused.
//! - Nothing is signed or sealed over HTTP: no key is exchanged, and none is offered.
//! - Channel bindings are not looked at: "Extended Protection" is off, as it is in Exchange before 2019 CU14.

mod authenticate;
mod connection;
mod flags;
mod message;
mod negotiate;
mod pairs;
mod people;
mod secret;

pub(crate) use connection::{Connection, Verdict};
pub(crate) use people::account;

/// As Windows names them: the domain, in both ways, and the machine.
const DOMAIN: &str = "SANDBOX";
const DNS_DOMAIN: &str = "sandbox.test";
const COMPUTER: &str = "MAIL";
const DNS_COMPUTER: &str = "mail.sandbox.test";

#[cfg(test)]
mod tests;
