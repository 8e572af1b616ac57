//! Properties of messages that have no name but MAPI's.

use std::fmt;

/// The number of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backends) struct Tag(u16);

impl Tag {
    /// MS-OXCMSG §2.2.1.3 `PidTagMessageClass`.
    pub(in crate::backends) const CLASS: Self = Self(0x001a);
    /// MS-OXCMSG §2.2.1.7 `PidTagMessageSize`.
    pub(in crate::backends) const SIZE: Self = Self(0x0e08);
    /// MS-OXCMSG §2.2.1.6 `PidTagMessageFlags`.
    pub(in crate::backends) const MESSAGE_FLAGS: Self = Self(0x0e07);
    /// MS-OXOMSG §2.2.3.9 `PidTagMessageDeliveryTime`.
    pub(in crate::backends) const DELIVERED: Self = Self(0x0e06);
    /// MS-OXOMSG §2.2.1.12 `PidTagInReplyToId`.
    pub(in crate::backends) const IN_REPLY_TO: Self = Self(0x1042);
    /// MS-OXOMSG §2.2.1.26 `PidTagInternetReferences`.
    pub(in crate::backends) const REFERENCES: Self = Self(0x1039);
    /// MS-OXOMSG §2.2.1.1 `PidTagIconIndex`.
    pub(in crate::backends) const ICON: Self = Self(0x1080);
    /// MS-OXOMSG §2.2.1.2 `PidTagLastVerbExecuted`.
    pub(in crate::backends) const LAST_VERB: Self = Self(0x1081);
    /// MS-OXOFLAG §2.2.1.1 `PidTagFlagStatus`.
    pub(in crate::backends) const FLAG_STATUS: Self = Self(0x1090);
    /// `followupFlagged` of [`FLAG_STATUS`](Self::FLAG_STATUS).
    pub(in crate::backends) const FLAGGED: &'static str = "2";

    /// Whether it is the one that an answer means: its number, written in any way.
    pub(in crate::backends) fn is(self, written: &str) -> bool {
        let number = match written.strip_prefix("0x").or_else(|| written.strip_prefix("0X")) {
            Some(hex) => u16::from_str_radix(hex, 16).ok(),
            None => written.parse().ok(),
        };
        number == Some(self.0)
    }

    /// [`MESSAGE_FLAGS`](Self::MESSAGE_FLAGS) of a message that is no draft (`mfRead`, without `mfUnsent`).
    pub(in crate::backends) fn message_flags(seen: bool) -> &'static str {
        if seen { "1" } else { "0" }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{:04X}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn a_tag_is_known_however_its_number_is_written() {
        for written in ["0xE08", "0x0e08", "0X0E08", "3592"] {
            assert!(Tag::SIZE.is(written), "{written}");
        }
        assert!(!Tag::SIZE.is("0x0e07") && !Tag::SIZE.is("") && !Tag::SIZE.is("size"));
    }
}
