//! The second opinion: Python's `email` package on the same messages.

use crate::{described, folder, messages};
use std::collections::BTreeMap;
use std::process::Command;

/// Where Python reads it otherwise, and why we do not.
const OTHERWISE: &[(&str, &str)] = &[
    ("base64_damaged", "it gives up at the first blank, and stops at the first padding"),
    ("bounce", "it drops a name in a comment"),
    ("boundary_closed_first", "it keeps the multipart, whose text nobody would see"),
    ("boundary_never_comes", "as above"),
    ("boundary_not_said", "as above"),
    ("boundary_the_same_inside", "it gives the inner parts to the outer multipart"),
    ("empty_parts", "it leaves an empty part out, which changes the numbers of the others"),
    ("header_odd", "it ends the header at the first odd line"),
    ("name_unquoted", "it ends the name at a blank"),
    ("nested_message_in_base64", "it reads the base64 as the message"),
    ("preamble_and_epilogue", "it ignores a part after the end"),
    ("quoted_printable_damaged", "it keeps blanks before a line end, against RFC 2045 §6.7"),
    ("subject_cut_in_characters", "it does not join base64 that was cut"),
    ("subject_raw_latin_1", "it does not guess"),
    ("subject_raw_utf_8", "it does not guess"),
    ("winmail_with_html_in_utf_16_under_another_type", "it does not look into it, and keeps the wrong type"),
    ("type_without_separator", "it does not find the boundary"),
];

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "where Python is, and whether it must be, is said from outside"
)]
fn python_reads_the_same_messages_the_same_way() {
    let python = std::env::var("CARTEIRO_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(&python).arg(folder().join("oracle.py")).arg(folder()).output();
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "{python}: {error}");
            eprintln!("skipped: {python}: {error}");
            return;
        }
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap().replace('\r', "");
    let said: BTreeMap<&str, &str> =
        said.split("== ").filter_map(|piece| piece.split_once(".eml\n")).collect();
    for (name, _) in OTHERWISE {
        assert!(said.contains_key(name), "{name} is no message any more");
    }
    let mut compared = 0;
    for (name, spool) in messages() {
        if OTHERWISE.iter().all(|(otherwise, _)| *otherwise != name) {
            let ours = described::told_to_oracle(&name, &spool);
            let theirs = format!("== {name}.eml\n{}", said[name.as_str()]);
            assert_eq!(ours, theirs, "{name}");
            compared += 1;
        }
    }
    assert!(compared >= 30, "only {compared} messages were compared");
}
