//! What holds of the encodings, for any bytes at all.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use carteiro_mail::mime::{Codec, Encoding};
use proptest::prelude::*;
use std::fmt::Write;

fn decoded(encoding: Encoding, written: &[u8], step: usize) -> Vec<u8> {
    let (mut codec, mut out) = (Codec::new(encoding), Vec::new());
    for piece in written.chunks(step) {
        codec.push(piece, &mut out);
    }
    codec.finish(&mut out);
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn base64_is_decoded_however_it_is_broken_in_lines(
        bytes in prop::collection::vec(any::<u8>(), 0..3000), width in 1_usize..200, step in 1_usize..300, crlf: bool,
    ) {
        let written = STANDARD.encode(&bytes);
        let end = if crlf { "\r\n" } else { "\n" };
        let lines: Vec<&str> = written.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
        prop_assert_eq!(decoded(Encoding::Base64, lines.join(end).as_bytes(), step), bytes);
    }

    #[test]
    fn damaged_base64_does_not_depend_on_how_it_arrives(
        written in "([A-Za-z0-9+/]{4}|=|[-_ ]|\r\n|\n|[a-z]){0,80}", step in 1_usize..20,
    ) {
        let whole = decoded(Encoding::Base64, written.as_bytes(), usize::MAX);
        prop_assert_eq!(decoded(Encoding::Base64, written.as_bytes(), step), whole);
    }

    #[test]
    fn quoted_printable_is_decoded_however_it_is_written(
        bytes in prop::collection::vec((any::<u8>(), 0_u8..3), 0..1000), step in 1_usize..300,
    ) {
        let mut written = String::new();
        for (byte, way) in &bytes {
            match way {
                0 if byte.is_ascii_graphic() && *byte != b'=' => written.push(char::from(*byte)),
                1 => write!(written, "={byte:02x}").unwrap(),
                _ => write!(written, "={byte:02X}= \r\n").unwrap(),
            }
        }
        let meant: Vec<u8> = bytes.iter().map(|(byte, _)| *byte).collect();
        prop_assert_eq!(decoded(Encoding::QuotedPrintable, written.as_bytes(), step), meant);
    }

    #[test]
    fn any_quoted_printable_does_not_depend_on_how_it_arrives(
        written in "(=[0-9A-Fa-f]?|[ \t]|\r|\n|\r\n|x){0,60}", step in 1_usize..10,
    ) {
        let whole = decoded(Encoding::QuotedPrintable, written.as_bytes(), usize::MAX);
        prop_assert_eq!(decoded(Encoding::QuotedPrintable, written.as_bytes(), step), whole);
    }
}
