use proptest::prelude::*;

fn challenge(flags: u32, nonce: [u8; 8], pairs: &[(u16, Vec<u8>)], offset: u32) -> Vec<u8> {
    let pair = |(id, value): &(u16, Vec<u8>)| {
        let length = u16::try_from(value.len()).unwrap();
        [&id.to_le_bytes()[..], &length.to_le_bytes(), value].concat()
    };
    let told: Vec<u8> = pairs.iter().flat_map(pair).collect();
    let length = u16::try_from(told.len()).unwrap().to_le_bytes();
    let mut message = b"NTLMSSP\0\x02\0\0\0\0\0\0\0\x38\0\0\0".to_vec();
    message.extend(flags.to_le_bytes());
    message.extend(nonce);
    message.extend([0; 8]);
    message.extend([length, length].as_flattened());
    message.extend(offset.to_le_bytes());
    message.extend([0; 8]);
    message.extend(told);
    message
}

proptest! {
    #[test]
    fn any_bytes_are_a_challenge_or_a_fault(bytes: Vec<u8>) {
        super::ntlm(&bytes);
    }

    #[test]
    fn anything_like_a_challenge_is_answered_or_a_fault(
        flags: u32,
        nonce: [u8; 8],
        pairs in prop::collection::vec((0_u16..12, prop::collection::vec(any::<u8>(), 0..9)), 0..8),
        offset in prop_oneof![4 => Just(56_u32), 1 => any::<u32>(), 1 => 0_u32..90],
    ) {
        super::ntlm(&challenge(flags | 0x0080_0001, nonce, &pairs, offset));
        super::ntlm(&challenge(flags, nonce, &pairs, offset));
    }
}
