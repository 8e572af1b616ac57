//! HTML as plain text.

mod bare;
mod shape;

use bare::Bare;
use html2text::config;
pub(crate) use shape::is_harmless;
use std::panic::catch_unwind;

/// HTML beyond this is read tag by tag, in octets.
const LONGEST: usize = 1024 * 1024;
/// Lines are the sender's: nothing is wrapped.
const WIDTH: usize = 1 << 20;
/// Where a document says its charset, if it does.
const BEGINNING: usize = 4096;

/// What a person would read. Line ends are LF; never fails, whatever the HTML.
pub(crate) fn to_plain(html: &str) -> String {
    if html.len() > LONGEST || !is_harmless(html) {
        return without_tags(html);
    }
    let laid_out = catch_unwind(|| {
        config::with_decorator(Bare)
            .raw_mode(true)
            .no_link_wrapping()
            .unicode_strikeout(false)
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
    let text: String = beginning.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
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

/// The text between the tags, for what cannot be laid out.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut hidden: Option<&str> = None;
    for (at, piece) in html.split('<').enumerate() {
        let (tag, content) = if at == 0 { ("", piece) } else { piece.split_once('>').unwrap_or(("", piece)) };
        let tag = tag.trim().to_ascii_lowercase();
        hidden = match hidden {
            Some(name) if tag.strip_prefix('/') == Some(name) => None,
            Some(name) => Some(name),
            None => ["script", "style", "title"].into_iter().find(|name| tag.starts_with(name)),
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
    for (entity, meant) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        text = text.replace(entity, meant);
    }
    text
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
        let lines: Vec<&str> = read.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
        let meant = ["Dear Ana, read this page & é.", "* one", "* two", "A", "B", "> said", "> so", "logo"];
        assert_eq!(lines, meant);
    }

    #[test]
    fn hostile_html_costs_no_more_than_its_length() {
        let formats = (0..20_000).map(|at| format!("<p><i id={at}>x</p></z>")).collect::<Vec<_>>().concat();
        let attributes = (0..100_000).map(|at| format!(" a{at}=1")).collect::<Vec<_>>().concat();
        for html in [
            "<div>".repeat(50_000),
            "<ul><li>".repeat(50_000),
            "<table><tr><td>".repeat(50_000),
            "<b>".repeat(50_000),
            formats,
            format!("{}{}", "<b><i><u><s>".repeat(90), "<p>x</p>".repeat(50_000)),
            format!("<p{attributes}>"),
            format!("<!--{}-->", "<".repeat(100_000)),
        ] {
            let read = to_plain(&format!("<style>x</style>{html}deep &amp; down"));
            assert!(read.trim_end().ends_with("deep & down"), "{:?}", read.get(..100));
        }
    }

    #[test]
    fn a_document_may_name_its_charset() {
        assert_eq!(charset(b"<html><META charset=\"KOI8-R\">").as_deref(), Some("koi8-r"));
        let old = b"<meta name=x><meta http-equiv=Content-Type content='text/html; charset=big5'>";
        assert_eq!(charset(old).as_deref(), Some("big5"));
        assert_eq!(charset(b"<p>charset=x"), None);
    }
}
