//! Debian packages.

use std::path::Path;
use std::process::Command;

use crate::failure::Result;
use crate::process;

pub fn possible() -> bool {
    rustix::process::geteuid().is_root() && Path::new("/usr/bin/apt-get").exists()
}

pub fn install(packages: &[&str]) -> Result {
    println!("Installing with apt-get: {}", packages.join(", "));
    apt().args(["-qq", "update"]).pipe_quietly()?;
    apt().args(["-qq", "-y", "--no-install-recommends", "install"]).args(packages).pipe_quietly()
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
