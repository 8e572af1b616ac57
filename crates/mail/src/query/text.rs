//! Conditions on text. `ã` is one letter, whether it is written as one character or as `a` with a tilde behind it (as
//! macOS does in names): both sides are composed (NFC, Unicode Standard Annex #15).

use icu_normalizer::ComposingNormalizerBorrowed;
use regex::Regex;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Any of these patterns.
#[derive(Clone, Debug)]
pub struct Text(pub Vec<Pattern>);

/// One condition on a text.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// It is there, whatever it says.
    Anything,
    /// It contains this.
    Contains {
        /// What it contains.
        text: String,
        /// Whether upper and lower case differ.
        case: bool,
    },
    /// It is exactly this, case included.
    Exact(String),
    /// A regular expression matches somewhere in it, once it is [composed](composed), in linear time.
    Regex(Regex),
}

/// The same text with each letter and its marks as one character, where there is one (NFC).
pub fn composed(text: &str) -> Cow<'_, str> {
    const { ComposingNormalizerBorrowed::new_nfc() }.normalize(text)
}

impl Text {
    /// Whether one of the patterns matches `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.matches([Cow::from(text)], &mut BTreeMap::new())
    }

    /// Whether one of the patterns matches one of the texts; what named groups catch goes to `captures`, from the first
    /// text that each pattern matches.
    pub(super) fn matches<'a>(
        &self,
        texts: impl IntoIterator<Item = Cow<'a, str>>,
        captures: &mut BTreeMap<String, String>,
    ) -> bool {
        let mut open: Vec<&Pattern> = self.0.iter().collect();
        let mut matched = false;
        for text in texts {
            let text = composed(&text);
            let lower = OnceCell::new();
            let lower = || lower.get_or_init(|| lowercase(&text)).as_str();
            open.retain(|pattern| !pattern.matches(&text, lower, captures));
            matched |= open.len() < self.0.len();
            // Another match adds nothing but what its groups catch.
            if matched && !open.iter().any(|pattern| pattern.catches()) {
                break;
            }
        }
        matched
    }
}

/// Small letters, composed: some have none but in pieces (`İ`).
fn lowercase(text: &str) -> String {
    let lower = text.to_lowercase();
    match composed(&lower) {
        Cow::Borrowed(_) => lower,
        Cow::Owned(composed) => composed,
    }
}

impl Pattern {
    /// Whether it has named groups.
    fn catches(&self) -> bool {
        matches!(self, Self::Regex(regex) if regex.capture_names().flatten().next().is_some())
    }

    /// `text` is composed, and `lower` is the same in small letters: made once for all patterns, and only when one wants it.
    fn matches<'a>(
        &self,
        text: &str,
        lower: impl Fn() -> &'a str,
        captures: &mut BTreeMap<String, String>,
    ) -> bool {
        match self {
            Self::Anything => true,
            Self::Contains { text: wanted, case: true } => text.contains(&*composed(wanted)),
            Self::Contains { text: wanted, case: false } => lower().contains(&lowercase(wanted)),
            Self::Exact(wanted) => text == composed(wanted),
            Self::Regex(regex) => {
                let Some(found) = regex.captures(text) else {
                    return false;
                };
                for name in regex.capture_names().flatten() {
                    if let Some(group) = found.name(name) {
                        captures.insert(name.to_owned(), group.as_str().to_owned());
                    }
                }
                true
            }
        }
    }
}
