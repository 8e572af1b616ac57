//! UTF-7 (RFC 2152), which some gateways still write.

/// Reads `bytes` as far as they are UTF-7; the rest is U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'+' {
            text.push(if byte.is_ascii() { char::from(byte) } else { char::REPLACEMENT_CHARACTER });
            continue;
        }
        if rest.next_if_eq(&b'-').is_some() {
            text.push('+');
            continue;
        }
        // RFC 2152 §2 rule 2: UTF-16 in base64 without padding, to the first other character; a `-` there is swallowed.
        let (mut units, mut bits, mut held) = (Vec::new(), 0_u32, 0);
        while let Some(six) = rest.peek().copied().and_then(six_bits) {
            rest.next();
            bits = ((bits << 6) | u32::from(six)) & 0x003f_ffff;
            held += 6;
            if held >= 16 {
                held -= 16;
                units.push(u16::try_from((bits >> held) & 0xffff).unwrap_or_default());
            }
        }
        rest.next_if_eq(&b'-');
        text.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
    text
}

fn six_bits(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn shifts_in_and_out() {
        // The first three are RFC 2152's own.
        assert_eq!(decode(b"A+ImIDkQ."), "A≢Α.");
        assert_eq!(decode(b"Hi Mom -+Jjo--!"), "Hi Mom -☺-!");
        assert_eq!(decode(b"+ZeVnLIqe-"), "日本語");
        assert_eq!(decode(b"1 +- 1 = 2, +2D3eAA-"), "1 + 1 = 2, 😀");
        assert_eq!(decode(b"+2D0-\xff+"), "\u{fffd}\u{fffd}");
    }
}
