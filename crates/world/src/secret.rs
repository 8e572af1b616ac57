//! A text that must never be seen: it cannot be printed, logged or serialised, and its memory is wiped.

use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A password, token or key.
///
/// - `Debug` prints stars, in every build; there is no `Display` and no `Serialize`.
/// - The bytes are wiped when the value is dropped.
/// - Reading it is spelled [`Secret::expose`], so that every use can be found.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Secret(String);

impl Secret {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself: only to be written to the wire it belongs to.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_stars() {
        assert_eq!(format!("{:?}", Secret::new("canary")), "***");
        assert_eq!(format!("{:#?}", Some(Secret::new("canary"))), "Some(\n    ***,\n)");
    }
}
