//! Servers of Debian that are downloaded and never installed: it keeps two of a kind from being installed at once.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing as _, Failure, Result};
use crate::{place, process};

use super::{apt, on_build_server};

/// A server, and the packages it is made of.
pub struct Packages {
    /// What it is called.
    pub title: &'static str,
    /// The folder it is kept in.
    pub folder: &'static str,
    /// The first is the one whose libraries are downloaded too, where this machine lacks them.
    pub names: &'static [&'static str],
    /// Libraries that are needed by programs that the lab does not start.
    pub left_out: &'static [&'static str],
}

impl Packages {
    /// The packages, when they were downloaded.
    pub fn find(&self) -> Option<PathBuf> {
        let folder = place::lab().join(self.folder);
        folder.is_dir().then_some(folder)
    }

    /// Downloads it where that is possible; a person whose machine has no apt-get is told and goes on without it.
    pub fn ensure(&self) -> Result {
        if self.find().is_some() {
            return Ok(());
        }
        let failure = match self.download() {
            Ok(()) => return Ok(()),
            Err(failure) => Failure::new(format!("{} could not be downloaded", self.title))
                .because(failure)
                .advise("the lab takes it from Debian or Ubuntu: check that apt-get can reach its archive, as root with apt-get update"),
        };
        if on_build_server() {
            return Err(failure);
        }
        eprintln!("warning: the tests that talk to {} are skipped: {failure}", self.title);
        Ok(())
    }

    fn download(&self) -> Result {
        std::fs::create_dir_all(place::lab()).doing(|| format!("create {}", place::lab().display()))?;
        let folder = tempfile::Builder::new()
            .prefix(&format!("{}-", self.folder))
            .tempdir_in(place::lab())
            .doing(|| format!("create a folder for the packages of {}", self.title))?;
        let whole = place::lab().join(self.folder);
        println!("Downloading {} with apt-get into {}", self.title, whole.display());
        if apt::download(folder.path(), self.names).is_err() && apt::possible() {
            apt::update()?;
        }
        apt::download(folder.path(), self.names)?;
        let missing = apt::missing(&self.libraries(folder.path())?)?;
        if !missing.is_empty() {
            apt::download(folder.path(), &missing)?;
        }
        // Only what is whole gets the name that is looked for.
        std::fs::rename(folder.keep(), &whole).doing(|| format!("name it {}", whole.display()))
    }

    /// The libraries that its own package depends on.
    fn libraries(&self, folder: &Path) -> Result<Vec<String>> {
        let own = format!("{}_", self.names.first().copied().unwrap_or_default());
        let package = downloaded(folder)?
            .into_iter()
            .find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&own)))
            .ok_or_else(|| Failure::new("the downloaded package is not there"))?;
        let depends = process::capture(Command::new("dpkg-deb").arg("-f").arg(package).arg("Depends"))?;
        let names = depends.split(',').filter_map(|one| one.split_whitespace().next());
        let wanted =
            |name: &&str| name.starts_with("lib") && !self.left_out.iter().any(|out| name.starts_with(out));
        Ok(names.filter(wanted).map(str::to_owned).collect())
    }
}

/// The packages in a folder.
fn downloaded(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || -> std::io::Result<Vec<PathBuf>> {
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
    };
    let mut files = read().doing(|| format!("list {}", folder.display()))?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "deb"));
    files.sort();
    Ok(files)
}

/// Unpacks all packages of a folder into another, as if that were the root of the machine.
pub fn unpack(packages_in: &Path, root: &Path) -> Result {
    for package in downloaded(packages_in)? {
        process::capture(Command::new("dpkg-deb").arg("-x").arg(package).arg(root))?;
    }
    Ok(())
}
