//! Addresses in From, To and their kin (RFC 5322 §3.4), as people write them.

use super::line::one_line;
use super::words;
use serde::Serialize;
use std::fmt;

/// Somebody's address, and the name before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Address {
    /// The name, decoded, on one line.
    pub name: Option<String>,
    /// The address alone, without brackets; empty when there is only a name.
    pub address: String,
}

/// `Name <a@b>`, as a person reads it; not quoted for a header.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) if self.address.is_empty() => f.write_str(name),
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

/// What has been read of one address.
#[derive(Default)]
struct Pending {
    /// Words, quoted strings without their quotes, and the blanks between them.
    phrase: String,
    /// Where in `phrase` a quoted string that may be the start of an address was.
    quoted: Option<String>,
    angle: Option<String>,
    comment: String,
}

/// The addresses in a text that somebody wrote where addresses are wanted.
pub(crate) fn addresses(text: &str) -> Vec<Address> {
    parse(text, &mut 0)
}

/// The addresses in a field, groups opened (§3.4), routes dropped (§4.4), whatever could be made of the rest.
pub(super) fn parse(text: &str, replaced: &mut u32) -> Vec<Address> {
    let mut found = Vec::new();
    let mut pending = Pending::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(len) = words::length(rest) {
            pending.phrase.push_str(rest.get(..len).unwrap_or_default());
            rest = rest.get(len..).unwrap_or_default();
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '"' => {
                let (inner, after) = until('"', rest);
                pending.quoted = Some(inner.clone());
                pending.phrase.push_str(&inner);
                rest = after;
            }
            '(' => {
                let (inner, after) = comment(rest);
                pending.comment = inner;
                rest = after;
            }
            '<' => {
                let (inner, after) = rest.split_once('>').unwrap_or((rest, ""));
                pending.angle = Some(inner.to_owned());
                rest = after;
            }
            ',' | ';' => found.extend(std::mem::take(&mut pending).address(replaced)),
            // A group's name, or "mailto".
            ':' if pending.angle.is_none() && !pending.phrase.contains('@') => pending = Pending::default(),
            c => pending.phrase.push(c),
        }
    }
    found.extend(pending.address(replaced));
    found
}

impl Pending {
    fn address(self, replaced: &mut u32) -> Option<Address> {
        let (address, phrase) = match self.angle {
            Some(angle) => (bare(&angle), self.phrase),
            None => match self.quoted.filter(|_| self.phrase.split_whitespace().count() != 1) {
                // "john doe"@example.org: the quotes belong to the address (§3.4.1).
                Some(quoted) if self.phrase.trim().starts_with(&format!("{quoted}@")) => {
                    let domain = self.phrase.trim().get(quoted.len()..).unwrap_or_default();
                    (format!("\"{quoted}\"{domain}"), String::new())
                }
                _ => unbracketed(&self.phrase),
            },
        };
        let name = one_line(&words::decode(phrase.trim(), replaced));
        let comment = one_line(&words::decode(&self.comment, replaced));
        // MAILER-DAEMON (Mail Delivery System)
        if address.is_empty() && !name.is_empty() && name.is_ascii() && !name.contains(' ') {
            let comment = (!comment.is_empty()).then_some(comment);
            return Some(Address { name: comment, address: name });
        }
        let name = [name, comment].into_iter().find(|name| !name.is_empty());
        match (name, address.is_empty()) {
            (None, true) => None,
            (name, _) => Some(Address { name: name.filter(|name| *name != address), address }),
        }
    }
}

/// The address in a phrase without brackets, and the rest.
fn unbracketed(phrase: &str) -> (String, String) {
    let Some(word) = phrase.split_whitespace().rev().find(|word| word.contains('@')) else {
        return (String::new(), phrase.to_owned());
    };
    let others: Vec<&str> = phrase.split_whitespace().filter(|other| *other != word).collect();
    (bare(word), others.join(" "))
}

/// An address without what surrounds it: blanks, a route, "mailto:", brackets within brackets.
fn bare(text: &str) -> String {
    let text: String =
        text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>')).collect();
    let text = text.trim_matches('\'');
    let routed = text.strip_prefix('@').and_then(|text| text.split_once(':')).map(|(_, text)| text);
    let text = routed.unwrap_or(text);
    text.strip_prefix("mailto:").unwrap_or(text).to_owned()
}

/// What stands before the closing quote, with escapes resolved, and what follows.
fn until(close: char, text: &str) -> (String, &str) {
    let mut inner = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => inner.extend(chars.next().map(|(_, escaped)| escaped)),
            c if c == close => return (inner, text.get(at + c.len_utf8()..).unwrap_or_default()),
            c => inner.push(c),
        }
    }
    (inner, "")
}

/// The inside of a comment, comments within it included, and what follows.
fn comment(text: &str) -> (String, &str) {
    let (mut inner, mut depth) = (String::new(), 1);
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                inner.extend(chars.next().map(|(_, escaped)| escaped));
                continue;
            }
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (inner, text.get(at + 1..).unwrap_or_default());
        }
        inner.push(c);
    }
    (inner, "")
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn read(text: &str) -> String {
        let found = parse(text, &mut 0);
        let shown: Vec<String> = found
            .iter()
            .map(|one| format!("{:?} {}", one.name.as_deref().unwrap_or(""), one.address))
            .collect();
        shown.join(" | ")
    }

    #[test]
    fn addresses_are_found_however_they_are_written() {
        for (written, meant) in [
            ("a@b.c", r#""" a@b.c"#),
            ("Ana Silva <a@b.c>, b@b.c", r#""Ana Silva" a@b.c | "" b@b.c"#),
            (r#""Silva, Ana" <a@b.c>; "B \"x\"" <b@b.c>"#, r#""Silva, Ana" a@b.c | "B \"x\"" b@b.c"#),
            ("a@b.c (Ana (x))", r#""Ana (x)" a@b.c"#),
            ("=?utf-8?Q?Silva,_Jo=C3=A3o?= <j@b.c>", r#""Silva, João" j@b.c"#),
            (r#""=?utf-8?Q?Jo=C3=A3o?=" <j@b.c>"#, r#""João" j@b.c"#),
            ("Team: a@b.c, B <b@b.c>;, c@b.c", r#""" a@b.c | "B" b@b.c | "" c@b.c"#),
            ("undisclosed-recipients:;", ""),
            ("<@relay.example:a@b.c>", r#""" a@b.c"#),
            (r#""john doe"@b.c"#, r#""" "john doe"@b.c"#),
            ("MAILER-DAEMON", r#""" MAILER-DAEMON"#),
            ("MAILER-DAEMON (Mail Delivery System)", r#""Mail Delivery System" MAILER-DAEMON"#),
            ("Mail Delivery System", r#""Mail Delivery System" "#),
            ("Ana a@b.c", r#""Ana" a@b.c"#),
            ("mailto:a@b.c", r#""" a@b.c"#),
            ("'a@b.c' <a@b.c>", r#""'a@b.c'" a@b.c"#),
            ("a@b.c <a@b.c>", r#""" a@b.c"#),
            ("Two\r\n Lines <a@\r\n b.c>", r#""Two Lines" a@b.c"#),
            ("\"never closed <a@b.c>", r#""never closed" a@b.c"#),
            ("João <joão@exámple.br>", r#""João" joão@exámple.br"#),
            ("<>", ""),
            (",, ;", ""),
        ] {
            assert_eq!(read(written), meant, "{written}");
        }
    }
}
