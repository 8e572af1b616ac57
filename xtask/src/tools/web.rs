//! The pages of the Control Room: Node.js with npm builds and tests them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::failure::{Failure, Result};
use crate::lab::Lab;
use crate::{files, place, process};

use super::{apt, on_build_server};

/// The oldest that Vite takes.
const OLDEST: Version = (20, 19);

type Version = (u32, u32);

/// Whether the pages can be built here. Installs what is missing where that is possible; a person who has no npm goes on
/// without them.
pub fn ensure() -> Result<bool> {
    if version().is_none() && apt::possible() {
        apt::install(&["nodejs", "npm"])?;
    }
    let Some(lacking) = lacking() else { return Ok(true) };
    let failure = Failure::new(format!("the pages cannot be built: {lacking}"))
        .advise("install Node.js with npm: https://nodejs.org");
    if on_build_server() {
        return Err(failure);
    }
    eprintln!("warning: the pages are neither built nor tested: {failure}");
    Ok(false)
}

/// What has to be there for the pages, and is not.
pub fn lacking() -> Option<String> {
    told(version())
}

fn told(found: Option<Version>) -> Option<String> {
    let (major, minor) = OLDEST;
    match found {
        Some(version) if version >= OLDEST => None,
        Some((old, older)) => {
            Some(format!("Node.js {old}.{older} is too old, and {major}.{minor} or later is needed"))
        }
        None => Some(format!("Node.js {major}.{minor} or later with npm is missing")),
    }
}

fn version() -> Option<Version> {
    process::capture(Command::new("npm").arg("--version")).ok()?;
    parsed(&process::capture(Command::new("node").arg("--version")).ok()?)
}

fn parsed(told: &str) -> Option<Version> {
    let mut numbers = told.trim().trim_start_matches('v').split('.').map_while(|number| number.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

/// What everything else of npm stands on: exactly what the lock file says.
pub fn install() -> Result {
    process::run(&mut npm(&["ci"]))
}

/// The pages, as the binary has them in it. What npm has installed for this lock file before is good enough.
pub fn build() -> Result {
    let web = folder();
    if changed(&web.join("node_modules/.package-lock.json")) < changed(&web.join("package-lock.json")) {
        install()?;
    }
    run("build")
}

/// The same, unless they are newer than all that they are made of: whoever builds them builds the binary once more.
pub fn build_what_changed() -> Result {
    if is_newer(&folder().join("dist/index.html"), &made_of()?) { Ok(()) } else { build() }
}

fn made_of() -> Result<Vec<PathBuf>> {
    let web = folder();
    let alone = [
        "index.html",
        "package-lock.json",
        "package.json",
        "postcss.config.js",
        "tsconfig.json",
        "vite.config.ts",
    ];
    let mut all: Vec<_> = alone.into_iter().map(|file| web.join(file)).collect();
    for below in ["public", "scripts", "src"] {
        all.extend(files::below(&web.join(below))?.into_iter().map(|(file, _)| file));
    }
    Ok(all)
}

fn is_newer(made: &Path, of: &[PathBuf]) -> bool {
    changed(made).is_some_and(|then| of.iter().all(|file| changed(file).is_some_and(|now| now <= then)))
}

fn changed(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|about| about.modified()).ok()
}

/// Runs a script of `web/package.json`.
pub fn run(script: &str) -> Result {
    process::run(&mut npm(&["run", script]))
}

/// Runs one of those that drive the program, with the servers of the lab.
pub fn run_in(lab: &Lab, script: &str) -> Result {
    process::run(lab.enter(npm(&["run", script]).env("CARTEIRO", place::carteiro_debug())))
}

fn npm(words: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.args(words).current_dir(folder());
    command
}

fn folder() -> PathBuf {
    place::root().join("web")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_are_built_again_when_something_of_theirs_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str, second: u64| {
            let file = folder.path().join(name);
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(second);
            std::fs::File::create(&file).unwrap().set_modified(time).unwrap();
            file
        };
        let of = [at("one", 1), at("other", 3)];
        assert!(is_newer(&at("made", 4), &of));
        assert!(!is_newer(&at("made", 2), &of));
        assert!(!is_newer(&folder.path().join("nothing"), &of));
        assert!(made_of().unwrap().iter().all(|file| file.exists()), "a file has another name now");
    }

    #[test]
    fn a_node_that_is_too_old_or_missing_is_told_of() {
        assert_eq!(told(parsed("v20.19.0\n")), None);
        assert_eq!(told(parsed("v24.1.0")), None);
        assert!(told(parsed("v18.20.4")).unwrap().contains("18.20 is too old"));
        assert!(told(parsed("")).unwrap().ends_with("is missing"));
    }
}
