//! Dovecot 2.3: the IMAP and POP3 server the tests trust most.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::certificates::Certificates;
use super::oidc::Oidc;
use super::owner::Owner;
use super::server::Server;
use super::submission::Ports;
use super::{bearer, ports, template};
use crate::failure::{Doing as _, Failure, Result};
use crate::process;

pub const PEOPLE: [&str; 4] = ["alice", "bob", "carol", "big"];

pub struct Dovecot {
    pub server: Server,
    folder: PathBuf,
    imap: u16,
    imaps: u16,
    pop3: u16,
    pop3s: u16,
    bearer: bool,
    sending: Option<Ports>,
    version: String,
}

/// The program, when this machine has one that the lab can use.
pub fn find() -> Option<PathBuf> {
    let worker = ["/usr/lib/dovecot", "/usr/libexec/dovecot"]
        .iter()
        .any(|folder| ["imap", "pop3"].iter().all(|worker| Path::new(folder).join(worker).exists()));
    ["/usr/sbin/dovecot", "/usr/local/sbin/dovecot"]
        .iter()
        .map(PathBuf::from)
        .find(|path| worker && path.exists())
}

impl Dovecot {
    /// Starts it; with an authorization server, it takes that one's tokens.
    pub fn start(
        program: &Path,
        folder: &Path,
        certificates: &Certificates,
        oidc: Option<&Oidc>,
        sending: Option<Ports>,
    ) -> Result<Self> {
        let version = version(program)?;
        let owner = Owner::of_mail()?;
        let [imap, imaps, pop3, pop3s] = ports::free()?;
        let mail = mail_root(folder);
        for part in ["run", "state"] {
            std::fs::create_dir_all(folder.join(part)).doing(|| format!("create {part} for Dovecot"))?;
        }
        owner.folder(&mail)?;
        let passwords = PEOPLE
            .map(|name| {
                format!(
                    "{name}@lab.test:{{PLAIN}}pw-{name}::::::
"
                )
            })
            .concat();
        std::fs::write(folder.join("passwd"), passwords).doing(|| "write Dovecot's passwords".to_owned())?;

        let (certificate, key) = certificates.pair("server");
        let settings = template::fill(
            include_str!("dovecot.conf"),
            &[
                ("folder", &folder.display()),
                ("mail_root", &mail.display()),
                ("certificate", &certificate.display()),
                ("key", &key.display()),
                ("uid", &owner.uid),
                ("gid", &owner.gid),
                ("imap", &imap),
                ("imaps", &imaps),
                ("pop3", &pop3),
                ("pop3s", &pop3s),
            ],
        );
        let settings_file = folder.join("dovecot.conf");
        let bearer = oidc.map(|oidc| bearer::settings(folder, oidc)).transpose()?.unwrap_or_default();
        let submission = sending.map(|ports| ports.settings(&owner)).unwrap_or_default();
        std::fs::write(&settings_file, settings + &bearer + &submission + &owner.without_root())
            .doing(|| "write Dovecot's settings".to_owned())?;

        let mut command = Command::new(program);
        command.arg("-F").arg("-c").arg(&settings_file);
        let server = Server::start("Dovecot", &mut command, &folder.join("dovecot.out"))?
            .logging_to(folder.join("dovecot.log"));
        server.greeting(imap)?;
        server.listening(pop3)?;
        let (folder, bearer) = (folder.to_owned(), oidc.is_some());
        Ok(Self { server, folder, imap, imaps, pop3, pop3s, bearer, sending, version })
    }

    pub fn described(&self, certificates: &Certificates) -> Value {
        let users = PEOPLE
            .map(|name| json!({ "username": format!("{name}@lab.test"), "password": format!("pw-{name}") }));
        json!({
            "host": "127.0.0.1",
            "imap": self.imap,
            "imaps": self.imaps,
            "submission": self.sending.map(|ports| ports.submission),
            "pop3": self.pop3,
            "pop3s": self.pop3s,
            "ca_file": certificates.authority(),
            "mail_root": mail_root(&self.folder),
            "users": users,
            "fresh_users": { "username": "test-*@lab.test", "password": "pw-test" },
            "bearer": self.bearer,
            "version": self.version,
        })
    }
}

fn mail_root(folder: &Path) -> PathBuf {
    folder.join("mail")
}

fn version(program: &Path) -> Result<String> {
    let said = process::capture(Command::new(program).arg("--version"))?;
    let version = said.split_whitespace().next().unwrap_or_default().to_owned();
    if version.starts_with("2.3.") {
        return Ok(version);
    }
    Err(Failure::new(format!("Dovecot {version} cannot be used by the lab"))
        .because("2.4 changed the language of the settings; the lab's are written for 2.3")
        .advise("use Debian 12, Ubuntu 22.04 or 24.04, or a container of one of them"))
}
