//! The server's message (MS-NLMP §2.2.1.2).

use super::negotiate::SIGNATURE;
use super::target_info::TargetInfo;
use super::{Fault, flags};

/// What is read of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) flags: u32,
    pub(super) nonce: [u8; 8],
    /// Servers before Windows NT 4 SP4 have none.
    pub(super) target_info: Option<TargetInfo>,
}

impl Challenge {
    /// Reads a message. The name of the target, the version and what lies between them are not needed, and may be wrong.
    pub(super) fn read(message: &[u8]) -> Result<Self, Fault> {
        let challenge = parsed(message).ok_or(Fault::Malformed)?;
        if challenge.flags & flags::UNICODE == 0 {
            return Err(Fault::NoUnicode);
        }
        Ok(challenge)
    }
}

fn parsed(message: &[u8]) -> Option<Challenge> {
    let at = |offset: usize| message.get(offset..);
    if !message.starts_with(&SIGNATURE) || *at(8)?.first_chunk()? != 2_u32.to_le_bytes() {
        return None;
    }
    let flags = u32::from_le_bytes(*at(20)?.first_chunk()?);
    let nonce = *at(24)?.first_chunk()?;
    let target_info = if flags & flags::TARGET_INFO == 0 {
        None
    } else {
        let length = u16::from_le_bytes(*at(40)?.first_chunk()?);
        let offset = u32::from_le_bytes(*at(44)?.first_chunk()?);
        let info = at(usize::try_from(offset).ok()?)?.get(..length.into())?;
        Some(TargetInfo::read(info)?)
    };
    Some(Challenge { flags, nonce, target_info })
}
