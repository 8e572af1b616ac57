//! HTML whose layout would take far more time or memory than its length promises.

use std::collections::BTreeMap;

/// Deeper than this, layout takes time that grows with the square.
const DEEPEST: usize = 400;
/// Formatting left open is opened again in every paragraph: so many elements come out of nothing, at most.
const MOST_REOPENED: usize = 300_000;
/// Each element costs hundreds of octets while it is laid out.
const MOST_TAGS: usize = 60_000;
/// An element's attributes are each compared with all the others.
const MOST_ATTRIBUTES: usize = 500;

/// Whether the time and memory to lay out `html` are in proportion to its length.
pub(crate) fn is_harmless(html: &str) -> bool {
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut depth, mut formatting, mut reopened) = (0_usize, 0_usize, 0_usize);
    for (at, piece) in html.split('<').skip(1).enumerate() {
        let tag = piece.split('>').next().unwrap_or_default();
        let (closing, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag.get(..end).unwrap_or_default();
        if !closing {
            reopened = reopened.saturating_add(formatting);
        }
        if at > MOST_TAGS || reopened > MOST_REOPENED || attributes(tag) > MOST_ATTRIBUTES {
            return false;
        }
        if name.is_empty() || closes_itself(name) {
            continue;
        }
        let count = open.entry(name).or_default();
        let change = usize::from(is_formatting(name));
        if !closing {
            *count += 1;
            depth += 1;
            formatting += change;
        } else if *count > 0 {
            *count -= 1;
            depth -= 1;
            formatting -= change;
        }
        if depth > DEEPEST {
            return false;
        }
    }
    true
}

/// How many attributes a tag has at most: what separates them, outside of quoted values.
fn attributes(tag: &str) -> usize {
    let (mut count, mut quote, mut value_next) = (0, None, false);
    for byte in tag.bytes() {
        match (quote, byte) {
            (Some(opened), byte) if opened == byte => quote = None,
            (None, b'"' | b'\'') if value_next => quote = Some(byte),
            (None, b'/' | b'\t' | b'\n' | 0x0c | b'\r' | b' ') => count += 1,
            _ => {}
        }
        value_next = byte == b'=' || (value_next && byte.is_ascii_whitespace());
    }
    count
}

/// Elements that hold nothing, and those that the next of their kind closes.
fn closes_itself(name: &str) -> bool {
    [
        "area", "base", "br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "meta", "option", "p",
        "source", "td", "th", "tr", "wbr",
    ]
    .iter()
    .any(|known| known.eq_ignore_ascii_case(name))
}

/// The elements that the WHATWG's "reconstruct the active formatting elements" opens again.
fn is_formatting(name: &str) -> bool {
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}
