//! Why there is no token, for people.

use carteiro_auth::{Refused, Why};
use carteiro_world::Phrase;
use serde::{Deserialize, Serialize};

/// Why there is no token: in our words, in the provider's, and what helps where that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// In our words.
    pub words: Phrase,
    /// In the words of whoever refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<Phrase>,
    /// Whether it stays so until somebody does something.
    #[serde(default)]
    pub lasts: bool,
}

impl Reason {
    /// As it is kept.
    pub(super) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn read(written: &str) -> Option<Self> {
        serde_json::from_str(written).ok()
    }

    /// The refusal that it was.
    pub(super) fn refused(self, why: Why) -> Refused {
        let refused = Refused::new(why, self.words).advised(self.advice);
        match self.detail {
            Some(detail) => refused.because(detail),
            None => refused,
        }
    }
}

impl From<Phrase> for Reason {
    fn from(words: Phrase) -> Self {
        Self { words, detail: None, advice: None, lasts: true }
    }
}

impl From<&Refused> for Reason {
    fn from(refused: &Refused) -> Self {
        let lasts = is_final(refused);
        let Refused { reason, detail, advice, .. } = of_connection(refused.clone());
        Self { words: reason, detail, advice, lasts }
    }
}

/// Whoever is told to sign in does so in the connection.
pub(super) fn of_connection(refused: Refused) -> Refused {
    let known = |words: Phrase| words.with("login_known", "connection");
    Refused { reason: known(refused.reason), advice: refused.advice.map(known), ..refused }
}

/// Whether it does not pass by itself.
pub(super) fn is_final(refused: &Refused) -> bool {
    matches!(refused.why, Why::Denied | Why::Invalid | Why::SignInNeeded)
}
