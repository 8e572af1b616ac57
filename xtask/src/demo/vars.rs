//! What the demo's automation is told: the agreement between this command, the example and the sandbox.

use std::path::Path;
use std::process::Command;

use crate::place;

/// The password of the sample mailbox: credential `sandbox/ana.password`.
const PASSWORD: (&str, &str) = ("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "sandbox");

/// `carteiro sandbox`, with the sample mailbox, on a port it finds itself.
pub fn sandbox() -> Command {
    let mut command = Command::new(place::carteiro());
    command.args(["--lang", "en", "sandbox", "--imap-port", "0", "--sample"]);
    command
}

/// `carteiro run` of the example, against that sandbox.
pub fn run(automation: &str, port: u16, files: &Path) -> Command {
    let mut command = Command::new(place::carteiro());
    command
        .args(["--lang", "en", "run", automation, "--var", &format!("port={port}"), "--files"])
        .arg(files)
        .env(PASSWORD.0, PASSWORD.1);
    command
}
