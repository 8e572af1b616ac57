//! Where the master key comes from. Where a database has secrets in it, none is ever made: a key that is missing is told.

use super::{Master, Seal};
use crate::db::Db;
use crate::{Problem, Result};
use carteiro_auth::logins::Key;
use carteiro_mail::Kind;
use carteiro_world::records::Locked;
use carteiro_world::{Clock, Phrase, Random, Records, Secret, phrase};
use std::path::Path;

/// A key on its way into the place of another: it is there until the database is sealed with it, and it is that one's.
const NEXT: &str = "next";

/// What the environment tells, and the folder that a key may be in. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sources {
    /// `CARTEIRO_MASTER_KEY`.
    pub variable: Option<Secret>,
    /// `carteiro-master-key` of the credentials that systemd hands over.
    pub credential: Option<Secret>,
    /// `CARTEIRO_PASSPHRASE`.
    pub passphrase: Option<Secret>,
    /// The folder of the file.
    pub records: Records,
}

/// Which of them is used: the first that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A variable of the environment.
    Variable,
    /// A credential of systemd.
    Credential,
    /// A passphrase, which is mixed with what is in the file.
    Passphrase,
    /// The file itself.
    File,
}

impl Sources {
    /// Only the file in this folder.
    pub fn file(folder: &Path) -> Self {
        Self { variable: None, credential: None, passphrase: None, records: Records::beneath(folder) }
    }

    /// Which one is used.
    pub fn used(&self) -> Source {
        match self {
            Self { variable: Some(_), .. } => Source::Variable,
            Self { credential: Some(_), .. } => Source::Credential,
            Self { passphrase: Some(_), .. } => Source::Passphrase,
            _ => Source::File,
        }
    }

    /// The same, for people.
    pub fn told(&self) -> Phrase {
        let file = self.records.folder().join(Key::RECORD);
        match self.used() {
            Source::Variable => phrase!("seal-source-variable"),
            Source::Credential => phrase!("seal-source-credential"),
            Source::Passphrase => phrase!("seal-source-passphrase", file = file.display()),
            Source::File => phrase!("seal-source-file", file = file.display()),
        }
    }

    /// Opens what is sealed in a database. Of a database in which nothing was sealed yet, the key is made where it is in a
    /// file.
    ///
    /// - `Denied`: this is not the key of the database, or the passphrase is wrong, missing, or not wanted.
    /// - `NotFound`: the database has a key, which is not here.
    /// - `InvalidInput`: this is no key.
    pub async fn open(&self, db: &Db, clock: &Clock, random: &Random) -> Result<Seal> {
        let master = match self.find(db).await? {
            Some(master) => master,
            None => self.make(random).await?,
        };
        Seal::open(db, &master, clock, random).await
    }

    /// The key of a database. `NotFound`: there is none, or it is not here. Otherwise as [`Self::open`].
    pub async fn master(&self, db: &Db) -> Result<Master> {
        self.find(db).await?.ok_or_else(|| self.missing())
    }

    /// `None`: there is none yet, and one can be made.
    async fn find(&self, db: &Db) -> Result<Option<Master>> {
        if let Some(text) = self.variable.as_ref().or(self.credential.as_ref()) {
            return Master::given(text).map(Some);
        }
        let found = self.kept(Key::RECORD).await;
        let is_sealed = Seal::is_any(db).await?;
        match found {
            Ok(Some(master)) if !is_sealed || Seal::is_of(db, &master).await? => Ok(Some(master)),
            Ok(None) if !is_sealed => Ok(None),
            found => match (self.brought_on(db).await?, found) {
                (Some(master), _) => Ok(Some(master)),
                (None, Ok(Some(_))) => Err(super::wrong_key()),
                (None, Ok(None)) => Err(self.missing()),
                (None, Err(problem)) => Err(problem),
            },
        }
    }

    /// A key that was to take the place of the other, and did so in the database only: its process ended between both.
    async fn brought_on(&self, db: &Db) -> Result<Option<Master>> {
        if self.records.read(NEXT).map_err(|error| self.refused(&error))?.is_none() {
            return Ok(None);
        }
        // Whoever is at it finishes first.
        let locked = self.lock().await?;
        for record in [Key::RECORD, NEXT] {
            let Ok(Some(master)) = self.kept(record).await else { continue };
            if Seal::is_of(db, &master).await? {
                if record == NEXT {
                    self.settle(&locked)?;
                }
                return Ok(Some(master));
            }
        }
        Ok(None)
    }

