//! Logins in files, sealed: one file each.

use super::{Kept, Key, Login, Logins, Name, elsewhere, missing};
use crate::credential::{Refused, Why};
use crate::modes::Provider;
use crate::providers::Cloud;
use carteiro_world::records::Locked;
use carteiro_world::{Random, Records, Secret, phrase};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use zeroize::{Zeroize, Zeroizing};

/// Logins in a folder. Cheap to clone.
#[derive(Clone)]
pub struct OnDisk {
    files: Records,
    keys: Records,
    passphrase: Option<Secret>,
    random: Random,
    key: Arc<OnceLock<Key>>,
}

/// All that is kept.
#[derive(Debug, Default)]
pub struct All {
    /// What can be opened.
    pub logins: Vec<(Name, Kept)>,
    /// What cannot.
    pub damaged: Vec<Damaged>,
}

/// A login that cannot be opened: whose it is cannot be told.
#[derive(Clone, Debug)]
pub struct Damaged {
    record: String,
    /// Its file.
    pub file: PathBuf,
    /// Why, in the words of the system.
    detail: Option<String>,
}

impl Damaged {
    /// In words, with what to do.
    pub fn refused(&self) -> Refused {
        let refused = Refused::new(Why::SignInNeeded, phrase!("login-damaged", file = self.file.display()));
        refused.because(self.detail.as_deref().unwrap_or_default())
    }

    /// That it may be the login that is looked for, which nobody else's is; the cloud, where no application is named.
    fn may_be(&self, provider: &str, cloud: Option<&Cloud>) -> Refused {
        let (file, cloud) = (self.file.display(), cloud.map_or("none", Cloud::name));
        let words = phrase!("login-missing-or-damaged", provider = provider, file = file, cloud = cloud);
        Refused::new(Why::SignInNeeded, words).because(self.detail.as_deref().unwrap_or_default())
    }
}

/// A login as it is written before it is sealed.
#[derive(Serialize, Deserialize)]
struct Written {
    name: Name,
    access_token: String,
    obtained_at: Timestamp,
    expires_at: Option<Timestamp>,
    refresh_token: Option<String>,
    user: Option<String>,
    signed_in_at: Timestamp,
    renewing_since: Option<Timestamp>,
    #[serde(default)]
    needs_proof: bool,
}

impl OnDisk {
    /// Logins in `files`, sealed with a key in `keys`, or with a passphrase.
    pub fn new(files: Records, keys: Records, passphrase: Option<Secret>, random: Random) -> Self {
        Self { files, keys, passphrase, random, key: Arc::default() }
    }

    /// All logins. `Invalid`: the folder or the key cannot be read.
    pub async fn all(&self) -> Result<All, Refused> {
        self.clone().blocking(Self::list).await
    }

    /// Removes the file of a login that cannot be opened; whether it was there.
    pub async fn remove(&self, damaged: Damaged) -> Result<bool, Refused> {
        self.clone().blocking(move |logins| logins.erase(&damaged.record)).await
    }

    /// Keeps what a person has brought, in place of what they brought before.
    pub async fn keep(&self, name: Name, kept: Kept) -> Result<(), Refused> {
        let keep = move |logins: &Self| logins.lock(&name)?.store(&name, &kept);
        self.clone().blocking(keep).await
    }

    /// Forgets a login; whether it was there.
    pub async fn forget(&self, name: Name) -> Result<bool, Refused> {
        self.clone().blocking(move |logins| logins.erase(&name.file())).await
    }

