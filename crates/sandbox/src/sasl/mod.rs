//! Simple Authentication and Security Layer (RFC 4422), the server's side: a file a mechanism, and the dialogue that
//! IMAP, POP3 and SMTP have in common.

mod bearer;
mod cram_md5;
mod dialogue;
mod login;
mod mechanism;
mod plain;

pub(crate) use dialogue::authenticate;
pub(crate) use mechanism::{Mechanism, offered};
