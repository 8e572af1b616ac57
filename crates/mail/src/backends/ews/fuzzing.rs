//! What must hold of whatever a server answers.
#![expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "what does not hold is to be heard of")]

use super::fault::Refusal;
use super::xml::{Element, Next, Reader, sanitized};
use crate::Result;
use bytes::Bytes;
use carteiro_world::spool::Spools;
use futures_util::StreamExt;

/// What is passed through, and not read whole.
const AROUND: [&str; 4] = ["Envelope", "Header", "Body", "ResponseMessages"];
/// A byte that means nothing becomes a character of three, and a mark behind it.
const GROWS: usize = 16;

/// Any bytes become a text, the same in whatever pieces they arrive, to which making it well-formed adds nothing; and any
/// bytes are the same answers, or the same error. Nothing is made up.
pub fn ews(bytes: &[u8]) {
    let (whole, drip) = (vec![bytes], pieces(bytes));
    let text = sanitized(&whole);
    assert_eq!(text, sanitized(&drip));
    if let Some(text) = text {
        assert!(text.len() <= GROWS * bytes.len());
        let text = String::from_utf8(text).unwrap();
        let again = sanitized(&[text.as_bytes()]).unwrap();
        assert_eq!(text.replace("<?replaced?>", ""), String::from_utf8(again).unwrap());
    }
    let (whole, drip) = (now(answers(&whole)), now(answers(&drip)));
    assert_eq!(whole, drip);
    assert!(whole.held <= 3 * bytes.len());
}

/// Sizes as chance has them: by the bytes from the end on.
fn pieces(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut rest, mut pieces) = (bytes, Vec::new());
    while let Some(last) = rest.last() {
        let (piece, after) = rest.split_at((usize::from(*last % 64) + 1).min(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// All that was read.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    lines: Vec<String>,
    /// Bytes of texts, values and contents in it.
    held: usize,
}

async fn answers(pieces: &[&[u8]]) -> Told {
    let pieces: Vec<Result<Bytes>> = pieces.iter().map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let mut reader = Reader::new(futures_util::stream::iter(pieces).boxed(), Spools::default());
    let mut told = Told::default();
    let ended = read(&mut reader, &mut told).await;
    let ended = ended.map_err(|error| (error.kind(), error.retry(), error.words().clone()));
    told.lines.push(format!("{ended:?}"));
    told
}

async fn read(reader: &mut Reader, told: &mut Told) -> Result<()> {
    loop {
        match reader.next().await? {
            Next::Into(begun)
                if AROUND.contains(&begun.name.as_str()) || begun.name.ends_with("Response") =>
            {
                told.lines.push(format!("into {}", begun.name));
            }
            Next::Into(begun) => told.hear(&reader.whole(begun).await?),
            Next::Out => told.lines.push("out".to_owned()),
            Next::End => return Ok(()),
        }
    }
}

impl Told {
    fn hear(&mut self, element: &Element) {
        let refusal = if element.name == "Fault" { Refusal::of_fault(element) } else { Refusal::of(element) };
        let error = refusal.error();
        assert!(refusal.wait.is_none() || error.wait().is_none_or(|wait| wait.as_secs() <= 15 * 60));
        self.lines.push(format!("{refusal:?} {:?} {:?}", error.kind(), error.wait()));
        self.keep(element);
    }

    fn keep(&mut self, element: &Element) {
        let content = element.content.as_ref();
        let content = content.map(|content| content.read(0..content.len(), usize::MAX).unwrap().to_vec());
        self.held += element.text.len() + content.as_ref().map_or(0, Vec::len) + element.values();
        let (name, text, replaced) = (&element.name, &element.text, element.replaced);
        self.lines.push(format!("{name} {text:?} {replaced} {content:?} {}", element.values()));
        element.children.iter().for_each(|child| self.keep(child));
    }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime =
            tokio::runtime::Builder::new_current_thread().build().unwrap();
    }
    RUNTIME.with(|runtime| runtime.block_on(future))
}

#[cfg(test)]
mod tests;
