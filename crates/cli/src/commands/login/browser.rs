//! Opening the person's browser.

use std::process::Stdio;

/// Opens an address in the browser of the person, if there is one; the address has been shown to them anyway.
///
/// What the environment hands over to us is not for other programs.
pub(super) fn open(url: &str) {
    for mut command in open::commands(url) {
        for name in ours() {
            command.env_remove(name);
        }
        let started = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        if let Ok(mut child) = started {
            // Nobody waits for a browser, but somebody must ask how it ended.
            std::thread::spawn(move || child.wait());
            return;
        }
    }
}

/// The variables that are meant for us.
fn ours() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::vars_os().map(|(name, _)| name).filter(|name| name.to_string_lossy().starts_with("CARTEIRO_"))
}
