//! Debian packages.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::failure::Result;
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
