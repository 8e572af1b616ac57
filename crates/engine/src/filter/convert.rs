//! Filters of another product, as conditions of ours: texts with `;` between them, those in quotes exact and
//! case-sensitive, the others contained in any case of letters.

use carteiro_world::{Phrase, phrase};
use std::fmt::Write as _;

/// One text of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// In quotes: all of it, and upper and lower case differ.
    Exact(String),
    /// Part of it, in any case of letters.
    Contains(String),
}

impl Listed {
    /// Reads `"Invoice 7"; reminder`. A quote inside quotes is written twice; what is empty between two `;` is passed over.
    pub fn read(list: &str) -> Result<Vec<Self>, Phrase> {
        let mut found = Vec::new();
        let mut rest = list.trim();
        while !rest.is_empty() {
            let (one, after) = Self::first(rest)?;
            found.extend(one);
            rest = after.trim_start();
        }
        if found.is_empty() { Err(phrase!("convert-nothing")) } else { Ok(found) }
    }

    /// The first text of a list, if it is not empty, and what follows its `;`.
    fn first(list: &str) -> Result<(Option<Self>, &str), Phrase> {
        let Some(quoted) = list.strip_prefix('"') else {
            let (text, after) = list.split_once(';').unwrap_or((list, ""));
            let text = text.trim();
            return Ok(((!text.is_empty()).then(|| Self::Contains(text.to_owned())), after));
        };
        let (text, after) = closed(quoted).ok_or_else(|| phrase!("convert-quote-open", found = list))?;
        let after = after.trim_start();
        match after.strip_prefix(';') {
            Some(after) => Ok((Some(Self::Exact(text)), after)),
            None if after.is_empty() => Ok((Some(Self::Exact(text)), after)),
            None => Err(phrase!("convert-after-quote", found = after)),
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Exact(text) => format!("{{ exact: {} }}", quoted(text)),
            Self::Contains(text) => quoted(text),
        }
    }
}

/// The text up to the closing quote, and what follows it.
fn closed(quoted: &str) -> Option<(String, &str)> {
    let (mut text, mut rest) = (String::new(), quoted);
    loop {
        let (inside, after) = rest.split_once('"')?;
        text.push_str(inside);
        match after.strip_prefix('"') {
            Some(more) => {
                text.push('"');
                rest = more;
            }
            None => return Some((text, after)),
        }
    }
}

/// A text in quotes of YAML, whose braces begin no expression.
fn quoted(text: &str) -> String {
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = ["{{", "{%", "{#"].iter().filter_map(|opening| rest.find(opening)).min() {
        let (before, opening) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let (opening, after) = opening.split_at_checked(2).unwrap_or((opening, ""));
        let _ = write!(literal, "{before}{{{{ '{opening}' }}}}");
        rest = after;
    }
    literal.push_str(rest);
    // A text of JSON is one of YAML, but for what YAML takes for unprintable (1.2.2 §5.1), or drops.
    let mut written = String::new();
    for c in serde_json::Value::from(literal).to_string().chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(written, "\\u{:04x}", u32::from(c));
            }
            c => written.push(c),
        }
    }
    written
}

/// The `where` of lists, each for the field of this name in a filter.
pub fn converted(fields: &[(&str, Vec<Listed>)]) -> String {
    let mut written = "where:\n".to_owned();
    for (name, list) in fields {
        let texts: Vec<String> = list.iter().map(Listed::written).collect();
        let value = match texts.as_slice() {
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        let _ = writeln!(written, "  {name}: {value}");
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Filter;
    use crate::vars::Scope;
    use jiff::tz::TimeZone;

    fn exact(text: &str) -> Listed {
        Listed::Exact(text.to_owned())
    }

    fn contains(text: &str) -> Listed {
        Listed::Contains(text.to_owned())
    }

    #[test]
    fn quotes_mean_exact_and_semicolons_mean_any() {
        for (list, meant) in [
            ("invoice", vec![contains("invoice")]),
            (r#""Invoice 7"; reminder "#, vec![exact("Invoice 7"), contains("reminder")]),
            (r#""a;b";c"#, vec![exact("a;b"), contains("c")]),
            (r#""say ""yes"""; say "no""#, vec![exact(r#"say "yes""#), contains(r#"say "no""#)]),
            (";; a ;;", vec![contains("a")]),
            (r#""""#, vec![exact("")]),
        ] {
            assert_eq!(Listed::read(list), Ok(meant), "{list}");
        }
        for (list, code) in [
            ("", "convert-nothing"),
            (" ; ", "convert-nothing"),
            (r#""a"#, "convert-quote-open"),
            (r#""a" b"#, "convert-after-quote"),
        ] {
            assert_eq!(Listed::read(list).unwrap_err().code, code, "{list}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_it_was_meant() {
        let awkward = r#""{{ a }}: \ {# x"; {%b; tab	é; "x""y";"#;
        let unprintable = "\0a;a\u{7f}b\u{85}c;\u{feff}d\u{fffe};e\u{2028}f\u{a0}g\rh\ni";
        let list = Listed::read(&[awkward, unprintable].concat()).unwrap();
        let written = converted(&[("subject", list.clone()), ("from", vec![contains("@acme.example")])]);
        let filter = written.strip_prefix("where:\n").unwrap();
        let filter: Filter = crate::file::load("filter.yaml", filter.as_bytes())
            .unwrap_or_else(|mistakes| panic!("{written}{mistakes:?}"));
        let query = format!("{:?}", filter.query(&Scope::default(), &TimeZone::UTC).unwrap().condition);
        for one in list {
            let meant = match one {
                Listed::Exact(text) => format!("Exact({text:?})"),
                Listed::Contains(text) => format!("Contains {{ text: {text:?}, case: false }}"),
            };
            assert!(query.contains(&meant), "{meant}\n{query}");
        }
    }
}
