//! The files that a run has saved.

use super::{Runs, missing};
use crate::access::Caller;
use crate::app::{Asked, Page};
use crate::hex::hex;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Files, Language, Spool, phrase};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use utoipa::ToSchema;

/// A file that a run has saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SavedFile {
    /// Which of the run, from 1.
    pub number: i64,
    /// Beneath the folder of the automation.
    pub path: String,
    /// In bytes.
    pub size: i64,
    /// Of its content, in hexadecimal.
    pub sha256: String,
}

type Row = (i64, String, i64, String);

/// Bytes that are read at once.
pub(super) const PIECE: u64 = 64 * 1024;

fn file((number, path, size, sha256): Row) -> SavedFile {
    SavedFile { number, path, size, sha256 }
}

impl Runs {
    /// What a run has saved, in that order.
    pub async fn files(&self, caller: &Caller, id: &str, asked: &Asked) -> Result<Page<SavedFile>> {
        self.seen(caller, id, Language::English).await?;
        let none = || Problem::new(Kind::InvalidInput, phrase!("page-cursor"));
        let after = asked.after::<1>()?.map(|[number]| number.parse::<i64>().map_err(|_| none()));
        let sql = "SELECT number, path, size, sha256 FROM run_file WHERE run_id = $1 AND number > $2 \
                   ORDER BY number LIMIT $3";
        let row = values![id, after.transpose()?.unwrap_or_default(), asked.rows()];
        let rows: Vec<Row> = self.0.ground.db.all(sql, row).await?;
        Ok(asked.page(rows.into_iter().map(file).collect(), |file: &SavedFile| [file.number.to_string()]))
    }

    /// A file that a run has saved, to be read piece by piece.
    ///
    /// - `NotFound`: there is none, or it is not on this machine: a terminal or another process has saved it.
    /// - `Changed`: something else is in its place now.
    pub async fn file(&self, caller: &Caller, id: &str, number: i64) -> Result<(SavedFile, Spool)> {
        let run = self.seen(caller, id, Language::English).await?;
        let sql = "SELECT number, path, size, sha256 FROM run_file WHERE run_id = $1 AND number = $2";
        let row: Option<Row> = self.0.ground.db.one(sql, values![id, number]).await?;
        let saved = file(row.ok_or_else(missing)?);
        let words = || phrase!("run-file-elsewhere", file = saved.path);
        let elsewhere = |error: std::io::Error| Problem::new(Kind::NotFound, words()).because(error);
        let folder = self.0.files.join(run.automation_id.as_deref().unwrap_or(&run.origin));
        let files = Files::beneath(&folder).map_err(elsewhere)?;
        let spool = files.open(Path::new(&saved.path)).map_err(elsewhere)?;
        let is_as_long = i64::try_from(spool.len()).ok() == Some(saved.size);
        let read = tokio::task::spawn_blocking(move || (is_as_long.then(|| digest(&spool)), spool)).await;
        let (digest, spool) = read.map_err(Problem::internal)?;
        if digest.transpose().map_err(elsewhere)?.as_ref() != Some(&saved.sha256) {
            return Err(Problem::new(Kind::Changed, phrase!("run-file-changed", file = saved.path)));
        }
        Ok((saved, spool))
    }
}

/// In hexadecimal.
fn digest(spool: &Spool) -> std::io::Result<String> {
    let (mut hash, mut at) = (Sha256::new(), 0);
    while at < spool.len() {
        let end = spool.len().min(at + PIECE);
        hash.update(&spool.read(at..end, usize::MAX)?);
        at = end;
    }
    Ok(hex(&hash.finalize()))
}
