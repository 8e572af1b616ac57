//! The authorization server `oidc-provider`, `playwright-core`, which drives a browser, and `openid-client` and `prism-cli`,
//! which judge the simulator: from npm, kept under `target` between runs.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing as _, Failure, Result};
use crate::{place, process};

use super::{apt, on_build_server};

pub const VERSION: &str = "9.13.3";
const PACKAGES: [&str; 4] =
    ["oidc-provider@9.13.3", "playwright-core@1.65.1", "openid-client@6.8.9", "@stoplight/prism-cli@5.16.0"];

/// What npm has installed, when it has: the folder of the packages.
pub fn find() -> Option<PathBuf> {
    let modules = place::lab().join("oidc").join("node_modules");
    let there = PACKAGES.iter().filter_map(|package| package.rsplit_once('@')).all(|(package, version)| {
        std::fs::read_to_string(modules.join(package).join("package.json"))
            .is_ok_and(|described| described.contains(&format!("\"version\": \"{version}\"")))
    });
    there.then_some(modules)
}

/// Installs them where that is possible; a person who has no npm is told and goes on without them.
pub fn ensure() -> Result {
    if find().is_some() {
        return Ok(());
    }
    let failure = match install() {
        Ok(()) => return Ok(()),
        Err(failure) => Failure::new("the authorization server of the tests could not be installed")
            .because(failure)
            .advise("install Node.js 20 or later with npm, and check that npm can reach its registry"),
    };
    if on_build_server() {
        return Err(failure);
    }
    eprintln!("warning: the tests that sign in with tokens are skipped: {failure}");
    Ok(())
}

fn install() -> Result {
    if process::capture(Command::new("npm").arg("--version")).is_err() && apt::possible() {
        apt::install(&["nodejs", "npm"])?;
    }
    std::fs::create_dir_all(place::lab()).doing(|| format!("create {}", place::lab().display()))?;
    let folder = tempfile::Builder::new()
        .prefix("oidc-")
        .tempdir_in(place::lab())
        .doing(|| "create a folder for the authorization server".to_owned())?;
    let whole = place::lab().join("oidc");
    eprintln!("Installing with npm into {}: {}", whole.display(), PACKAGES.join(", "));
    std::fs::write(folder.path().join("package.json"), r#"{"private":true}"#)
        .doing(|| "write package.json".to_owned())?;
    let quietly = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact"];
    process::capture(Command::new("npm").args(quietly).args(PACKAGES).current_dir(folder.path()))?;
    replace(&folder.keep(), &whole)
}

/// Only what is whole gets the name that is looked for.
fn replace(new: &Path, whole: &Path) -> Result {
    if whole.exists() {
        std::fs::remove_dir_all(whole).doing(|| format!("remove {}", whole.display()))?;
    }
    std::fs::rename(new, whole).doing(|| format!("name it {}", whole.display()))
}
