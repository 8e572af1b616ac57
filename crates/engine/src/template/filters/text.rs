//! Filters of text.

use super::{Call, Filter, filter};
use crate::template::evaluate::Maybe;
use crate::vars::Value;
use std::fmt::Write;

/// A letter may become three times as long in the other case.
const CASES: usize = 3;

pub(super) const FILTERS: &[Filter] = &[
    filter("lower", &[], |call| cased(call, str::to_lowercase)),
    filter("upper", &[], |call| cased(call, str::to_uppercase)),
    filter("title", &[], |call| cased(call, titled)),
    filter("capitalize", &[], |call| cased(call, capitalized)),
    filter("trim", &["characters?"], trim),
    filter("replace", &["old", "new", "count?"], replace),
    filter("split", &["separator?", "limit?"], split),
    filter("lines", &[], lines),
    filter("indent", &["width?", "first?", "blank?"], indent),
    filter("urlencode", &[], urlencode),
];

fn cased(call: &mut Call<'_, '_>, change: fn(&str) -> String) -> Maybe {
    let text = call.text()?;
    call.budget().make(if text.is_ascii() { text.len() } else { text.len().saturating_mul(CASES) })?;
    Ok(Some(Value::text(change(&text))))
}

/// Each word with a capital.
fn titled(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut begins = true;
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '-' | '(' | '{' | '[' | '<') {
            made.push(c);
            begins = true;
        } else if std::mem::take(&mut begins) {
            made.extend(c.to_uppercase());
        } else {
            made.extend(c.to_lowercase());
        }
    }
    made
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().to_lowercase().chars()).collect()
}

fn trim(call: &mut Call<'_, '_>) -> Maybe {
    let text = call.text()?;
    let characters = call.text_argument(0)?;
    call.budget().make(text.len())?;
    let trimmed = match characters {
        Some(characters) => {
            // Each letter is looked up among the characters.
            let looked_up = text.len().saturating_mul(characters.len());
            call.budget().read(looked_up)?;
            text.trim_matches(|c| characters.contains(c))
        }
        None => text.trim(),
    };
    Ok(Some(Value::text(trimmed)))
}

fn replace(call: &mut Call<'_, '_>) -> Maybe {
    let text = call.text()?;
    let old = call.text_argument(0)?.unwrap_or_default();
    let new = call.text_argument(1)?.unwrap_or_default();
    let count = call.count_argument(2)?.unwrap_or(usize::MAX);
    call.budget().read(text.len())?;
    let found = text.matches(&*old).take(count).count();
    call.budget().make(text.len().saturating_add(found.saturating_mul(new.len())))?;
    Ok(Some(Value::text(text.replacen(&*old, &new, count))))
}

/// `'a, b' | split(', ')`: a list; without a separator the words.
fn split(call: &mut Call<'_, '_>) -> Maybe {
    let text = call.text()?;
    let limit = call.count_argument(1)?.map_or(usize::MAX, |limit| limit.saturating_add(1));
    match call.text_argument(0)? {
        Some(separator) => pieces(call, &text, || text.splitn(limit, &*separator)),
        None if limit == usize::MAX => pieces(call, &text, || text.split_whitespace()),
        None => {
            let words = Words { rest: text.trim_start(), left: limit };
            pieces(call, &text, || words.clone())
        }
    }
}

/// The first words, and then all that is left.
#[derive(Clone)]
struct Words<'t> {
    rest: &'t str,
    left: usize,
}

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        if self.rest.is_empty() {
            return None;
        }
        self.left = self.left.saturating_sub(1);
        let whole = (self.rest.trim_end(), "");
        let (word, rest) = match self.rest.split_once(char::is_whitespace) {
            Some(parts) if self.left > 0 => parts,
            _ => whole,
        };
        self.rest = rest.trim_start();
        Some(word)
    }
}

fn lines(call: &mut Call<'_, '_>) -> Maybe {
    let text = call.text()?;
    pieces(call, &text, || text.lines())
}

/// The pieces are counted first, and paid.
fn pieces<'t, I: Iterator<Item = &'t str>>(
    call: &mut Call<'_, '_>,
    text: &str,
    cut: impl Fn() -> I,
) -> Maybe {
    call.budget().read(text.len())?;
    let count = cut().count();
    call.budget().steps(count)?;
    call.budget().make(text.len())?;
    Ok(Some(Value::list(cut().map(Value::text))))
}

/// `text | indent(4)`: every line but the first is moved in.
fn indent(call: &mut Call<'_, '_>) -> Maybe {
    let text = call.text()?;
    let width = call.count_argument(0)?.unwrap_or(4);
    let (first, blank) = (call.flag(1), call.flag(2));
    call.budget().read(text.len())?;
    let count = text.lines().count();
    call.budget().make(text.len().saturating_add(count.saturating_mul(width.saturating_add(1))))?;
    let margin = " ".repeat(width);
    let mut made = String::new();
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            made.push('\n');
        }
        if (number > 0 || first) && (blank || !line.is_empty()) {
            made.push_str(&margin);
        }
        made.push_str(line);
    }
    Ok(Some(Value::text(made)))
}

/// `value | urlencode`: as a part of an address on the web (RFC 3986 §2.1); slashes stay.
fn urlencode(call: &mut Call<'_, '_>) -> Maybe {
    let text = call.text()?;
    call.budget().make(text.len().saturating_mul(3))?;
    let mut made = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                made.push(char::from(byte));
            }
            _ => {
                // Writing to a text does not fail.
                write!(made, "%{byte:02X}").ok();
            }
        }
    }
    Ok(Some(Value::text(made)))
}
