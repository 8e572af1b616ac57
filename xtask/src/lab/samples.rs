//! Files from elsewhere that tests read: not ours to keep here, so they are fetched once and lie under `target`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing as _, Failure, Result};
use crate::{place, process};

/// The TNEF files of this Python package (LGPL).
const PACKAGE: &str = "tnefparse==1.4.0";
const FOLDER: &str = "tnefparse-1.4.0";

/// Finds the TNEF files, or fetches them with the pip of `python`.
pub fn tnef(python: &Path) -> Result<PathBuf> {
    let examples = place::lab().join(FOLDER).join("tests").join("examples");
    if examples.join("two-files.tnef").exists() {
        return Ok(examples);
    }
    println!("Fetching the examples of {PACKAGE} into {}", place::lab().display());
    fetch(python).map_err(|failure| {
        Failure::new("the TNEF files that ours are compared on could not be fetched")
            .because(failure)
            .advise("check that pip can reach its index")
    })?;
    Ok(examples)
}

fn fetch(python: &Path) -> Result {
    let folder = tempfile::tempdir().doing(|| "create a temporary folder".to_owned())?;
    let pip = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
    process::capture(
        Command::new(python).args(pip).args(["--no-binary", ":all:", PACKAGE, "--dest"]).arg(folder.path()),
    )?;
    let archive = folder.path().join(format!("{FOLDER}.tar.gz"));
    process::capture(Command::new(python).args(["-m", "tarfile", "-e"]).arg(archive).arg(place::lab()))?;
    Ok(())
}
