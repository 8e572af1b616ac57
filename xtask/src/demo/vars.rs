//! What the demo's automation is told: the agreement between this command, the example and the sandbox.

use std::path::Path;
use std::process::Command;

use crate::place;

/// The password of the sample mailbox: credential `sandbox/ana.password`.
const PASSWORD: (&str, &str) = ("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "sandbox");

/// The secret of the application `daemon`: credential `sandbox/app.secret`.
const APPLICATION: (&str, &str) = ("CARTEIRO_CREDENTIAL_SANDBOX__APP__SECRET", "daemon-secret");

/// `carteiro sandbox`, with the sample mailbox, on a port it finds itself.
pub fn sandbox() -> Command {
    let mut command = Command::new(place::carteiro());
    command.args(["--lang", "en", "sandbox", "--imap-port", "0", "--sample"]);
    command
}

/// `carteiro run` of the example, against that sandbox.
pub fn run(automation: &Path, port: u16, files: &Path) -> Command {
    let mut command = Command::new(place::carteiro());
    command
        .args(["--lang", "en", "run"])
        .arg(automation)
        .args(["--var", &format!("port={port}"), "--files"])
        .arg(files)
        .env(PASSWORD.0, PASSWORD.1)
        .env(APPLICATION.0, APPLICATION.1);
    command
}
