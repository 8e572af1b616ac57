//! Messages that break the rules, as the tests of reading have them: of these it is told only that they are found alike.

use crate::filters::Row;
use carteiro_sandbox::{Flag, Flags};
use jiff::{Timestamp, ToSpan};
use std::path::{Path, PathBuf};

/// Where they lie.
pub const FOLDER: &str = "Awkward";

/// The messages, an hour after the other.
#[expect(clippy::disallowed_methods, reason = "the messages lie beside the tests of another crate")]
pub fn messages() -> Vec<(Vec<u8>, Flags, Timestamp)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mail/tests/mime");
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "eml")).collect();
    paths.sort();
    let first: Timestamp = "2026-03-27T20:30:00Z".parse().unwrap();
    let message = |(number, path): (usize, PathBuf)| {
        let flags = match number % 3 {
            0 => [Flag::Seen].into(),
            1 => [Flag::Flagged].into(),
            _ => Flags::default(),
        };
        (std::fs::read(path).unwrap(), flags, first.checked_add((number as i64).hours()).unwrap())
    };
    paths.into_iter().enumerate().map(message).collect()
}

/// What only these have something to say to.
pub fn rows() -> Vec<Row> {
    let texts = [
        "{ subject: a }",
        "{ subject: { exact: '' } }",
        "{ subject: { regex: '[^\\x00-\\x7f]' } }",
        "{ from: '@' }",
        "{ from: { regex: '(?<who>[^ <]+@[^ >]+)' } }",
        "{ to: e }",
        "{ cc: { regex: '.' } }",
        "{ body: e }",
        "{ body: { exact: '' } }",
        "{ attachment_name: { regex: '.' } }",
        "{ attachment_name: . }",
        "{ header: { name: Subject } }",
        "{ header: { name: From, contains: '@' } }",
        "{ header: { name: To, regex: '.' } }",
        "{ header: { name: Date } }",
        "{ header: { name: Message-ID } }",
        "{ header: { name: MIME-Version } }",
        "{ header: { name: Content-Type, contains: multipart } }",
        "{ header: { name: Received } }",
        "{ has_attachments: true }",
        "{ has_attachments: false }",
        "{ class: [mail] }",
        "{ class: [invitation] }",
        "{ class: [receipt] }",
        "{ class: [bounce] }",
        "{ class: [receipt, bounce] }",
        "{ not: { class: [mail] } }",
        "{ size: { under: 500 } }",
        "{ all: [{ class: [mail, invitation, receipt, bounce] }] }",
    ];
    texts.into_iter().map(|text| Row::new(text, |_| true)).collect()
}
