//! A folder with files, and the program at work in it.

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The credential that automations of these tests use.
pub const PASSWORD: &str = "CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD";

pub struct Desk(TempDir);

/// How the program ended.
pub struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Desk {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        String::from_utf8_lossy(&std::fs::read(self.path().join(name)).unwrap()).into_owned()
    }

    /// The program, knowing nothing of the surroundings of the tests.
    pub fn carteiro(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("carteiro").unwrap();
        command.args(arguments).current_dir(self.path()).env_clear().env("TZ", "UTC");
        command
    }

    pub fn end(&self, arguments: &[&str]) -> Ended {
        Ended::of(&mut self.carteiro(arguments))
    }

    /// Runs `a.yaml` with the password of the sandbox.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        let arguments = [&["run", "a.yaml"], arguments].concat();
        Ended::of(self.carteiro(&arguments).env(PASSWORD, "sandbox"))
    }

    /// All files beneath, sorted.
    pub fn files(&self, folder: &str) -> Vec<PathBuf> {
        let (mut folders, mut files) = (vec![self.path().join(folder)], Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        files.sort();
        files
    }
}

impl Ended {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// It ended so, saying this.
    #[track_caller]
    pub fn expect(&self, code: i32, words: &str) {
        let said = format!("{}{}", self.stdout, self.stderr);
        assert!(
            self.code == code && said.contains(words),
            "ended with {}, expected {code} and {words:?}:\n{said}",
            self.code
        );
    }
}

/// An automation that connects to a local port and does `steps`.
pub fn automation(port: u16, server: &str, steps: &str) -> String {
    format!(
        "name: Test
steps:
  - connect:
      session: s
      timeout: 2s
      mail_server:
        port: {port}
        {server}
        auth:
          basic:
            username: ana@sandbox.test
            password: {{ credential: sandbox/ana.password }}
{steps}"
    )
}

/// The server of [`automation`] when it speaks in the clear.
pub const CLEAR: &str = "host: 127.0.0.1
        security: none";
