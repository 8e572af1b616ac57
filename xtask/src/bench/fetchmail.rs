//! fetchmail, which brings every message to nowhere and leaves it on the server.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use crate::failure::{Doing as _, Result};

/// Its settings and what it remembers lie in `folder`.
pub fn command(folder: &Path, port: &str) -> Result<Command> {
    let settings = folder.join("fetchmailrc");
    let text = format!(
        "poll 127.0.0.1 protocol pop3 port {port} no uidl\n\
         user big@lab.test password pw-big sslproto '' is nobody here\n\
         keep fetchall no rewrite bsmtp /dev/null\n"
    );
    std::fs::write(&settings, text).doing(|| format!("write {}", settings.display()))?;
    // Others must not read the password, says fetchmail.
    std::fs::set_permissions(&settings, std::fs::Permissions::from_mode(0o600))
        .doing(|| format!("protect {}", settings.display()))?;
    let mut command = Command::new("fetchmail");
    command
        .arg("--fetchmailrc")
        .arg(&settings)
        .arg("--silent")
        .env("FETCHMAILHOME", folder)
        .env("HOME", folder);
    Ok(command)
}
