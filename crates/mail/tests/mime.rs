//! Messages that break the rules, each file named after what is awkward in it: read, shown, and compared with what
//! Python's own `email` package makes of them.

#![cfg(test)]

#[path = "mime/described.rs"]
mod described;
#[path = "mime/oracle.rs"]
mod oracle;
#[path = "mime/properties.rs"]
mod properties;
#[path = "mime/purposes.rs"]
mod purposes;
#[path = "mime/structures.rs"]
mod structures;
#[path = "mime/winmail.rs"]
mod winmail;

use carteiro_world::Spool;
use std::path::{Path, PathBuf};

/// The folder of the messages.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mime")
}

/// The messages, in order of name.
#[expect(clippy::disallowed_methods, reason = "the messages lie beside the tests")]
fn messages() -> Vec<(String, Spool)> {
    let entries = folder().read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "eml")).collect();
    paths.sort();
    let named = paths.into_iter().map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, Spool::from(std::fs::read(path).unwrap()))
    });
    named.collect()
}

#[test]
fn each_awkward_message_is_read_as_its_sender_meant_it() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _guard = settings.bind_to_scope();
    for (name, spool) in messages() {
        insta::assert_snapshot!(name, described::describe(&spool));
    }
}
