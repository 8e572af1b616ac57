//! HTML of text, text of HTML, and what HTML shows of the files beside it.

use crate::mime;
use ammonia::{Builder, UrlRelative};
use std::ops::Range;
use std::panic::catch_unwind;

/// HTML beyond this is quoted as its text.
const LONGEST: usize = 1024 * 1024;

/// The text as HTML: with its line breaks and blanks, and its links to be clicked.
pub fn of_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines: Vec<String> = text.trim_end_matches('\n').split('\n').map(line).collect();
    format!("<div>{}</div>", lines.join("<br>\n"))
}

/// The HTML as text.
pub fn to_text(html: &str) -> String {
    let text = mime::to_plain(html);
    text.trim_matches('\n').to_owned() + "\n"
}

fn line(line: &str) -> String {
    let mut html = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = link(rest) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        html += &spaced(before);
        let end = from
            .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`".contains(c))
            .unwrap_or(from.len());
        let url = from
            .get(..end)
            .unwrap_or_default()
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '*', '_']);
        let shown = escaped(url);
        html.extend(["<a href=\"", &shown, "\">", &shown, "</a>"]);
        rest = from.get(url.len()..).unwrap_or_default();
    }
    html + &spaced(rest)
}

/// Where the next link begins.
fn link(text: &str) -> Option<usize> {
    let begins = |scheme: &str| {
        let is_one = |at: &usize| {
            let after = text.get(at + scheme.len()..).unwrap_or_default();
            after.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        };
        text.match_indices(scheme).map(|(at, _)| at).find(is_one)
    };
    [begins("https://"), begins("http://")].into_iter().flatten().min()
}

/// Blanks that would be taken together stay apart.
fn spaced(text: &str) -> String {
    let shown = escaped(text).replace('\t', "    ").replace("  ", "&nbsp; ");
    match shown.strip_prefix(' ') {
        Some(rest) => format!("&nbsp;{rest}"),
        None => shown,
    }
}

/// The text as it stands in HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html += "&amp;",
            '<' => html += "&lt;",
            '>' => html += "&gt;",
            '"' => html += "&quot;",
            '\'' => html += "&#39;",
            c if c.is_control() && c != '\t' => html.push(' '),
            c => html.push(c),
        }
    }
    html
}

/// HTML that somebody else wrote, so that it can stand within ours: nothing in it runs, loads by itself what is no
/// image, or reaches beyond its own end. `None`: too large, or of a kind that takes too much time.
pub(super) fn harmless(html: &str) -> Option<String> {
    cleaned(html, |builder| {
        builder
            .add_url_schemes(["cid"])
            .add_generic_attributes(["style"])
            .add_generic_attributes(LOOKS)
            .filter_style_properties(STYLES.into())
            .link_rel(None);
    })
}

/// HTML that somebody else wrote, to be looked at and no more: nothing in it runs, loads anything, or leads anywhere.
/// `None`: too large, or of a kind that takes too much time.
pub fn to_show(html: &str) -> Option<String> {
    cleaned(html, |builder| {
        builder
            .rm_tags(["img", "map", "area"])
            .rm_tag_attributes("a", ["href", "hreflang"])
            .rm_tag_attributes("blockquote", ["cite"])
            .rm_tag_attributes("del", ["cite"])
            .rm_tag_attributes("ins", ["cite"])
            .rm_tag_attributes("q", ["cite"])
            .add_generic_attributes(LOOKS)
            .link_rel(None);
    })
}

fn cleaned(html: &str, set: fn(&mut Builder<'_>)) -> Option<String> {
    if html.len() > LONGEST || !mime::is_harmless(html) {
        return None;
    }
    let clean = || {
        let mut builder = Builder::default();
        builder
            .add_tags(["font"])
            .add_tag_attributes("font", ["face", "size"])
            .add_tag_attributes("table", ["cellpadding", "cellspacing"])
            .url_relative(UrlRelative::Deny);
        set(&mut builder);
        builder.clean(html).to_string()
    };
    catch_unwind(clean).ok()
}

/// How something looks, without a style.
const LOOKS: [&str; 7] = ["align", "valign", "bgcolor", "color", "width", "height", "border"];

/// What styles may change: nothing that leaves its place or loads something.
const STYLES: [&str; 27] = [
    "border",
    "border-bottom",
    "border-collapse",
    "border-left",
    "border-radius",
    "border-right",
    "border-top",
    "color",
    "background-color",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "margin",
    "padding",
    "padding-left",
    "padding-right",
    "text-align",
    "text-decoration",
    "text-transform",
    "vertical-align",
    "white-space",
    "width",
];

/// What the HTML shows that comes with the message: the names after `cid:` (RFC 2392), in their order.
pub fn refers_to(html: &str) -> Vec<String> {
    references(html).into_iter().map(|(_, name)| name).collect()
}

/// The HTML, with other names after `cid:`, where `name` knows one.
pub(super) fn renamed(html: &str, name: impl Fn(&str) -> Option<String>) -> String {
    let mut renamed = String::with_capacity(html.len());
    let mut from = 0;
    for (at, known) in references(html) {
        if let Some(name) = name(&known) {
            renamed += html.get(from..at.start).unwrap_or_default();
            renamed += &escaped(&name);
            from = at.end;
        }
    }
    renamed + html.get(from..).unwrap_or_default()
}

fn references(html: &str) -> Vec<(Range<usize>, String)> {
    let lower = html.to_ascii_lowercase();
    let mut found = Vec::new();
    for (at, scheme) in lower.match_indices("cid:") {
        let before = html.get(..at).and_then(|before| before.chars().next_back());
        let Some(opening) = before.filter(|c| "\"'=(".contains(*c)) else { continue };
        let start = at + scheme.len();
        let rest = html.get(start..).unwrap_or_default();
        let ends = |c: char| match opening {
            '"' | '\'' => c == opening,
            _ => c.is_whitespace() || ")>\"'".contains(c),
        };
        let Some(length) = rest.find(ends) else { continue };
        let name = rest.get(..length).unwrap_or_default();
        found.push((start..start + length, decoded(&name.replace("&amp;", "&"))));
    }
    found
}

/// `%20` and its kin.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_as_html_keeps_its_lines_and_shows_markup_as_it_is() {
        assert_eq!(
            of_text("Hello <b>,\r\n\n  see https://example.org/a?b=1&c=2. And http://x.\n"),
            "<div>Hello &lt;b&gt;,<br>\n<br>\n&nbsp; see <a href=\"https://example.org/a?b=1&amp;c=2\">https://example.org/a?b=1&amp;c=2</a>. And <a href=\"http://x\">http://x</a>.</div>"
        );
        assert_eq!(
            of_text("https:// \"https://a\"onload=x"),
            "<div>https:// &quot;<a href=\"https://a\">https://a</a>&quot;onload=x</div>"
        );
    }

    #[test]
    fn what_runs_or_reaches_out_is_left_out_of_what_others_wrote() {
        let clean = harmless("<p onclick=x style='color:red;position:fixed'>a<script>alert(1)</script><style>p{}</style></blockquote></div><img src=cid:logo><a href='javascript:x'>b</a><iframe src=x></iframe><form><input></form>").unwrap();
        assert!(clean.contains("cid:logo") && clean.contains("color:red"), "{clean}");
        for gone in ["onclick", "script", "position", "iframe", "form", "</div>", "</blockquote>"] {
            assert!(!clean.contains(gone), "{gone}: {clean}");
        }
        assert_eq!(harmless(&"<div>".repeat(100_000)), None);
    }

    #[test]
    fn what_is_only_looked_at_loads_nothing_and_leads_nowhere() {
        let shown = to_show("<p style='color:red' onclick=x>Hello <b>Ana</b><img src='https://t.example/p.gif' alt=x><img src=cid:a><a href='https://e.example/'>here</a><table background='https://t.example/b.png' bgcolor=red><tr><td>1</table><blockquote cite='https://t.example'>said</blockquote><video src='https://t.example/v'></video><link rel=stylesheet href='https://t.example/s'><script>x</script>").unwrap();
        for kept in ["Hello <b>Ana</b>", "<a>here</a>", "bgcolor=\"red\"", "<td>1</td>", "said"] {
            assert!(shown.contains(kept), "{kept}: {shown}");
        }
        for gone in ["http", "cid:", "img", "style", "onclick", "script", "background="] {
            assert!(!shown.contains(gone), "{gone}: {shown}");
        }
        assert_eq!(to_show(&"<div>".repeat(100_000)), None);
    }

    #[test]
    fn what_html_shows_of_its_files_is_found_and_renamed() {
        let html =
            "<img src=\"cid:my%20logo.png\"> <img src='CID:b@x'> <td background=cid:c> url(cid:d) text cid:e";
        assert_eq!(refers_to(html), ["my logo.png", "b@x", "c", "d"]);
        let renamed = renamed(html, |name| (name == "my logo.png").then(|| "1@x".to_owned()));
        assert!(renamed.starts_with("<img src=\"cid:1@x\"> <img src='CID:b@x'>"), "{renamed}");
    }
}
