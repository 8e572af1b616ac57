//! From a text to an automation that can run, with the others that it runs.

use super::{Automations, Path};
use crate::{Problem, Result, values};
use carteiro_engine::file::Mistake;
use carteiro_engine::{Automation, Checked, Library};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// What a text is, together with those that it runs.
#[derive(Debug)]
pub struct Loaded {
    /// The automation; or everything that is wrong with it, warnings included.
    pub checked: Result<Arc<Checked>, Vec<Mistake>>,
    /// The text of every other automation that it runs, by its path.
    pub others: BTreeMap<String, String>,
}

impl Automations {
    /// Reads a text as that of the automation at `path`, with the newest texts of those that it runs.
    pub async fn load(&self, path: &Path, text: &str) -> Result<Loaded> {
        let mut others = BTreeMap::new();
        let mut asked = BTreeSet::new();
        // A text tells only once it is read whom it runs, and what is fetched may run others.
        loop {
            let (loaded, wanted) = self.read(path, text, others);
            let new: Vec<String> = wanted.into_iter().filter(|path| asked.insert(path.clone())).collect();
            if new.is_empty() {
                return Ok(loaded);
            }
            others = loaded.others;
            for path in new {
                let text = self.newest(&path).await?;
                others.extend(text.map(|text| (path, text)));
            }
        }
    }

    /// What the text is with these others, and which it wants besides.
    fn read(&self, path: &Path, text: &str, others: BTreeMap<String, String>) -> (Loaded, BTreeSet<String>) {
        let (known, wanted) = (Arc::new(others), Arc::<Mutex<BTreeSet<String>>>::default());
        let (texts, missed) = (Arc::clone(&known), Arc::clone(&wanted));
        let library = Library::new(path.as_str().as_ref(), move |path| {
            let path = path.to_str().unwrap_or_default();
            texts.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| {
                missed.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
                io::ErrorKind::NotFound.into()
            })
        });
        let library = library.at(self.ground.clock.now());
        let checked = Automation::load_with(path.as_str(), text.as_bytes(), &library).map(Arc::new);
        drop(library);
        let others = Arc::try_unwrap(known).unwrap_or_else(|known| (*known).clone());
        let wanted = std::mem::take(&mut *wanted.lock().unwrap_or_else(PoisonError::into_inner));
        (Loaded { checked, others }, wanted)
    }

    async fn newest(&self, path: &str) -> Result<Option<String>> {
        let sql = "SELECT text FROM automation JOIN automation_version ON automation_id = id \
                   AND automation_version.version = automation.version WHERE path = $1";
        let text: Option<(String,)> = self.ground.db.one(sql, values![path]).await?;
        Ok(text.map(|(text,)| text))
    }
}

impl Loaded {
    /// The automation. `Content`: it has mistakes, so that it cannot run.
    pub fn checked(&self) -> Result<Arc<Checked>> {
        self.checked.clone().map_err(|_| broken())
    }
}

/// The problem of what has mistakes.
pub(super) fn broken() -> Problem {
    Problem::new(carteiro_mail::Kind::Content, carteiro_world::phrase!("automation-mistakes"))
}
