//! Folder names on the wire: modified UTF-7 (RFC 3501 §5.1.3).

use base64::{
    Engine,
    alphabet::IMAP_MUTF7,
    engine::{GeneralPurpose, general_purpose::NO_PAD},
};

const BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

pub(super) fn encode(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let plain = |c: char| (' '..='~').contains(&c);
        let run = rest.find(|c| plain(c) != plain(first)).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(run);
        rest = tail;
        if plain(first) {
            out.push_str(&head.replace('&', "&-"));
        } else {
            let units: Vec<u8> = head.encode_utf16().flat_map(u16::to_be_bytes).collect();
            out.push('&');
            out.push_str(&BASE64.encode(units));
            out.push('-');
        }
    }
    out
}

/// `None` for what no encoder would write.
pub(super) fn decode(wire: &[u8]) -> Option<String> {
    let wire =
        std::str::from_utf8(wire).ok().filter(|wire| wire.chars().all(|c| (' '..='~').contains(&c)))?;
    let mut pieces = wire.split('&');
    let mut out = pieces.next()?.to_owned();
    for piece in pieces {
        let (coded, plain) = piece.split_once('-')?;
        if coded.is_empty() {
            out.push('&');
        } else {
            let bytes = BASE64.decode(coded).ok()?;
            let (pairs, odd) = bytes.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            out.push_str(&String::from_utf16(&units).ok().filter(|_| odd.is_empty())?);
        }
        out.push_str(plain);
    }
    (encode(&out) == wire).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_rfc_goes_there_and_back() {
        let (name, wire) = ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
        assert_eq!(encode(name), wire);
        assert_eq!(decode(wire.as_bytes()).as_deref(), Some(name));
        assert_eq!(decode(b"A&AOcA4w-o").as_deref(), Some("Ação"));
        assert_eq!(encode("R&D"), "R&-D");
    }

    #[test]
    fn what_no_encoder_writes_is_refused() {
        assert_eq!(decode(b"a&b"), None);
        assert_eq!(decode(b"&AGE-"), None);
        assert_eq!(decode("ação".as_bytes()), None);
    }
}
