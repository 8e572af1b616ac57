//! The big mailbox: invented mail, put straight into the server's own folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::{Doing as _, Failure, Result};
use crate::lab::Lab;
use crate::lab::owner::Owner;
use crate::{place, process};

/// Fills the mailbox of `big@lab.test` and says with what.
pub fn fill(lab: &Lab, python: &Path, messages: u32) -> Result<String> {
    let root = lab.description.pointer("/dovecot/mail_root").and_then(Value::as_str);
    let home = PathBuf::from(root.ok_or_else(|| Failure::new("the benchmarks need Dovecot"))?)
        .join("lab.test")
        .join("big");
    let maildir = home.join("Maildir");
    let said = process::capture(&mut invented(python, &maildir, messages))?;
    let owner = Owner::of_mail()?;
    if let Some(domain) = home.parent() {
        owner.own(domain)?;
    }
    give(&owner, &home)?;
    Ok(said.trim().to_owned())
}

/// The same messages as files: those of the inbox in `many`, the large one in `large`.
pub fn write(folder: &Path, python: &Path, messages: u32) -> Result<String> {
    let said = process::capture(invented(python, folder, messages).arg("--files"))?;
    Ok(said.trim().to_owned())
}

fn invented(python: &Path, folder: &Path, messages: u32) -> Command {
    let mut command = Command::new(python);
    command.arg(place::root().join("xtask/bench/gen_corpus.py")).arg(folder);
    command.args(["--messages", &messages.to_string(), "--large-mb", "150"]);
    command
}

fn give(owner: &Owner, folder: &Path) -> Result {
    owner.own(folder)?;
    for entry in std::fs::read_dir(folder).doing(|| format!("list {}", folder.display()))? {
        let path = entry.doing(|| format!("list {}", folder.display()))?.path();
        if path.is_dir() {
            give(owner, &path)?;
        } else {
            owner.own(&path)?;
        }
    }
    Ok(())
}
