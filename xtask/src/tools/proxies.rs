//! The proxies tinyproxy and microsocks, downloaded and never installed: no service of theirs is started.

use std::path::PathBuf;

use crate::failure::{Doing as _, Failure, Result};
use crate::place;

use super::{apt, on_build_server};

const PACKAGES: [&str; 2] = ["tinyproxy-bin", "microsocks"];

/// The packages, when they were downloaded.
pub fn find() -> Option<PathBuf> {
    let folder = place::lab().join("proxies");
    folder.is_dir().then_some(folder)
}

/// Downloads both where that is possible (60 kB); a person whose machine has no apt-get is told and goes on without.
pub fn ensure() -> Result {
    if find().is_some() {
        return Ok(());
    }
    let failure = match download() {
        Ok(()) => return Ok(()),
        Err(failure) => Failure::new("the proxies of the tests could not be downloaded")
            .because(failure)
            .advise("the lab takes them from Debian or Ubuntu: check that apt-get can reach its archive, as root with apt-get update"),
    };
    if on_build_server() {
        return Err(failure);
    }
    eprintln!("warning: the tests that go through proxies are skipped: {failure}");
    Ok(())
}

fn download() -> Result {
    std::fs::create_dir_all(place::lab()).doing(|| format!("create {}", place::lab().display()))?;
    let folder = tempfile::Builder::new()
        .prefix("proxies-")
        .tempdir_in(place::lab())
        .doing(|| "create a folder for the proxies' packages".to_owned())?;
    if apt::download(folder.path(), &PACKAGES).is_err() && apt::possible() {
        apt::update()?;
    }
    apt::download(folder.path(), &PACKAGES)?;
    // Only what is whole gets the name that is looked for.
    let whole = place::lab().join("proxies");
    std::fs::rename(folder.keep(), &whole).doing(|| format!("name it {}", whole.display()))
}
