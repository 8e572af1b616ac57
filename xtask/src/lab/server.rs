//! A server we started: stopped when its guard goes, however that comes about.

use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Pid;

use crate::failure::{Doing as _, Failure, Result};
use crate::{interrupt, process};

const STARTS_WITHIN: Duration = Duration::from_secs(15);

pub struct Server {
    pub pid: Pid,
    name: &'static str,
    /// What it says goes to these files.
    logs: Vec<PathBuf>,
    kept: bool,
}

impl Server {
    /// Starts the command in the background; what it says goes to `output`.
    pub fn start(name: &'static str, command: &mut Command, output: &Path) -> Result<Self> {
        let said = std::fs::File::create(output).doing(|| format!("create {}", output.display()))?;
        let again = said.try_clone().doing(|| format!("share {}", output.display()))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(said)
            .stderr(again)
            // Ctrl-C in the terminal is for us; a server is stopped by its guard, after its clients.
            .process_group(0)
            .spawn()
            .doing(|| format!("start `{}`", process::shown(command)))?;
        Ok(Self { pid: Pid::from_child(&child), name, logs: vec![output.to_owned()], kept: false })
    }

    /// A further file in which it says what is wrong.
    pub fn logging_to(mut self, file: PathBuf) -> Self {
        self.logs.push(file);
        self
    }

    /// Waits for the greeting of an IMAP port in the clear, and answers it.
    pub fn greeting(&self, port: u16) -> Result<String> {
        self.once(|| first_line(port).filter(|line| line.starts_with("* OK")))
    }

    /// Waits for a port to take connections.
    pub fn listening(&self, port: u16) -> Result {
        self.once(|| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()).map(drop)
    }

    fn once<T>(&self, ready: impl Fn() -> Option<T>) -> Result<T> {
        let until = Instant::now() + STARTS_WITHIN;
        while Instant::now() < until && process::alive(self.pid) && !interrupt::asked() {
            if let Some(ready) = ready() {
                return Ok(ready);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let said: String =
            self.logs.iter().map(|file| std::fs::read_to_string(file).unwrap_or_default()).collect();
        let said = if said.is_empty() { "it said nothing" } else { said.trim() };
        Err(Failure::new(format!("{} did not start", self.name)).because(said))
    }

    /// Lets the server outlive this program.
    pub fn keep(&mut self) {
        self.kept = true;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !self.kept {
            process::end(self.pid, Duration::from_secs(5));
        }
    }
}

fn first_line(port: u16) -> Option<String> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).ok()?;
    Some(line)
}
