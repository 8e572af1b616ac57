//! The pages of the Control Room: Node.js with npm builds and tests them.

use std::process::Command;

use crate::failure::{Failure, Result};
use crate::lab::Lab;
use crate::{place, process};

use super::{apt, on_build_server};

/// The oldest that Vite takes.
const OLDEST: (u32, u32) = (20, 19);

/// Whether the pages can be built here. Installs what is missing where that is possible; a person who has no npm goes on
/// without them.
pub fn ensure() -> Result<bool> {
    if version().is_none() && apt::possible() {
        apt::install(&["nodejs", "npm"])?;
    }
    let found = version();
    if found.is_some_and(|version| version >= OLDEST) {
        return Ok(true);
    }
    let failure = Failure::new("the pages cannot be built: Node.js 20.19 or later with npm is missing")
        .advise("install Node.js with npm");
    if on_build_server() {
        return Err(failure);
    }
    eprintln!("warning: the pages are neither built nor tested: {failure}");
    Ok(false)
}

fn version() -> Option<(u32, u32)> {
    process::capture(Command::new("npm").arg("--version")).ok()?;
    let told = process::capture(Command::new("node").arg("--version")).ok()?;
    let mut numbers = told.trim().trim_start_matches('v').split('.').map_while(|number| number.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

/// What everything else of npm stands on: exactly what the lock file says.
pub fn install() -> Result {
    process::run(&mut npm(&["ci"]))
}

/// Runs a script of `web/package.json`.
pub fn run(script: &str) -> Result {
    process::run(&mut npm(&["run", script]))
}

/// Runs one of those that drive the program, with the servers of the lab.
pub fn run_in(lab: &Lab, script: &str) -> Result {
    process::run(lab.enter(&mut npm(&["run", script])))
}

fn npm(words: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.args(words).current_dir(place::root().join("web"));
    command
}