    /// Seals all data keys of a database with a new master key.
    ///
    /// A key in a file is put beside the old one first, and in its place when the database is sealed with it: whenever this
    /// breaks off, one of both opens it. With `passphrase` the new key is mixed with that. A key that comes from elsewhere is
    /// handed to `tell` before anything changes, since nobody else has it.
    ///
    /// As [`Self::master`]; what `tell` refuses.
    pub async fn rotate(
        &self,
        db: &Db,
        random: &Random,
        passphrase: Option<Secret>,
        tell: impl FnOnce(&Secret) -> Result<()>,
    ) -> Result<()> {
        let old = self.master(db).await?;
        if matches!(self.used(), Source::Variable | Source::Credential) {
            let new = Master::fresh(random);
            tell(&new.text())?;
            return Seal::rotate(db, &old, &new, random).await;
        }
        let locked = self.lock().await?;
        let (records, random) = (self.records.clone(), random.clone());
        let dice = random.clone();
        let made = blocking(move || {
            let next = records.lock(NEXT).map_err(|error| {
                phrase!("key-refused", folder = records.folder().display(), error = error)
            })?;
            Key::make(&records, &next, passphrase.as_ref(), &dice)
        });
        let new = Master::of(made.await?);
        Seal::rotate(db, &old, &new, &random).await?;
        self.settle(&locked)
    }

    /// Puts a key into the file, which opens the database. A file that is there, and does not open it, is kept under another
    /// name.
    ///
    /// - `InvalidInput`: this is no key.
    /// - `Denied`: it does not open the database.
    /// - `Exists`: there is one already, and nothing in the database that says which is right.
    pub async fn import(&self, db: &Db, clock: &Clock, text: &Secret) -> Result<()> {
        let master = Master::given(text)?;
        let is_sealed = Seal::is_any(db).await?;
        if is_sealed && !Seal::is_of(db, &master).await? {
            return Err(super::wrong_key());
        }
        let locked = self.lock().await?;
        let refused = |error: std::io::Error| self.refused(&error);
        if let Some(before) = locked.read().map_err(refused)?.map(zeroize::Zeroizing::new) {
            if !is_sealed {
                return Err(Problem::new(Kind::Exists, phrase!("seal-key-there")));
            }
            let aside = format!("{}-before-{}", Key::RECORD, clock.now().as_second());
            self.records.lock(&aside).and_then(|aside| aside.write(&before)).map_err(refused)?;
        }
        master.key().keep(&self.records, &locked).map_err(denied)
    }

    async fn make(&self, random: &Random) -> Result<Master> {
        let (records, passphrase, random) = (self.records.clone(), self.passphrase.clone(), random.clone());
        blocking(move || Key::of(&records, passphrase.as_ref(), &random)).await.map(Master::of)
    }

    async fn kept(&self, record: &'static str) -> Result<Option<Master>> {
        let (records, passphrase) = (self.records.clone(), self.passphrase.clone());
        let kept = blocking(move || Key::kept(&records, record, passphrase.as_ref())).await?;
        Ok(kept.map(Master::of))
    }

    /// The file, once nobody else has it.
    async fn lock(&self) -> Result<Locked> {
        let records = self.records.clone();
        let locked = tokio::task::spawn_blocking(move || records.lock(Key::RECORD)).await;
        locked.map_err(Problem::internal)?.map_err(|error| self.refused(&error))
    }

    /// Puts the next key into the place of the last.
    fn settle(&self, locked: &Locked) -> Result<()> {
        let refused = |error: std::io::Error| self.refused(&error);
        let next = self.records.lock(NEXT).map_err(refused)?;
        if let Some(bytes) = next.read().map_err(refused)?.map(zeroize::Zeroizing::new) {
            locked.write(&bytes).map_err(refused)?;
            next.remove().map_err(refused)?;
        }
        Ok(())
    }

    fn missing(&self) -> Problem {
        let file = self.records.folder().join(Key::RECORD);
        Problem::new(Kind::NotFound, phrase!("seal-key-missing", file = file.display()))
    }

    fn refused(&self, error: &std::io::Error) -> Problem {
        denied(phrase!("key-refused", folder = self.records.folder().display(), error = error))
    }
}

fn denied(words: Phrase) -> Problem {
    Problem::new(Kind::Denied, words)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Phrase> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?.map_err(denied)
}
