//! What an automation is called by others, as a file is.

use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use std::fmt;
use std::str::FromStr;

/// Deeper ones help nobody.
const DEEPEST: usize = 8;
const LONGEST: usize = 200;

/// The path of an automation, such as `invoices/archive.yaml`: names with `/` between them, the last of which ends in `.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(String);

impl Path {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Path {
    type Err = Problem;

    /// `InvalidInput`: it is none.
    fn from_str(text: &str) -> Result<Self> {
        let is_path = text.len() <= LONGEST
            && text.split('/').count() <= DEEPEST
            && text.split('/').all(is_name)
            && text.strip_suffix(".yaml").is_some_and(|stem| !stem.is_empty() && !stem.ends_with('/'));
        if is_path { Ok(Self(text.to_owned())) } else { Err(illegal()) }
    }
}

/// As every system lets a file be called: an export becomes files.
fn is_name(name: &str) -> bool {
    let is_plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_-.".contains(letter);
    !name.is_empty() && !name.starts_with('.') && !name.ends_with('.') && name.chars().all(is_plain)
}

fn illegal() -> Problem {
    Problem::new(Kind::InvalidInput, phrase!("automation-path")).at("/path")
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_made_of_plain_names_and_leads_nowhere_else() {
        for path in ["a.yaml", "invoices/archive-2.yaml", "a/b/c/d/e/f/g/h.yaml", "a..b.yaml"] {
            assert_eq!(path.parse::<Path>().unwrap().as_str(), path);
        }
        let long = "a".repeat(250) + ".yaml";
        for path in [
            "",
            ".yaml",
            "a",
            "a.yml",
            "/a.yaml",
            "a//b.yaml",
            "../a.yaml",
            "a/../b.yaml",
            "a/.yaml",
            "a\\b.yaml",
            "A.yaml",
            "ação.yaml",
            "a b.yaml",
            "a.yaml/",
            "a\0.yaml",
            "a./b.yaml",
            "c:a.yaml",
            "a/b/c/d/e/f/g/h/i.yaml",
            &long,
        ] {
            assert_eq!(path.parse::<Path>().unwrap_err().kind(), Kind::InvalidInput, "{path:?}");
        }
    }
}
