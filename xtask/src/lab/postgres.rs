//! PostgreSQL: the database of many processes. Each test makes a database of its own in it.

use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::owner::Owner;
use super::ports;
use super::server::Server;
use crate::failure::{Doing as _, Result};
use crate::process;

const USER: &str = "carteiro";
const PASSWORD: &str = "pw-postgres";

pub struct Postgres {
    pub server: Server,
    port: u16,
    version: String,
}

/// The folder of its programs, the newest version first.
pub fn find() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut versions: Vec<PathBuf> = versions.filter_map(|one| Some(one.ok()?.path().join("bin"))).collect();
    versions.sort();
    versions
        .into_iter()
        .rev()
        .find(|folder| ["initdb", "postgres"].iter().all(|name| folder.join(name).exists()))
}

impl Postgres {
    /// Makes a cluster in `folder` and starts it. It refuses to be run by root.
    pub fn start(programs: &Path, folder: &Path) -> Result<Self> {
        let owner = Owner::with_name()?;
        let data = folder.join("data");
        owner.folder(folder)?;
        let password = folder.join("password");
        std::fs::write(&password, PASSWORD).doing(|| "write PostgreSQL's password".to_owned())?;
        owner.own(&password)?;
        let [port] = ports::free()?;
        let command = |program: &str| {
            let mut command = Command::new(programs.join(program));
            command.uid(owner.uid).gid(owner.gid).current_dir(folder);
            command
        };
        let mut making = command("initdb");
        making.arg("--pgdata").arg(&data).arg(format!("--pwfile={}", password.display()));
        making.args([
            "--username",
            USER,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]);
        process::capture(&mut making)?;
        let mut serving = command("postgres");
        serving.arg("-D").arg(&data).arg("-p").arg(port.to_string());
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "max_connections=200",
            "shared_buffers=32MB",
        ] {
            serving.arg("-c").arg(setting);
        }
        let server = Server::start("PostgreSQL", &mut serving, &folder.join("postgres.out"))?;
        server.listening(port)?;
        let said = process::capture(Command::new(programs.join("postgres")).arg("--version"))?;
        let version = said.split_whitespace().nth(2).unwrap_or_default().to_owned();
        Ok(Self { server, port, version })
    }

    pub fn described(&self) -> Value {
        json!({
            "url": format!("postgres://{USER}:{PASSWORD}@127.0.0.1:{}/postgres", self.port),
            "version": self.version,
        })
    }
}
