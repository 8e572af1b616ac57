//! What can be wrong with a server's part of a dialogue.

use carteiro_world::{Phrase, phrase};

/// Why a dialogue is cancelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server asks for more than the mechanism has, or says yes before it has shown what it must.
    OutOfTurn,
    /// A challenge that the mechanism does not allow.
    Malformed,
    /// It wants the password hashed so often: too seldom to be safe, or too often to be meant.
    Iterations(u64),
    /// It could not show that it knows the password.
    Impostor,
    /// It refuses, in these words.
    Refused(String),
}

impl Fault {
    /// For people.
    pub fn words(&self) -> Phrase {
        match self {
            Self::OutOfTurn => phrase!("sasl-out-of-turn"),
            Self::Malformed => phrase!("sasl-malformed"),
            Self::Iterations(count) => phrase!("sasl-iterations", count = count),
            Self::Impostor => phrase!("sasl-impostor"),
            Self::Refused(_) => phrase!("sign-in-refused"),
        }
    }
}
