//! The pretend mail server, as a child process: `carteiro sandbox`.
//!
//! It says `imap HOST:PORT` on its first line and the other addresses below, answers the line `summary` with a table and ends at `quit`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdout, Command, Stdio};

use super::vars;
use crate::failure::{Doing as _, Failure, Result};
use crate::process;

pub struct Sandbox {
    child: Child,
    said: BufReader<ChildStdout>,
    port: u16,
}

impl Sandbox {
    pub fn start() -> Result<Self> {
        Self::spawn(&mut vars::sandbox())
    }

    fn spawn(command: &mut Command) -> Result<Self> {
        let line = process::shown(command);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .doing(|| format!("start `{line}`"))?;
        let said = child
            .stdout
            .take()
            .map(BufReader::new)
            .ok_or_else(|| Failure::new("the sandbox has no output"))?;
        let mut sandbox = Self { child, said, port: 0 };
        let mut first = String::new();
        sandbox.said.read_line(&mut first).doing(|| "read the sandbox's first line".to_owned())?;
        sandbox.port = port(&first).ok_or_else(|| {
            Failure::new(format!("`{line}` did not say where it listens"))
                .because(format!("its first line was {first:?}"))
        })?;
        Ok(sandbox)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of this name on the lines that were not read yet.
    pub fn address(&mut self, name: &str) -> Result<String> {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.said.read_line(&mut line).doing(|| "read the sandbox's addresses".to_owned())?;
            if let Some(address) = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')) {
                return Ok(address.trim().to_owned());
            }
            if read == 0 || line.trim().is_empty() {
                return Err(Failure::new(format!("the sandbox has no address of the name {name}")));
            }
        }
    }

    /// Asks what changed, and ends the server.
    pub fn summary(mut self) -> Result<String> {
        const MARK: &str = "before";
        let mut ask =
            self.child.stdin.take().ok_or_else(|| Failure::new("the sandbox does not listen any more"))?;
        ask.write_all(b"summary\nquit\n").doing(|| "ask the sandbox what changed".to_owned())?;
        drop(ask);
        let mut said = String::new();
        self.said.read_to_string(&mut said).doing(|| "read the sandbox's summary".to_owned())?;
        // Before it comes what the sandbox says to a person who started it by hand: how to connect.
        let start = said.lines().position(|line| line.to_lowercase().contains(MARK)).unwrap_or(0);
        Ok(said.lines().skip(start).map(|line| format!("   {line}\n")).collect::<Vec<_>>().concat())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn port(line: &str) -> Option<u16> {
    line.trim().strip_prefix("imap ")?.rsplit_once(':')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fake(script: &str) -> Result<Sandbox> {
        Sandbox::spawn(Command::new("sh").args(["-c", script]))
    }

    #[test]
    fn the_port_is_read_from_the_first_line_and_the_summary_on_request() {
        let script = "echo imap 127.0.0.1:4143; echo connect:; read ask; echo Before and after; echo INBOX 9; read ask; echo $ask";
        let sandbox = fake(script).unwrap();
        assert_eq!(sandbox.port(), 4143);
        assert_eq!(sandbox.summary().unwrap(), "   Before and after\n   INBOX 9\n   quit\n");
    }

    #[test]
    fn other_addresses_are_read_from_the_lines_below() {
        let mut sandbox =
            fake("echo imap 127.0.0.1:4143; echo pop3 x; echo http http://h; echo; echo ews e").unwrap();
        assert_eq!(sandbox.address("http").unwrap(), "http://h");
        assert!(sandbox.address("ews").is_err());
    }

    #[test]
    fn a_sandbox_that_does_not_say_its_port_is_a_failure() {
        let failure = fake("echo hello").err().unwrap();
        assert!(failure.to_string().contains("hello"), "{failure}");
    }
}
