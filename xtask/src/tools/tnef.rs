//! Debian's two readers of `winmail.dat`, which judge ours.

use std::process::Command;

use crate::failure::{Failure, Result};

use super::{apt, on_build_server};

const PACKAGES: [&str; 2] = ["tnef", "ytnef-tools"];

/// Installs them where that is possible; a person who is not root is told and goes on without them.
pub fn ensure() -> Result {
    if ["tnef", "ytnef"].iter().all(|program| Command::new(program).arg("-h").output().is_ok()) {
        return Ok(());
    }
    let advice = format!("as root: apt install {}", PACKAGES.join(" "));
    if apt::possible() {
        return apt::install(&PACKAGES).map_err(|failure| {
            Failure::new("tnef and ytnef could not be installed").because(failure).advise(advice)
        });
    }
    if on_build_server() {
        return Err(Failure::new("tnef or ytnef is missing")
            .because("our reading of winmail.dat is compared with theirs")
            .advise(advice));
    }
    eprintln!("warning: tnef or ytnef is missing: the comparison with them is skipped ({advice})");
    Ok(())
}
