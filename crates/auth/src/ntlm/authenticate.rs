//! The last message: who, and the proof (MS-NLMP §2.2.1.3, §3.1.5.1.2).

use super::challenge::Challenge;
use super::negotiate::{self, SIGNATURE};
use super::response::{self, hmac_md5, utf16};
use super::target_info::{self, TargetInfo};
use super::{Fault, SignIn, binding, flags};
use zeroize::Zeroizing;

/// Where the code over the three messages stands.
const MIC: std::ops::Range<usize> = 72..88;
/// Where the fields' contents begin: behind the code.
const PAYLOAD: usize = MIC.end;
/// 1601 to 1970, in microseconds.
const EPOCH: i64 = 11_644_473_600_000_000;

/// The answer to a challenge.
pub(super) fn message(sign_in: &SignIn<'_>, challenge: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let Challenge { flags, nonce, target_info } = Challenge::read(challenge)?;
    let told = target_info.as_ref().and_then(TargetInfo::timestamp);
    let time = told.unwrap_or_else(|| now(sign_in));
    // Who tells the time knows the code as well.
    let has_mic = told.is_some();
    let target_info = match target_info {
        Some(info) => completed(info, sign_in, has_mic).written().ok_or(Fault::TooLong)?,
        None => Vec::new(),
    };
    let account = sign_in.account;
    let key = response::key(&account.user, &account.domain, sign_in.password);
    let answer = response::response(&key, nonce, sign_in.random.bytes(), time, &target_info);

    let fields = [
        // In place of the response of LM: who knows NTLMv2 looks at the other alone.
        (&[0; 24][..], Fault::Malformed),
        (&answer.response, Fault::Malformed),
        (&utf16(&account.domain), Fault::TooLong),
        (&utf16(&account.user), Fault::TooLong),
        // The workstation is nobody's business, and the key is not exchanged.
        (&[], Fault::Malformed),
        (&[], Fault::Malformed),
    ];
    let mut message = Zeroizing::new(Vec::with_capacity(1024));
    message.extend(SIGNATURE);
    message.extend(3_u32.to_le_bytes());
    let mut offset = PAYLOAD;
    for (content, fault) in fields {
        let length = u16::try_from(content.len()).map_err(|_| fault)?.to_le_bytes();
        message.extend([length, length].as_flattened());
        message.extend(u32::try_from(offset).map_err(|_| fault)?.to_le_bytes());
        offset = offset.saturating_add(content.len());
    }
    message.extend((flags & flags::OURS).to_le_bytes());
    message.resize(PAYLOAD, 0);
    for (content, _) in fields {
        message.extend(content);
    }
    if has_mic {
        // What was exchanged of the session's key would be the key here; nothing was.
        let code = hmac_md5(&answer.session, &[&negotiate::MESSAGE, challenge, &message]);
        if let Some(place) = message.get_mut(MIC) {
            place.copy_from_slice(&*code);
        }
    }
    Ok(message)
}

/// What the server said of itself, and what we say of the way to it.
fn completed(mut info: TargetInfo, sign_in: &SignIn<'_>, has_mic: bool) -> TargetInfo {
    if has_mic {
        let flags = info.flags() | target_info::HAS_MIC;
        info.set(target_info::FLAGS, flags.to_le_bytes().to_vec());
    }
    info.set(target_info::CHANNEL_BINDINGS, binding::hash(sign_in.end_point).to_vec());
    info.set(target_info::TARGET_NAME, utf16(sign_in.service).to_vec());
    info
}

/// In 100 ns since 1601.
fn now(sign_in: &SignIn<'_>) -> [u8; 8] {
    let since = sign_in.clock.now().as_microsecond().saturating_add(EPOCH).saturating_mul(10);
    since.to_le_bytes()
}
