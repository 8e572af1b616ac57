//! What a backend tells of messages, as far as all can tell it.

use crate::letter::Letter;
use base64::Engine;
use carteiro_mail::{Mailbox, Selection};
use futures_util::StreamExt;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A message by which it is known everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub message_id: Option<String>,
    pub received_at: Option<Timestamp>,
    pub size: u64,
    pub seen: bool,
    pub flagged: bool,
    /// What the groups of regular expressions caught.
    pub caught: BTreeMap<String, String>,
    /// The hash of all bytes, where they were asked for.
    pub content: Option<String>,
    /// For whoever reads a failure.
    pub subject: String,
}

pub fn hash(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(bytes))
}

/// All that is found, in its order.
pub async fn find(session: &Mailbox, selection: Selection) -> Vec<Told> {
    let mut finding = session.messages(selection).await.unwrap();
    let mut told = Vec::new();
    while let Some(found) = finding.next().await {
        let found = found.unwrap();
        let message = found.message;
        let content = message
            .content
            .as_ref()
            .map(|content| hash(&content.read(0..content.len(), usize::MAX).unwrap()));
        told.push(Told {
            message_id: message.header.message_id.clone(),
            received_at: message.received_at,
            size: message.size,
            seen: message.flags.seen,
            flagged: message.flags.flagged,
            caught: found.matched.0,
            content,
            subject: message.header.subject.clone(),
        });
    }
    told
}

/// How two backends differ.
pub fn difference(expected: &[Told], by: &str, told: &[Told], also_by: &str) -> Option<String> {
    if expected == told {
        return None;
    }
    let only = |all: &[Told], of: &[Told]| {
        all.iter()
            .filter(|one| !of.contains(one))
            .map(|one| format!("\n    {one:?}"))
            .collect::<Vec<_>>()
            .concat()
    };
    Some(format!(
        "  {by} finds {}, {also_by} {}\n  only {by}:{}\n  only {also_by}:{}",
        expected.len(),
        told.len(),
        only(expected, told),
        only(told, expected)
    ))
}

/// How what was found differs from what is meant.
pub fn otherwise(meant: &[&Letter], told: &[Told]) -> Option<String> {
    let is_it = |(letter, one): (&&Letter, &Told)| {
        one.message_id.as_ref() == Some(&letter.id)
            && one.received_at == Some(letter.received_at)
            && one.size == letter.size()
            && (one.seen, one.flagged) == (letter.seen, letter.flagged)
            && one.content.as_ref().is_none_or(|content| *content == hash(&letter.raw))
    };
    if meant.len() == told.len() && meant.iter().zip(told).all(is_it) {
        return None;
    }
    let lacking = meant.iter().filter(|letter| !told.iter().any(|one| is_it((letter, one))));
    let lacking: Vec<String> =
        lacking.map(|letter| format!("\n    {} {:?} {:?}", letter.id, letter.subject, letter.from)).collect();
    let more = told.iter().filter(|one| !meant.iter().any(|letter| is_it((letter, one))));
    let more: Vec<String> = more.map(|one| format!("\n    {one:?}")).collect();
    Some(format!(
        "  {} are meant, {} found\n  meant and not found:{}\n  found and not meant:{}",
        meant.len(),
        told.len(),
        lacking.concat(),
        more.concat()
    ))
}
