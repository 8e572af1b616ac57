//! Messages that break the rules, as the tests of reading have them: of these it is told only that they are found alike.

use crate::filters::Row;
use carteiro_sandbox::{Flag, Flags};
use jiff::{Timestamp, ToSpan};
use std::path::{Path, PathBuf};

/// Where they lie.
pub const FOLDER: &str = "Awkward";

/// What servers tell of these, each by its own reading, and why nobody reads it here instead.
const OTHERWISE: [(&str, &str); 14] = [
    // What a message is for is Exchange's to tell (`ItemClass`, MS-OXCMAIL §2.2.3.2.9): it reads what is a standard.
    ("bounce_of_exim", "no report by RFC 3464: mail to Exchange"),
    ("bounce_of_qmail", "as above"),
    ("calendar_attached", "a calendar beside the text is an attachment to Exchange"),
    ("invitation_for_days", "PUBLISH asks nobody (MS-OXCICAL §2.1.3.1.1.1): mail to Exchange"),
    ("winmail_with_a_meeting", "the simulator does not look into it"),
    ("winmail_with_an_answer_to_a_meeting", "as above"),
    // Header fields by Exchange are as the server has decoded them.
    ("empty", "Exchange tells no fields of it, and when it was sent"),
    ("no_header_at_all", "as above"),
    ("subject_cut_in_characters", "the simulator does not join what was cut"),
    ("subject_raw_latin_1", "the simulator does not guess"),
    // Parts by IMAP are as the server tells them (BODYSTRUCTURE), by Exchange as they are read here.
    ("boundary_the_same_inside", "the simulator gives the inner parts to the outer multipart"),
    ("no_empty_line_in_part", "the simulator finds no part in it"),
    ("preamble_and_epilogue", "the simulator ignores a part after the end"),
    ("type_without_separator", "the simulator does not find the boundary"),
];

/// The messages, an hour after the other.
#[expect(clippy::disallowed_methods, reason = "the messages lie beside the tests of another crate")]
pub fn messages() -> Vec<(Vec<u8>, Flags, Timestamp)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mail/tests/mime");
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let named = |path: &PathBuf, name: &str| path.file_stem().is_some_and(|stem| stem == name);
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "eml")).collect();
    for (name, _) in OTHERWISE {
        assert!(paths.iter().any(|path| named(path, name)), "{name} is no message any more");
    }
    paths.retain(|path| !OTHERWISE.iter().any(|(name, _)| named(path, name)));
    paths.sort();
    let first: Timestamp = "2026-03-27T20:30:00Z".parse().unwrap();
    let message = |(number, path): (u32, PathBuf)| {
        let flags = match number % 3 {
            0 => [Flag::Seen].into(),
            1 => [Flag::Flagged].into(),
            _ => Flags::default(),
        };
        (std::fs::read(path).unwrap(), flags, first.checked_add(i64::from(number).hours()).unwrap())
    };
    (0..).zip(paths).map(message).collect()
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
