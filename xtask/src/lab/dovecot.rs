//! Dovecot 2.3: the IMAP server the tests trust most.

use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::certificates::Certificates;
use super::owner::Owner;
use super::server::Server;
use super::{ports, template};
use crate::failure::{Doing as _, Failure, Result};
use crate::{interrupt, process};

const PEOPLE: [&str; 4] = ["alice", "bob", "carol", "big"];
const STARTS_WITHIN: Duration = Duration::from_secs(15);

pub struct Dovecot {
    pub server: Server,
    folder: PathBuf,
    imap: u16,
    imaps: u16,
    version: String,
}

/// The program, when this machine has one that the lab can use.
pub fn find() -> Option<PathBuf> {
    let worker =
        ["/usr/lib/dovecot/imap", "/usr/libexec/dovecot/imap"].iter().any(|path| Path::new(path).exists());
    ["/usr/sbin/dovecot", "/usr/local/sbin/dovecot"]
        .iter()
        .map(PathBuf::from)
        .find(|path| worker && path.exists())
}

impl Dovecot {
    pub fn start(program: &Path, folder: &Path, certificates: &Certificates) -> Result<Self> {
        let version = version(program)?;
        let owner = Owner::of_mail()?;
        let [imap, imaps] = ports::free()?;
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
            ],
        );
        let settings_file = folder.join("dovecot.conf");
        std::fs::write(&settings_file, settings + &owner.without_root())
            .doing(|| "write Dovecot's settings".to_owned())?;

        let said = std::fs::File::create(folder.join("dovecot.out"))
            .doing(|| "create Dovecot's output file".to_owned())?;
        let again = said.try_clone().doing(|| "share Dovecot's output file".to_owned())?;
        let child = Command::new(program)
            .arg("-F")
            .arg("-c")
            .arg(&settings_file)
            .stdin(Stdio::null())
            .stdout(said)
            .stderr(again)
            // Ctrl-C in the terminal is for us; Dovecot is stopped by its guard, after its clients.
            .process_group(0)
            .spawn()
            .doing(|| format!("start {}", program.display()))?;
        let dovecot = Self { server: Server::new(&child), folder: folder.to_owned(), imap, imaps, version };
        dovecot.ready()?;
        Ok(dovecot)
    }

    pub fn described(&self, certificates: &Certificates) -> Value {
        let users = PEOPLE
            .map(|name| json!({ "username": format!("{name}@lab.test"), "password": format!("pw-{name}") }));
        json!({
            "host": "127.0.0.1",
            "imap": self.imap,
            "imaps": self.imaps,
            "ca_file": certificates.authority(),
            "mail_root": mail_root(&self.folder),
            "users": users,
            "fresh_users": { "username": "test-*@lab.test", "password": "pw-test" },
            "version": self.version,
        })
    }

    /// Waits for the greeting of the plain port.
    fn ready(&self) -> Result {
        let until = Instant::now() + STARTS_WITHIN;
        while Instant::now() < until && self.server.alive() && !interrupt::asked() {
            if greeting(self.imap).is_some_and(|line| line.starts_with("* OK")) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let read = |name| std::fs::read_to_string(self.folder.join(name)).unwrap_or_default();
        let said = read("dovecot.out") + &read("dovecot.log");
        Err(Failure::new("Dovecot did not start").because(if said.is_empty() {
            "it said nothing"
        } else {
            said.trim()
        }))
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

fn greeting(port: u16) -> Option<String> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).ok()?;
    Some(line)
}
