//! The second and third opinion on `winmail.dat`: Debian's `tnef` and `ytnef`, on the files of the Python package
//! `tnefparse`, which `cargo xtask` fetches.

use crate::described::content;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use carteiro_mail::mime::{self, Form};
use carteiro_world::Spool;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files that `tnef` refuses or shortens, and what we make of them: names and sizes.
const REFUSED: &[(&str, &[(&str, usize)])] = &[
    ("IPM-DistList", &[("XXXXnews.dat", 19_965)]),
    ("bad_checksum", &[("image001.png", 1_533_127)]),
    (
        "duplicate_filename",
        &[("VIA_Nytt_14021.htm", 68_919), ("file_abcdefgh.txt", 61_952), ("file_abcdefgh.txt", 213_685)],
    ),
];
/// What the value of an object begins with when it is a storage: the interface `IStorage`. `tnef` keeps it.
const STORAGE: [u8; 16] = [0x0b, 0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];

type Files = Vec<(String, usize, String)>;

fn described(name: &str, content: &[u8]) -> (String, usize, String) {
    let digest = Sha256::digest(content);
    (name.to_owned(), content.len(), format!("{:016x}", u64::from_be_bytes(*digest.first_chunk().unwrap())))
}

/// Everything in a TNEF stream: its files, and its HTML.
fn ours(stream: &[u8]) -> (Files, Option<Vec<u8>>) {
    let message = format!(
        "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        STANDARD.encode(stream)
    );
    let spool = Spool::from(message.into_bytes());
    let structure = mime::split(&spool).unwrap();
    let mut files: Files = structure
        .counted_files(&spool)
        .unwrap()
        .iter()
        .map(|file| described(&file.name, &content(&spool, structure.part(&file.id).unwrap())))
        .filter(|(name, _, _)| name != "part-1.dat")
        .collect();
    files.sort();
    let html = structure.parts.iter().find(|part| {
        part.content_type == "text/html"
            && part.packed.as_ref().is_some_and(|packed| packed.form == Form::Text)
    });
    (files, html.map(|part| content(&spool, part)))
}

#[expect(clippy::disallowed_methods, reason = "what another program has written")]
fn theirs(program: &str, arguments: &[&str], stream: &Path) -> Files {
    let folder = std::env::temp_dir().join(format!(
        "carteiro-{program}-{}-{}",
        std::process::id(),
        stream.file_stem().unwrap().to_str().unwrap()
    ));
    std::fs::create_dir(&folder).unwrap();
    Command::new(program).args(arguments).arg(&folder).arg(stream).output().unwrap();
    let mut files: Files = folder
        .read_dir()
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let bytes = bytes.strip_prefix(&STORAGE).unwrap_or(&bytes);
            described(&name(&path), bytes)
        })
        .collect();
    std::fs::remove_dir_all(&folder).unwrap();
    files.sort();
    files
}

/// Names are written in the code page of the sender.
#[cfg(unix)]
fn name(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    encoding_rs::WINDOWS_1252.decode(path.file_name().unwrap().as_bytes()).0.into_owned()
}

#[cfg(not(unix))]
fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[expect(
    clippy::disallowed_methods,
    reason = "where they are, and whether they must be, is said from outside"
)]
fn streams() -> Option<Vec<PathBuf>> {
    let missing = |what: &str| {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "{what} is missing");
        eprintln!("skipped: {what} is missing");
        None
    };
    for program in ["tnef", "ytnef"] {
        if Command::new(program).arg("-h").output().is_err() {
            return missing(program);
        }
    }
    let Ok(folder) = std::env::var("CARTEIRO_TNEF") else { return missing("CARTEIRO_TNEF") };
    let entries = Path::new(&folder).read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "tnef")).collect();
    found.sort();
    Some(found)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the files are fetched by xtask")]
fn what_is_in_a_winmail_is_what_others_find_in_it() {
    let Some(streams) = streams() else { return };
    assert_eq!(streams.len(), 19);
    let mut compared = 0;
    for path in streams {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let stream = std::fs::read(&path).unwrap();
        let (files, html) = ours(&stream);
        if let Some((_, meant)) = REFUSED.iter().find(|(refused, _)| *refused == stem) {
            let found: Vec<(&str, usize)> =
                files.iter().map(|(name, size, _)| (name.as_str(), *size)).collect();
            assert_eq!(found, *meant, "{stem}");
            continue;
        }
        let (bodies, attached): (Files, Files) = theirs("tnef", &["--save-body", "-C"], &path)
            .into_iter()
            .partition(|(name, _, _)| name.starts_with("message."));
        assert_eq!(files, attached, "{stem}");
        let told = bodies.iter().find(|(name, _, _)| name == "message.html");
        assert_eq!(html.map(|html| described("message.html", &html)).as_ref(), told, "{stem}");
        compared += files.len() + bodies.len();
        // It replaces characters of names, and names what is no file after the subject.
        for (name, _, digest) in theirs("ytnef", &["-F", "-f"], &path) {
            if ![".rtf", ".ics"].iter().any(|ending| name.ends_with(ending)) {
                assert!(files.iter().any(|(_, _, ours)| *ours == digest), "{stem}: {name}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 50, "only {compared} files were compared");
}