    async fn blocking<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let done = tokio::task::spawn_blocking(move || work(&self)).await;
        done.unwrap_or_else(|error| {
            Err(Refused::new(Why::Unavailable, phrase!("login-unread")).because(error))
        })
    }

    fn key(&self) -> Result<&Key, Refused> {
        if let Some(key) = self.key.get() {
            return Ok(key);
        }
        let key = Key::of(&self.keys, self.passphrase.as_ref(), &self.random);
        let key = key.map_err(|words| Refused::new(Why::Invalid, words))?;
        Ok(self.key.get_or_init(|| key))
    }

    fn refused(&self, error: &io::Error) -> Refused {
        let words = phrase!("login-refused", folder = self.files.folder().display());
        Refused::new(Why::Invalid, words).because(error)
    }

    fn erase(&self, record: &str) -> Result<bool, Refused> {
        let locked = self.files.lock(record).map_err(|error| self.refused(&error))?;
        locked.remove().map_err(|error| self.refused(&error))
    }

    fn list(&self) -> Result<All, Refused> {
        let mut all = All::default();
        for record in self.files.names().map_err(|error| self.refused(&error))? {
            let opened = match self.files.read(&record) {
                Ok(Some(sealed)) => self.open_sealed(&record, &sealed)?,
                Ok(None) => continue,
                Err(error) => Err(self.damaged(&record, Some(&error))),
            };
            match opened {
                Ok(login) => all.logins.push(login),
                Err(damaged) => all.damaged.push(damaged),
            }
        }
        Ok(all)
    }

    fn damaged(&self, record: &str, error: Option<&io::Error>) -> Damaged {
        let file = self.files.folder().join(record);
        Damaged { record: record.to_owned(), file, detail: error.map(ToString::to_string) }
    }

    /// Fails where nothing can be opened for want of the key.
    fn open_sealed(&self, record: &str, sealed: &[u8]) -> Result<Result<(Name, Kept), Damaged>, Refused> {
        let plain = self.key()?.open(record, sealed).ok();
        let written = plain.and_then(|plain| serde_json::from_slice::<Written>(&plain).ok());
        Ok(written.map(Written::read).ok_or_else(|| self.damaged(record, None)))
    }

    fn lock(&self, name: &Name) -> Result<OneFile, Refused> {
        let locked = self.files.lock(&name.file()).map_err(|error| self.refused(&error))?;
        Ok(OneFile { logins: self.clone(), locked })
    }

    fn last(&self, provider: &Provider, cloud: &Cloud, user: Option<&str>) -> Result<Name, Refused> {
        let All { logins, damaged } = self.list()?;
        let provider = provider.definition().name();
        let alike = logins.into_iter().filter(|(name, _)| name.is_for(provider, cloud.graph()));
        let (mut fitting, others): (Vec<_>, Vec<_>) = alike.partition(|(name, _)| name.is_of_cloud(cloud));
        let all = fitting.len();
        fitting.retain(|(_, kept)| !kept.needs_proof);
        if fitting.is_empty() && all > 0 {
            let words = phrase!("login-needs-proof", provider = provider, cloud = cloud.name());
            return Err(Refused::new(Why::SignInNeeded, words));
        }
        let users: BTreeSet<String> = fitting.iter().map(|(name, _)| name.who()).collect();
        match user.filter(|user| users.contains(*user)) {
            Some(user) => fitting.retain(|(name, _)| name.who() == user),
            None if users.len() > 1 => {
                let users: Vec<String> = users.into_iter().filter(|user| !user.is_empty()).collect();
                let words = phrase!("login-which-account", provider = provider, users = users.join(", "));
                return Err(Refused::new(Why::Invalid, words));
            }
            None => {}
        }
        let last = fitting.into_iter().max_by_key(|(_, kept)| kept.signed_in_at);
        last.map(|(name, _)| name).ok_or_else(|| {
            if let Some((kept, _)) = others.first()
                && let Some(wanted) = kept.in_cloud(cloud)
            {
                return elsewhere(&wanted, kept, Some(cloud));
            }
            let words = phrase!("login-none", provider = provider, cloud = cloud.name());
            let none = || Refused::new(Why::SignInNeeded, words);
            damaged.first().map_or_else(none, |one| one.may_be(provider, Some(cloud)))
        })
    }

    /// The login that may be used for `name`: of the person it names, or of the only one there is. Of several of one
    /// person that fit, the one that allows least; of those, the last.
    fn found(&self, name: &Name) -> Result<Name, Refused> {
        let All { logins, damaged } = self.list()?;
        let alike = logins.into_iter().filter(|(other, _)| name.is_like(other));
        let (fitting, others): (Vec<_>, Vec<_>) = alike.partition(|(other, _)| name.is_of_one_place(other));
        let users: BTreeSet<String> = fitting.iter().map(|(other, _)| other.who()).collect();
        if users.len() > 1 {
            let users: Vec<String> = users.into_iter().filter(|user| !user.is_empty()).collect();
            let words = phrase!("login-which", provider = name.provider, users = users.join(", "));
            return Err(Refused::new(Why::Invalid, words));
        }
        let best =
            fitting.into_iter().min_by_key(|(other, kept)| (other.scopes.len(), Reverse(kept.signed_in_at)));
        best.map(|(other, _)| other).ok_or_else(|| {
            if let Some((kept, _)) = others.first() {
                return elsewhere(name, kept, None);
            }
            match damaged.iter().find(|one| one.record == name.file()) {
                Some(own) => own.refused(),
                // Their names tell nobody whose they are.
                None => damaged.first().map_or_else(|| missing(name), |one| one.may_be(&name.provider, None)),
            }
        })
    }
}

