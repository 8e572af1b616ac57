//! What can go wrong before the server has judged.

use carteiro_world::{Phrase, phrase};

/// Why there is no answer to a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What the server sent is no challenge.
    Malformed,
    /// The server cannot write names in Unicode, and so not NTLMv2.
    NoUnicode,
    /// There is no user name.
    Nobody,
    /// A user name or domain that no message can carry.
    TooLong,
}

impl Fault {
    /// For people.
    pub fn words(self) -> Phrase {
        match self {
            Self::Malformed => phrase!("ntlm-malformed"),
            Self::NoUnicode => phrase!("ntlm-no-unicode"),
            Self::Nobody => phrase!("ntlm-nobody"),
            Self::TooLong => phrase!("ntlm-too-long"),
        }
    }
}
