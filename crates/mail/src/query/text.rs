//! Conditions on text.

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
    /// A regular expression matches somewhere in it, in linear time.
    Regex(Regex),
}

impl Text {
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
            let lower = OnceCell::new();
            let lower = || lower.get_or_init(|| text.to_lowercase()).as_str();
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

impl Pattern {
    /// Whether it has named groups.
    fn catches(&self) -> bool {
        matches!(self, Self::Regex(regex) if regex.capture_names().flatten().next().is_some())
    }

    /// `lower` is the text in small letters: made once for all patterns, and only when one wants it.
    fn matches<'a>(
        &self,
        text: &str,
        lower: impl Fn() -> &'a str,
        captures: &mut BTreeMap<String, String>,
    ) -> bool {
        match self {
            Self::Anything => true,
            Self::Contains { text: wanted, case: true } => text.contains(wanted),
            Self::Contains { text: wanted, case: false } => lower().contains(&wanted.to_lowercase()),
            Self::Exact(wanted) => text == wanted,
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