impl Logins for OnDisk {
    fn open<'a>(&'a self, name: &'a Name) -> BoxFuture<'a, Result<Box<dyn Login>, Refused>> {
        let name = name.clone();
        let open = move |logins: &Self| {
            let name = logins.found(&name)?;
            Ok(Box::new(Held { name: name.clone(), file: Arc::new(logins.lock(&name)?) }) as Box<dyn Login>)
        };
        Box::pin(self.clone().blocking(open))
    }

    fn usual<'a>(
        &'a self,
        provider: &'a Provider,
        cloud: &'a Cloud,
        user: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Name, Refused>> {
        let (provider, cloud) = (provider.clone(), cloud.clone());
        let user = user.map(str::to_lowercase);
        let find = move |logins: &Self| logins.last(&provider, &cloud, user.as_deref());
        Box::pin(self.clone().blocking(find))
    }
}

/// A file that nobody else has.
struct OneFile {
    logins: OnDisk,
    locked: Locked,
}

impl OneFile {
    fn load(&self, name: &Name) -> Result<Kept, Refused> {
        let sealed = self.locked.read().map_err(|error| self.logins.refused(&error))?;
        let sealed = sealed.ok_or_else(|| missing(name))?;
        let opened = self.logins.open_sealed(&name.file(), &sealed)?;
        Ok(opened.map_err(|damaged| damaged.refused())?.1)
    }

    fn store(&self, name: &Name, kept: &Kept) -> Result<(), Refused> {
        let unwritten = || Refused::new(Why::Invalid, phrase!("login-unread"));
        let plain = Zeroizing::new(serde_json::to_vec(&Written::of(name, kept)).map_err(|_| unwritten())?);
        let sealed = self.logins.key()?.seal(&name.file(), &plain, &self.logins.random);
        self.locked.write(&sealed).map_err(|error| self.logins.refused(&error))
    }
}

struct Held {
    name: Name,
    file: Arc<OneFile>,
}

impl Held {
    fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&OneFile, &Name) -> Result<T, Refused> + Send + 'static,
    ) -> BoxFuture<'_, Result<T, Refused>> {
        let (file, name) = (Arc::clone(&self.file), self.name.clone());
        let logins = file.logins.clone();
        Box::pin(logins.blocking(move |_| work(&file, &name)))
    }
}

impl Login for Held {
    fn read(&mut self) -> BoxFuture<'_, Result<Kept, Refused>> {
        self.blocking(OneFile::load)
    }

    fn write<'a>(&'a mut self, kept: &'a Kept) -> BoxFuture<'a, Result<(), Refused>> {
        let kept = kept.clone();
        self.blocking(move |file, name| file.store(name, &kept))
    }
}

impl Written {
    fn of(name: &Name, kept: &Kept) -> Self {
        let exposed = |secret: &Secret| secret.expose().to_owned();
        Self {
            name: name.clone(),
            access_token: exposed(&kept.access_token),
            obtained_at: kept.obtained_at,
            expires_at: kept.expires_at,
            refresh_token: kept.refresh_token.as_ref().map(exposed),
            user: kept.user.clone(),
            signed_in_at: kept.signed_in_at,
            renewing_since: kept.renewing_since,
            needs_proof: kept.needs_proof,
        }
    }

    fn read(mut self) -> (Name, Kept) {
        let kept = Kept {
            access_token: Secret::new(std::mem::take(&mut self.access_token)),
            obtained_at: self.obtained_at,
            expires_at: self.expires_at,
            refresh_token: self.refresh_token.take().map(Secret::new),
            user: self.user.take(),
            signed_in_at: self.signed_in_at,
            renewing_since: self.renewing_since,
            needs_proof: self.needs_proof,
        };
        (self.name.clone(), kept)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        self.access_token.zeroize();
        self.refresh_token.zeroize();
    }
}

