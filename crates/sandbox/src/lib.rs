//! A simulated mail server on loopback, so that an automation can be tried or tested with no mailbox and no tenant.
//!
//! - It shares no code with our clients: it is written from the RFCs, so a mistake is not made twice.
//! - [`NameServer`] tells where domains are that exist nowhere else.
//! - [`Store`] holds the mail and knows no protocol; [`Sandbox`] serves it over IMAP, POP3, SMTP, Exchange Web
//!   Services and Microsoft Graph.
//! - [`Fault`] makes the server misbehave on purpose.
//! - [`oauth`] gives out the tokens to sign in with; `/control` on its port does by HTTP what [`Sandbox`] does in Rust.

mod autodiscover;
mod capability;
mod control;
mod ews;
pub mod fault;
mod graph;
mod http;
mod imap;
mod introspection;
mod listen;
mod log;
mod mime;
mod names;
mod ntlm;
pub mod oauth;
mod options;
mod outbox;
mod outside;
mod peer;
mod pop3;
mod ports;
mod protocol;
pub mod sample;
mod sandbox;
mod sasl;
mod sign_in;
mod site;
mod smtp;
pub mod store;
mod submission;
mod wire;

pub use capability::Capability;
pub use ews::Version as ExchangeVersion;
pub use fault::Fault;
pub use introspection::{Introspection, TokenError, TokenOwner};
pub use names::{NameServer, Record};
pub use options::{Namespaces, Options, User};
pub use outbox::{Outgoing, Recipient, Sender};
pub use outside::load_dir;
pub use ports::Ports;
pub use protocol::Protocol;
pub use sample::Sample;
pub use sandbox::Sandbox;
pub use store::{Account, Flag, Flags, Store};
pub use submission::Submission;
