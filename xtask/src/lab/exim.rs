//! Exim 4: the server that takes mail, and hands what is for the lab over to Dovecot.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::certificates::Certificates;
use super::libraries::libraries;
use super::owner::Owner;
use super::server::Server;
use super::submission::Ports;
use super::template;
use crate::failure::{Doing as _, Result};
use crate::{process, tools};

pub struct Exim {
    pub server: Server,
    ports: Ports,
    version: String,
}

impl Exim {
    /// Starts it from its downloaded packages.
    pub fn start(packages: &Path, folder: &Path, certificates: &Certificates, ports: Ports) -> Result<Self> {
        let owner = Owner::with_name()?;
        let root = folder.join("root");
        owner.folder(folder)?;
        owner.folder(&folder.join("spool"))?;
        tools::packages::unpack(packages, &root)?;
        let program = root.join("usr/sbin/exim4");
        let environment = environment(folder, &owner, &root)?;
        // It reads them again for every connection, and is nobody by then.
        let [certificate, key] = ["certificate.pem", "key.pem"].map(|name| folder.join(name));
        let (shown, kept) = certificates.pair("server");
        for (from, to) in [(shown, &certificate), (kept, &key)] {
            std::fs::copy(from, to).doing(|| format!("write {}", to.display()))?;
            owner.own(to)?;
        }
        let settings = folder.join("exim.conf");
        let written = template::fill(
            include_str!("exim.conf"),
            &[
                ("folder", &folder.display()),
                ("program", &program.display()),
                ("certificate", &certificate.display()),
                ("key", &key.display()),
                ("smtp", &ports.smtp),
                ("smtps", &ports.smtps),
                ("lmtp", &ports.lmtp),
            ],
        );
        std::fs::write(&settings, written).doing(|| "write Exim's settings".to_owned())?;
        let mut command = Command::new(&program);
        command.arg("-C").arg(&settings).args(["-bdf", "-q5s"]).envs(environment.clone());
        let server = Server::start("Exim", &mut command, &folder.join("exim.out"))?
            .logging_to(folder.join("mainlog"))
            .logging_to(folder.join("paniclog"));
        server.listening(ports.smtp)?;
        let said =
            process::capture(Command::new(&program).arg("-C").arg(&settings).arg("-bV").envs(environment))?;
        let version = said.split_whitespace().nth(2).unwrap_or_default().to_owned();
        Ok(Self { server, ports, version })
    }

    pub fn described(&self, certificates: &Certificates) -> Value {
        json!({
            "host": "127.0.0.1",
            "smtp": self.ports.smtp,
            "smtps": self.ports.smtps,
            "ca_file": certificates.authority(),
            "fresh_users": { "username": "test-*@lab.test", "password": "pw-test" },
            "refuses": ["nobody@lab.test", "full@lab.test", "blocked@lab.test", "greylist@lab.test"],
            "version": self.version,
        })
    }
}

/// What the unpacked program goes by: its libraries, and a user of the name that is built into it, where this machine has
/// none.
fn environment(folder: &Path, owner: &Owner, root: &Path) -> Result<Vec<(&'static str, OsString)>> {
    let (uid, gid) = (owner.uid, owner.gid);
    let (people, groups) = (folder.join("passwd"), folder.join("group"));
    let passwd = format!(
        "root:x:0:0:root:/:/bin/sh\nDebian-exim:x:{uid}:{gid}::{}:/usr/sbin/nologin\n",
        folder.display()
    );
    std::fs::write(&people, passwd).doing(|| "write Exim's users".to_owned())?;
    let group = format!("root:x:0:\nDebian-exim:x:{gid}:\n");
    std::fs::write(&groups, group).doing(|| "write Exim's groups".to_owned())?;
    Ok(vec![
        ("LD_LIBRARY_PATH", libraries(root, "")?),
        ("LD_PRELOAD", OsString::from("libnss_wrapper.so")),
        ("NSS_WRAPPER_PASSWD", people.into_os_string()),
        ("NSS_WRAPPER_GROUP", groups.into_os_string()),
    ])
}
