//! The lab: real servers on loopback, on free ports, in a folder of their own that disappears with them.
//!
//! A new server is a file here with `start` and `described`, and a line wherever `Lab` names Dovecot and Cyrus. What a
//! test may know about the servers is in `lab.json`, whose path is in the environment variable `CARTEIRO_LAB`.

mod bearer;
mod certificates;
mod cyrus;
pub mod dovecot;
mod exim;
mod libraries;
mod oidc;
pub mod owner;
mod ports;
pub mod postgres;
mod proxies;
pub mod python;
mod samples;
mod server;
pub mod standing;
mod submission;
mod template;

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::failure::{Doing as _, Result};
use crate::tools;
use certificates::Certificates;
use cyrus::Cyrus;
use dovecot::Dovecot;
use exim::Exim;
use oidc::Oidc;
use postgres::Postgres;
use proxies::Proxies;
use server::Server;
use submission::Ports;

pub struct Lab {
    // Fields are dropped in order: servers stop before their folder goes.
    dovecot: Option<Dovecot>,
    cyrus: Option<Cyrus>,
    exim: Option<Exim>,
    oidc: Option<Oidc>,
    proxies: Option<Proxies>,
    postgres: Option<Postgres>,
    folder: TempDir,
    pub description: Value,
}

impl Lab {
    /// Starts every server this machine has. `python` is the environment with the foreign clients, if there is one.
    pub fn start(python: Option<&Path>) -> Result<Self> {
        // Not under `target`: servers that drop root's rights must be able to walk in, and socket paths are short.
        let folder = tempfile::Builder::new()
            .prefix("carteiro-lab-")
            .permissions(std::fs::Permissions::from_mode(0o755))
            .tempdir()
            .doing(|| "create a temporary folder for the lab".to_owned())?;
        let certificates = Certificates::write(&folder.path().join("certificates"))?;
        let oidc = tools::oidc::find()
            .map(|program| Oidc::start(&program, &folder.path().join("oidc"), &certificates))
            .transpose()?;
        let exim = tools::exim::EXIM.find().map(|packages| Ports::pick().map(|ports| (packages, ports)));
        let exim = exim.transpose()?;
        let sending = exim.as_ref().map(|(_, ports)| *ports);
        let dovecot = dovecot::find()
            .map(|program| Dovecot::start(&program, folder.path(), &certificates, oidc.as_ref(), sending))
            .transpose()?;
        let exim = exim
            .map(|(packages, ports)| {
                Exim::start(&packages, &folder.path().join("exim"), &certificates, ports)
            })
            .transpose()?;
        let tnef = tolerated(python.map(samples::tnef))?;
        let ews_schema = tolerated(python.map(samples::ews_schema))?;
        let cyrus = tools::cyrus::CYRUS
            .find()
            .map(|packages| Cyrus::start(&packages, &folder.path().join("cyrus"), &certificates))
            .transpose()?;
        let proxies = tools::proxies::PROXIES
            .find()
            .map(|packages| Proxies::start(&packages, &folder.path().join("proxies")))
            .transpose()?;
        let postgres = postgres::find()
            .map(|programs| Postgres::start(&programs, &folder.path().join("postgres")))
            .transpose()?;
        let description = json!({
            "dovecot": dovecot.as_ref().map(|dovecot| dovecot.described(&certificates)),
            "cyrus": cyrus.as_ref().map(|cyrus| cyrus.described(&certificates)),
            "exim": exim.as_ref().map(|exim| exim.described(&certificates)),
            "oidc": oidc.as_ref().map(|oidc| oidc.described(&certificates)),
            "proxies": proxies.as_ref().map(Proxies::described),
            "postgres": postgres.as_ref().map(Postgres::described),
            "browser": tools::chromium::described(),
            "python": python,
            "node_modules": tools::oidc::find(),
            "tnef": tnef,
            "ews_schema": ews_schema,
            "certs": certificates.described(),
        });
        let lab = Self { dovecot, cyrus, exim, oidc, proxies, postgres, folder, description };
        let text = format!("{:#}\n", lab.description);
        std::fs::write(lab.file(), text).doing(|| "write lab.json".to_owned())?;
        Ok(lab)
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("lab.json")
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn variables(&self) -> Vec<(&'static str, PathBuf)> {
        variables(&self.file(), &self.description)
    }

    /// Gives the command the variables that tell a test where the servers are.
    pub fn enter<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.variables())
    }

    /// One line per server, for the terminal.
    pub fn summary(&self) -> String {
        let lines = [("Dovecot", "dovecot"), ("Cyrus", "cyrus")].map(|(name, key)| {
            let Some(server) = self.description.get(key).filter(|server| !server.is_null()) else {
                return format!("no {name}: tests that need it are skipped");
            };
            let field = |name| server.get(name).map(ToString::to_string).unwrap_or_default();
            format!(
                "{name} {} on 127.0.0.1: imap {}, imaps {}",
                field("version").trim_matches('"'),
                field("imap"),
                field("imaps")
            )
        });
        let issuer = self.oidc.as_ref().map_or_else(
            || "no authorization server: tests that need it are skipped".to_owned(),
            |oidc| format!("oidc-provider at {}", oidc.issuer()),
        );
        format!("{}\n{issuer}", lines.join("\n"))
    }

    fn servers(&mut self) -> impl Iterator<Item = &mut Server> {
        let dovecot = self.dovecot.iter_mut().map(|dovecot| &mut dovecot.server);
        let cyrus = self.cyrus.iter_mut().map(|cyrus| &mut cyrus.server);
        let exim = self.exim.iter_mut().map(|exim| &mut exim.server);
        let proxies = self.proxies.iter_mut().flat_map(|proxies| &mut proxies.servers);
        let oidc = self.oidc.iter_mut().map(|oidc| &mut oidc.server);
        let postgres = self.postgres.iter_mut().map(|postgres| &mut postgres.server);
        dovecot.chain(cyrus).chain(exim).chain(oidc).chain(proxies).chain(postgres)
    }
}

/// A person may work without what cannot be fetched.
fn tolerated(fetched: Option<Result<PathBuf>>) -> Result<Option<PathBuf>> {
    match fetched.transpose() {
        Err(failure) if !tools::on_build_server() => {
            eprintln!("warning: {failure}");
            Ok(None)
        }
        fetched => fetched,
    }
}

pub fn variables(file: &Path, description: &Value) -> Vec<(&'static str, PathBuf)> {
    let path = |name, variable| {
        description.get(name).and_then(Value::as_str).map(|path| (variable, PathBuf::from(path)))
    };
    let found = [
        path("python", "CARTEIRO_PYTHON"),
        path("node_modules", "CARTEIRO_NODE_MODULES"),
        path("tnef", "CARTEIRO_TNEF"),
        path("ews_schema", "CARTEIRO_EWS_SCHEMA"),
    ];
    std::iter::once(("CARTEIRO_LAB", file.to_owned())).chain(found.into_iter().flatten()).collect()
}
