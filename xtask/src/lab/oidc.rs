//! The authorization server: `oidc-provider` with settings of ours (`oidc/`), which make it act like Entra and Google.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::certificates::Certificates;
use super::dovecot::PEOPLE;
use super::ports;
use super::server::Server;
use crate::failure::{Doing as _, Result};
use crate::tools;

const PROGRAM: [(&str, &str); 9] = [
    ("server.mjs", include_str!("oidc/server.mjs")),
    ("clients.mjs", include_str!("oidc/clients.mjs")),
    ("control.mjs", include_str!("oidc/control.mjs")),
    ("grants.mjs", include_str!("oidc/grants.mjs")),
    ("pages.mjs", include_str!("oidc/pages.mjs")),
    ("people.mjs", include_str!("oidc/people.mjs")),
    ("resources.mjs", include_str!("oidc/resources.mjs")),
    ("settings.mjs", include_str!("oidc/settings.mjs")),
    ("store.mjs", include_str!("oidc/store.mjs")),
];

pub struct Oidc {
    pub server: Server,
    folder: PathBuf,
    port: u16,
}

impl Oidc {
    /// Starts it with the packages that npm installed.
    pub fn start(modules: &Path, folder: &Path, certificates: &Certificates) -> Result<Self> {
        std::fs::create_dir_all(folder).doing(|| format!("create {}", folder.display()))?;
        for (name, text) in PROGRAM {
            std::fs::write(folder.join(name), text).doing(|| format!("write {name}"))?;
        }
        std::os::unix::fs::symlink(modules, folder.join("node_modules"))
            .doing(|| format!("link {}", modules.display()))?;
        let [port] = ports::free()?;
        let people: serde_json::Map<String, Value> = PEOPLE
            .iter()
            .map(|name| (format!("{name}@lab.test"), Value::String(format!("pw-{name}"))))
            .collect();
        let settings = json!({
            "port": port,
            "people": people,
            "keys": keys(folder),
            "client_certificate": certificates.pair("client").0,
            "robot_certificate": certificates.pair("robot").0,
        });
        let settings_file = folder.join("settings.json");
        std::fs::write(&settings_file, settings.to_string())
            .doing(|| "write the authorization server's settings".to_owned())?;
        let mut command = Command::new("node");
        command.arg(folder.join("server.mjs")).arg(settings_file);
        let server = Server::start("oidc-provider", &mut command, &folder.join("oidc.out"))?;
        server.listening(port)?;
        Ok(Self { server, folder: folder.to_owned(), port })
    }

    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where a resource server asks about a token, in the name of a client with a secret.
    pub fn introspection(&self) -> String {
        format!("http://dovecot:dovecot-secret@127.0.0.1:{}/oauth2/v2.0/introspect", self.port)
    }

    /// The public keys of what it signs: one folder for all issuers, in it one for each algorithm.
    pub fn keys(&self) -> PathBuf {
        keys(&self.folder)
    }

    pub fn described(&self, certificates: &Certificates) -> Value {
        let issuer = self.issuer();
        let secret =
            |client: &str| json!({ "client_id": client, "client_secret": format!("{client}-secret") });
        let people = PEOPLE
            .map(|name| json!({ "username": format!("{name}@lab.test"), "password": format!("pw-{name}") }));
        json!({
            "issuer": issuer,
            "authorize_url": format!("{issuer}/oauth2/v2.0/authorize"),
            "token_url": format!("{issuer}/oauth2/v2.0/token"),
            "device_url": format!("{issuer}/oauth2/v2.0/devicecode"),
            "revoke_url": format!("{issuer}/oauth2/v2.0/revoke"),
            "control_url": format!("{issuer}/control"),
            "users": people,
            "fresh_users": { "username": "test-*@lab.test", "password": "pw-test" },
            "shared_mailboxes": [
                { "username": "shared@lab.test", "opened_by": "alice@lab.test" },
                { "username": "shared-*@lab.test", "opened_by": "test-*@lab.test" },
            ],
            "clients": {
                "desktop": { "client_id": "desktop" },
                "exact": {
                    "client_id": "exact",
                    "redirect_uris": ["http://localhost:9999/callback", "http://localhost:8888/Callback"],
                },
                "page": { "client_id": "page" },
                "web": secret("web"),
                "daemon": secret("daemon"),
                "certified": { "client_id": "certified", "certificate": certificates.described_pair("client") },
                "robot": {
                    "issuer": "robot@robots.lab.test",
                    "certificate": certificates.described_pair("robot"),
                },
            },
            "version": tools::oidc::VERSION,
        })
    }
}

fn keys(folder: &Path) -> PathBuf {
    folder.join("keys")
}
