//! HTML as plain text.

use html2text::config;
use html2text::render::TextDecorator;
use std::panic::catch_unwind;

/// HTML beyond this is read tag by tag, in octets.
const LONGEST: usize = 4 * 1024 * 1024;
/// Deeper than this, laying out takes time that grows with the square.
const DEEPEST: usize = 400;
/// Lines are the sender's: nothing is wrapped.
const WIDTH: usize = 1 << 20;
/// Where a document says its charset, if it does.
const BEGINNING: usize = 4096;

/// What a person would read. Line ends are LF; never fails, whatever the HTML.
pub(super) fn to_plain(html: &str) -> String {
    if html.len() > LONGEST || depth(html) > DEEPEST {
        return without_tags(html);
    }
    let laid_out = catch_unwind(|| {
        config::with_decorator(Bare)
            .raw_mode(true)
            .no_link_wrapping()
            .allow_width_overflow()
            .string_from_read(html.as_bytes(), WIDTH)
    });
    match laid_out {
        // A blank is a blank to whoever looks for words.
        Ok(Ok(text)) => text.replace('\u{a0}', " "),
        _ => without_tags(html),
    }
}

/// The charset that a document names in itself: `<meta charset=…>`, `<meta … content="text/html; charset=…">`.
pub(super) fn charset(document: &[u8]) -> Option<String> {
    let beginning = document.get(..BEGINNING).unwrap_or(document);
    let text: String = beginning
        .iter()
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let mut rest = text.as_str();
    while let Some((_, tag)) = rest.split_once("<meta") {
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        rest = after;
        if let Some((_, label)) = tag.split_once("charset") {
            let label =
                label.trim_start_matches(|c: char| c == '=' || c == '"' || c == '\'' || c.is_whitespace());
            let end =
                label.find(|c: char| c == '"' || c == '\'' || c == ';' || c == '/' || c.is_whitespace());
            let label = label.get(..end.unwrap_or(label.len())).unwrap_or_default();
            return (!label.is_empty()).then(|| label.to_owned());
        }
    }
    None
}

/// How deep the elements are nested at most, closing tags taken at their word.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        match tag.bytes().next() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(first) if first.is_ascii_alphabetic() && !is_void(tag) => depth += 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Elements that hold nothing, and those that people leave open.
fn is_void(tag: &str) -> bool {
    let end = tag
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or_default().to_ascii_lowercase();
    matches!(
        name.as_str(),
        "area" | "base" | "br" | "col" | "hr" | "img" | "input" | "link" | "meta" | "p" | "source" | "wbr"
    )
}

/// The text between the tags, for what cannot be laid out.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut hidden: Option<&str> = None;
    for (at, piece) in html.split('<').enumerate() {
        let (tag, content) = if at == 0 {
            ("", piece)
        } else {
            piece.split_once('>').unwrap_or(("", piece))
        };
        let tag = tag.trim().to_ascii_lowercase();
        hidden = match hidden {
            Some(name) if tag.strip_prefix('/') == Some(name) => None,
            Some(name) => Some(name),
            None => ["script", "style", "title"]
                .into_iter()
                .find(|name| tag.starts_with(name)),
        };
        if hidden.is_some() {
            continue;
        }
        let breaks = ["br", "p", "/p", "div", "/div", "tr", "/tr", "li", "/h"]
            .iter()
            .any(|name| tag.starts_with(name));
        if breaks && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(content);
    }
    for (entity, meant) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, meant);
    }
    text
}

/// Text with no marks but those of lists and quotations, so that a sentence can be found in it.
struct Bare;

type Mark = (String, ());

impl TextDecorator for Bare {
    type Annotation = ();

    fn decorate_link_start(&mut self, _: &str) -> Mark {
        Mark::default()
    }
    fn decorate_link_end(&mut self) -> String {
        String::new()
    }
    fn decorate_em_start(&self) -> Mark {
        Mark::default()
    }
    fn decorate_em_end(&self) -> String {
        String::new()
    }
    fn decorate_strong_start(&self) -> Mark {
        Mark::default()
    }
    fn decorate_strong_end(&self) -> String {
        String::new()
    }
    fn decorate_strikeout_start(&self) -> Mark {
        Mark::default()
    }
    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }
    fn decorate_code_start(&self) -> Mark {
        Mark::default()
    }
    fn decorate_code_end(&self) -> String {
        String::new()
    }
    fn decorate_preformat_first(&self) {}
    fn decorate_preformat_cont(&self) {}
    fn decorate_image(&mut self, _: &str, title: &str) -> Mark {
        (title.to_owned(), ())
    }
    fn header_prefix(&self, _: usize) -> String {
        String::new()
    }
    fn quote_prefix(&self) -> String {
        "> ".to_owned()
    }
    fn unordered_item_prefix(&self) -> String {
        "* ".to_owned()
    }
    fn ordered_item_prefix(&self, number: i64) -> String {
        format!("{number}. ")
    }
    fn make_subblock_decorator(&self) -> Self {
        Self
    }
    fn decorate_superscript_start(&self) -> Mark {
        Mark::default()
    }
    fn decorate_superscript_end(&self) -> String {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_can_read_it() {
        let html = "<html><head><title>T</title><style>p{}</style></head><body><p>Dear <b>Ana</b>,\r\nread\r\n\
            <a href='http://x.test/'>this page</a> &amp; &#233;.</p><ul><li>one<li>two</ul><table><tr><td>A<td>B</table>\
            <blockquote>said<br>so</blockquote><img src='cid:1' alt='logo'></body></html>";
        let read = to_plain(html);
        let lines: Vec<&str> = read
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty())
            .collect();
        let meant = [
            "Dear Ana, read this page & é.",
            "* one",
            "* two",
            "A",
            "B",
            "> said",
            "> so",
            "logo",
        ];
        assert_eq!(lines, meant);
    }

    #[test]
    fn depth_does_not_cost_more_than_length() {
        for tag in ["div", "ul><li", "table><tr><td", "blockquote", "b"] {
            let html = format!(
                "<style>x</style>{}deep &amp; down",
                format!("<{tag}>").repeat(50_000)
            );
            assert_eq!(to_plain(&html).trim(), "deep & down", "{tag}");
        }
    }

    #[test]
    fn a_document_may_name_its_charset() {
        assert_eq!(
            charset(b"<html><META charset=\"KOI8-R\">").as_deref(),
            Some("koi8-r")
        );
        let old = b"<meta name=x><meta http-equiv=Content-Type content='text/html; charset=big5'>";
        assert_eq!(charset(old).as_deref(), Some("big5"));
        assert_eq!(charset(b"<p>charset=x"), None);
    }
}
