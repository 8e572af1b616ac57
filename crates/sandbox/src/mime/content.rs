use super::header;

/// A parameter as it is written in the header, `filename*` and the like not decoded.
pub(crate) type Parameter = (Vec<u8>, Vec<u8>);

/// A value with parameters: Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2183 §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Content {
    pub value: Vec<u8>,
    pub parameters: Vec<Parameter>,
}

impl Content {
    pub fn read(header: &[u8], field: &str) -> Option<Self> {
        let text = header::value(header, field)?;
        let mut pieces = pieces(&text).into_iter();
        let value = pieces.next()?.trim_ascii().to_vec();
        (!value.is_empty())
            .then(|| Self { value, parameters: pieces.filter_map(|piece| parameter(&piece)).collect() })
    }

    pub fn parameter(&self, name: &str) -> Option<&[u8]> {
        let mut all = self.parameters.iter();
        all.find(|(own, _)| own.eq_ignore_ascii_case(name.as_bytes())).map(|(_, value)| value.as_slice())
    }
}

/// Splits at each `;` outside quotes and drops comments (RFC 5322 §3.2.2).
fn pieces(text: &[u8]) -> Vec<Vec<u8>> {
    let (mut all, mut piece) = (Vec::new(), Vec::new());
    let (mut quoted, mut comment) = (false, 0_u32);
    let mut bytes = text.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if quoted || comment > 0 => {
                let next = bytes.next();
                if comment == 0 {
                    piece.push(byte);
                    piece.extend(next);
                }
            }
            b'(' if !quoted => comment += 1,
            b')' if !quoted && comment > 0 => comment -= 1,
            _ if comment > 0 => {}
            b';' if !quoted => all.push(std::mem::take(&mut piece)),
            _ => {
                quoted ^= byte == b'"';
                piece.push(byte);
            }
        }
    }
    all.push(piece);
    all
}

fn parameter(piece: &[u8]) -> Option<Parameter> {
    let equals = piece.iter().position(|byte| *byte == b'=')?;
    let (name, value) = piece.split_at(equals);
    let name = name.trim_ascii().to_vec();
    (!name.is_empty()).then(|| (name, unquote(value.get(1..).unwrap_or_default())))
}

fn unquote(value: &[u8]) -> Vec<u8> {
    let value = value.trim_ascii();
    let Some(inner) = value.strip_prefix(b"\"") else {
        return value.to_vec();
    };
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => out.extend(bytes.next()),
            b'"' => break,
            _ => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Content;

    #[test]
    fn a_semicolon_in_quotes_and_a_comment_do_not_split() {
        let header = b"Content-Type: text/plain (a; b); charset=utf-8; name=\"a;\\\"b\"\r\n\r\n";
        let content = Content::read(header, "content-type").unwrap();
        assert_eq!(content.value, b"text/plain");
        assert_eq!(content.parameter("CHARSET"), Some(&b"utf-8"[..]));
        assert_eq!(content.parameter("name"), Some(&b"a;\"b"[..]));
    }
}
