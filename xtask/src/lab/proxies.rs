//! Proxies: tinyproxy speaks HTTP, microsocks SOCKS 5; each once for everybody and once for who has a password.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::server::Server;
use super::{ports, template};
use crate::failure::{Doing as _, Result};
use crate::tools;

const USER: &str = "proxy-user";
const PASSWORD: &str = "pw-proxy";
/// The one server that tinyproxy leads nobody to.
const FORBIDDEN: &str = "forbidden.lab.test";

pub struct Proxies {
    pub servers: Vec<Server>,
    described: Value,
}

impl Proxies {
    /// Starts them from their downloaded packages.
    pub fn start(packages: &Path, folder: &Path) -> Result<Self> {
        let programs = folder.join("root/usr/bin");
        std::fs::create_dir_all(folder).doing(|| format!("create {}", folder.display()))?;
        tools::packages::unpack(packages, &folder.join("root"))?;
        let mut servers = Vec::new();
        let [http, http_login, socks5, socks5_login] = ports::free()?;
        let mut described = serde_json::Map::new();
        for (name, value) in [("username", USER), ("password", PASSWORD), ("forbidden", FORBIDDEN)] {
            described.insert(name.to_owned(), value.into());
        }
        for (name, port, login) in [("http", http, false), ("http_login", http_login, true)] {
            let (settings, log) = tinyproxy(folder, name, port, login)?;
            let mut command = Command::new(programs.join("tinyproxy"));
            command.arg("-d").arg("-c").arg(settings);
            let server = Server::start("tinyproxy", &mut command, &folder.join(format!("{name}.out")))?;
            servers.push(server.logging_to(log.clone()));
            described.insert(name.to_owned(), json!({ "port": port, "log_file": log }));
        }
        for (name, port, login) in [("socks5", socks5, false), ("socks5_login", socks5_login, true)] {
            let log = folder.join(format!("{name}.out"));
            let mut command = Command::new(programs.join("microsocks"));
            command.args(["-i", "127.0.0.1", "-p"]).arg(port.to_string());
            if login {
                command.args(["-u", USER, "-P", PASSWORD]);
            }
            servers.push(Server::start("microsocks", &mut command, &log)?);
            described.insert(name.to_owned(), json!({ "port": port, "log_file": log }));
        }
        for (server, port) in servers.iter().zip([http, http_login, socks5, socks5_login]) {
            server.listening(port)?;
        }
        Ok(Self { servers, described: described.into() })
    }

    pub fn described(&self) -> &Value {
        &self.described
    }
}

/// Its settings, and where it says who came.
fn tinyproxy(folder: &Path, name: &str, port: u16, login: bool) -> Result<(PathBuf, PathBuf)> {
    let [settings, log, filter] = ["conf", "log", "filter"].map(|end| folder.join(format!("{name}.{end}")));
    let login = if login { format!("BasicAuth {USER} {PASSWORD}") } else { String::new() };
    let written = template::fill(
        include_str!("tinyproxy.conf"),
        &[("port", &port), ("log", &log.display()), ("filter", &filter.display()), ("login", &login)],
    );
    std::fs::write(&settings, written).doing(|| "write tinyproxy's settings".to_owned())?;
    let pattern = format!("^{}$\n", FORBIDDEN.replace('.', "\\."));
    std::fs::write(&filter, pattern).doing(|| "write what tinyproxy refuses".to_owned())?;
    Ok((settings, log))
}
