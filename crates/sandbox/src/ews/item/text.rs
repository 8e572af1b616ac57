//! Text of messages as bytes: UTF-8 in which surrogates may stand alone, which a Rust string cannot hold.

use mail_parser::decoders::{
    base64::base64_decode, charsets::map::charset_decoder, quoted_printable::quoted_printable_decode,
};

use crate::mime::Part;

/// The value of a header field with its encoded words read (RFC 2047).
pub(crate) fn decode_field(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let (mut rest, mut after_word) = (value, false);
    while !rest.is_empty() {
        if let Some((word, length)) = encoded_word(rest) {
            out.extend(word);
            rest = rest.get(length..).unwrap_or_default();
            after_word = true;
            continue;
        }
        // §6.2: white space between two encoded words is none.
        let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let behind = rest.get(blank..).unwrap_or_default();
        if after_word && blank > 0 && encoded_word(behind).is_some() {
            rest = behind;
            continue;
        }
        let (first, behind) = rest.split_at(blank.max(1));
        out.extend_from_slice(first);
        rest = behind;
        after_word = false;
    }
    out
}

/// What an encoded word at the beginning says, and how long it is.
fn encoded_word(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let inside = text.strip_prefix(b"=?")?;
    let mut pieces = inside.splitn(4, |byte| *byte == b'?');
    let (charset, encoding, content, rest) = (pieces.next()?, pieces.next()?, pieces.next()?, pieces.next()?);
    if !rest.starts_with(b"=") || charset.is_empty() || content.iter().any(u8::is_ascii_whitespace) {
        return None;
    }
    let charset = charset.split(|byte| *byte == b'*').next().unwrap_or(charset);
    let decoded = match encoding {
        b"B" | b"b" => base64_decode(content)?,
        b"Q" | b"q" => {
            let spaced: Vec<u8> =
                content.iter().map(|byte| if *byte == b'_' { b' ' } else { *byte }).collect();
            quoted_printable_decode(&spaced)?
        }
        _ => return None,
    };
    let length = 2 + charset_length(inside) + 1 + encoding.len() + 1 + content.len() + 2;
    Some((to_utf8(decoded, charset), length))
}

fn charset_length(inside: &[u8]) -> usize {
    inside.iter().take_while(|byte| **byte != b'?').count()
}

/// The content of a part without its transfer encoding (RFC 2045 §6).
pub(crate) fn decode_part(part: &Part, raw: &[u8]) -> Vec<u8> {
    let body = part.body_of(raw);
    let encoding = part.field(raw, "Content-Transfer-Encoding").unwrap_or_default().to_ascii_lowercase();
    let decoded = match encoding.as_slice() {
        b"base64" => base64_decode(body),
        b"quoted-printable" => quoted_printable_decode(body),
        _ => None,
    };
    decoded.unwrap_or_else(|| body.to_vec())
}

/// The text of a part.
pub(super) fn text_of(part: &Part, raw: &[u8]) -> Vec<u8> {
    let charset = part.parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case(b"charset"));
    to_utf8(decode_part(part, raw), charset.map_or(&b"utf-8"[..], |(_, value)| value))
}

fn to_utf8(bytes: Vec<u8>, charset: &[u8]) -> Vec<u8> {
    let charset = charset.trim_ascii().to_ascii_lowercase();
    if charset == b"utf-8" || charset == b"us-ascii" {
        return bytes;
    }
    match charset_decoder(&charset) {
        Some(decoder) => decoder(&bytes).into_bytes(),
        None => bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_joined_and_keep_what_xml_forbids() {
        let text = |value: &[u8]| decode_field(value);
        assert_eq!(text(b"=?utf-8?q?caf=C3=A9_?= =?iso-8859-1?Q?ol=E9?= x"), "café olé x".as_bytes());
        assert_eq!(text(b"a =?utf-8?Q?=01=ED=A0=80?="), b"a \x01\xed\xa0\x80");
        assert_eq!(text(b"=?utf-8?Q?a b?= =?x"), b"=?utf-8?Q?a b?= =?x");
    }
}
