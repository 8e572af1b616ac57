//! Requests, by curl.

use std::io::{Seek as _, Write as _};
use std::process::Command;

use serde_json::Value;

use crate::failure::{Doing as _, Result};
use crate::process;

pub fn curl() -> Command {
    let mut command = Command::new("curl");
    command.args(["-sS", "--fail-with-body", "--noproxy", "*"]);
    command
}

pub fn is_curl_here() -> bool {
    process::capture(Command::new("curl").arg("--version")).is_ok()
}

pub fn bearer(token: &str) -> String {
    format!("Authorization: Bearer {token}")
}

/// Sends the body as JSON. It may be a password: others of this machine see the words of a command.
pub fn send(command: &mut Command, body: &Value) -> Result<String> {
    let unwritten = || "write what is sent".to_owned();
    let mut file = tempfile::tempfile().doing(unwritten)?;
    file.write_all(body.to_string().as_bytes()).doing(unwritten)?;
    file.rewind().doing(unwritten)?;
    process::capture(
        command.args(["-H", "Content-Type: application/json", "--data-binary", "@-"]).stdin(file),
    )
}
