//! Conditions on text.

use regex::Regex;
use std::collections::BTreeMap;

/// Any of these patterns.
#[derive(Clone, Debug)]
pub struct Text(pub Vec<Pattern>);

/// One condition on a text.
#[derive(Clone, Debug)]
pub enum Pattern {
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
    /// Whether one of the patterns matches one of the texts; named groups go to `captures`.
    pub(super) fn matches<'a>(
        &self,
        texts: impl IntoIterator<Item = &'a str>,
        captures: &mut BTreeMap<String, String>,
    ) -> bool {
        texts.into_iter().any(|text| self.0.iter().any(|pattern| pattern.matches(text, captures)))
    }
}

impl Pattern {
    fn matches(&self, text: &str, captures: &mut BTreeMap<String, String>) -> bool {
        match self {
            Self::Contains { text: wanted, case: true } => text.contains(wanted),
            Self::Contains { text: wanted, case: false } => {
                text.to_lowercase().contains(&wanted.to_lowercase())
            }
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
