//! The POP3 server (RFC 1939) with the extension mechanism of RFC 2449, over INBOX.

mod lines;
mod maildrop;
mod reply;
mod session;
mod verbs;

pub(crate) use session::serve;
