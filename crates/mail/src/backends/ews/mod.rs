//! Exchange Web Services (MS-OXWS*): SOAP 1.1 over HTTP, one request for many items.
//!
//! ```text
//! xml/       what a server writes is made well-formed, read element by element, and bytes of messages go to spools
//! version    which version of the service is spoken
//! request    an envelope, with the bytes of a message where some go along
//! call       one request and its answers, one for each item
//! fault      what Exchange's refusals mean
//! sign_in    the credential, with each request
//! affinity   which of many servers has a subscription
//! line       how a request gets to the server: by NTLM one after the other over one connection
//! item       a message as Exchange tells it: its header typed, its bytes as MIME
//! autodiscover  from an address to a service
//! one file per verb
//! ```
//!
//! Docs: learn.microsoft.com/exchange/client-developer/web-service-reference; how versions, identifiers and sizes are dealt
//! with, and what no server here can prove: docs/decisions/0024.

mod affinity;
mod append;
pub mod autodiscover;
mod call;
mod categories;
mod change;
mod count;
mod delete;
mod edit;
mod fault;
mod fetch;
mod flag;
mod folders;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod item;
mod junk;
mod line;
mod locate;
mod mailbox;
mod open;
mod part;
mod request;
mod resolve;
mod restriction;
mod search;
mod send;
mod sign_in;
mod transfer;
mod version;
mod watch;
mod xml;

pub use open::{Config, Ews};
pub use restriction::{Asked, asked};
pub use version::Version;
