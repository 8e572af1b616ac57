//! Modified UTF-7: folder names on the wire (RFC 3501 §5.1.3).

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::IMAP_MUTF7,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A name as it goes on the wire.
pub(in super::super) fn encode(name: &str) -> String {
    let mut wire = String::with_capacity(name.len());
    let mut shifted = Vec::new();
    for c in name.chars() {
        if (' '..='~').contains(&c) {
            unshift(&mut wire, &mut shifted);
            wire.push(c);
            if c == '&' {
                wire.push('-');
            }
        } else {
            let mut units = [0; 2];
            shifted.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    unshift(&mut wire, &mut shifted);
    wire
}

fn unshift(wire: &mut String, shifted: &mut Vec<u8>) {
    if !shifted.is_empty() {
        wire.push('&');
        wire.push_str(&BASE64.encode(&*shifted));
        wire.push('-');
        shifted.clear();
    }
}

/// A name as it came from the wire. What is not modified UTF-7 stays as it is: some servers send raw UTF-8.
pub(in super::super) fn decode(wire: &[u8]) -> String {
    let text = String::from_utf8_lossy(wire);
    let mut name = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some((before, after)) = rest.split_once('&') {
        name.push_str(before);
        let shifted = after.split_once('-');
        rest = if let Some((decoded, after)) =
            shifted.and_then(|(shifted, after)| Some((decoded(shifted)?, after)))
        {
            name.push_str(&decoded);
            after
        } else {
            name.push('&');
            after
        };
    }
    name.push_str(rest);
    name
}

fn decoded(shifted: &str) -> Option<String> {
    if shifted.is_empty() {
        return Some("&".to_owned());
    }
    let bytes = BASE64.decode(shifted).ok()?;
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)))
        .collect();
    String::from_utf16(&units).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_to_the_wire_and_come_back() {
        for (name, wire) in [
            ("INBOX", "INBOX"),
            ("Comunicação", "Comunica&AOcA4w-o"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("A & B", "A &- B"),
            ("📬", "&2D3c7A-"),
            ("", ""),
        ] {
            assert_eq!(encode(name), wire);
            assert_eq!(decode(wire.as_bytes()), name);
        }
    }

    #[test]
    fn what_is_no_utf7_stays_as_it_is() {
        for wire in ["A & B", "&", "&!-", "&AOc", "Ação", "&2D0-"] {
            assert_eq!(decode(wire.as_bytes()), wire);
        }
        assert_eq!(decode(b"caf\xe9"), "caf\u{fffd}");
    }
}
