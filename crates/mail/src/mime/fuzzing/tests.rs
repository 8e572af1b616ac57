use super::super::{open, split};
use super::{message as holds, read, tnef};
use carteiro_world::Spool;
use proptest::prelude::*;
use std::path::Path;
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

/// The streams packed in messages of the tests.
static WINMAIL: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mime");
    let mut found = Vec::new();
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "eml") {
            let spool = Spool::from(bytes(&path));
            let structure = split(&spool).unwrap();
            let packed = structure.parts.iter().filter(|part| part.is_tnef() && part.packed.is_none());
            found.extend(packed.map(|part| read(open(&spool, part))));
        }
    }
    assert!(found.len() > 5);
    found
});

#[expect(clippy::disallowed_methods, reason = "the messages lie beside the tests")]
fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_message(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        holds(&bytes);
    }

    #[test]
    fn anything_like_a_message_is_one(bytes in message()) {
        holds(&bytes);
    }

    #[test]
    fn any_bytes_are_a_winmail(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        tnef(&[b"\x78\x9f\x3e\x22\0\0\x01", bytes.as_slice()].concat());
    }

    #[test]
    fn a_damaged_winmail_is_read_as_far_as_it_goes(
        which in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
    ) {
        let mut stream = which.get(&WINMAIL).clone();
        for (at, byte) in changes {
            let at = at.index(stream.len());
            stream[at] = byte;
        }
        tnef(&stream);
        stream.truncate(cut.index(stream.len()));
        tnef(&stream);
    }
}
