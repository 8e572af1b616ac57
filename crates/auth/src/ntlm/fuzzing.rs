//! What must hold of whatever a server sends as its challenge.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "what does not hold is to be heard of"
)]

use super::challenge::Challenge;
use super::target_info::{CHANNEL_BINDINGS, FLAGS, HAS_MIC, TARGET_NAME, TargetInfo};
use super::{Account, BASE64, Fault, SignIn, flags, response};
use base64::Engine as _;
use carteiro_world::clock::Manual;
use carteiro_world::{Random, Secret};
use jiff::Timestamp;

const SERVICE: &str = "HTTP/mail.test";
const USER: &str = "ana";
const DOMAIN: &str = "CONTOSO";
/// What an answer holds beside what the server says of itself.
const OURS: usize = 400;

/// Any bytes are a challenge or a fault, and are answered alike each time: by an AUTHENTICATE of NTLMv2, whose fields lie
/// in it one behind the other, which tells who signs in and to whom, repeats of the server what it said of itself and no
/// more, and agrees to nothing that was not offered.
pub fn ntlm(bytes: &[u8]) {
    // As it stands in the header field, too.
    let _ = answer(&String::from_utf8_lossy(bytes));
    let text = BASE64.encode(bytes);
    let (answer, again) = (answer(&text), answer(&text));
    assert_eq!(answer, again);
    let challenge = Challenge::read(bytes);
    let message = match answer {
        Ok(message) => message,
        Err(Fault::TooLong) => return assert!(challenge.is_ok()),
        Err(fault) => return assert!(text.len() > super::LONGEST || challenge == Err(fault)),
    };
    let challenge = challenge.unwrap();
    assert!(message.starts_with(b"NTLMSSP\0\x03\0\0\0") && message.len() <= OURS + bytes.len());
    let agreed = u32::from_le_bytes(*message[60..].first_chunk().unwrap());
    assert_eq!(agreed & !(challenge.flags & flags::OURS), 0);

    let mut end = 88;
    let fields = [12, 20, 28, 36, 44, 52].map(|at| {
        let length = usize::from(u16::from_le_bytes(*message[at..].first_chunk().unwrap()));
        let offset = u32::from_le_bytes(*message[at + 4..].first_chunk().unwrap()) as usize;
        assert_eq!(offset, end);
        end += length;
        &message[offset..end]
    });
    assert_eq!(end, message.len());
    let [lm, proof, domain, user, workstation, key] = fields;
    assert_eq!((lm, workstation, key), (&[0; 24][..], &[][..], &[][..]));
    assert_eq!((domain, user), (&**response::utf16(DOMAIN), &**response::utf16(USER)));

    let told = challenge.target_info;
    let time = told.as_ref().and_then(TargetInfo::timestamp);
    assert_eq!(message[72..88] != [0; 16], time.is_some());
    assert!(proof.len() > 24, "a response of NTLMv1 has 24 bytes");
    assert!(time.is_none_or(|time| proof[24..32] == time));
    let Some(mut expected) = told else { return assert_eq!(proof.len(), 44 + 4) };
    let said = TargetInfo::read(&proof[44..]).unwrap();
    if time.is_some() {
        assert_eq!(said.flags(), expected.flags() | HAS_MIC);
        expected.set(FLAGS, said.flags().to_le_bytes().to_vec());
    }
    expected.set(CHANNEL_BINDINGS, vec![0; 16]);
    expected.set(TARGET_NAME, response::utf16(SERVICE).to_vec());
    assert_eq!(said, expected);
}

fn answer(challenge: &str) -> Result<Vec<u8>, Fault> {
    let (clock, random) = (Manual::at(Timestamp::UNIX_EPOCH).clock(), Random::seeded(1));
    let sign_in = SignIn {
        account: &Account::of(USER, Some(DOMAIN))?,
        password: &Secret::new("Password"),
        service: SERVICE,
        end_point: None,
        clock: &clock,
        random: &random,
    };
    sign_in.answer(challenge).map(|answer| BASE64.decode(answer.expose()).unwrap())
}

#[cfg(test)]
mod tests;
