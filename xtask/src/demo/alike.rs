//! The same steps by other protocols: only the connection is written otherwise.

use std::path::Path;

use super::sandbox::Sandbox;
use super::{tree, vars};
use crate::failure::{Doing as _, Failure, Result};
use crate::{place, process};

/// Another way to the mailbox of a sandbox.
pub struct Way {
    /// What people call it.
    pub name: &'static str,
    /// A word for files.
    word: &'static str,
    connect: fn(&mut Sandbox) -> Result<String>,
}

/// The ways besides IMAP.
pub const WAYS: [Way; 2] = [
    Way { name: "Exchange Web Services", word: "ews", connect: ews },
    Way { name: "Outlook (Microsoft Graph)", word: "outlook", connect: outlook },
];

/// What a run has left.
#[derive(PartialEq, Eq)]
pub struct Left {
    /// In the mailbox, as the server tells it.
    pub mailbox: String,
    /// On disk.
    pub files: String,
}

impl Way {
    /// Runs `automation` in a mailbox of its own, the files beneath `folder`.
    pub fn run(&self, automation: &Path, folder: &Path) -> Result<Left> {
        let mut sandbox = Sandbox::start()?;
        let text = std::fs::read_to_string(automation).doing(|| format!("read {}", automation.display()))?;
        let written = connected(&text, &(self.connect)(&mut sandbox)?)?;
        let (file, files) = (folder.join(format!("{}.yaml", self.word)), folder.join(self.word));
        std::fs::create_dir_all(&files).doing(|| format!("create {}", files.display()))?;
        std::fs::write(&file, written).doing(|| format!("write {}", file.display()))?;
        process::capture(vars::run(&file, sandbox.port(), &files).current_dir(place::root()))?;
        Left::of(sandbox, &files)
    }
}

impl Left {
    /// Asks the server, and ends it.
    pub fn of(sandbox: Sandbox, files: &Path) -> Result<Self> {
        Ok(Self { mailbox: sandbox.summary()?, files: tree::show(files)? })
    }
}

fn ews(sandbox: &mut Sandbox) -> Result<String> {
    let endpoint = sandbox.address("ews")?;
    let basic = "basic: { username: ana@sandbox.test, password: { credential: sandbox/ana.password } }";
    Ok(format!("      ews:\n        endpoint: {endpoint}\n        auth: {{ {basic} }}\n"))
}

fn outlook(sandbox: &mut Sandbox) -> Result<String> {
    let here = sandbox.address("http")?;
    let application = "provider: microsoft, tenant_id: sandbox.test, client_id: daemon, client_secret: { credential: sandbox/app.secret }, username: ana@sandbox.test";
    Ok(format!(
        "      outlook:
        cloud: {{ custom: {{ login: '{here}', graph: '{here}', outlook: '{here}' }} }}
        auth: {{ client_credentials: {{ {application} }} }}
"
    ))
}

/// The automation with another connection.
fn connected(text: &str, connect: &str) -> Result<String> {
    const SERVER: &str = "      mail_server:\n";
    const LOOP: &str = "  - for_each_mail:\n";
    let parted = text.split_once(SERVER).and_then(|(before, rest)| Some((before, rest.split_once(LOOP)?.1)));
    let (before, after) = parted
        .ok_or_else(|| Failure::new("the automation of the demo has no mail server before its loop"))?;
    Ok([before, connect, LOOP, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_connection_is_written_otherwise_and_nothing_else() {
        let text = "steps:\n  - connect:\n      session: a\n      mail_server:\n        host: h\n  - for_each_mail:\n      x: 1\n";
        let written = connected(text, "      ews:\n        endpoint: e\n").unwrap();
        assert_eq!(
            written,
            "steps:\n  - connect:\n      session: a\n      ews:\n        endpoint: e\n  - for_each_mail:\n      x: 1\n"
        );
        assert!(connected("steps: []", "").is_err());
    }
}
