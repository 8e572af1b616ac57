//! What must hold of any bytes at all, each said once: fuzzers look for bytes of which it does not (`cargo xtask fuzz`),
//! and a test asks it of those that lie beside them in `fuzz/seeds`.

pub use crate::backends::ews::fuzzing::ews;
pub use crate::backends::imap::fuzzing::{framing, responses};
pub use crate::backends::pop3::fuzzing::pop3;
pub use crate::mime::fuzzing::{message, rtf, tnef};
pub use crate::transports::smtp::fuzzing::smtp;

#[cfg(test)]
mod tests;
