//! The Control Room as the demo leaves it to a person: on a pretend mailbox, with automations of which some have run.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::failure::{Doing as _, Failure, Result};
use crate::room::{self, Person, Served, Session, curl};
use crate::{interrupt, process};

use super::password;

pub const NAME: &str = "ana";
/// Those that leave the invoices where they are: to file these is left to the person.
const RUN: [&str; 2] = ["samples/list-unread.yaml", "samples/acknowledge-orders.yaml"];
const PATIENCE: Duration = Duration::from_mins(2);
const TICK: Duration = Duration::from_millis(50);

/// It ends when this is dropped, and what it knew is gone.
pub struct Room {
    served: Served,
    password: String,
    _data: TempDir,
}

impl Room {
    /// Started by `program`; its pages were seen.
    pub fn open(program: &Path) -> Result<Self> {
        let data = tempfile::tempdir().doing(|| "create a folder".to_owned())?;
        let (served, _) = Served::start(&mut room::command(program, data.path()), true)?;
        let room = Self { served, password: password::made()?, _data: data };
        let who = Person { name: NAME, password: &room.password };
        room.served.set_up(&who)?;
        practise(&room.served.sign_in(&who)?)?;
        seen(&room.served)?;
        Ok(room)
    }

    pub fn url(&self) -> &str {
        &self.served.url
    }

    pub fn password(&self) -> &str {
        &self.password
    }

    /// Until the person at the terminal ends it.
    pub fn stay(self) -> Result {
        self.served.stay()
    }
}

/// Makes the automations, and runs some.
fn practise(session: &Session) -> Result {
    session.post("/api/practice", None)?;
    for automation in RUN {
        session.post("/api/runs", Some(&json!({ "automation": automation })))?;
    }
    let until = Instant::now() + PATIENCE;
    while session.is_busy()? {
        if interrupt::asked() || Instant::now() > until {
            return Err(Failure::new("the runs of the sandbox have not ended"));
        }
        std::thread::sleep(TICK);
    }
    let well = session.get("/api/runs?state=ok")?;
    if well.pointer("/items").and_then(Value::as_array).is_none_or(|runs| runs.len() != RUN.len()) {
        return Err(Failure::new("a run of the sandbox went wrong").because(session.get("/api/runs")?));
    }
    Ok(())
}

/// The page, and what it loads first.
fn seen(served: &Served) -> Result {
    let page = process::capture(curl().arg(served.at("/")))?;
    let asset = page.split('"').find(|word| word.starts_with("/assets/"));
    let asset = asset.ok_or_else(|| Failure::new("the page loads nothing").because(&page))?;
    process::capture(curl().args(["-o", "/dev/null"]).arg(served.at(asset))).map(drop)
}
