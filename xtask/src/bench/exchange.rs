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
    url: String,
}

impl Exchange {
    /// Both, with mail that is kept in `folder`.
    pub fn start(folder: &Path, python: &Path, messages: u32) -> Result<Self> {
        let told = mailbox::write(folder, python, messages)?;
        let [many, large] = ["many", "large"].map(|name| Served::start(&folder.join(name)));
        Ok(Self { many: many?, large: large?, told })
    }

    /// Where the folder is asked for that a work is done in.
    pub fn url(&self, folder: &str) -> &str {
        if folder == "Large" { &self.large.url } else { &self.many.url }
    }
}

impl Served {
    fn start(mail: &Path) -> Result<Self> {
        let mut command = Command::new(place::carteiro());
        command.args(["--lang", "en", "sandbox", "--stay", "--mail"]).arg(mail);
        let line = process::shown(&command);
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut served = Self { child: child.doing(|| format!("start `{line}`"))?, url: String::new() };
        let said = served.child.stdout.take().map(BufReader::new).into_iter().flat_map(BufReader::lines);
        let url = said
            .map_while(std::result::Result::ok)
            .find_map(|line| Some(line.strip_prefix("ews ")?.to_owned()));
        served.url = url.ok_or_else(|| Failure::new(format!("`{line}` did not say where Exchange is")))?;
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
