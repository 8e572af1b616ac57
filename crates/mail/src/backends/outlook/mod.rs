//! Microsoft Graph v1.0: the mailboxes of Microsoft 365 and Outlook.com, by JSON over HTTP.
//!
//! ```text
//! json       what a server writes is read in bounded memory, half characters included
//! address    where something is, and what is asked of it there
//! request    what is asked, alone or in a batch
//! gate       four requests under way for an application and a mailbox, whoever asks
//! call       one request and its answer
//! patience   waiting where Graph asks for it
//! batch      twenty requests in one, each answered for
//! page       lists, a page after the other
//! fault      what Graph's refusals mean
//! sign_in    the token, with each request
//! item       a message as Graph tells it
//! filter     what of a query is asked of the server
//! lighten, upload, draft, unsent   messages of any size out of bytes
//! one file per verb
//! ```
//!
//! Docs: learn.microsoft.com/graph/api/resources/mail-api-overview; what is asked of the server and why, and what no server
//! here can prove: docs/decisions/0027.

mod address;
mod append;
mod batch;
mod bytes;
mod call;
mod categories;
mod change;
mod count;
mod delete;
mod draft;
mod edit;
mod fault;
mod fetch;
mod filter;
mod flag;
mod folders;
mod gate;
mod item;
mod json;
mod lighten;
mod locate;
mod mailbox;
mod open;
mod page;
mod part;
mod patience;
mod request;
mod search;
mod send;
mod sign_in;
mod transfer;
mod unsent;
mod upload;
mod watch;

pub use filter::{Asked, asked};
pub use open::{Config, Outlook};
