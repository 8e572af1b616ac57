//! Reading the files a person names on the command line.

use crate::trouble::Trouble;
use carteiro_engine::file::LARGEST;
use carteiro_world::phrase;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The file, cut a little above the most that an automation may have: what reads it refuses it then, and in words.
pub fn file(path: &Path) -> Result<Vec<u8>, Trouble> {
    open(path).and_then(read).map_err(|error| refused(path, &error))
}

/// The file when nobody else can read it. What is looked at is what is read, whatever happens to the name meanwhile.
pub fn private_file(path: &Path) -> Result<Vec<u8>, Trouble> {
    let file = open(path).map_err(|error| refused(path, &error))?;
    match is_private(&file) {
        Ok(true) => read(file).map_err(|error| refused(path, &error)),
        Ok(false) => Err(Trouble::file(phrase!("ui-credentials-open", file = path.display()))),
        Err(error) => Err(refused(path, &error)),
    }
}

fn read(file: File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn refused(path: &Path, error: &io::Error) -> Trouble {
    let file = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => Trouble::file(phrase!("ui-file-missing", file = file)),
        io::ErrorKind::IsADirectory => Trouble::file(phrase!("ui-file-is-folder", file = file)),
        io::ErrorKind::PermissionDenied => Trouble::file(phrase!("ui-file-denied", file = file)),
        _ => Trouble::file(phrase!("ui-file-unreadable", file = file)).because(error),
    }
}

#[expect(clippy::disallowed_methods, reason = "a person names it on the command line, wherever it is")]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[cfg(unix)]
fn is_private(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    const OF_OTHERS: u32 = 0o077;
    let metadata = file.metadata()?;
    Ok(metadata.is_dir() || metadata.permissions().mode() & OF_OTHERS == 0)
}

/// Elsewhere a home folder is private as it is made.
#[cfg(not(unix))]
fn is_private(_: &File) -> io::Result<bool> {
    Ok(true)
}
