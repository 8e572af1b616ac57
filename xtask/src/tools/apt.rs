//! Debian packages.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing as _, Result};
use crate::process;

pub fn possible() -> bool {
    rustix::process::geteuid().is_root() && Path::new("/usr/bin/apt-get").exists()
}

pub fn install(packages: &[&str]) -> Result {
    println!("Installing with apt-get: {}", packages.join(", "));
    update()?;
    apt().args(["-qq", "-y", "--no-install-recommends", "install"]).args(packages).pipe_quietly()
}

/// Learns which packages there are.
pub fn update() -> Result {
    apt().args(["-qq", "update"]).pipe_quietly()
}

/// Downloads packages into a folder and changes nothing else. Needs no root.
pub fn download(folder: &Path, packages: &[impl AsRef<OsStr>]) -> Result {
    // As root it would rather download as a user who cannot write here.
    let user = ["-o", "APT::Sandbox::User=root"];
    apt().args(["-qq"]).args(user).arg("download").args(packages).current_dir(folder).pipe_quietly()
}

/// What an installation of these would add to this machine, itself included.
pub fn missing(packages: &[String]) -> Result<Vec<String>> {
    let plan = process::capture(
        apt()
            .args(["-qq", "--simulate", "--no-install-recommends", "--no-upgrade", "install"])
            .args(packages),
    )?;
    let added = plan.lines().filter_map(|line| line.strip_prefix("Inst ")?.split_whitespace().next());
    Ok(added.map(str::to_owned).collect())
}

/// The packages in a folder.
pub fn packages(folder: &Path) -> Result<Vec<PathBuf>> {
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
    for package in packages(packages_in)? {
        process::capture(Command::new("dpkg-deb").arg("-x").arg(package).arg(root))?;
    }
    Ok(())
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    // RUNLEVEL keeps Debian's own service, on the standard ports, from being started by the installation.
    command.env("DEBIAN_FRONTEND", "noninteractive").env("RUNLEVEL", "1");
    command
}

trait Quietly {
    fn pipe_quietly(&mut self) -> Result;
}

impl Quietly for Command {
    fn pipe_quietly(&mut self) -> Result {
        process::capture(self).map(drop)
    }
}
