//! A message that is answered or passed on, below what is said about it.

use super::html;
use std::fmt::Write;

/// A message that is answered or passed on.
#[derive(Clone, Debug)]
pub struct Original {
    /// What stands above it, a line each: who wrote it, and when.
    pub heading: Vec<String>,
    /// What it says.
    pub text: String,
    /// The same in HTML, as its sender wrote it.
    pub html: Option<String>,
    /// How it is shown.
    pub quoted: Quoted,
}

/// How a message is shown within another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoted {
    /// Each line is marked as another's.
    Marked,
    /// As it is.
    Plain,
}

const MARKED: &str = "margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex";

impl Original {
    /// The text with the original below.
    pub fn below_text(&self, text: &str) -> String {
        let mut whole = String::with_capacity(text.len() + self.text.len());
        let own = text.trim_end();
        let gap = if own.is_empty() { "" } else { "\n\n" };
        let _ = writeln!(whole, "{own}{gap}{}", self.heading.join("\n"));
        if self.quoted == Quoted::Plain {
            let _ = writeln!(whole, "\n{}", self.text.trim_end());
            return whole;
        }
        for line in self.text.trim_end().lines() {
            // What is quoted already is marked without a gap (RFC 3676 §4.5).
            let gap = if line.is_empty() || line.starts_with('>') { "" } else { " " };
            let _ = writeln!(whole, ">{gap}{line}");
        }
        whole
    }

    /// The HTML with the original below.
    pub fn below_html(&self, own: &str) -> String {
        let heading: Vec<String> = self.heading.iter().map(|line| html::escaped(line)).collect();
        let said = self.html.as_deref().and_then(html::harmless).unwrap_or_else(|| html::of_text(&self.text));
        let (open, close) = match self.quoted {
            Quoted::Marked => (format!("<blockquote style=\"{MARKED}\">"), "</blockquote>"),
            Quoted::Plain => ("<br><div>".to_owned(), "</div>"),
        };
        let original = format!("<br><div>{}</div>\n{open}{said}{close}\n", heading.join("<br>\n"));
        at_end(own, &original)
    }
}

/// The HTML with more at the end of what it shows.
pub(super) fn at_end(html: &str, more: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let at = lower.rfind("</body").or_else(|| lower.rfind("</html")).unwrap_or(html.len());
    let (before, after) = html.split_at_checked(at).unwrap_or((html, ""));
    format!("{before}{more}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn original(quoted: Quoted) -> Original {
        Original {
            heading: vec!["Ana <ana@example.org> wrote:".to_owned()],
            text: "Hello\n\n> older\n".to_owned(),
            html: Some("<p>Hello</p></div>".to_owned()),
            quoted,
        }
    }

    #[test]
    fn the_original_stands_below_what_is_said() {
        let marked = original(Quoted::Marked);
        assert_eq!(
            marked.below_text("Yes.\n"),
            "Yes.\n\nAna <ana@example.org> wrote:\n> Hello\n>\n>> older\n"
        );
        let html = marked.below_html("<html><body><p>Yes.</p></BODY></html>");
        assert!(html.ends_with("<p>Hello</p></blockquote>\n</BODY></html>"), "{html}");
        assert!(html.contains("Ana &lt;ana@example.org&gt; wrote:"), "{html}");
        let plain = original(Quoted::Plain);
        assert_eq!(plain.below_text(""), "Ana <ana@example.org> wrote:\n\nHello\n\n> older\n");
    }
}
