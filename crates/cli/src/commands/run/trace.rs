//! `--trace`: what was said on the wire, with the secrets hidden.

use crate::trouble::Trouble;
use carteiro_world::{Clock, Transcript, phrase};
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Component, Path};
use std::sync::{Mutex, PoisonError};

/// Starts a transcript in a file that nobody else can read.
///
/// Passwords and the contents of messages are not in it, but subjects, addresses and names of folders are.
pub fn begin(path: &Path) -> Result<Transcript, Trouble> {
    if !is_beneath(path) {
        return Err(Trouble::usage(phrase!("ui-trace-outside", file = path.display())));
    }
    let file = create(path).map_err(|error| {
        Trouble::usage(phrase!("ui-trace-refused", file = path.display())).because(&error)
    })?;
    let (file, clock) = (Mutex::new(file), Clock::system());
    Ok(Transcript::new(move |line| {
        let line = format!("{:.3} {line}\n", clock.now());
        // A full disk must not end a run that is at work on mail.
        let _ = file.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
    }))
}

/// Whether it leads into the current folder.
fn is_beneath(path: &Path) -> bool {
    let here = std::path::absolute(".").unwrap_or_default();
    let inside = path.strip_prefix(&here).unwrap_or(path);
    inside.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

fn create(path: &Path) -> io::Result<File> {
    let is_link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    if is_link {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a symbolic link"));
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // One that was there already keeps its mode otherwise.
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(file)
}
