//! Chromium, the browser of the tests. It is driven through `playwright-core` (oidc.rs).

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::failure::{Failure, Result};

use super::{apt, oidc, on_build_server};

fn find() -> Option<PathBuf> {
    ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
        .iter()
        .map(PathBuf::from)
        .find(|path| Path::new(path).exists())
}

/// Installs it where that is possible; a person who is not root is told and goes on without it.
pub fn ensure() -> Result {
    if find().is_some() {
        return Ok(());
    }
    let advice = "as root: apt install chromium";
    if apt::possible() {
        return apt::install(&["chromium"]).map_err(|failure| {
            Failure::new("Chromium could not be installed").because(failure).advise(advice)
        });
    }
    if on_build_server() {
        return Err(Failure::new("Chromium is missing")
            .because("the tests sign in with a real browser")
            .advise(advice));
    }
    eprintln!("warning: Chromium is missing: the tests that need a browser are skipped ({advice})");
    Ok(())
}

/// The browser, and the folder from which a Node.js program can import `playwright-core`.
pub fn described() -> Option<Value> {
    Some(json!({ "chromium": find()?, "node_modules": oidc::find()? }))
}
