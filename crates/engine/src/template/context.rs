//! Where the text of a template goes, which decides what a value put into it must not bring along.

use super::evaluate::Stop;
use carteiro_world::phrase;
use std::borrow::Cow;

/// Where the text of a template goes, which decides what an interpolated value must not bring along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// Any text.
    Text,
    /// A path of files: a value is part of one name, whatever slashes, colons and dots it has.
    Path,
    /// A path of folders in a mailbox: likewise, but drives and dots mean nothing there.
    Folder,
    /// A URL: a value is one segment of its path, or one value of its query, whatever it has in it.
    Url,
    /// One line: a value with line ends would begin another header field.
    Header,
    /// HTML: a value is text, whatever markup it has.
    Html,
}

impl Context {
    /// How many times as long a value can become.
    pub(super) fn growth(self) -> usize {
        match self {
            // `"` becomes `&quot;`.
            Self::Html => 6,
            // One byte becomes `%2F`.
            Self::Url => 3,
            Self::Text | Self::Path | Self::Folder | Self::Header => 1,
        }
    }

    /// `text` without what it must not bring along.
    pub(super) fn tame(self, text: &str) -> Result<Cow<'_, str>, Stop> {
        Ok(match self {
            Self::Path => Cow::Owned(part_of_name(text)),
            Self::Folder => Cow::Owned(one_name(text)),
            Self::Url => Cow::Owned(part_of_url(text)?),
            Self::Header if text.contains(['\r', '\n']) => {
                return Err(Stop::Wrong(phrase!("template-line-end")));
            }
            Self::Text | Self::Header => Cow::Borrowed(text),
            Self::Html => Cow::Owned(without_markup(text)),
        })
    }
}

/// Slashes and control characters become `_`.
pub(super) fn one_name(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '/' | '\\') || c.is_control() { '_' } else { c }).collect()
}

/// What a sender wrote makes no drive of a path and leads nowhere: only its author decides where it goes.
fn part_of_name(text: &str) -> String {
    let is_dots = !text.is_empty() && text.chars().all(|c| c == '.');
    if is_dots { "_".to_owned() } else { one_name(text).replace(':', "_") }
}

/// Everything but unreserved characters (RFC 3986 §2.3) is encoded.
fn part_of_url(text: &str) -> Result<String, Stop> {
    // Encoded or not, `..` leads one segment up (url.spec.whatwg.org §4.4).
    if !text.is_empty() && text.chars().all(|c| c == '.') {
        return Err(Stop::Wrong(phrase!("template-url-dots")));
    }
    Ok(text.bytes().fold(String::with_capacity(text.len()), |mut coded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => coded.push(byte.into()),
            _ => drop(std::fmt::Write::write_fmt(&mut coded, format_args!("%{byte:02X}"))),
        }
        coded
    }))
}

fn without_markup(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}
