//! Microsoft Graph v1.0: the mailboxes of Microsoft 365 and Outlook.com, by JSON over HTTP.
//!
//! Docs: learn.microsoft.com/graph/api/resources/mail-api-overview.

mod open;

pub use open::{Config, Outlook};
