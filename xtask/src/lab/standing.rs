//! Servers left standing between commands, for a person who iterates: `lab up`, `lab down`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::Pid;
use serde_json::{Value, json};

use super::Lab;
use super::server::Server;
use crate::failure::{Doing as _, Result};
use crate::{place, process};

pub struct Standing {
    folder: PathBuf,
    pids: Vec<Pid>,
}

fn note() -> PathBuf {
    place::lab().join("standing.json")
}

/// The servers an earlier `lab up` left, if they still run.
pub fn find() -> Option<Standing> {
    let note: Value = serde_json::from_str(&std::fs::read_to_string(note()).ok()?).ok()?;
    let folder = PathBuf::from(note.get("folder")?.as_str()?);
    let numbers = note.get("pids")?.as_array()?.iter().filter_map(Value::as_i64);
    let pids: Vec<Pid> = numbers
        .filter_map(|number| Pid::from_raw(number.try_into().ok()?))
        .filter(|&pid| ours(pid, &folder))
        .collect();
    (!pids.is_empty()).then_some(Standing { folder, pids })
}

/// A number may meanwhile belong to another program: ours has the folder in its command line.
fn ours(pid: Pid, folder: &Path) -> bool {
    std::fs::read(format!("/proc/{}/cmdline", pid.as_raw_nonzero()))
        .is_ok_and(|line| String::from_utf8_lossy(&line).contains(&*folder.to_string_lossy()))
}

impl Standing {
    pub fn variables(&self) -> Result<Vec<(&'static str, PathBuf)>> {
        let file = self.folder.join("lab.json");
        let text = std::fs::read_to_string(&file).doing(|| format!("read {}", file.display()))?;
        let description = serde_json::from_str(&text).doing(|| format!("understand {}", file.display()))?;
        Ok(super::variables(&file, &description))
    }

    pub fn stop(&self) -> Result {
        for &pid in &self.pids {
            process::end(pid, Duration::from_secs(5));
        }
        std::fs::remove_dir_all(&self.folder).doing(|| format!("remove {}", self.folder.display()))?;
        std::fs::remove_file(note()).doing(|| format!("remove {}", note().display()))
    }
}

impl Lab {
    /// Leaves the servers running when this program ends.
    pub fn keep(mut self) -> Result {
        let pids: Vec<i32> = self.servers().map(|server| server.pid.as_raw_nonzero().get()).collect();
        let text = json!({ "folder": self.folder(), "pids": pids }).to_string();
        std::fs::create_dir_all(place::lab()).doing(|| format!("create {}", place::lab().display()))?;
        std::fs::write(note(), text).doing(|| format!("write {}", note().display()))?;
        self.servers().for_each(Server::keep);
        self.folder.disable_cleanup(true);
        Ok(())
    }
}
