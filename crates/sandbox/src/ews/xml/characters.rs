/// Whether XML 1.0 §2.2 lets a character be in a document.
pub(super) fn is_allowed(c: u32) -> bool {
    matches!(c, 0x9 | 0xa | 0xd | 0x20..=0xd7ff | 0xe000..=0xfffd | 0x0001_0000..=0x0010_ffff)
}

/// The next character of text in UTF-8 in which a surrogate may stand alone, as text of Windows may have it. How many
/// bytes it has, and `None` in place of a character that is none.
pub(super) fn next(bytes: &[u8]) -> Option<(usize, Option<u32>)> {
    let first = *bytes.first()?;
    let (length, bits, least) = match first {
        0..=0x7f => return Some((1, Some(first.into()))),
        0xc2..=0xdf => (2, first & 0x1f, 0x80),
        0xe0..=0xef => (3, first & 0x0f, 0x800),
        0xf0..=0xf4 => (4, first & 0x07, 0x1_0000),
        _ => return Some((1, None)),
    };
    let mut c = u32::from(bits);
    for at in 1..length {
        match bytes.get(at) {
            Some(byte) if byte & 0xc0 == 0x80 => c = c << 6 | u32::from(byte & 0x3f),
            _ => return Some((at, None)),
        }
    }
    Some((length, (least..0x11_0000).contains(&c).then_some(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_surrogate_is_a_character_and_a_broken_one_is_not() {
        assert_eq!(next(b"\xed\xa0\x80x"), Some((3, Some(0xd800))));
        assert_eq!(next("😀".as_bytes()), Some((4, Some(0x1f600))));
        assert_eq!(next(b"\xc0\x80"), Some((1, None)));
        assert_eq!(next(b"\xe2\x82"), Some((2, None)));
        assert_eq!(next(b""), None);
    }
}
