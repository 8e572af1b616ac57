//! Writes requests.

use std::borrow::Cow;
use std::fmt::{Display, Write};

/// A request, or a piece of one, as it is written.
#[derive(Clone, Debug, Default)]
pub(in crate::backends::ews) struct Xml(String);

impl Xml {
    pub(in crate::backends::ews) fn new() -> Self {
        Self::default()
    }

    /// An element with attributes and with what `inner` writes in it.
    pub(in crate::backends::ews) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inner: impl FnOnce(&mut Self),
    ) -> &mut Self {
        self.begin(name, attributes);
        let at = self.0.len();
        inner(self);
        if self.0.len() == at {
            self.0.truncate(at - 1);
            self.0.push_str("/>");
        } else {
            let _ = write!(self.0, "</{name}>");
        }
        self
    }

    /// An element without attributes.
    pub(in crate::backends::ews) fn within(
        &mut self,
        name: &str,
        inner: impl FnOnce(&mut Self),
    ) -> &mut Self {
        self.element(name, &[], inner)
    }

    /// An element that holds a text.
    pub(in crate::backends::ews) fn text(&mut self, name: &str, text: impl Display) -> &mut Self {
        self.within(name, |xml| xml.0.push_str(&escape(&text.to_string())))
    }

    /// An element that holds nothing but attributes.
    pub(in crate::backends::ews) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Self {
        self.element(name, attributes, |_| {})
    }

    /// An element with what is no text.
    pub(in crate::backends::ews) fn raw(&mut self, name: &str, inner: &str) -> &mut Self {
        self.within(name, |xml| xml.0.push_str(inner))
    }

    /// What was written elsewhere.
    pub(in crate::backends::ews) fn append(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.0, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.0, " {name}=\"{}\"", escape(value));
        }
        self.0.push('>');
    }

    pub(in crate::backends::ews) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What XML 1.0 §2.2 allows of a text: Exchange refuses a request with anything else in it, whole.
pub(in crate::backends::ews) fn of_xml(text: &str) -> Cow<'_, str> {
    let forbidden =
        |c: char| matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) { text.replace(forbidden, "\u{fffd}").into() } else { text.into() }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in of_xml(text).chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            // Raw ones become blanks in attributes, and line ends of another kind in texts (§2.11, §3.3.3).
            '\r' => escaped.push_str("&#13;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_cannot_be_markup() {
        let mut xml = Xml::new();
        xml.element("t:A", &[("Id", "a\"<b>&\n")], |xml| {
            xml.text("t:B", "]]> <x/> \r\n\u{1}").empty("t:C", &[]);
        });
        assert_eq!(
            xml.as_str(),
            "<t:A Id=\"a&quot;&lt;b&gt;&amp;&#10;\"><t:B>]]&gt; &lt;x/&gt; &#13;&#10;\u{fffd}</t:B><t:C/></t:A>"
        );
    }
}
