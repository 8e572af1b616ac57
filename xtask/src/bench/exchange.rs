//! The simulated Exchange: one with many messages, one with a single large one.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::bench::mailbox;
use crate::failure::{Doing as _, Failure, Result};
use crate::{place, process};

pub struct Exchange {
    many: Served,
    large: Served,
    /// What is in them.
    pub told: String,
}

struct Served {
    child: Child,
    /// Exchange Web Services.
    ews: String,
    /// Where tokens are had, and Graph is below.
    here: String,
}

impl Exchange {
    /// Both, with mail that is kept in `folder`.
    pub fn start(folder: &Path, python: &Path, messages: u32) -> Result<Self> {
        let told = mailbox::write(folder, python, messages)?;
        let [many, large] = ["many", "large"].map(|name| Served::start(&folder.join(name)));
        Ok(Self { many: many?, large: large?, told })
    }

    /// Where the folder is asked for that a work is done in.
    pub fn url(&self, protocol: &str, folder: &str) -> &str {
        let served = if folder == "Large" { &self.large } else { &self.many };
        if protocol == "ews" { &served.ews } else { &served.here }
    }
}

impl Served {
    fn start(mail: &Path) -> Result<Self> {
        let mut command = Command::new(place::carteiro());
        command.args(["--lang", "en", "sandbox", "--stay", "--mail"]).arg(mail);
        let line = process::shown(&command);
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let child = child.doing(|| format!("start `{line}`"))?;
        let mut served = Self { child, ews: String::new(), here: String::new() };
        let said = served.child.stdout.take().map(BufReader::new).into_iter().flat_map(BufReader::lines);
        let mut said = said.map_while(std::result::Result::ok);
        let mut address = |beginning: &str| {
            let found = said.find_map(|line| Some(line.strip_prefix(beginning)?.to_owned()));
            found.ok_or_else(|| Failure::new(format!("`{line}` did not say where Exchange is")))
        };
        // As they are told, one after the other.
        served.here = address("http ")?;
        served.ews = address("ews ")?;
        Ok(served)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
