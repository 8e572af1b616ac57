//! Where something stands in a file.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Where something stands in a file: for an editor the line and column, for a person also the way through the mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The line, from 1. 0 when what was read did not come from a file.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The way from the root, such as `steps[1].for_each_mail.where.from`. Empty for the root.
    pub path: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One step of a [`Place::path`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A key of a mapping.
    Key(String),
    /// A position in a list, from 0.
    Index(usize),
}

/// Longer keys are cut in a path, which people read and which is copied into every mistake below the key.
const LONGEST_KEY: usize = 64;

/// The path as text. A key that is not a plain word is written `["like this"]`.
pub fn join(segments: &[Segment]) -> String {
    let mut path = String::new();
    for segment in segments {
        match segment {
            Segment::Index(index) => path.extend(["[", &index.to_string(), "]"]),
            Segment::Key(key) if is_word(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Segment::Key(key) => {
                let short: String = key.chars().take(LONGEST_KEY).collect();
                path.extend(["[", &format!("{short:?}"), "]"]);
            }
        }
    }
    path
}

/// The segments of a path, or `None` when it is not written as [`join`] writes it.
pub fn split(path: &str) -> Option<Vec<Segment>> {
    let mut segments = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix("[\"") {
            let (key, after) = quoted(inner)?;
            segments.push(Segment::Key(key));
            rest = after;
        } else if let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']')?;
            segments.push(Segment::Index(index.parse().ok()?));
            rest = after;
        } else {
            let inner = rest.strip_prefix('.').unwrap_or(rest);
            let length = inner.find(['.', '[']).unwrap_or(inner.len());
            let (key, after) = inner.split_at_checked(length)?;
            if key.is_empty() {
                return None;
            }
            segments.push(Segment::Key(key.to_owned()));
            rest = after;
        }
    }
    Some(segments)
}

/// The key up to `"]`, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let end = text.find("\"]")?;
    let (key, after) = text.split_at_checked(end)?;
    Some((key.replace("\\\"", "\"").replace("\\\\", "\\"), after.strip_prefix("\"]")?))
}

fn is_word(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= LONGEST_KEY
        && key.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_it_is_written() {
        for path in ["", "steps[1].for_each_mail.where.from", "variables[\"two words\"].x", "[0][1].a"] {
            assert_eq!(join(&split(path).expect(path)), path);
        }
    }

    #[test]
    fn what_is_not_a_path_is_refused() {
        for path in ["a..b", "a[x]", "a[1", "a[\"b"] {
            assert_eq!(split(path), None, "{path}");
        }
    }
}
