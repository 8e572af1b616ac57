//! What is said of a mode of signing in, where it is used.

use crate::modes::Kind;
use carteiro_world::{Phrase, phrase};

/// Whether a mode opens the mailboxes of a [`Column`](super::Column).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It does; under this condition, if there is one.
    Accept(Option<Phrase>),
    /// It does, and is on its way out or unusual.
    Warn {
        /// Why one should know.
        because: Phrase,
        /// What is better.
        instead: Kind,
    },
    /// It does not.
    Refuse {
        /// Why.
        because: Phrase,
        /// What does.
        instead: Kind,
    },
    /// As the way in which the connection was set up in the Control Room.
    AsConnection,
}

impl Verdict {
    /// What there is to say about it.
    pub fn words(&self) -> Option<&Phrase> {
        match self {
            Self::Accept(given) => given.as_ref(),
            Self::Warn { because, .. } | Self::Refuse { because, .. } => Some(because),
            Self::AsConnection => None,
        }
    }
}

/// It works, and nothing is to be said.
pub(super) fn accept() -> Verdict {
    Verdict::Accept(None)
}

/// It works under a condition.
pub(super) fn accept_if(given: Phrase) -> Verdict {
    Verdict::Accept(Some(given))
}

/// It works; `instead` is better.
pub(super) fn warn(because: Phrase, instead: Kind) -> Verdict {
    Verdict::Warn { because: because.with("instead", instead.name()), instead }
}

/// It does not work; `instead` does.
pub(super) fn refuse(because: Phrase, instead: Kind) -> Verdict {
    Verdict::Refuse { because: because.with("instead", instead.name()), instead }
}

/// NTLM anywhere else than at Exchange on premises.
pub(super) fn no_ntlm(instead: Kind) -> Verdict {
    refuse(phrase!("mode-ntlm-elsewhere"), instead)
}

/// A service account anywhere else than at Google.
pub(super) fn no_service_account(instead: Kind) -> Verdict {
    refuse(phrase!("mode-service-account-elsewhere"), instead)
}

/// A password exchanged for a token, where that still works.
pub(super) fn ropc_is_legacy() -> Verdict {
    warn(phrase!("mode-ropc-legacy"), Kind::AuthorizationCode)
}

/// A token handed over by the browser, where that still works.
pub(super) fn implicit_is_legacy() -> Verdict {
    warn(phrase!("mode-implicit-legacy"), Kind::AuthorizationCode)
}

/// A token handed over by the browser, where it is not enough.
pub(super) fn no_implicit() -> Verdict {
    refuse(phrase!("mode-implicit-refused"), Kind::AuthorizationCode)
}
