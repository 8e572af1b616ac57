//! PostgreSQL's packages.

use crate::failure::{Failure, Result};
use crate::lab;

use super::{apt, on_build_server};

const PACKAGES: [&str; 1] = ["postgresql"];

/// Installs PostgreSQL where that is possible; a person who is not root is told and goes on without it.
pub fn ensure() -> Result {
    if lab::postgres::find().is_some() {
        return Ok(());
    }
    let advice = format!("as root: apt install {}", PACKAGES.join(" "));
    if apt::possible() {
        return apt::install(&PACKAGES).map_err(|failure| {
            Failure::new("PostgreSQL could not be installed").because(failure).advise(advice)
        });
    }
    if on_build_server() {
        return Err(Failure::new("PostgreSQL is missing")
            .because(
                "the tests use a real one, and this program may install it only as root on a Debian system",
            )
            .advise(advice));
    }
    eprintln!("warning: PostgreSQL is missing: the tests that use it are skipped ({advice})");
    Ok(())
}
