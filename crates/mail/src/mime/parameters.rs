//! `value; name=value; …` as in Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2231).

use super::charset::{self, Charset};
use super::decode::hex;
use super::line::one_line;
use super::words;

/// More parameters are not read: each name is looked for among the others.
const MOST: usize = 500;

/// A field's value and its parameters. The first of two parameters of one name counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parameters {
    /// What stands before the parameters, in small letters.
    pub(super) value: String,
    list: Vec<(String, String)>,
}

/// A piece of a parameter that was written in several, or in a charset (RFC 2231 §3, §4).
struct Piece {
    name: String,
    number: u32,
    percent: bool,
    text: String,
}

impl Parameters {
    /// Reads a field, whatever it holds.
    pub(super) fn parse(text: &str, replaced: &mut u32) -> Self {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (value, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        // "text/html charset=utf-8": the separator was forgotten.
        let value = value.trim().trim_matches('"');
        let word = value.split(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        let forgotten = value.get(word.len()..).filter(|rest| rest.contains('=')).unwrap_or_default();
        let mut parameters = Self { value: word.to_ascii_lowercase(), list: Vec::new() };
        let mut pieces = Vec::new();
        let mut rest: &str = &format!("{forgotten}{rest}");
        for _ in 0..MOST {
            let Some((name, value, after)) = next(rest) else {
                break;
            };
            rest = after;
            match piece(&name, value) {
                Ok(piece) => pieces.push(piece),
                Err(value) => {
                    let value = words::decode(&value, replaced);
                    parameters.add(name, &value);
                }
            }
        }
        parameters.join(pieces, replaced);
        parameters
    }

    /// The parameter of this name, written in small letters.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.list.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The same without what follows a blank or a comment, for parameters that are one word.
    pub(super) fn word(&self, name: &str) -> Option<&str> {
        let value = self.get(name)?;
        let word = value.split(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        (!word.is_empty()).then_some(word)
    }

    fn add(&mut self, name: String, value: &str) {
        let value = one_line(value);
        if !name.is_empty() && self.get(&name).is_none() {
            self.list.push((name, value));
        }
    }

    /// Puts pieces together. They win over a plain parameter of their name, which is there for old readers.
    fn join(&mut self, mut pieces: Vec<Piece>, replaced: &mut u32) {
        pieces.sort_by(|a, b| (&a.name, a.number).cmp(&(&b.name, b.number)));
        pieces.dedup_by(|later, first| later.name == first.name && later.number == first.number);
        for group in pieces.chunk_by(|a, b| a.name == b.name) {
            let (mut bytes, mut label) = (Vec::new(), None);
            for (at, piece) in group.iter().enumerate() {
                let mut text = piece.text.as_str();
                // §4.1 wants the charset in the first piece; some say it in the first that needs it.
                if piece.percent
                    && label.is_none()
                    && let Some((charset, rest)) = text.split_once('\'')
                    && (at == 0 || Charset::labelled(charset).is_some())
                {
                    label = Some(charset);
                    text = rest.split_once('\'').map_or(rest, |(_, text)| text);
                }
                if piece.percent {
                    percent(text, &mut bytes);
                } else {
                    bytes.extend_from_slice(text.as_bytes());
                }
            }
            let read = charset::decode(label, &bytes);
            *replaced = replaced.saturating_add(read.replaced);
            let value = words::decode(&read.text, replaced);
            if let Some(piece) = group.first() {
                self.list.retain(|(name, _)| *name != piece.name);
                self.add(piece.name.clone(), &value);
            }
        }
    }
}

/// The next parameter: its name in small letters, its value, and what follows.
fn next(text: &str) -> Option<(String, String, &str)> {
    let text = text.trim_start_matches(|c: char| c == ';' || c == ',' || c.is_whitespace());
    if text.is_empty() {
        return None;
    }
    let end = text.find(['=', ';']).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let name = name.trim().to_ascii_lowercase();
    let Some(rest) = rest.strip_prefix('=') else {
        return Some((String::new(), String::new(), rest));
    };
    let rest = rest.trim_start();
    if let Some(quoted) = rest.strip_prefix('"') {
        let (value, after) = unquote(quoted);
        return Some((name, value, after));
    }
    // An encoded word may hold a separator.
    let skip = words::length(rest).unwrap_or_default();
    let end = rest.get(skip..).and_then(|tail| tail.find(';')).map_or(rest.len(), |at| skip + at);
    let (value, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    Some((name, value.trim().to_owned(), after))
}

/// What stands before the closing quote, and what follows the next separator.
///
/// Only a quote and a backslash are taken as escaped: senders write the paths of Windows as they are.
fn unquote(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                let after = text.get(at + 1..).unwrap_or_default();
                let next = after.find(';').and_then(|at| after.get(at..));
                return (value, next.unwrap_or_default());
            }
            '\\' => match text.get(at + 1..).and_then(|rest| rest.chars().next()) {
                Some(escaped @ ('"' | '\\')) => {
                    value.push(escaped);
                    chars.next();
                }
                _ => value.push(c),
            },
            c => value.push(c),
        }
    }
    (value, "")
}

/// Recognises `name*`, `name*0`, `name*0*`; gives the value back for other names.
fn piece(name: &str, value: String) -> Result<Piece, String> {
    let Some((base, rest)) = name.split_once('*') else {
        return Err(value);
    };
    let (number, percent) = match rest.strip_suffix('*') {
        Some(number) => (number, true),
        None => (rest, rest.is_empty()),
    };
    let number = if number.is_empty() { Some(0) } else { number.parse().ok() };
    match number {
        Some(number) => Ok(Piece { name: base.trim().to_owned(), number, percent, text: value }),
        None => Err(value),
    }
}

fn percent(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, tail) {
            (b'%', [high, low, after @ ..]) => match hex(*high, *low) {
                Some(value) => {
                    out.push(value);
                    rest = after;
                }
                None => out.push(b'%'),
            },
            (byte, _) => out.push(*byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Parameters;

    fn named(text: &str) -> String {
        let parameters = Parameters::parse(text, &mut 0);
        parameters.get("filename").unwrap_or("-").to_owned()
    }

    #[test]
    fn file_names_are_found_however_they_are_written() {
        for (written, meant) in [
            (r#"attachment; filename="a;b.pdf"; size=3"#, "a;b.pdf"),
            ("attachment; filename=my report (1).pdf; size=3", "my report (1).pdf"),
            (r#"attachment; FileName = "a \"b\" C:\d.txt""#, r#"a "b" C:\d.txt"#),
            (r#"attachment; filename="never closed.pdf"#, "never closed.pdf"),
            ("attachment; filename*=utf-8'pt'relat%C3%B3rio.pdf; filename=x", "relatório.pdf"),
            ("attachment; filename=x; filename*=iso-8859-1''relat%F3rio.pdf", "relatório.pdf"),
            ("attachment; filename*1*=%A7.pdf; filename*0*=utf-8''a%C3", "aç.pdf"),
            (r#"attachment; filename*0="a "; filename*1="b.pdf""#, "a b.pdf"),
            (r#"attachment; filename*0*=utf-8''a%20; filename*1="%b.pdf""#, "a %b.pdf"),
            ("attachment; filename*=no%20charset.pdf", "no charset.pdf"),
            ("attachment; filename*0=a; filename*1*=utf-8''%C3%A7.pdf", "aç.pdf"),
            (r#"attachment; filename="=?utf-8?Q?a=C3?= =?utf-8?Q?=A7.pdf?=""#, "aç.pdf"),
            ("attachment; filename==?utf-8?Q?a;b.pdf?=", "a;b.pdf"),
            ("attachment; filename=first.pdf; filename=second.pdf", "first.pdf"),
            ("attachment; junk; ; filename=a.pdf;", "a.pdf"),
            ("attachment filename=a.pdf", "a.pdf"),
            ("attachment; filename=\"two\r\nlines.pdf\"", "two lines.pdf"),
            ("attachment", "-"),
        ] {
            assert_eq!(named(written), meant, "{written}");
        }
    }

    #[test]
    fn one_word_parameters_end_at_a_comment() {
        let parameters = Parameters::parse("Text/Plain (x); charset=us-ascii (plain)", &mut 0);
        assert_eq!((parameters.value.as_str(), parameters.word("charset")), ("text/plain", Some("us-ascii")));
    }
}
