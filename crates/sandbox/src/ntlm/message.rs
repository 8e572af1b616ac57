//! What all messages have in common ([MS-NLMP] §2.2.1): the signature, the type, and fields that point behind the header.

pub(super) const SIGNATURE: &[u8; 8] = b"NTLMSSP\0";

/// A message that has been received.
#[derive(Clone, Copy)]
pub(super) struct Message<'a>(&'a [u8]);

impl<'a> Message<'a> {
    /// A message of this type, with a header of at least this size.
    pub fn of(kind: u32, header: usize, bytes: &'a [u8]) -> Option<Self> {
        let message = Self(bytes);
        (bytes.len() >= header && bytes.get(..8)? == SIGNATURE && message.number(8)? == kind)
            .then_some(message)
    }

    pub fn number(self, at: usize) -> Option<u32> {
        self.0.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// What a field points to: length, room, offset.
    pub fn field(self, at: usize) -> Option<&'a [u8]> {
        let length = u16::from_le_bytes(*self.0.get(at..)?.first_chunk()?);
        let start = usize::try_from(self.number(at + 4)?).ok()?;
        // An empty field may point anywhere.
        if length == 0 { Some(&[]) } else { self.0.get(start..)?.get(..length.into()) }
    }

    /// A name, in the letters that were agreed on.
    pub fn name(self, at: usize, unicode: bool) -> Option<String> {
        let bytes = self.field(at)?;
        if !unicode {
            return Some(bytes.iter().copied().map(char::from).collect());
        }
        let (units, rest) = bytes.as_chunks::<2>();
        let units: Vec<u16> = units.iter().copied().map(u16::from_le_bytes).collect();
        rest.is_empty().then(|| String::from_utf16(&units).ok()).flatten()
    }
}

pub(super) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
