//! What must hold of whatever a server sends.
#![expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "what does not hold is to be heard of")]

use super::structure;
use super::wire::framing::{Framing, Raw, Segment};
use super::wire::response::{self, Data, Response};
use super::wire::token::{Cursor, Token};
use super::wire::{decode_name, encode_name};
use carteiro_world::spool::Spools;
use std::collections::HashSet;
use std::future::Future;

/// So much is a long answer, for the time it takes to be seen.
const LONG: usize = 1024 * 1024;
/// As deep as [`super::wire::token`] looks, and no deeper.
const DEEPEST: usize = 202;

/// The same bytes are the same responses, in whatever pieces they arrive, and nothing is made up.
pub fn framing(bytes: &[u8]) {
    let whole = now(framed(bytes, std::iter::repeat(bytes.len().max(1))));
    let sizes = bytes.iter().rev().map(|byte| usize::from(*byte % 64) + 1).chain(std::iter::repeat(1));
    let pieces = now(framed(bytes, sizes));
    assert_eq!(whole.ended, pieces.ended);
    assert_eq!(whole.responses.len(), pieces.responses.len());
    for (one, other) in whole.responses.iter().zip(&pieces.responses) {
        assert_eq!(written(one), written(other));
    }
    let held: u64 = whole.responses.iter().map(size).sum();
    assert!(held <= bytes.len() as u64);
}

/// Every response is read, in time that grows as it does, into no more than it holds.
pub fn responses(bytes: &[u8]) {
    for raw in now(framed(bytes, std::iter::repeat(bytes.len().max(1)))).responses {
        reads(&raw);
    }
    // A mark that chance finds: not each of them is worth the time.
    if let Some(part) = bytes.strip_suffix(b"~~") {
        let text = long(part);
        for begin in [&b"* 1 FETCH ("[..], b"* ", b"C1 OK ["] {
            let line = [begin, &text, b")"].concat();
            read_once(&Raw(vec![Segment::Text(line.into())]));
        }
    }
}

/// The same over and over, but for a number at each `#`.
fn long(part: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for number in 0..LONG / part.len().max(1) {
        for byte in part {
            match byte {
                b'#' => text.extend_from_slice(number.to_string().as_bytes()),
                b'\n' => text.push(b' '),
                byte => text.push(*byte),
            }
        }
    }
    text
}

struct Framed {
    responses: Vec<Raw>,
    /// The error it ended with, or what was left unfinished.
    ended: Option<String>,
}

async fn framed(mut bytes: &[u8], mut sizes: impl Iterator<Item = usize>) -> Framed {
    let mut framing = Framing::new(Spools::default());
    let mut responses = Vec::new();
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at(sizes.next().unwrap().min(bytes.len()));
        bytes = rest;
        framing.buffer.extend_from_slice(piece);
        loop {
            match framing.next().await {
                Ok(Some(raw)) => responses.push(raw),
                Ok(None) => break,
                Err(error) => return Framed { responses, ended: Some(error.words().code.to_string()) },
            }
        }
    }
    let ended = framing.unfinished().map(|words| format!("{words:?}"));
    Framed { responses, ended }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime =
            tokio::runtime::Builder::new_current_thread().build().unwrap();
    }
    RUNTIME.with(|runtime| runtime.block_on(future))
}

/// Its texts and literals.
fn written(raw: &Raw) -> Vec<(bool, Vec<u8>)> {
    let segments = raw.0.iter().map(|segment| match segment {
        Segment::Text(text) => (false, text.to_vec()),
        Segment::Literal(spool) => (true, spool.read(0..spool.len(), usize::MAX).unwrap().to_vec()),
    });
    segments.collect()
}

fn size(raw: &Raw) -> u64 {
    let sizes = raw.0.iter().map(|segment| match segment {
        Segment::Text(text) => text.len() as u64,
        Segment::Literal(spool) => spool.len(),
    });
    sizes.sum()
}

fn reads(raw: &Raw) {
    assert_eq!(format!("{:?}", response::read(raw)), format!("{:?}", read_once(raw)));
    let mut cursor = Cursor::new(raw);
    let (mut octets, mut tokens) = (0, 0);
    while let Some(token) = cursor.token() {
        measure(&token, 0, &mut octets, &mut tokens);
        if let Some(structure) = structure::read(&token) {
            let ids: HashSet<_> = structure.parts.iter().map(|part| part.id.as_str()).collect();
            assert_eq!(ids.len(), structure.parts.len());
            structure.files();
            structure.text_parts();
        }
    }
    let all = size(raw);
    assert!(octets <= all && tokens <= all + raw.0.len() as u64, "{octets} and {tokens} of {all}");
}

fn measure(token: &Token, depth: usize, octets: &mut u64, tokens: &mut u64) {
    assert!(depth <= DEEPEST);
    *tokens += 1;
    *octets += match token {
        Token::Atom(bytes) | Token::Quoted(bytes) => bytes.len() as u64,
        Token::Literal(spool) => spool.len(),
        Token::Nil | Token::List(_) => 0,
    };
    token.list().iter().for_each(|member| measure(member, depth + 1, octets, tokens));
}

fn read_once(raw: &Raw) -> Option<Response> {
    let read = response::read(raw);
    match &read {
        Some(Response::Data(Data::List(listed))) => {
            // A name that goes back to the server as it came, or as what it is shown as.
            let name = decode_name(&listed.name);
            assert_eq!(decode_name(encode_name(&name).as_bytes()), name);
        }
        Some(Response::Data(Data::Fetch(fetched))) => {
            let held: u64 = fetched.sections.iter().filter_map(|one| Some(one.content.as_ref()?.len())).sum();
            assert!(held <= size(raw));
        }
        _ => {}
    }
    read
}
