//! The Control Room of this machine: which database it is, and the key that opens what is sealed in it.

use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_control_room::db::{Db, Location};
use carteiro_control_room::seal::Sources;
use carteiro_control_room::{Ground, Problem};
use carteiro_world::{Clock, Random, Records, Secret, phrase};
use std::path::{Path, PathBuf};

/// The file of the database in the folder of data.
const FILE: &str = "carteiro.db";
/// The name of the master key among systemd's credentials.
const CREDENTIAL: &str = "carteiro-master-key";

/// Where it is.
#[derive(Clone, clap::Args)]
#[group(id = "room")]
pub struct Args {
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// A database, and where its key comes from.
pub struct Place {
    /// Where the database is.
    pub location: Location,
    /// Where the key comes from.
    pub sources: Sources,
}

impl Args {
    /// The folder of data.
    pub fn folder(&self, surroundings: &Surroundings) -> Result<PathBuf, Trouble> {
        let data = self.data.clone().or_else(|| surroundings.data.clone());
        data.ok_or_else(|| Trouble::usage(phrase!("ui-data-nowhere")))
    }

    /// Whether there is one: it is named, or somebody has made one in the folder of data.
    pub fn is_there(&self, surroundings: &Surroundings) -> bool {
        self.database.is_some() || self.folder(surroundings).is_ok_and(|data| data.join(FILE).exists())
    }

    /// Opens it: both the database and the master key are made the first time.
    pub async fn open(self, surroundings: &Surroundings) -> Result<Ground, Trouble> {
        self.place(surroundings)?.open().await
    }

    /// Where it is, which makes nothing but the folder of data.
    pub fn place(&self, surroundings: &Surroundings) -> Result<Place, Trouble> {
        let data = self.folder(surroundings)?;
        let location = match &self.database {
            Some(text) => text.parse().map_err(told)?,
            None => beside(&data)?,
        };
        let sources = Sources {
            variable: surroundings.master_key.clone(),
            credential: credential(surroundings.systemd.as_deref())?,
            passphrase: surroundings.passphrase.clone(),
            records: Records::beneath(&data.join("master")),
        };
        Ok(Place { location, sources })
    }
}

impl Place {
    /// Opens it, and makes what is missing.
    pub async fn open(&self) -> Result<Ground, Trouble> {
        let (clock, random) = (Clock::system(), Random::system());
        let db = Db::open(&self.location).await.map_err(told)?;
        match self.sources.open(&db, &clock, &random).await {
            Ok(seal) => Ok(Ground { db, seal, clock, random }),
            Err(problem) => {
                db.close().await;
                Err(told(problem))
            }
        }
    }

    /// That the database is there.
    pub fn is_there(&self) -> Result<(), Trouble> {
        if self.location.is_missing() {
            return Err(Trouble::usage(phrase!("ui-db-missing", file = self.location)));
        }
        Ok(())
    }
}

/// What systemd hands over, where it hands that over.
fn credential(folder: Option<&Path>) -> Result<Option<Secret>, Trouble> {
    let Some(folder) = folder else { return Ok(None) };
    let refused = |error: std::io::Error| {
        Trouble::usage(phrase!("ui-serve-file", file = folder.join(CREDENTIAL).display())).because(&error)
    };
    let read = Records::beneath(folder).read(CREDENTIAL).map_err(refused)?;
    let text = read.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
    Ok(text.filter(|text| !text.is_empty()).map(Secret::new))
}

/// The database in the folder of data, which is made when it is missing.
fn beside(data: &Path) -> Result<Location, Trouble> {
    let refused = |error: std::io::Error| {
        Trouble::usage(phrase!("ui-files-refused", folder = data.display())).because(&error)
    };
    std::fs::create_dir_all(data).map_err(refused)?;
    Ok(Location::Sqlite(data.join(FILE)))
}

/// A problem, as it is told at the terminal.
#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
pub fn told(problem: Problem) -> Trouble {
    let trouble = Trouble::usage(problem.words().clone());
    match problem.cause() {
        Some(cause) => trouble.because(&std::io::Error::other(cause)),
        None => trouble,
    }
}
