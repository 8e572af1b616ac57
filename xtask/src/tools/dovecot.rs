//! Dovecot's packages.

use crate::failure::{Failure, Result};
use crate::lab;

use super::{apt, on_build_server};

const PACKAGES: [&str; 4] = ["dovecot-imapd", "dovecot-pop3d", "dovecot-lmtpd", "dovecot-submissiond"];

/// Installs Dovecot where that is possible; a person who is not root is told and goes on without it.
pub fn ensure() -> Result {
    if lab::dovecot::find().is_some() {
        return Ok(());
    }
    let advice = format!("as root: apt install {}", PACKAGES.join(" "));
    if apt::possible() {
        return apt::install(&PACKAGES).map_err(|failure| {
            Failure::new("Dovecot could not be installed").because(failure).advise(advice)
        });
    }
    if on_build_server() {
        return Err(Failure::new("Dovecot is missing")
            .because("the tests talk to a real server, and this program may install one only as root on a Debian system")
            .advise(advice));
    }
    eprintln!("warning: Dovecot is missing: the tests that talk to it are skipped ({advice})");
    Ok(())
}
