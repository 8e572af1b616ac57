//! `carteiro serve`, as a child process.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Seek as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::asking::{curl, send};
use super::{Person, Session};
use crate::failure::{Doing as _, Failure, Result};
use crate::{interrupt, process};

/// It ends when this is dropped.
pub struct Served {
    child: Child,
    pub url: String,
    /// By which the administrator is made, at the first start.
    set_up: Option<String>,
    complaints: File,
}

/// On a port that it finds itself.
pub fn command(program: &Path, data: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["--lang", "en", "serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
    command
}

impl Served {
    /// With how long it took until it was ready. `is_first`: there is no administrator yet, and it invites one.
    pub fn start(command: &mut Command, is_first: bool) -> Result<(Self, Duration)> {
        let line = process::shown(command);
        let not_started = || format!("start `{line}`");
        let complaints = tempfile::tempfile().doing(not_started)?;
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(complaints.try_clone().doing(not_started)?);
        let start = Instant::now();
        let child = command.spawn().doing(not_started)?;
        let mut served = Self { child, url: String::new(), set_up: None, complaints };
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
        if served.url.is_empty() || served.set_up.is_some() != is_first {
            let failure = Failure::new(format!("`{line}` did not say where it is"));
            return Err(failure.because(served.complaints()));
        }
        process::capture(curl().args(["--retry", "5", "--retry-connrefused"]).arg(served.at("/readyz")))?;
        Ok((served, start.elapsed()))
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Makes the administrator.
    pub fn set_up(&self, who: &Person) -> Result {
        let first = json!({ "token": self.set_up, "name": who.name, "password": who.password });
        send(curl().arg(self.at("/api/setup")), &first).map(drop)
    }

    pub fn sign_in(&self, who: &Person) -> Result<Session<'_>> {
        Session::of(self, who)
    }

    /// Stays until it is told to end. To end by itself is a failure.
    pub fn stay(mut self) -> Result {
        let status = process::wait(&mut self.child).doing(|| "wait for the Control Room".to_owned())?;
        if interrupt::asked() {
            return Ok(());
        }
        Err(Failure::new(format!("the Control Room has ended by itself ({status})"))
            .because(self.complaints()))
    }

    fn complaints(&mut self) -> String {
        let mut said = String::new();
        // Without them there is only less to tell.
        let _ = self.complaints.rewind().and_then(|()| self.complaints.read_to_string(&mut said));
        said.trim().to_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn between<'a>(line: &'a str, mark: &str, end: &str) -> Option<&'a str> {
    line.split_once(mark)?.1.split(end).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fake(script: &str) -> Result<(Served, Duration)> {
        Served::start(Command::new("sh").args(["-c", script]), true)
    }

    #[test]
    fn one_that_does_not_start_is_a_failure_that_tells_why() {
        let failure = fake("echo no room here >&2; exit 1").err().unwrap();
        assert!(failure.to_string().contains("no room here"), "{failure}");
        let failure = fake("echo The Control Room is at http://127.0.0.1:1. Ctrl-C ends it.").err().unwrap();
        assert!(failure.to_string().contains("did not say"), "{failure}");
    }

    #[test]
    fn what_stands_between_two_marks_is_read() {
        assert_eq!(between("It is at http://h:1. Ctrl-C", "at ", " "), Some("http://h:1."));
        assert_eq!(between("nothing", "at ", " "), None);
    }
}
