//! What a server tells about itself, pair by pair, and what the client adds to it (MS-NLMP §2.2.2.1).

const END: u16 = 0;
/// Bits about the client's answer.
pub(super) const FLAGS: u16 = 6;
const TIMESTAMP: u16 = 7;
/// To whom the client meant to sign in.
pub(super) const TARGET_NAME: u16 = 9;
/// Through which TLS connection.
pub(super) const CHANNEL_BINDINGS: u16 = 10;
/// In `FLAGS`: the answer carries a code over all three messages.
pub(super) const HAS_MIC: u32 = 2;

/// The pairs in their order, without the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TargetInfo(Vec<(u16, Vec<u8>)>);

impl TargetInfo {
    /// Reads pairs up to the end, which may be missing; what stands behind it is nobody's. `None`: a pair is cut off, or
    /// not of its size.
    pub(super) fn read(mut bytes: &[u8]) -> Option<Self> {
        let mut pairs = Vec::new();
        while !bytes.is_empty() {
            let (id, rest) = bytes.split_first_chunk()?;
            let (length, rest) = rest.split_first_chunk()?;
            let id = u16::from_le_bytes(*id);
            if id == END {
                break;
            }
            let (value, rest) = rest.split_at_checked(u16::from_le_bytes(*length).into())?;
            let size = match id {
                FLAGS => 4,
                TIMESTAMP => 8,
                _ => value.len(),
            };
            if value.len() != size {
                return None;
            }
            pairs.push((id, value.to_vec()));
            bytes = rest;
        }
        Some(Self(pairs))
    }

    /// As it is sent, with its end. `None`: a value is longer than can be said.
    pub(super) fn written(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        for (id, value) in &self.0 {
            bytes.extend(id.to_le_bytes());
            bytes.extend(u16::try_from(value.len()).ok()?.to_le_bytes());
            bytes.extend(value);
        }
        bytes.extend([0; 4]);
        Some(bytes)
    }

    /// The server's time, in 100 ns since 1601.
    pub(super) fn timestamp(&self) -> Option<[u8; 8]> {
        self.get(TIMESTAMP)?.try_into().ok()
    }

    /// What is said in bits.
    pub(super) fn flags(&self) -> u32 {
        self.get(FLAGS).and_then(|value| value.try_into().ok()).map_or(0, u32::from_le_bytes)
    }

    /// Says this, in place of what was said under the same name.
    pub(super) fn set(&mut self, id: u16, value: Vec<u8>) {
        self.0.retain(|(other, _)| *other != id);
        self.0.push((id, value));
    }

    fn get(&self, id: u16) -> Option<&[u8]> {
        self.0.iter().find(|(other, _)| *other == id).map(|(_, value)| value.as_slice())
    }
}
