/// An entry of an address list as ENVELOPE shows it (RFC 9051 §7.5.2): a group starts with a mailbox and no host,
/// and ends with neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    pub name: Option<Vec<u8>>,
    pub mailbox: Option<Vec<u8>>,
    pub host: Option<Vec<u8>>,
}

#[derive(Default)]
struct Reader {
    all: Vec<Address>,
    words: Vec<Vec<u8>>,
    word: Vec<u8>,
    comment: Vec<u8>,
    angle: Option<Vec<u8>>,
    in_group: bool,
}

/// Reads an address list (RFC 5322 §3.4). Encoded words stay as they are; a comment after an address without a name
/// is its name, as in mail from before 1990.
pub(crate) fn addresses(value: &[u8]) -> Vec<Address> {
    let mut reader = Reader::default();
    let mut bytes = value.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => {
                let text = until(&mut bytes, b'"');
                reader.word.extend(text);
            }
            b'(' => reader.comment = comment(&mut bytes),
            b'<' => reader.angle = Some(until(&mut bytes, b'>')),
            b',' => reader.end_address(),
            b':' if !reader.in_group => reader.start_group(),
            b';' if reader.in_group => reader.end_group(),
            _ if byte.is_ascii_whitespace() => reader.end_word(),
            _ => reader.word.push(byte),
        }
    }
    reader.end_address();
    if reader.in_group {
        reader.end_group();
    }
    reader.all
}

impl Reader {
    fn end_word(&mut self) {
        if !self.word.is_empty() {
            self.words.push(std::mem::take(&mut self.word));
        }
    }

    fn phrase(&mut self) -> Vec<u8> {
        self.end_word();
        std::mem::take(&mut self.words).join(&b' ')
    }

    fn end_address(&mut self) {
        let (phrase, comment) = (self.phrase(), std::mem::take(&mut self.comment));
        let (name, spec) = match self.angle.take() {
            Some(spec) => (if phrase.is_empty() { comment } else { phrase }, spec),
            None if phrase.is_empty() => return,
            None => (comment, phrase),
        };
        // An obsolete route stands before the address: `<@a,@b:user@host>` (RFC 5322 §4.4).
        let spec = if spec.starts_with(b"@") { after(&spec, b':') } else { &spec };
        let at = spec.iter().rposition(|byte| *byte == b'@');
        let (mailbox, host) = at.map_or((spec, &b""[..]), |at| {
            let (mailbox, host) = spec.split_at(at);
            (mailbox, host.get(1..).unwrap_or_default())
        });
        self.all.push(Address {
            name: (!name.is_empty()).then_some(name),
            mailbox: Some(mailbox.trim_ascii().to_vec()),
            // NIL here would read as the start of a group.
            host: Some(host.trim_ascii().to_vec()),
        });
    }

    fn start_group(&mut self) {
        self.in_group = true;
        let mailbox = Some(self.phrase());
        self.all.push(Address { mailbox, ..Address::default() });
    }

    fn end_group(&mut self) {
        self.end_address();
        self.in_group = false;
        self.all.push(Address::default());
    }
}

fn after(bytes: &[u8], mark: u8) -> &[u8] {
    let at = bytes.iter().position(|byte| *byte == mark);
    at.and_then(|at| bytes.get(at + 1..)).unwrap_or(bytes)
}

fn until(bytes: &mut impl Iterator<Item = u8>, end: u8) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(byte) = bytes.next().filter(|byte| *byte != end) {
        if byte == b'\\' {
            out.extend(bytes.next());
        } else {
            out.push(byte);
        }
    }
    out
}

fn comment(bytes: &mut impl Iterator<Item = u8>) -> Vec<u8> {
    let (mut out, mut depth) = (Vec::new(), 1);
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => out.extend(bytes.next()),
            b'(' => depth += 1,
            b')' if depth == 1 => break,
            b')' => depth -= 1,
            _ => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str) -> Vec<String> {
        let text = |part: &Option<Vec<u8>>| {
            part.as_ref().map_or("NIL".to_owned(), |part| String::from_utf8_lossy(part).into_owned())
        };
        let line = |one: &Address| format!("{}|{}|{}", text(&one.name), text(&one.mailbox), text(&one.host));
        addresses(value.as_bytes()).iter().map(line).collect()
    }

    #[test]
    fn names_may_be_quoted_encoded_or_comments() {
        assert_eq!(
            shown("\"Silva, Ana\" <ana@x.test>, =?utf-8?q?Jos=C3=A9?= <j@y.test>, z@w.test (Zé)"),
            ["Silva, Ana|ana|x.test", "=?utf-8?q?Jos=C3=A9?=|j|y.test", "Zé|z|w.test"]
        );
    }

    #[test]
    fn a_group_is_opened_and_closed() {
        assert_eq!(shown("Time: a@x.test, b@x.test;, c@x.test").len(), 5);
        assert_eq!(shown("undisclosed-recipients:;"), ["NIL|undisclosed-recipients|NIL", "NIL|NIL|NIL"]);
    }

    #[test]
    fn an_address_without_a_host_is_not_a_group() {
        assert_eq!(shown("root"), ["NIL|root|"]);
    }
}
