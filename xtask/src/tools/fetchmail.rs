//! fetchmail, beside which mail is read by POP3.

use std::process::Command;

use crate::failure::{Failure, Result};
use crate::process;

use super::apt;

/// Whether this machine has it.
pub fn is_here() -> bool {
    process::capture(Command::new("fetchmail").arg("--version")).is_ok()
}

/// Installs it where that is possible; a person who is not root is told and goes on without it.
pub fn ensure() -> Result {
    if is_here() {
        return Ok(());
    }
    let advice = "as root: apt install fetchmail";
    if apt::possible() {
        return apt::install(&["fetchmail"]).map_err(|failure| {
            Failure::new("fetchmail could not be installed").because(failure).advise(advice)
        });
    }
    eprintln!("warning: fetchmail is missing: nothing is measured beside it ({advice})");
    Ok(())
}
