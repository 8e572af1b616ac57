//! The IMAP server: `IMAP4rev1` (RFC 3501, with what RFC 9051 made clearer) and the extensions in
//! [`Capability`](crate::Capability).

mod args;
mod date;
mod frame;
mod reply;
mod sequence_set;
mod session;
mod utf7;
mod verbs;
mod view;
mod write;

pub(crate) use session::serve;
