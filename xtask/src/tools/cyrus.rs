//! Cyrus IMAP's packages, downloaded and never installed: Debian keeps two IMAP servers from being installed at once.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing as _, Failure, Result};
use crate::{place, process};

use super::{apt, on_build_server};

const PACKAGES: [&str; 3] = ["cyrus-common", "cyrus-imapd", "libeatmydata1"];
/// Needed by programs of the package that the lab does not start, and large.
const LEFT_OUT: [&str; 2] = ["libclamav", "libzephyr"];

/// The packages, when they were downloaded.
pub fn find() -> Option<PathBuf> {
    let folder = place::lab().join("cyrus");
    folder.is_dir().then_some(folder)
}

/// Downloads Cyrus where that is possible (2 MB, and the libraries this machine lacks); a person whose machine has no
/// apt-get is told and goes on without it.
pub fn ensure() -> Result {
    if find().is_some() {
        return Ok(());
    }
    let failure = match download() {
        Ok(()) => return Ok(()),
        Err(failure) => Failure::new("Cyrus IMAP could not be downloaded")
            .because(failure)
            .advise("the lab takes it from Debian or Ubuntu: check that apt-get can reach its archive, as root with apt-get update"),
    };
    if on_build_server() {
        return Err(failure);
    }
    eprintln!("warning: the tests that talk to Cyrus are skipped: {failure}");
    Ok(())
}

fn download() -> Result {
    std::fs::create_dir_all(place::lab()).doing(|| format!("create {}", place::lab().display()))?;
    let folder = tempfile::Builder::new()
        .prefix("cyrus-")
        .tempdir_in(place::lab())
        .doing(|| "create a folder for Cyrus's packages".to_owned())?;
    println!("Downloading Cyrus IMAP with apt-get into {}", place::lab().join("cyrus").display());
    if apt::download(folder.path(), &PACKAGES).is_err() && apt::possible() {
        apt::update()?;
    }
    apt::download(folder.path(), &PACKAGES)?;
    let missing = apt::missing(&libraries(folder.path())?)?;
    if !missing.is_empty() {
        apt::download(folder.path(), &missing)?;
    }
    // Only what is whole gets the name that is looked for.
    let whole = place::lab().join("cyrus");
    std::fs::rename(folder.keep(), &whole).doing(|| format!("name it {}", whole.display()))
}

/// The libraries that Cyrus's own package depends on.
fn libraries(folder: &Path) -> Result<Vec<String>> {
    let common = apt::packages(folder)?
        .into_iter()
        .find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("cyrus-common_")))
        .ok_or_else(|| Failure::new("the downloaded package is not there"))?;
    let depends = process::capture(Command::new("dpkg-deb").arg("-f").arg(common).arg("Depends"))?;
    let names = depends.split(',').filter_map(|one| one.split_whitespace().next());
    let wanted = |name: &&str| name.starts_with("lib") && !LEFT_OUT.iter().any(|out| name.starts_with(out));
    Ok(names.filter(wanted).map(str::to_owned).collect())
}
