//! The published dialogue, and what is none. Whether clients of other people's get in: `tests/sandbox/ntlm.rs`.

use super::{Connection, Verdict, authenticate::Asked, message::Message, negotiate};
use crate::{Store, User};
use base64::{Engine, engine::general_purpose::STANDARD};

const NONCE: [u8; 8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef];

/// [MS-NLMP] §4.2.4.3.
const AUTHENTICATE: &str = "
4e544c4d53535000 03000000 18001800 6c000000 54005400 84000000 0c000c00 48000000 08000800 54000000 10001000 5c000000
10001000 d8000000 358288e2 0501280a0000000f 44006f006d00610069006e00 5500730065007200 43004f004d0050005500540045005200
86c35097ac9cec102554764a57cccc19 aaaaaaaaaaaaaaaa 68cd0ab851e51c96aabc927bebef6a1c 0101000000000000 0000000000000000
aaaaaaaaaaaaaaaa 00000000 02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000 00000000
c5dad2544fc9799094ce1ce90bc9d03e";

fn published() -> Vec<u8> {
    let digits: Vec<u8> =
        AUTHENTICATE.chars().filter_map(|c| c.to_digit(16)).map(|d| d.try_into().unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// Where the time is that of the published dialogue, which is none.
fn asked() -> Asked {
    Asked { negotiate: Vec::new(), challenge: Vec::new(), nonce: NONCE, time: 0 }
}

fn store(name: &str, password: &str) -> Store {
    Store::new(&[User::new(name, password)])
}

fn who(asked: &Asked, store: &Store, message: &[u8]) -> Option<String> {
    asked.answered_by(store, message).map(|account| account.user().to_owned())
}

fn negotiate_message(flags: u32) -> Vec<u8> {
    [&b"NTLMSSP\0\x01\0\0\0"[..], &flags.to_le_bytes(), &[0; 16]].concat()
}

#[test]
fn the_published_answer_signs_its_user_in_and_nobody_else() {
    let message = published();
    assert_eq!(who(&asked(), &store("user@domain", "Password"), &message).as_deref(), Some("user@domain"));
    assert_eq!(who(&asked(), &store("user@domain", "password"), &message), None);
    assert_eq!(who(&asked(), &store("user@other", "Password"), &message), None);
    assert_eq!(who(&asked(), &store("other@domain", "Password"), &message), None);
    let another = Asked { nonce: [0; 8], ..asked() };
    assert_eq!(who(&another, &store("user@domain", "Password"), &message), None);
}

#[test]
fn an_answer_of_long_ago_is_refused() {
    let late = Asked { time: 37 * 60 * 60 * 10_000_000, ..asked() };
    assert_eq!(who(&late, &store("user@domain", "Password"), &published()), None);
}

#[test]
fn an_answer_that_is_cut_off_or_changed_signs_nobody_else_in() {
    let (message, store) = (published(), store("user@domain", "Password"));
    // The key behind it is not looked at, since none is exchanged.
    for end in 0..message.len() - 16 {
        assert_eq!(who(&asked(), &store, &message[..end]), None, "{end}");
    }
    for place in 0..message.len() {
        for bit in 0..8 {
            let mut message = message.clone();
            message[place] ^= 1 << bit;
            // The version, the workstation, the response of LM, and the case of names may be anything.
            let _ = asked().answered_by(&store, &message);
        }
    }
    for place in 132..216 {
        let mut message = message.clone();
        message[place] ^= 1;
        assert_eq!(who(&asked(), &store, &message), None, "{place}");
    }
}

#[test]
fn a_challenge_is_made_of_what_the_client_can() {
    let made = negotiate::challenge(&negotiate_message(0xe208_8237), NONCE, 5).unwrap();
    let challenge = Message::of(2, 56, &made).unwrap();
    assert_eq!(challenge.number(20), Some(0xa289_8205), "no key is exchanged, nothing is signed");
    assert_eq!(made[24..32], NONCE);
    assert_eq!(challenge.name(12, true).as_deref(), Some("SANDBOX"));
    let info = super::pairs::read(challenge.field(40).unwrap()).unwrap();
    assert_eq!(info.last(), Some(&(7, &[5, 0, 0, 0, 0, 0, 0, 0][..])));

    let oem = negotiate::challenge(&negotiate_message(0x0000_0202), NONCE, 5).unwrap();
    assert_eq!(Message::of(2, 56, &oem).unwrap().name(12, false).as_deref(), Some("SANDBOX"));
    assert_eq!(oem[48..56], [0; 8]);
    assert_eq!(negotiate::challenge(&negotiate_message(0x0000_0200), NONCE, 5), None);
}

#[test]
fn nothing_that_is_said_out_of_turn_signs_anybody_in() {
    let store = store("user@domain", "Password");
    let connection = Connection::default();
    let say = |bytes: &[u8]| {
        let field = format!("ntlm {}", STANDARD.encode(bytes));
        connection.hear(&store, Some(&field))
    };
    assert!(matches!(connection.hear(&store, None), Verdict::Nobody));
    assert!(matches!(connection.hear(&store, Some("Basic dXNlcjp4")), Verdict::Nobody));
    assert!(matches!(connection.hear(&store, Some("NTLM")), Verdict::Nobody));
    assert!(matches!(connection.hear(&store, Some("NTLM ?")), Verdict::Refused));
    assert!(matches!(say(b""), Verdict::Refused));
    assert!(matches!(say(&published()), Verdict::Refused));
    assert!(matches!(say(&negotiate_message(0x0008_8207)), Verdict::Asks(_)));
    assert!(matches!(say(&published()), Verdict::Refused));
    assert!(matches!(connection.hear(&store, None), Verdict::Nobody));
}

#[test]
fn two_challenges_are_never_the_same() {
    let (store, connection) = (store("user@domain", "Password"), Connection::default());
    let field = format!("NTLM {}", STANDARD.encode(negotiate_message(0x0008_8207)));
    let ask = || match connection.hear(&store, Some(&field)) {
        Verdict::Asks(field) => field,
        other => panic!("{other:?}"),
    };
    assert_ne!(ask(), ask());
}