impl fmt::Debug for OnDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnDisk").field("files", &self.files).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::CustomCloud;

    fn name(user: &str) -> Name {
        Name {
            provider: "google".to_owned(),
            tenant: None,
            client: "app".to_owned(),
            scopes: vec!["mail".to_owned()],
            user: Some(user.to_owned()),
            token_endpoint: None,
        }
    }

    fn at_microsoft(user: &str) -> Name {
        let scopes = vec!["https://graph.microsoft.com/Mail.ReadWrite".to_owned()];
        Name { provider: "microsoft".to_owned(), scopes, ..name(user) }
    }

    fn kept(token: &str) -> Kept {
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        Kept {
            access_token: Secret::new(token),
            obtained_at: now,
            expires_at: Some(now),
            refresh_token: Some(Secret::new(format!("r-{token}"))),
            user: Some("ana@example.org".to_owned()),
            signed_in_at: now,
            renewing_since: None,
            needs_proof: false,
        }
    }

    fn logins(folder: &std::path::Path) -> OnDisk {
        let records = |name: &str| Records::beneath(&folder.join(name));
        OnDisk::new(records("logins"), records("keys"), None, Random::seeded(7))
    }

    #[tokio::test]
    async fn where_no_application_is_named_the_last_login_of_the_person_serves() {
        let folder = tempfile::tempdir().unwrap();
        let logins = logins(folder.path());
        let of = |user: &str, client: &str| Name { client: client.to_owned(), ..at_microsoft(user) };
        let at = |at: &str| Kept { signed_in_at: at.parse().unwrap(), ..kept("t") };
        let usual = async |user: Option<&str>| logins.usual(&Provider::Microsoft, &Cloud::Global, user).await;
        logins.keep(name("ana@example.org"), kept("t")).await.unwrap();
        assert_eq!(usual(None).await.unwrap_err().why, Why::SignInNeeded);
        logins.keep(of("ana@example.org", "new"), at("2026-11-22T13:00:00Z")).await.unwrap();
        logins.keep(of("ana@example.org", "old"), at("2026-11-22T12:00:00Z")).await.unwrap();
        for user in [None, Some("ANA@example.org"), Some("shared@example.org")] {
            assert_eq!(usual(user).await.unwrap(), of("ana@example.org", "new"), "{user:?}");
        }
        logins.keep(of("rui@example.org", "new"), at("2026-11-22T14:00:00Z")).await.unwrap();
        assert_eq!(usual(Some("ana@example.org")).await.unwrap(), of("ana@example.org", "new"));
        for user in [None, Some("shared@example.org")] {
            let refused = usual(user).await.unwrap_err();
            assert_eq!(refused.why, Why::Invalid);
            assert_eq!(refused.reason.code, "login-which-account");
        }
        assert!(logins.usual(&Provider::Microsoft, &Cloud::China, None).await.is_err());
        assert!(logins.usual(&Provider::Google, &Cloud::Global, None).await.is_err());
    }

    #[tokio::test]
    async fn a_login_is_of_the_cloud_that_gave_it_out_however_another_calls_itself() {
        let folder = tempfile::tempdir().unwrap();
        let logins = logins(folder.path());
        let cloud = |login: &str| {
            Cloud::Custom(CustomCloud {
                login: login.to_owned(),
                graph: "https://graph.microsoft.com".to_owned(),
                outlook: "https://outlook.office365.com".to_owned(),
            })
        };
        // Kept before it was written down who gives out logins.
        logins.keep(at_microsoft("ana@example.org"), kept("t")).await.unwrap();
        let of = async |cloud: &Cloud| logins.usual(&Provider::Microsoft, cloud, None).await;
        for same in [Cloud::Global, cloud("https://login.microsoftonline.com/")] {
            assert_eq!(of(&same).await.unwrap(), at_microsoft("ana@example.org"));
        }
        let evil = cloud("https://evil.example");
        let refused = of(&evil).await.unwrap_err();
        assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-elsewhere"));
        assert_eq!(refused.reason.args["from"], "https://login.microsoftonline.com/common/oauth2/v2.0/token");
        assert_eq!(refused.reason.args["to"], "https://evil.example/common/oauth2/v2.0/token");
        let named = at_microsoft("ana@example.org").in_cloud(&evil).unwrap();
        let refused = logins.open(&named).await.err().unwrap();
        assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-elsewhere"));
        // Signed in to, it is a cloud like any other, and takes nothing away from them.
        logins.keep(named.clone(), kept("e")).await.unwrap();
        assert_eq!(of(&evil).await.unwrap(), named);
        assert_eq!(of(&Cloud::Global).await.unwrap(), at_microsoft("ana@example.org"));
        let mut there = logins.open(&named).await.unwrap();
        assert_eq!(there.read().await.unwrap().access_token.expose(), "e");
    }

    #[tokio::test]
    async fn a_login_that_takes_a_secret_to_renew_serves_who_names_the_application_alone() {
        let folder = tempfile::tempdir().unwrap();
        let logins = logins(folder.path());
        let with_secret = Name { client: "web".to_owned(), ..at_microsoft("ana@example.org") };
        logins.keep(with_secret.clone(), Kept { needs_proof: true, ..kept("web") }).await.unwrap();
        let usual = async || logins.usual(&Provider::Microsoft, &Cloud::Global, None).await;
        let refused = usual().await.unwrap_err();
        assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-needs-proof"));
        assert!(refused.reason.to_string().ends_with("Run: carteiro login microsoft"), "{}", refused.reason);
        assert!(logins.open(&with_secret).await.unwrap().read().await.unwrap().needs_proof);
        // Earlier, and of somebody else: it serves.
        let before = Kept { signed_in_at: "2026-11-21T12:00:00Z".parse().unwrap(), ..kept("t") };
        logins.keep(at_microsoft("rui@example.org"), before).await.unwrap();
        assert_eq!(usual().await.unwrap(), at_microsoft("rui@example.org"));
    }

    #[tokio::test]
    async fn where_nobody_has_signed_in_the_command_that_helps_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let logins = logins(folder.path());
        let own =
            CustomCloud { login: "https://l".into(), graph: "https://g".into(), outlook: "https://o".into() };
        let clouds = [
            (Cloud::Global, "carteiro login microsoft"),
            (Cloud::UsGccHigh, "carteiro login microsoft --cloud us_gcc_high"),
            (Cloud::UsDod, "carteiro login microsoft --cloud us_dod"),
            (Cloud::China, "carteiro login microsoft --cloud china"),
            (Cloud::Custom(own), "carteiro login FILE, where FILE says"),
        ];
        for expected in ["login-none", "login-missing-or-damaged"] {
            for (cloud, command) in &clouds {
                let refused = logins.usual(&Provider::Microsoft, cloud, None).await.unwrap_err();
                assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, expected));
                let said = refused.reason.to_string();
                let after = said.split_once(" Run: ").unwrap().1;
                assert!(
                    after.starts_with(command) && after.contains("--cloud") == command.contains("--cloud"),
                    "{said}"
                );
            }
            logins.files.lock("0123abcd").unwrap().write(b"no longer what it was").unwrap();
        }
        // Where an application is named, the file names it.
        let refused = logins.open(&name("ana@example.org")).await.err().unwrap();
        assert!(refused.reason.to_string().ends_with("Run: carteiro login FILE"), "{}", refused.reason);
    }

    #[test]
    fn a_login_that_was_kept_before_it_was_written_down_who_gave_it_out_is_read() {
        let written = Written::of(&name("ana@example.org"), &kept("t"));
        let mut json = serde_json::to_value(&written).unwrap();
        json["name"].as_object_mut().unwrap().remove("token_endpoint").unwrap();
        json.as_object_mut().unwrap().remove("needs_proof").unwrap();
        let read = serde_json::from_value::<Written>(json).unwrap().read();
        assert_eq!(read, (name("ana@example.org"), kept("t")));
    }

    #[tokio::test]
    async fn a_login_is_there_in_another_process_and_nothing_of_it_is_readable() {
        let folder = tempfile::tempdir().unwrap();
        logins(folder.path()).keep(name("ana@example.org"), kept("canary")).await.unwrap();
        let other = logins(folder.path());
        let all = other.all().await.unwrap();
        assert_eq!(all.logins, [(name("ana@example.org"), kept("canary"))]);
        let anybody = Name { user: None, ..name("") };
        let mut login = other.open(&anybody).await.unwrap();
        assert_eq!(login.read().await.unwrap(), kept("canary"));
        login.write(&kept("second")).await.unwrap();
        drop(login);
        for file in other.files.names().unwrap() {
            let sealed = other.files.read(&file).unwrap().unwrap();
            let text = String::from_utf8_lossy(&sealed);
            assert!(!text.contains("second") && !text.contains("ana") && !file.contains("ana"));
        }
        assert!(other.forget(name("ana@example.org")).await.unwrap());
        assert_eq!(other.open(&anybody).await.err().unwrap().why, Why::SignInNeeded);
    }

    #[tokio::test]
    async fn what_is_damaged_stops_whose_it_is_and_nobody_else() {
        let folder = tempfile::tempdir().unwrap();
        let logins = logins(folder.path());
        for user in ["ana@example.org", "rui@example.org"] {
            logins.keep(name(user), kept(user)).await.unwrap();
        }
        let record = name("ana@example.org").file();
        logins.files.lock(&record).unwrap().write(b"no longer what it was").unwrap();
        for name in [name("rui@example.org"), Name { user: None, ..name("") }] {
            let mut rui = logins.open(&name).await.unwrap();
            assert_eq!(rui.read().await.unwrap().access_token.expose(), "rui@example.org");
        }
        let refused = logins.open(&name("ana@example.org")).await.err().unwrap();
        assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-damaged"));
        assert!(refused.reason.args["file"].ends_with(&record), "{refused:?}");
        let refused = logins.open(&name("eva@example.org")).await.err().unwrap();
        assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-missing-or-damaged"));
        assert!(refused.reason.args["file"].ends_with(&record), "{refused:?}");
        let all = logins.all().await.unwrap();
        assert_eq!((all.logins.len(), all.damaged.len()), (1, 1));
        assert!(logins.remove(all.damaged[0].clone()).await.unwrap());
        let refused = logins.open(&name("ana@example.org")).await.err().unwrap();
        assert_eq!(refused.reason.code, "login-missing");
    }

    #[tokio::test]
    async fn another_key_is_told_for_all() {
        let folder = tempfile::tempdir().unwrap();
        logins(folder.path()).keep(name("ana@example.org"), kept("x")).await.unwrap();
        let records = |name: &str| Records::beneath(&folder.path().join(name));
        let passphrase = Some(Secret::new("p"));
        let other = OnDisk::new(records("logins"), records("keys"), passphrase, Random::seeded(7));
        let refused = other.open(&name("rui@example.org")).await.err().unwrap();
        assert_eq!((refused.why, &*refused.reason.code), (Why::Invalid, "key-has-no-passphrase"));
    }

    #[tokio::test]
    async fn of_several_people_one_must_be_named() {
        let folder = tempfile::tempdir().unwrap();
        let logins = logins(folder.path());
        for user in ["ana@example.org", "rui@example.org"] {
            logins.keep(name(user), kept(user)).await.unwrap();
        }
        let refused = logins.open(&Name { user: None, ..name("") }).await.err().unwrap();
        assert_eq!(refused.reason.code, "login-which");
        let mut rui = logins.open(&name("RUI@example.org")).await.unwrap();
        assert_eq!(rui.read().await.unwrap().access_token.expose(), "rui@example.org");
    }

    #[tokio::test]
    async fn of_several_logins_of_one_person_the_narrowest_that_suffices_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let logins = logins(folder.path());
        let asking = |scopes: &[&str]| Name {
            scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
            ..name("ana@example.org")
        };
        for scopes in [&["mail", "send"][..], &["mail"], &["mail", "send", "openid"]] {
            logins.keep(asking(scopes), kept(&scopes.join(" "))).await.unwrap();
        }
        for (wanted, taken) in [(&["mail"][..], "mail"), (&["send"], "mail send")] {
            for name in [asking(wanted), Name { user: None, ..asking(wanted) }] {
                let mut login = logins.open(&name).await.unwrap();
                assert_eq!(login.read().await.unwrap().access_token.expose(), taken);
            }
        }
    }
}
