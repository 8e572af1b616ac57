//! A Python with the foreign clients that judge ours, kept under `target` between runs.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing as _, Failure, Result};
use crate::{place, process, tools};

const PACKAGES: [&str; 9] = [
    "imapclient==4.1.0",
    "imap-tools==1.16.0",
    "scramp==1.5.0",
    "requests-oauthlib==2.0.0",
    "authlib==1.9.9",
    "pyspnego==0.12.4",
    "requests_ntlm==1.3.0",
    "exchangelib==5.6.0",
    "O365==2.1.10",
];
const PROOF: &str = "import imapclient, imap_tools, scramp, requests_oauthlib, authlib, spnego, requests_ntlm, exchangelib, O365";

/// Finds the environment, or makes it.
pub fn ensure() -> Result<PathBuf> {
    let folder = place::lab().join("venv");
    let python = folder.join("bin").join("python");
    if works(&python) {
        return Ok(python);
    }
    println!("Making a Python environment in {} ({})", folder.display(), PACKAGES.join(", "));
    make(&folder).map_err(|failure| {
        Failure::new("there is no Python environment for the tests that use foreign mail clients")
            .because(failure)
            .advise("install python3 with its venv module (Debian: apt install python3-venv) and check that pip can reach its index")
    })?;
    Ok(python)
}

fn works(python: &Path) -> bool {
    python.exists() && process::capture(Command::new(python).args(["-c", PROOF])).is_ok()
}

fn make(folder: &Path) -> Result {
    let python = folder.join("bin").join("python");
    std::fs::create_dir_all(place::lab()).doing(|| format!("create {}", place::lab().display()))?;
    let venv = || process::capture(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder));
    if let Err(failure) = venv() {
        if !tools::apt::possible() {
            return Err(failure);
        }
        tools::apt::install(&["python3", "python3-venv"])?;
        venv()?;
    }
    process::capture(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(PACKAGES),
    )?;
    process::capture(Command::new(&python).args(["-c", PROOF]))?;
    Ok(())
}
