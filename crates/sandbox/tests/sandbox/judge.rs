//! A parser somebody else wrote reads what the server writes.

use imap_codec::{
    GreetingCodec, ResponseCodec,
    decode::{Decoder, ResponseDecodeError},
};

/// Reads a greeting and responses to the end, or says where that failed.
pub fn read_all(heard: &[u8]) {
    let (mut rest, _) = GreetingCodec::default().decode(heard).expect("the greeting parses");
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\n').expect("lines end");
        let (line, after) = rest.split_at(end + 1);
        let line = String::from_utf8_lossy(line);
        // The parser does not know RFC 4731, nor what RFC 5258 puts behind the name in LIST.
        rest = if line.starts_with("* ESEARCH") || line.contains("CHILDINFO") { after } else { next(rest) };
    }
}

/// Literals are answered by handing over the whole input again with the literal in it, which is how it already is.
fn next(bytes: &[u8]) -> &[u8] {
    match ResponseCodec::default().decode(bytes) {
        Ok((rest, _)) => rest,
        Err(error @ (ResponseDecodeError::Failed | ResponseDecodeError::Incomplete)) => {
            panic!("{error:?} at {}", String::from_utf8_lossy(&bytes[..bytes.len().min(300)]))
        }
        Err(error) => panic!("{error:?}"),
    }
}
