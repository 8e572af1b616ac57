//! What comes from outside, through one door: dials and TLS, the clock, randomness, files, secrets, words.
//!
//! Nothing below this crate knows mail, automations or databases. A library that needs the time, a socket or a file
//! takes it from here, so that a test can hold the whole outside world in its hand.

pub mod clock;
pub mod dial;
pub mod dns;
pub mod egress;
pub mod files;
pub mod http;
pub mod random;
pub mod records;
pub mod secret;
pub mod spool;
pub mod store;
pub mod tls;
pub mod transcript;
pub mod words;

pub use clock::Clock;
pub use dns::Dns;
pub use files::Files;
pub use random::Random;
pub use records::Records;
pub use secret::Secret;
pub use spool::Spool;
pub use store::Store;
pub use transcript::Transcript;
pub use words::{Language, Phrase};
