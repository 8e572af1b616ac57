//! Categories: names that people give to kinds of messages.

use crate::{Error, FlagChange, Kind, Result};
use carteiro_world::phrase;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Exchange keeps no longer name.
const LONGEST: usize = 255;
/// Marks of mail programs and their filters, from before there was a registry of keywords (RFC 5788 §2).
const OF_PROGRAMS: [&str; 8] =
    ["Junk", "NonJunk", "NotJunk", "JunkRecorded", "Forwarded", "Redirected", "MDNSent", "Old"];

/// The name of a category.
///
/// - One line of 1 to 255 characters, without `,` and `;`, which part categories in Outlook.
/// - No mark of mail programs: these begin with `$` or `\` (RFC 5788 §2), or are words such as `Junk`.
/// - Names that differ only in case are the same category.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Category(String);

impl Category {
    /// Reads a name. `InvalidInput`: it cannot be one.
    pub fn new(text: &str) -> Result<Self> {
        let name = text.trim();
        if is_mark(name) {
            return Err(Error::new(Kind::InvalidInput, phrase!("category-of-programs", name = name)));
        }
        let illegal =
            |letter: char| letter.is_control() || matches!(letter, ',' | ';' | '\u{fffe}' | '\u{ffff}');
        if name.is_empty() || name.chars().count() > LONGEST || name.contains(illegal) {
            return Err(Error::new(Kind::InvalidInput, phrase!("category-illegal", name = name)));
        }
        Ok(Self(name.to_owned()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is the same category.
    pub fn is(&self, other: &str) -> bool {
        self.0 == other || self.0.to_lowercase() == other.to_lowercase()
    }

    /// Whether it is one word, as a keyword of IMAP is (RFC 9051 §9).
    pub fn is_word(&self) -> bool {
        is_atom(&self.0)
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether mail programs use it among themselves.
pub(crate) fn is_mark(keyword: &str) -> bool {
    keyword.starts_with(['$', '\\']) || OF_PROGRAMS.iter().any(|known| known.eq_ignore_ascii_case(keyword))
}

pub(crate) fn is_atom(word: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_graphic() && !br#"(){%*"\]"#.contains(&byte);
    !word.is_empty() && word.bytes().all(allowed)
}

/// Which categories messages of a mailbox can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Categories {
    /// None.
    Nothing,
    /// Those whose names are single words, which are keywords (RFC 9051 §2.3.2); a folder may take none all the same.
    Words,
    /// Any.
    Names,
}

impl Categories {
    /// Refuses a change that asks for what the mailbox does not keep. `Unsupported`: it keeps none; `InvalidInput`: none of
    /// this name.
    pub(crate) fn possible(self, change: &FlagChange) -> Result<()> {
        match self {
            Self::Nothing if !change.categories.is_empty() => {
                Err(Error::new(Kind::Unsupported, phrase!("mailbox-cannot-categorize")))
            }
            Self::Words => match change.categories.iter().find(|(category, _)| !category.is_word()) {
                Some((category, _)) => {
                    Err(Error::new(Kind::InvalidInput, phrase!("category-no-word", name = category)))
                }
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_no_program_uses_for_itself() {
        for name in ["Faturas", "Red category", "Ação nº 5", " padded ", "#1"] {
            assert_eq!(Category::new(name).unwrap().as_str(), name.trim());
        }
        let long = "é".repeat(255);
        assert!(Category::new(&long).is_ok() && Category::new(&format!("{long}x")).is_err());
        for (name, code) in [
            ("", "category-illegal"),
            (" ", "category-illegal"),
            ("a,b", "category-illegal"),
            ("a;b", "category-illegal"),
            ("a\r\nb", "category-illegal"),
            ("a\u{ffff}", "category-illegal"),
            ("$Junk", "category-of-programs"),
            ("\\Seen", "category-of-programs"),
            ("nonjunk", "category-of-programs"),
        ] {
            let error = Category::new(name).unwrap_err();
            assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::InvalidInput, code), "{name:?}");
        }
    }

    #[test]
    fn names_that_differ_in_case_are_one_category() {
        let name = Category::new("Ação").unwrap();
        assert!(name.is("AÇÃO") && name.is("ação") && !name.is("acao"));
    }
}
