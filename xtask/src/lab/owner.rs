//! Who owns the mail. Dovecot refuses to read mail as root, so a lab run by root gives it to a number of its own.

use std::os::unix::fs::chown;
use std::path::Path;
use std::process::Command;

use crate::failure::{Doing as _, Result};
use crate::process;

/// Belongs to nobody on Debian or Ubuntu.
const UNPRIVILEGED: u32 = 5000;

pub struct Owner {
    pub uid: u32,
    pub gid: u32,
    name: Option<(String, String)>,
}

impl Owner {
    pub fn of_mail() -> Result<Self> {
        let (uid, gid) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
        if uid == 0 {
            return Ok(Self { uid: UNPRIVILEGED, gid: UNPRIVILEGED, name: None });
        }
        let ask =
            |option| process::capture(Command::new("id").arg(option)).map(|said| said.trim().to_owned());
        Ok(Self { uid, gid, name: Some((ask("-un")?, ask("-gn")?)) })
    }

    /// A user with a name, for servers that want one: Debian's `mail`, when this is root.
    pub fn with_name() -> Result<Self> {
        let owner = Self::of_mail()?;
        if owner.name.is_some() {
            return Ok(owner);
        }
        let (user, ask) = ("mail", |option| process::capture(Command::new("id").args([option, "mail"])));
        let number = |said: String| said.trim().parse().doing(|| format!("read the number of user {user}"));
        let group = ask("-gn")?.trim().to_owned();
        Ok(Self { uid: number(ask("-u")?)?, gid: number(ask("-g")?)?, name: Some((user.to_owned(), group)) })
    }

    /// User and group.
    pub fn name(&self) -> Option<(&str, &str)> {
        self.name.as_ref().map(|(user, group)| (user.as_str(), group.as_str()))
    }

    /// Creates the folder for the owner.
    pub fn folder(&self, path: &Path) -> Result {
        std::fs::create_dir_all(path).doing(|| format!("create {}", path.display()))?;
        self.own(path)
    }

    /// Gives one file or folder to the owner.
    pub fn own(&self, path: &Path) -> Result {
        chown(path, Some(self.uid), Some(self.gid))
            .doing(|| format!("give {} to user {}", path.display(), self.uid))
    }

    /// What Dovecot's settings need on top when nobody is root: no other users, no changed root folders.
    pub fn without_root(&self) -> String {
        let Some((user, group)) = &self.name else {
            return String::new();
        };
        let services = ["anvil", "imap-login", "ipc"]
            .map(|service| format!("service {service} {{\n  chroot =\n}}\n"))
            .concat();
        format!(
            "\ndefault_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\n{services}\
             service imap-login {{\n  user = {user}\n}}\n"
        )
    }
}
