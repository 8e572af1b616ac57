//! `xmllint`, which holds the simulator's XML against its schema.

use std::process::Command;

use crate::failure::{Failure, Result};

use super::{apt, on_build_server};

const PACKAGE: &str = "libxml2-utils";

/// Installs them where that is possible; a person who is not root is told and goes on without them.
pub fn ensure() -> Result {
    if Command::new("xmllint").arg("--version").output().is_ok() {
        return Ok(());
    }
    let advice = format!("as root: apt install {PACKAGE}");
    if apt::possible() {
        return apt::install(&[PACKAGE]).map_err(|failure| {
            Failure::new("xmllint could not be installed").because(failure).advise(advice)
        });
    }
    if on_build_server() {
        return Err(Failure::new("xmllint is missing")
            .because("what the simulator writes is held against the schema")
            .advise(advice));
    }
    eprintln!(
        "warning: xmllint is missing: what the simulator writes is not held against its schema ({advice})"
    );
    Ok(())
}
