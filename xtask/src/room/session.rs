//! What somebody who has signed in asks.

use std::process::Command;

use serde_json::{Value, json};
use tempfile::NamedTempFile;

use super::asking::{curl, send};
use super::{Person, Served};
use crate::failure::{Doing as _, Failure, Result};
use crate::process;

pub struct Session<'a> {
    served: &'a Served,
    cookies: NamedTempFile,
}

impl<'a> Session<'a> {
    pub(super) fn of(served: &'a Served, who: &Person) -> Result<Self> {
        let cookies = NamedTempFile::new().doing(|| "create a file".to_owned())?;
        let who = json!({ "name": who.name, "password": who.password });
        send(curl().arg("-c").arg(cookies.path()).arg(served.at("/api/session")), &who)?;
        Ok(Self { served, cookies })
    }

    pub fn get(&self, path: &str) -> Result<Value> {
        read(&process::capture(&mut self.curl(path))?)
    }

    pub fn post(&self, path: &str, body: Option<&Value>) -> Result<Value> {
        let mut command = self.curl(path);
        command.args(["-X", "POST"]);
        read(&match body {
            Some(body) => send(&mut command, body)?,
            None => process::capture(&mut command)?,
        })
    }

    /// A token of theirs, for a day.
    pub fn token(&self, name: &str, scopes: &[&str]) -> Result<String> {
        let ends =
            process::capture(Command::new("date").args(["-u", "-d", "+1 day", "+%Y-%m-%dT%H:%M:%SZ"]))?;
        let token = json!({ "name": name, "scopes": scopes, "expires_at": ends.trim() });
        let made = self.post("/api/me/tokens", Some(&token))?;
        let token = made.get("token").and_then(Value::as_str).map(str::to_owned);
        token.ok_or_else(|| Failure::new("there is no token in the answer").because(made))
    }

    /// Whether a run waits or is under way.
    pub fn is_busy(&self) -> Result<bool> {
        for state in ["queued", "running"] {
            let runs = self.get(&format!("/api/runs?limit=1&state={state}"))?;
            if runs.pointer("/items/0").is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn curl(&self, path: &str) -> Command {
        let mut command = curl();
        command.arg("-b").arg(self.cookies.path()).arg(self.served.at(path));
        command
    }
}

fn read(said: &str) -> Result<Value> {
    if said.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(said).doing(|| format!("read {said:.200}"))
}
