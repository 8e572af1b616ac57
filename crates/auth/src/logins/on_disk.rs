//! Logins in files, sealed: one file each.

mod choosing;
#[cfg(test)]
mod tests;

use super::{Kept, Key, Login, Logins, Name, missing};
use crate::credential::{Refused, Why};
use crate::modes::Provider;
use crate::providers::Cloud;
use carteiro_world::records::Locked;
use carteiro_world::{Random, Records, Secret, phrase};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
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
