//! wrk, by which the Control Room is asked as fast as it answers, and curl, by which it is asked once.

use std::process::Command;

use crate::failure::{Failure, Result};

use super::apt;

/// Installs what is missing where that is possible.
pub fn ensure() -> Result {
    // To be told its version is to wrk no right use of it: that it could be started is enough.
    let here = |program: &str| Command::new(program).arg("--version").output().is_ok();
    let missing: Vec<&str> = ["wrk", "curl"].into_iter().filter(|program| !here(program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let advice = format!("as root: apt install {}", missing.join(" "));
    if !apt::possible() {
        return Err(Failure::new(format!("missing: {}", missing.join(", "))).advise(advice));
    }
    apt::install(&missing)
        .map_err(|failure| Failure::new("they could not be installed").because(failure).advise(advice))
}
