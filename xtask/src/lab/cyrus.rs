//! Cyrus IMAP 3: Dovecot's opposite in what a server may choose. Its folders lie below `INBOX.`, its separator is a dot.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::certificates::Certificates;
use super::libraries::libraries;
use super::owner::Owner;
use super::server::Server;
use super::{ports, template};
use crate::failure::{Doing as _, Failure, Result};
use crate::tools;

pub struct Cyrus {
    pub server: Server,
    imap: u16,
    imaps: u16,
    version: String,
}

impl Cyrus {
    /// Starts it from its downloaded packages.
    pub fn start(packages: &Path, folder: &Path, certificates: &Certificates) -> Result<Self> {
        let owner = Owner::with_name()?;
        let (user, group) = owner.name().ok_or_else(|| Failure::new("the lab has no user"))?;
        let root = folder.join("root");
        owner.folder(folder)?;
        tools::packages::unpack(packages, &root)?;
        // Cyrus makes `stage.` when it first takes a message; of two that come at once it refuses one.
        for part in ["conf", "conf/socket", "spool", "spool/stage.", "sieve", "zoneinfo"] {
            owner.folder(&folder.join(part))?;
        }
        std::fs::write(folder.join("zoneinfo/zones.tab"), "+0000000 +0000000 Etc/UTC\n")
            .doing(|| "write Cyrus's time zones".to_owned())?;
        let [imap, imaps] = ports::free()?;
        let (certificate, key) = certificates.pair("server");
        let programs = root.join("usr/lib/cyrus/bin");
        let (settings, services) = (folder.join("imapd.conf"), folder.join("cyrus.conf"));
        let written = template::fill(
            include_str!("imapd.conf"),
            &[
                ("folder", &folder.display()),
                ("user", &user),
                ("group", &group),
                ("certificate", &certificate.display()),
                ("key", &key.display()),
            ],
        );
        std::fs::write(&settings, written).doing(|| "write Cyrus's settings".to_owned())?;
        let written = template::fill(
            include_str!("cyrus.conf"),
            &[
                ("imapd", &programs.join("imapd").display()),
                ("settings", &settings.display()),
                ("imap", &imap),
                ("imaps", &imaps),
            ],
        );
        std::fs::write(&services, written).doing(|| "write Cyrus's services".to_owned())?;

        let mut command = Command::new(programs.join("master"));
        command.arg("-D").arg("-C").arg(&settings).arg("-M").arg(&services);
        command.arg("-p").arg(folder.join("master.pid"));
        command.env("LD_LIBRARY_PATH", libraries(&root, "")?).env("SASL_PATH", libraries(&root, "sasl2")?);
        // A mailbox is made for every test, with fifty calls of fsync.
        command.env("LD_PRELOAD", "libeatmydata.so");
        let server = Server::start("Cyrus", &mut command, &folder.join("cyrus.out"))?;
        let greeting = server.greeting(imap)?;
        let version = greeting.split("Cyrus IMAP ").nth(1).and_then(|rest| rest.split('-').next());
        let version = version.unwrap_or_default().to_owned();
        Ok(Self { server, imap, imaps, version })
    }

    pub fn described(&self, certificates: &Certificates) -> Value {
        json!({
            "host": "127.0.0.1",
            "imap": self.imap,
            "imaps": self.imaps,
            "ca_file": certificates.authority(),
            "fresh_users": { "username": "test-*", "password": "any" },
            "admin": { "username": "cyrus", "password": "any" },
            "version": self.version,
        })
    }
}
