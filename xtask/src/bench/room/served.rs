//! A Control Room that serves, and what is asked of it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::failure::{Doing as _, Failure, Result};
use crate::{place, process};

const NAME: &str = "bench";
const PASSWORD: &str = "correct horse";

/// It ends when this is dropped.
pub struct Served {
    child: Child,
    pub url: String,
    /// By which the administrator is made, at the first start.
    set_up: Option<String>,
}

impl Served {
    /// With how long it took until it was ready. `is_first`: there is no administrator yet, and it invites one.
    pub fn start(data: &Path, database: Option<&str>, is_first: bool) -> Result<(Self, Duration)> {
        let mut command = Command::new(place::carteiro());
        command.args(["--lang", "en", "serve", "--listen", "127.0.0.1:0", "--rate", "1000000", "--data"]);
        command.arg(data);
        if let Some(database) = database {
            command.args(["--database", database]);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let line = process::shown(&command);
        let start = Instant::now();
        let child = command.spawn().doing(|| format!("start `{line}`"))?;
        let mut served = Self { child, url: String::new(), set_up: None };
        let said = served.child.stdout.take().map(BufReader::new).into_iter().flat_map(BufReader::lines);
        for line in said.map_while(std::result::Result::ok) {
            if let Some(url) = between(&line, "The Control Room is at ", " ") {
                url.trim_end_matches('.').clone_into(&mut served.url);
            }
            served.set_up = between(&line, "\"token\": \"", "\"").map(str::to_owned);
            if !served.url.is_empty() && served.set_up.is_some() == is_first {
                break;
            }
        }
        if served.url.is_empty() {
            return Err(Failure::new(format!("`{line}` did not say where it is")));
        }
        process::capture(curl().args(["--retry", "5", "--retry-connrefused"]).arg(served.at("/readyz")))?;
        Ok((served, start.elapsed()))
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Makes the administrator.
    pub fn set_up(&self) -> Result {
        let first = json!({ "token": self.set_up, "name": NAME, "password": PASSWORD });
        send(curl().args(["-X", "POST"]).arg(self.at("/api/setup")), &first).map(drop)
    }

    /// A token by which runs are started and seen.
    pub fn token(&self) -> Result<String> {
        let jar = tempfile::NamedTempFile::new().doing(|| "create a file".to_owned())?;
        let who = json!({ "name": NAME, "password": PASSWORD });
        send(curl().arg("-c").arg(jar.path()).arg(self.at("/api/session")), &who)?;
        let scopes = ["run_automations", "edit_automations", "view_others_runs"];
        let ends =
            process::capture(Command::new("date").args(["-u", "-d", "+1 day", "+%Y-%m-%dT%H:%M:%SZ"]))?;
        let token = json!({ "name": NAME, "scopes": scopes, "expires_at": ends.trim() });
        let made = send(curl().arg("-b").arg(jar.path()).arg(self.at("/api/me/tokens")), &token)?;
        let token = made.get("token").and_then(Value::as_str).map(str::to_owned);
        token.ok_or_else(|| Failure::new("there is no token in the answer").because(made))
    }

    pub fn ask(&self, method: &str, path: &str, token: &str, body: Option<&Value>) -> Result<Value> {
        let mut command = curl();
        command.args(["-X", method, "-H", &bearer(token)]).arg(self.at(path));
        match body {
            Some(body) => send(&mut command, body),
            None => read(&process::capture(&mut command)?),
        }
    }

    /// The same so many times, by one connection.
    pub fn ask_often(&self, method: &str, path: &str, token: &str, body: &Value, count: usize) -> Result {
        let mut command = curl();
        command.args([
            "-X",
            method,
            "-H",
            &bearer(token),
            "-H",
            JSON,
            "-d",
            &body.to_string(),
            "-o",
            "/dev/null",
        ]);
        // What stands in brackets is counted through, and is no part of the path.
        command.arg(format!("{}?number=[1-{count}]", self.at(path)));
        process::capture(&mut command).map(drop)
    }

    /// Whether a run waits or is under way.
    pub fn is_busy(&self, token: &str) -> Result<bool> {
        for state in ["queued", "running"] {
            let runs = self.ask("GET", &format!("/api/runs?limit=1&state={state}"), token, None)?;
            if runs.pointer("/items/0").is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const JSON: &str = "Content-Type: application/json";

fn bearer(token: &str) -> String {
    format!("Authorization: Bearer {token}")
}

fn curl() -> Command {
    let mut command = Command::new("curl");
    command.args(["-sS", "--fail-with-body", "--noproxy", "*"]);
    command
}

fn send(command: &mut Command, body: &Value) -> Result<Value> {
    read(&process::capture(command.args(["-H", JSON, "-d", &body.to_string()]))?)
}

fn read(said: &str) -> Result<Value> {
    if said.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(said).doing(|| format!("read {said:.200}"))
}

fn between<'a>(line: &'a str, mark: &str, end: &str) -> Option<&'a str> {
    line.split_once(mark)?.1.split(end).next()
}
