//! What is answered to a NEGOTIATE message ([MS-NLMP] §3.2.5.1.1).

use super::{
    COMPUTER, DNS_COMPUTER, DNS_DOMAIN, DOMAIN, flags,
    message::{Message, SIGNATURE, utf16},
};

/// What this server can, where the client can it too.
const CAN: u32 = flags::EXTENDED_SESSIONSECURITY | flags::VERSION | flags::KEY_128 | flags::KEY_56;
/// Windows Server 2019: major, minor, build 17763, and the revision of NTLM ([MS-NLMP] §2.2.2.10).
const VERSION: [u8; 8] = [10, 0, 0x63, 0x45, 0, 0, 0, 15];
/// Behind the version.
const HEADER: u16 = 56;

/// The CHALLENGE message with this nonce at this time, in 100 ns since 1601. `None`: the message is none, or the client
/// has no letters.
pub(super) fn challenge(negotiate: &[u8], nonce: [u8; 8], time: u64) -> Option<Vec<u8>> {
    let asked = Message::of(1, 16, negotiate)?.number(12)?;
    let letters = match asked {
        unicode if unicode & flags::UNICODE != 0 => flags::UNICODE,
        oem if oem & flags::OEM != 0 => flags::OEM,
        _ => return None,
    };
    let always = flags::REQUEST_TARGET
        | flags::NTLM
        | flags::ALWAYS_SIGN
        | flags::TARGET_INFO
        | flags::TARGET_TYPE_DOMAIN;
    let agreed = letters | always | (asked & CAN);

    let name = if letters == flags::UNICODE { utf16(DOMAIN) } else { DOMAIN.as_bytes().to_vec() };
    let mut info = Vec::new();
    for (id, text) in [(2, DOMAIN), (1, COMPUTER), (4, DNS_DOMAIN), (3, DNS_COMPUTER), (5, DNS_DOMAIN)] {
        pair(&mut info, id, &utf16(text))?;
    }
    pair(&mut info, 7, &time.to_le_bytes())?;
    pair(&mut info, 0, &[])?;

    let mut message = SIGNATURE.to_vec();
    message.extend(2_u32.to_le_bytes());
    let behind_name = point(&mut message, &name, HEADER)?;
    message.extend(agreed.to_le_bytes());
    message.extend(nonce);
    message.extend([0; 8]);
    point(&mut message, &info, behind_name)?;
    message.extend(if agreed & flags::VERSION == 0 { [0; 8] } else { VERSION });
    message.extend(name);
    message.extend(info);
    Some(message)
}

/// Points to a payload at this offset; answers what is behind it.
fn point(message: &mut Vec<u8>, payload: &[u8], offset: u16) -> Option<u16> {
    let length = u16::try_from(payload.len()).ok()?;
    message.extend(length.to_le_bytes());
    message.extend(length.to_le_bytes());
    message.extend(u32::from(offset).to_le_bytes());
    offset.checked_add(length)
}

fn pair(info: &mut Vec<u8>, id: u16, value: &[u8]) -> Option<()> {
    info.extend(id.to_le_bytes());
    info.extend(u16::try_from(value.len()).ok()?.to_le_bytes());
    info.extend(value);
    Some(())
}
