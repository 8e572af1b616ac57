//! The SMTP server: submission (RFC 6409) in the words of RFC 5321, with the extensions in
//! [`Capability`](crate::Capability).

mod deliver;
mod dots;
mod parameters;
mod path;
mod reply;
mod session;
mod verbs;

pub(crate) use session::serve;
