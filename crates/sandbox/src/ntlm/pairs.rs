//! The attributes within a response of NTLMv2 ([MS-NLMP] §2.2.2.1).

/// Reads pairs up to the one that ends them, which must be there.
pub(super) fn read(mut bytes: &[u8]) -> Option<Vec<(u16, &[u8])>> {
    let mut pairs = Vec::new();
    loop {
        let (head, rest) = bytes.split_at_checked(4)?;
        let [id, length] = head.as_chunks::<2>().0 else { return None };
        let (value, rest) = rest.split_at_checked(u16::from_le_bytes(*length).into())?;
        match u16::from_le_bytes(*id) {
            0 => return value.is_empty().then_some(pairs),
            id => pairs.push((id, value)),
        }
        bytes = rest;
    }
}

/// Whether the message carries a code (`MsvAvFlags`).
pub(super) fn promise_mic(pairs: &[(u16, &[u8])]) -> Option<bool> {
    let Some((_, value)) = pairs.iter().find(|(id, _)| *id == 6) else { return Some(false) };
    let value: [u8; 4] = (*value).try_into().ok()?;
    Some(u32::from_le_bytes(value) & 2 != 0)
}
