//! What a run runs: the text of an automation, with those that it runs.

use super::{Runs, missing};
use crate::db::Transaction;
use crate::hex::hex;
use crate::{Problem, Result, values};
use carteiro_engine::{Automation, Checked, Library};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// Where what is run comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// An automation of the Control Room, and which text of it.
    Automation {
        /// Its row.
        id: String,
        /// Which text.
        version: i64,
    },
    /// A text that is tried: it remembers nothing beyond the run.
    Tried,
    /// A file at the terminal of this machine.
    File,
}

/// The texts that make up one automation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// What the others would call it.
    pub path: String,
    /// Its own text.
    pub text: String,
    /// Those that it runs, by their paths.
    pub others: BTreeMap<String, String>,
}

impl Text {
    /// The automation. `Content`: it has mistakes.
    pub fn checked(&self) -> Result<Arc<Checked>> {
        let others = self.others.clone();
        let library = Library::new(self.path.as_ref(), move |path| {
            let text = path.to_str().and_then(|path| others.get(path));
            text.map(|text| text.clone().into_bytes()).ok_or_else(|| io::ErrorKind::NotFound.into())
        });
        let loaded = Automation::load_with(&self.path, self.text.as_bytes(), &library);
        loaded.map(Arc::new).map_err(|_| Problem::new(Kind::Content, phrase!("automation-mistakes")))
    }

    /// What it digests to, in hexadecimal.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let others = self.others.iter().flat_map(|(path, text)| [path, text]);
        for piece in [&self.path, &self.text].into_iter().chain(others) {
            hash.update((piece.len() as u64).to_le_bytes());
            hash.update(piece);
        }
        hex(&hash.finalize())
    }
}

fn sealed_as(digest: &str) -> String {
    format!("run-text/{digest}")
}

impl Runs {
    /// Keeps a text; answers what it is found by.
    pub(super) async fn keep_text(&self, change: &mut Transaction, text: &Text) -> Result<String> {
        let digest = text.digest();
        // It may hold a password that its author typed in place.
        let plain = serde_json::to_vec(text).map_err(Problem::internal)?;
        let sealed = self.0.ground.seal.seal(&sealed_as(&digest), &plain)?;
        let sql = "INSERT INTO run_text (digest, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        change.run(sql, values![&digest, sealed]).await?;
        Ok(digest)
    }

    /// A text that was kept. `NotFound`: it was a file at a terminal.
    pub(super) async fn text(&self, digest: &str) -> Result<Text> {
        let row: Option<(Vec<u8>,)> =
            self.0.ground.db.one("SELECT sealed FROM run_text WHERE digest = $1", values![digest]).await?;
        let (sealed,) = row.ok_or_else(missing)?;
        let plain = self.0.ground.seal.unseal(&sealed_as(digest), &sealed)?;
        serde_json::from_slice(&plain).map_err(Problem::internal)
    }
}
