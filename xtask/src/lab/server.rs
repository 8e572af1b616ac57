//! A server we started: stopped when its guard goes, however that comes about.

use std::process::Child;
use std::time::Duration;

use rustix::process::Pid;

use crate::process;

pub struct Server {
    pub pid: Pid,
    kept: bool,
}

impl Server {
    pub fn new(child: &Child) -> Self {
        Self { pid: Pid::from_child(child), kept: false }
    }

    pub fn alive(&self) -> bool {
        process::alive(self.pid)
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
