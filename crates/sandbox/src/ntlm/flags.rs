//! [MS-NLMP] §2.2.2.5, as far as it matters here.

pub(super) const UNICODE: u32 = 1;
pub(super) const OEM: u32 = 1 << 1;
pub(super) const REQUEST_TARGET: u32 = 1 << 2;
pub(super) const NTLM: u32 = 1 << 9;
pub(super) const ALWAYS_SIGN: u32 = 1 << 15;
pub(super) const TARGET_TYPE_DOMAIN: u32 = 1 << 16;
pub(super) const EXTENDED_SESSIONSECURITY: u32 = 1 << 19;
pub(super) const TARGET_INFO: u32 = 1 << 23;
pub(super) const VERSION: u32 = 1 << 25;
pub(super) const KEY_128: u32 = 1 << 29;
pub(super) const KEY_56: u32 = 1 << 31;
