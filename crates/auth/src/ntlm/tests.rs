//! The published vectors, and everything that is no challenge. Whether servers take the answers: `tests/ntlm`.

use super::challenge::Challenge;
use super::target_info::TargetInfo;
use super::*;
use carteiro_world::clock::Manual;
use jiff::Timestamp;
use proptest::prelude::*;
use response::{hmac_md5, key, response};

const NONCE: [u8; 8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef];

fn hex(bytes: &[u8]) -> String {
    let digit = |digit: u8| char::from_digit(digit.into(), 16).unwrap();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digit =
        |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap();
    text.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

/// MS-NLMP §4.2.4: what the server says of itself there.
fn published() -> TargetInfo {
    let mut info = TargetInfo::default();
    info.set(2, response::utf16("Domain").to_vec());
    info.set(1, response::utf16("Server").to_vec());
    info
}

/// MS-NLMP §2.2.1.2, with nothing but what has to be there.
fn challenge(flags: u32, info: &[u8]) -> Vec<u8> {
    let length = u16::try_from(info.len()).unwrap().to_le_bytes();
    let mut message = b"NTLMSSP\0\x02\0\0\0\0\0\0\0\x38\0\0\0".to_vec();
    message.extend(flags.to_le_bytes());
    message.extend(NONCE);
    message.extend([0; 8]);
    message.extend([length, length].as_flattened());
    message.extend(56_u32.to_le_bytes());
    message.extend([0; 8]);
    message.extend(info);
    message
}

fn answer(username: &str, challenge: &[u8]) -> Result<Vec<u8>, Fault> {
    let (clock, random) = (Manual::at(Timestamp::UNIX_EPOCH).clock(), Random::seeded(1));
    let sign_in = SignIn {
        account: &Account::of(username, None)?,
        password: &Secret::new("Password"),
        service: "HTTP/mail.test",
        end_point: None,
        clock: &clock,
        random: &random,
    };
    sign_in.answer(&BASE64.encode(challenge)).map(|answer| BASE64.decode(answer.expose()).unwrap())
}

/// What a field of an AUTHENTICATE message points to.
fn field(message: &[u8], at: usize) -> &[u8] {
    let length = u16::from_le_bytes(message[at..at + 2].try_into().unwrap());
    let offset = u32::from_le_bytes(message[at + 4..at + 8].try_into().unwrap()) as usize;
    &message[offset..offset + usize::from(length)]
}

/// MS-NLMP §4.2.4.1.1, §4.2.4.1.2, §4.2.4.2.1, §4.2.4.2.2.
#[test]
fn the_published_numbers_come_out() {
    let key = key("User", "Domain", &Secret::new("Password"));
    assert_eq!(hex(&*key), "0c868a403bfd7a93a3001ef22ef02e3f");
    let lm = hmac_md5(&key, &[&NONCE, &[0xaa; 8]]);
    assert_eq!(hex(&*lm), "86c35097ac9cec102554764a57cccc19");

    let info = published().written().unwrap();
    let made = response(&key, NONCE, [0xaa; 8], [0; 8], &info);
    assert_eq!(
        hex(&made.response),
        "68cd0ab851e51c96aabc927bebef6a1c\
         01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000\
         02000c0044006f006d00610069006e0001000c005300650072007600650072000000000000000000"
    );
    assert_eq!(hex(&*made.session), "8de40ccadbc14a82f15cb0ad0de95ca3");
}

/// MS-NLMP §4.2.4.3: the message that these numbers answer.
#[test]
fn the_published_challenge_is_read() {
    let message = "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000\
                   060070170000000f530065007200760065007200\
                   02000c0044006f006d00610069006e0001000c0053006500720076006500720000000000";
    let read = Challenge::read(&unhex(message)).unwrap();
    assert_eq!(read, Challenge { flags: 0xe28a_8233, nonce: NONCE, target_info: Some(published()) });
}

#[test]
fn the_case_of_the_user_is_nothing_and_that_of_the_domain_is_not() {
    let password = Secret::new("p");
    assert_eq!(key("josé", "D", &password), key("JOSÉ", "D", &password));
    assert_eq!(key("straße", "D", &password), key("STRAßE", "D", &password));
    assert_ne!(key("straße", "D", &password), key("STRASSE", "D", &password));
    assert_ne!(key("ana", "D", &password), key("ana", "d", &password));
}

#[test]
fn a_domain_is_taken_from_where_it_is_written() {
    for (username, apart, user, domain) in [
        ("ana", None, "ana", ""),
        ("ana", Some("CONTOSO"), "ana", "CONTOSO"),
        (" ana ", Some(" "), "ana", ""),
        ("CONTOSO\\ana", None, "ana", "CONTOSO"),
        ("CONTOSO\\ana", Some("OTHER"), "ana", "CONTOSO"),
        ("ana@contoso.example", None, "ana@contoso.example", ""),
        ("ana@contoso.example", Some("CONTOSO"), "ana@contoso.example", ""),
        ("CONTOSO\\ana@x", None, "ana@x", "CONTOSO"),
    ] {
        let account = Account::of(username, apart).unwrap();
        assert_eq!((&*account.user, &*account.domain), (user, domain), "{username} {apart:?}");
    }
    for nobody in ["", " ", "CONTOSO\\"] {
        assert_eq!(Account::of(nobody, Some("CONTOSO")), Err(Fault::Nobody));
    }
}

#[test]
fn nothing_is_said_before_the_challenge_but_what_we_can() {
    let first = BASE64.decode(negotiate()).unwrap();
    assert_eq!(first.len(), 32);
    assert_eq!(&first[..12], b"NTLMSSP\0\x01\0\0\0");
    assert_eq!(first[16..], [0; 16]);
}

#[test]
fn there_is_no_answer_of_lm_no_key_and_no_workstation() {
    let told = published().written().unwrap();
    for flags in [0xe28a_8233, 0x0080_0001, 0x0000_0201] {
        let message = answer("CONTOSO\\ana", &challenge(flags, &told)).unwrap();
        assert_eq!(field(&message, 12), [0; 24]);
        assert!(field(&message, 20).len() > 24, "a response of NTLMv1 has 24 bytes");
        assert_eq!(field(&message, 28), &*response::utf16("CONTOSO"));
        assert_eq!(field(&message, 36), &*response::utf16("ana"));
        assert_eq!((field(&message, 44), field(&message, 52)), (&[][..], &[][..]));
        let agreed = u32::from_le_bytes(message[60..64].try_into().unwrap());
        assert_eq!(agreed & !(flags & flags::OURS), 0);
        assert_eq!(agreed & 0x4000_0030, 0, "neither signed nor sealed, and no key exchanged");
    }
}

#[test]
fn a_server_that_tells_the_time_hears_it_again_and_gets_a_code_over_all_messages() {
    let mut told = published();
    let without = answer("ana", &challenge(0x0080_0001, &told.written().unwrap())).unwrap();
    assert_eq!(without[72..88], [0; 16]);
    // Our own: 1970-01-01.
    assert_eq!(field(&without, 20)[24..32], 116_444_736_000_000_000_i64.to_le_bytes());

    told.set(7, vec![1, 2, 3, 4, 5, 6, 7, 8]);
    told.set(target_info::FLAGS, vec![1, 0, 0, 0]);
    let asked = challenge(0x0080_0001, &told.written().unwrap());
    let mut with = answer("ana", &asked).unwrap();
    let said = field(&with, 20);
    assert_eq!(said[24..32], [1, 2, 3, 4, 5, 6, 7, 8]);
    let info = TargetInfo::read(&said[44..]).unwrap();
    assert_eq!(info.flags(), 1 | target_info::HAS_MIC);

    let session = hmac_md5(&key("ana", "", &Secret::new("Password")), &[&said[..16]]);
    let code = with[72..88].to_vec();
    with[72..88].fill(0);
    assert_eq!(code, *hmac_md5(&session, &[&negotiate::MESSAGE, &asked, &with]));
}

/// "NTLM and Channel Binding Hash", blogs.msdn.com/openspecification, 2013-03-26.
#[test]
fn a_binding_is_hashed_with_its_kind_and_another_kind_is_none() {
    let data = unhex("ea05fefecc6b0bd571dbbc5baa3ed45386d0446835f7b74c85621b9983475f95");
    let of = |kind| binding::hash(Some(&Binding { kind, data: data.clone().into() }));
    assert_eq!(hex(&of("tls-server-end-point")), "6586e99d81c2fc984e47172fd4dd0310");
    assert_eq!(of("tls-exporter"), [0; 16]);
    assert_eq!(binding::hash(None), [0; 16]);
}

#[test]
fn what_no_message_can_carry_is_told_of_whom_it_is() {
    let asked = challenge(0x0080_0001, &published().written().unwrap());
    assert_eq!(answer(&"a".repeat(40_000), &asked), Err(Fault::TooLong));
    assert_eq!(answer(&format!("{}\\ana", "d".repeat(40_000)), &asked), Err(Fault::TooLong));
    assert_eq!(answer("ana", &challenge(0x0080_0001, &vec![0xff; 20_000])), Err(Fault::Malformed));
}

#[test]
fn a_server_without_unicode_is_told_apart_from_none() {
    assert_eq!(answer("ana", &challenge(0x0000_0202, &[])), Err(Fault::NoUnicode));
    for none in [&b""[..], b"NTLMSSP\0", b"HTTP/1.1 200 OK", &negotiate::MESSAGE] {
        assert_eq!(answer("ana", none), Err(Fault::Malformed));
    }
}

#[test]
fn a_challenge_that_is_cut_off_is_none() {
    let whole = challenge(0x0080_0001, &published().written().unwrap());
    for end in 0..whole.len() {
        assert_eq!(answer("ana", &whole[..end]), Err(Fault::Malformed), "{end}");
    }
    assert!(answer("ana", &whole).is_ok());
}

#[test]
fn pairs_that_lack_their_size_or_their_end_are_told_apart() {
    let read = |bytes: &[u8]| TargetInfo::read(bytes);
    assert_eq!(read(b"\x01\0\x02\0a\0"), read(b"\x01\0\x02\0a\0\0\0\0\0 and more"));
    assert_eq!(read(b"\x07\0\x04\0\0\0\0\0"), None);
    assert_eq!(read(b"\x06\0\x00\0"), None);
    assert_eq!(read(b"\x01\0\x03\0a\0"), None);
    assert_eq!(read(b"\x01"), None);
}

#[test]
fn nothing_printable_tells_the_password() {
    let (clock, random) = (Clock::system(), Random::seeded(1));
    let (account, password) = (Account::of("ana", None).unwrap(), Secret::new("canary"));
    let sign_in = SignIn {
        account: &account,
        password: &password,
        service: "HTTP/mail.test",
        end_point: None,
        clock: &clock,
        random: &random,
    };
    assert!(!format!("{sign_in:?}").contains("canary"));
    let answer = sign_in.answer(&BASE64.encode(challenge(0x0080_0001, &[]))).unwrap();
    assert_eq!(format!("{answer:?}"), "***");
}

proptest! {
    #[test]
    fn any_bytes_are_a_challenge_or_a_fault(bytes: Vec<u8>) {
        let _ = answer("ana", &bytes);
    }

    #[test]
    fn any_text_is_a_challenge_or_a_fault(text: String) {
        let _ = Account::of(&text, None);
        let (clock, random) = (Manual::at(Timestamp::MIN).clock(), Random::seeded(1));
        let account = Account::of("ana", None).unwrap();
        let password = Secret::new(text.clone());
        let sign_in = SignIn {
            account: &account,
            password: &password,
            service: &text,
            end_point: None,
            clock: &clock,
            random: &random,
        };
        prop_assert_eq!(sign_in.answer(&format!("!{text}")), Err(Fault::Malformed));
        prop_assert!(sign_in.answer(&BASE64.encode(challenge(0x0080_0001, &[]))).is_ok());
    }

    /// A bit here, a length there: the parts that are looked at are among them.
    #[test]
    fn a_changed_challenge_is_answered_or_a_fault(changes in prop::collection::vec((0_usize..96, any::<u8>()), 1..8)) {
        let mut told = published();
        told.set(7, vec![0; 8]);
        let mut message = challenge(0xe28a_8233, &told.written().unwrap());
        for (at, byte) in changes {
            if let Some(place) = message.get_mut(at) {
                *place = byte;
            }
        }
        if let Ok(answer) = answer("ana", &message) {
            prop_assert!(answer.starts_with(b"NTLMSSP\0\x03"));
            prop_assert_eq!(field(&answer, 36), &*response::utf16("ana"));
        }
    }

    #[test]
    fn what_is_written_is_read_again(pairs in prop::collection::vec((1_u16..99, prop::collection::vec(any::<u8>(), 0..40)), 0..9)) {
        let mut info = TargetInfo::default();
        for (id, value) in pairs.into_iter().filter(|(id, _)| !matches!(id, 6 | 7)) {
            info.set(id, value);
        }
        prop_assert_eq!(TargetInfo::read(&info.written().unwrap()), Some(info));
    }
}
