//! Secrets in the database: each is sealed with a data key, and data keys with the master key, which is never in it.

mod master;
mod sources;
#[cfg(test)]
mod tests;

pub use master::Master;
pub use sources::{Source, Sources};

use crate::db::Db;
use crate::{Problem, Result, values};
use carteiro_auth::logins::Key;
use carteiro_mail::Kind;
use carteiro_world::{Clock, Random, phrase};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use zeroize::Zeroizing;

/// Bytes of a data key's name, which stands before what it sealed.
const NAME: usize = 16;

/// Seals and opens. Cheap to clone.
#[derive(Clone)]
pub struct Seal {
    keys: Arc<RwLock<Keys>>,
    random: Random,
}

#[derive(Default)]
struct Keys {
    by_name: HashMap<[u8; NAME], Key>,
    newest: Option<[u8; NAME]>,
}

impl Seal {
    /// Opens the data keys of a database; the first is made when there is none.
    ///
    /// `Denied`: they were sealed with another master key. Nothing is changed then.
    pub async fn open(db: &Db, master: &Master, clock: &Clock, random: &Random) -> Result<Self> {
        let seal = Self { keys: Arc::default(), random: random.clone() };
        if !seal.read(db, master).await? {
            let mut change = db.begin().await?;
            // Another process may have come first.
            change.run("INSERT INTO data_key (id, sealed, made_at) SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM data_key)", seal.fresh(master, clock)).await?;
            change.commit().await?;
            seal.read(db, master).await?;
        }
        Ok(seal)
    }

    /// Makes a new data key, which seals from now on. What was sealed before is opened as ever.
    pub async fn renew(&self, db: &Db, master: &Master, clock: &Clock) -> Result<()> {
        db.run("INSERT INTO data_key (id, sealed, made_at) VALUES ($1, $2, $3)", self.fresh(master, clock))
            .await?;
        self.read(db, master).await.map(drop)
    }

    /// Seals all data keys with another master key, in one change. `Denied`: `from` is not theirs.
    pub async fn rotate(db: &Db, from: &Master, to: &Master, random: &Random) -> Result<()> {
        let mut change = db.begin().await?;
        for (id, sealed) in
            change.all::<(String, Vec<u8>)>("SELECT id, sealed FROM data_key", values![]).await?
        {
            let plain = from.key().open(&id, &sealed).map_err(|_| wrong_key())?;
            let sealed = to.key().seal(&id, &plain, random);
            change.run("UPDATE data_key SET sealed = $1 WHERE id = $2", values![sealed, id]).await?;
        }
        change.commit().await
    }

    /// Seals `plain` under `name`: what is sealed opens under this name only. Names are such as `credential/ID/ATTRIBUTE`.
    pub fn seal(&self, name: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let newest = keys.newest.and_then(|id| Some((id, keys.by_name.get(&id)?)));
        let (id, key) = newest.ok_or_else(|| Problem::internal("no key seals"))?;
        Ok([&id[..], &key.seal(name, plain, &self.random)].concat())
    }

    /// Opens what was sealed under `name`. `Internal`: it is damaged, or was sealed under another name.
    pub fn unseal(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let damaged = || Problem::new(Kind::Internal, phrase!("seal-damaged", name = name));
        let (id, sealed) = sealed.split_first_chunk::<NAME>().ok_or_else(damaged)?;
        let key = keys.by_name.get(id).ok_or_else(damaged)?;
        key.open(name, sealed).map_err(|_| damaged())
    }

    /// Whether anything was sealed in this database.
    pub(super) async fn is_any(db: &Db) -> Result<bool> {
        let any: Option<(String,)> = db.one("SELECT id FROM data_key LIMIT 1", values![]).await?;
        Ok(any.is_some())
    }

    /// Whether this master key opens all data keys, of which there are some.
    pub(super) async fn is_of(db: &Db, master: &Master) -> Result<bool> {
        let rows: Vec<(String, Vec<u8>)> = db.all("SELECT id, sealed FROM data_key", values![]).await?;
        Ok(!rows.is_empty() && rows.iter().all(|(id, sealed)| master.key().open(id, sealed).is_ok()))
    }

    /// Reads all data keys; whether there is one.
    async fn read(&self, db: &Db, master: &Master) -> Result<bool> {
        let rows: Vec<(String, Vec<u8>)> =
            db.all("SELECT id, sealed FROM data_key ORDER BY made_at, id", values![]).await?;
        let mut read = Keys::default();
        for (id, sealed) in rows {
            let plain = master.key().open(&id, &sealed).map_err(|_| wrong_key())?;
            let bytes: &[u8; 32] = plain.as_slice().try_into().map_err(|_| wrong_key())?;
            let name = name(&id).ok_or_else(wrong_key)?;
            read.by_name.insert(name, Key::new(bytes));
            read.newest = Some(name);
        }
        let is_any = read.newest.is_some();
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = read;
        Ok(is_any)
    }

    /// The row of a new data key.
    fn fresh(&self, master: &Master, clock: &Clock) -> crate::db::Values {
        let (id, key) = (self.random.id::<NAME>(), Zeroizing::new(self.random.bytes::<32>()));
        let sealed = master.key().seal(&id, &*key, &self.random);
        values![id, sealed, clock.now()]
    }
}

fn wrong_key() -> Problem {
    Problem::new(Kind::Denied, phrase!("seal-wrong-key"))
}

/// The bytes of a name in hexadecimal.
fn name(id: &str) -> Option<[u8; NAME]> {
    let mut name = [0; NAME];
    for (at, byte) in name.iter_mut().enumerate() {
        *byte = u8::from_str_radix(id.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    (id.len() == NAME * 2).then_some(name)
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal")
    }
}
