use std::io;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{mechanism::Step, offered};
use crate::{
    Account, Protocol,
    peer::Peer,
    sign_in::Refusal,
    wire::{Line, without_end},
};

/// RFC 4954 §4: what a response may be long.
const LONGEST_RESPONSE: usize = 64 * 1024;

/// Asks until the mechanism has what it needs. The initial response is as it came: base64, or `=` for an empty one
/// (RFC 4422 §4).
pub(crate) async fn authenticate(
    peer: &mut Peer,
    mechanism: &str,
    initial: Option<&[u8]>,
) -> io::Result<Result<Account, Refusal>> {
    let Some(mechanism) = offered(peer).find(|offered| offered.name().eq_ignore_ascii_case(mechanism)) else {
        return Ok(Err(Refusal::Unknown));
    };
    let mut exchange = mechanism.start();
    let mut response = match initial {
        None => None,
        Some(b"=") => Some(Vec::new()),
        Some(text) => match decode(text) {
            Ok(response) => Some(response),
            Err(refusal) => return Ok(Err(refusal)),
        },
    };
    loop {
        match exchange.step(peer, response.as_deref()) {
            Step::Done(result) => return Ok(result),
            Step::Ask(challenge) => match ask(peer, &challenge).await? {
                Ok(answer) => response = Some(answer),
                Err(refusal) => return Ok(Err(refusal)),
            },
        }
    }
}

async fn ask(peer: &mut Peer, challenge: &[u8]) -> io::Result<Result<Vec<u8>, Refusal>> {
    let prompt = if peer.protocol == Protocol::Smtp { "334" } else { "+" };
    let question = format!("{prompt} {}\r\n", STANDARD.encode(challenge));
    peer.wire.output.extend_from_slice(question.as_bytes());
    let Line::Whole(line) = peer.wire.whole_line(LONGEST_RESPONSE).await? else {
        return Err(io::ErrorKind::UnexpectedEof.into());
    };
    let line = without_end(line);
    Ok(if line == b"*" { Err(Refusal::Cancelled) } else { decode(&line) })
}

fn decode(text: &[u8]) -> Result<Vec<u8>, Refusal> {
    STANDARD.decode(text).map_err(|_| Refusal::NotBase64)
}
