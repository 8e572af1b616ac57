//! `xmllint` holds what the server writes against the schema.

use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::foreign::told;

/// What stands in the body of an envelope.
fn body(reply: &str) -> &str {
    let inside = reply.split_once("<s:Body>").and_then(|(_, rest)| rest.rsplit_once("</s:Body>"));
    inside.unwrap_or_else(|| panic!("no envelope: {reply}")).0
}

/// Fails where a reply is not as the schema has it. Faults are of SOAP and not looked at.
pub async fn judge(replies: &[String]) {
    let Some(schema) = told("CARTEIRO_EWS_SCHEMA") else { return };
    let folder = Folder::new();
    let bodies = replies.iter().map(|reply| body(reply)).filter(|body| !body.starts_with("<s:Fault>"));
    let files: Vec<PathBuf> = bodies
        .enumerate()
        .map(|(at, body)| {
            let file = folder.0.join(format!("{at}.xml"));
            write(&file, body);
            file
        })
        .collect();
    if files.is_empty() {
        return;
    }
    let mut xmllint = Command::new("xmllint");
    xmllint
        .args(["--nonet", "--noout", "--schema"])
        .arg(PathBuf::from(schema).join("messages.xsd"))
        .args(files);
    let output = xmllint.output().await.expect("xmllint is there");
    let said = String::from_utf8_lossy(&output.stderr);
    let wrong: Vec<&str> = said.lines().filter(|line| !line.ends_with(" validates")).collect();
    assert!(output.status.success(), "{}", wrong.join("\n"));
}

/// The replies in a folder.
pub fn kept(folder: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

/// A folder that disappears.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("carteiro-ews-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[expect(clippy::disallowed_methods, reason = "the judge reads files")]
fn write(file: &Path, text: &str) {
    std::fs::write(file, text).unwrap();
}

#[expect(clippy::disallowed_methods, reason = "a foreign client wrote the file")]
fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}
