//! What holds for any bytes at all.

use crate::described::{content, read};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use carteiro_mail::mime::{self, Class, Codec, Encoding, Header, Structure};
use carteiro_world::Spool;
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::LazyLock;

/// Pieces of messages, so that chance builds something like one.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\r\n\r\n",
    "\n\n",
    "--a\r\n",
    "--a--\r\n",
    "--ab\n",
    "--ab--\n",
    "--",
    "Content-Type: multipart/mixed; boundary=a\r\n",
    "Content-Type: multipart/alternative; boundary=\"ab\"\n",
    "Content-Type: message/rfc822\r\n",
    "Content-Type: text/html; charset=utf-8\r\n",
    "Content-Type: text/plain; format=flowed; delsp=yes; charset=iso-2022-jp\r\n",
    "Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1*=%A7\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: quoted-printable\r\n",
    "Content-Transfer-Encoding: uuencode\r\n",
    "Subject: =?utf-8?Q?=C3?= =?utf-8?B?w6c=?= \u{e7}\r\n",
    "From: \"a\" <a@b>, (c) d@e; g: h@i;\r\n",
    "Date: Fri, 20 Nov 2026 09:30:00 -0300\r\n",
    "begin 644 x\n#0V%T\n`\nend\n",
    "QUJD=\r\n",
    "=C3=A7 =\r\n",
    "> quoted \n",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=a\r\n",
    "Content-Type: message/delivery-status\r\n",
    "Content-Type: message/disposition-notification\r\n",
    "From: MAILER-DAEMON@x\r\nSubject: failure notice\r\n",
    "X-Failed-Recipients: a@b, c\r\n",
    "Final-Recipient: rfc822; a@b\r\nAction: delivered\r\nStatus: 2.0.0\r\n",
    "Action: failed\r\nDiagnostic-Code: smtp; 550 5.1.1 no\r\n",
    "Disposition: manual-action/MDN-sent-manually; displayed\r\n",
    "Content-Type: text/calendar; method=request\r\n\r\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n",
    "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETTO:-0300\n",
    "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nEND:STANDARD\nBEGIN:DAYLIGHT\n",
    "BEGIN:VEVENT\nDTSTART;TZID=x:20261120T093000\nDURATION:PT1H\nATTENDEE;CN=\"a:mailto:a@b\n",
    "END:VEVENT\nDTEND;VALUE=DATE:99991231\n",
    "<table><tr><td>&amp;<p>",
    " folded\r\n",
    "x",
];

fn message() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..20),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Whatever the bytes are, reading ends, stays inside them, and says the same twice.
fn holds(bytes: Vec<u8>) {
    let spool = Spool::from(bytes);
    let (header, structure) = read(&spool);
    for line in [&header.subject].into_iter().chain(header.fields.iter().map(|(_, value)| value)) {
        assert!(!line.contains(['\r', '\n', '\0']));
    }
    assert!(structure.header.end <= spool.len());
    assert!(!structure.parts.is_empty());
    let mut ids = Vec::new();
    for part in &structure.parts {
        assert!(part.header.start <= part.header.end && part.header.end <= part.body.start);
        assert!(part.body.start <= part.body.end && part.body.end <= spool.len());
        let range = part.packed.as_ref().map_or(&part.body, |packed| &packed.range);
        assert_eq!(part.octets, range.end - range.start);
        if let Some(parent) = part.parent.map(|at| &structure.parts[at]) {
            // An empty body begins after the line end that belongs to the delimiter after it.
            assert!(parent.body.start <= part.header.start && part.body.end <= parent.body.end + 2);
        }
        assert_eq!(mime::size(&spool, part).unwrap(), content(&spool, part).len() as u64);
        ids.push(&part.id);
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), structure.parts.len());
    for file in structure.counted_files(&spool).unwrap() {
        assert!(!file.name.is_empty() && !file.name.contains(['\r', '\n', '\0']));
    }
    let whole = mime::text(&spool, &structure, usize::MAX).unwrap();
    assert!(!whole.truncated);
    mime::text(&spool, &structure, 7).unwrap();
    agrees(&spool, &header, &structure);
}

/// What the header or the parts say of a message is what it turns out to be for.
fn agrees(spool: &Spool, header: &Header, structure: &Structure) {
    let purpose = mime::purpose(spool, header, structure).unwrap();
    for class in [header.class, structure.class().filter(|_| header.class.is_none())].into_iter().flatten() {
        assert_eq!(purpose.class(), class);
    }
    if header.class.or_else(|| structure.class()).is_none() {
        assert!(matches!(purpose.class(), Class::Bounce | Class::Receipt));
    }
}

fn decoded(encoding: Encoding, written: &[u8], step: usize) -> Vec<u8> {
    let (mut codec, mut out) = (Codec::new(encoding), Vec::new());
    for piece in written.chunks(step) {
        codec.push(piece, &mut out);
    }
    codec.finish(&mut out);
    out
}

/// The streams packed in the messages beside this file.
static WINMAIL: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut found = Vec::new();
    for (_, spool) in crate::messages() {
        let structure = mime::split(&spool).unwrap();
        let packed = structure.parts.iter().filter(|part| part.is_tnef() && part.packed.is_none());
        found.extend(packed.map(|part| content(&spool, part)));
    }
    assert!(found.len() > 5);
    found
});

fn in_a_message(stream: &[u8], encoded: bool) -> Vec<u8> {
    let mut message = b"Content-Type: application/ms-tnef\r\n".to_vec();
    if encoded {
        message.extend_from_slice(b"Content-Transfer-Encoding: base64\r\n\r\n");
        message.extend_from_slice(STANDARD.encode(stream).as_bytes());
    } else {
        message.extend_from_slice(b"\r\n");
        message.extend_from_slice(stream);
    }
    message
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_message(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        holds(bytes);
    }

    #[test]
    fn anything_like_a_message_is_one(bytes in message()) {
        holds(bytes);
    }

    #[test]
    fn any_bytes_are_a_winmail(bytes in prop::collection::vec(any::<u8>(), 0..2000), encoded: bool) {
        let signed = [b"\x78\x9f\x3e\x22\0\0\x01", bytes.as_slice()].concat();
        holds(in_a_message(&signed, encoded));
    }

    #[test]
    fn a_damaged_winmail_is_read_as_far_as_it_goes(
        which in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>(), encoded: bool,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
    ) {
        let mut stream = which.get(&WINMAIL).clone();
        for (at, byte) in changes {
            let at = at.index(stream.len());
            stream[at] = byte;
        }
        holds(in_a_message(&stream, encoded));
        stream.truncate(cut.index(stream.len()));
        holds(in_a_message(&stream, encoded));
    }

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
