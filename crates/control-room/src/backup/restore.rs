//! Putting what a backup holds into an empty database.

use super::{About, FORM, LONGEST_LINE, Line, hex, values};
use crate::db::{Db, Location, Table, Transaction, Value, Values, newest};
use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

/// So many rows go into the database at once, or so many bytes.
const ROWS: usize = 200;
const BYTES: usize = 1024 * 1024;

/// Puts everything that a backup holds into a database, all or nothing, and brings it to the state that this version knows.
///
/// - `InvalidInput`: this is no backup, or something of it is missing or was changed.
/// - `Changed`: a newer version of Carteiro has written it.
/// - `Exists`: something is in the database already, or its tables are newer than those of the backup.
pub async fn restore(location: &Location, from: &mut (impl AsyncBufRead + Unpin)) -> Result<About> {
    let mut lines = Lines { from, digest: Sha256::new(), line: Vec::new(), number: 0 };
    let first =
        lines.next().await?.ok_or_else(|| Problem::new(Kind::InvalidInput, phrase!("backup-none")))?;
    let about: About = serde_json::from_slice(first)
        .map_err(|error| Problem::new(Kind::InvalidInput, phrase!("backup-none")).because(error))?;
    if about.carteiro_backup != FORM || about.schema > newest() {
        return Err(Problem::new(Kind::Changed, phrase!("backup-newer", version = about.version)));
    }
    let db = Db::connect(location).await?;
    let done = fill(&db, &about, &mut lines).await;
    db.close().await;
    done.map(|()| about)
}

async fn fill<R: AsyncBufRead + Unpin>(db: &Db, about: &About, lines: &mut Lines<'_, R>) -> Result<()> {
    if db.version().await? > about.schema {
        return Err(Problem::new(Kind::Exists, phrase!("backup-elsewhere")));
    }
    db.migrate_to(about.schema).await?;
    let mut change = db.begin().await?;
    let tables = change.tables().await?;
    for table in &tables {
        if change.count(table).await? > 0 {
            return Err(Problem::new(Kind::Exists, phrase!("backup-not-empty", table = table.name)));
        }
    }
    change.look_at_references_last().await?;
    take(&mut change, about, &tables, lines).await?;
    let torn = |problem: Problem| match problem.kind() {
        Kind::NotFound => lines.damaged(),
        _ => problem,
    };
    change.look_at_references().await.map_err(torn)?;
    change.commit().await.map_err(torn)?;
    db.migrate().await.map(drop)
}

async fn take<R: AsyncBufRead + Unpin>(
    change: &mut Transaction,
    about: &About,
    tables: &[Table],
    lines: &mut Lines<'_, R>,
) -> Result<()> {
    let mut rows = 0;
    let mut of: Option<Filling> = None;
    loop {
        let before = lines.digest.clone();
        let Some(line) = lines.next().await? else { return Err(lines.damaged()) };
        if line.starts_with(b"[") {
            let row = of.as_ref().and_then(|of| Some((values(line, of.table)?, line.len())));
            let (Some((row, length)), Some(of)) = (row, of.as_mut()) else { return Err(lines.damaged()) };
            rows += 1;
            of.push(change, row, length).await.map_err(|problem| lines.placed(problem))?;
            continue;
        }
        let read: Option<Line> = serde_json::from_slice(line).ok();
        if let Some(done) = of.take()
            && !done.end(change, about).await.map_err(|problem| lines.placed(problem))?
        {
            return Err(lines.damaged());
        }
        match read {
            Some(Line::Table { name, columns }) => {
                let found = tables.iter().find(|table| table.name == name && table.columns == columns);
                let Some(table) = found else { return Err(lines.damaged()) };
                of = Some(Filling { table, rows: 0, values: Values::new(), bytes: 0 });
            }
            Some(Line::End { rows: told, sha256 }) => {
                let is_all = told == rows && rows == about.rows() && sha256 == hex(&before.finalize());
                let is_last = lines.next().await?.is_none();
                return if is_all && is_last { Ok(()) } else { Err(lines.damaged()) };
            }
            None => return Err(lines.damaged()),
        }
    }
}

/// A table on its way into the database.
struct Filling<'a> {
    table: &'a Table,
    rows: i64,
    values: Values,
    bytes: usize,
}

impl Filling<'_> {
    async fn push(&mut self, change: &mut Transaction, row: Vec<Value>, bytes: usize) -> Result<()> {
        self.rows += 1;
        self.bytes += bytes;
        self.values.extend(row);
        let is_enough = self.values.len() >= ROWS * self.table.columns.len() || self.bytes >= BYTES;
        if is_enough { self.put(change).await } else { Ok(()) }
    }

    /// Whether as many came as there should be.
    async fn end(mut self, change: &mut Transaction, about: &About) -> Result<bool> {
        self.put(change).await?;
        Ok(about.tables.get(&self.table.name) == Some(&self.rows))
    }

    async fn put(&mut self, change: &mut Transaction) -> Result<()> {
        self.bytes = 0;
        let values = std::mem::take(&mut self.values);
        if values.is_empty() { Ok(()) } else { change.insert(self.table, values).await }
    }
}

struct Lines<'a, R> {
    from: &'a mut R,
    digest: Sha256,
    line: Vec<u8>,
    number: u64,
}

impl<R: AsyncBufRead + Unpin> Lines<'_, R> {
    /// `None`: that was all.
    async fn next(&mut self) -> Result<Option<&[u8]>> {
        self.line.clear();
        self.number += 1;
        let mut bounded = (&mut *self.from).take(LONGEST_LINE as u64);
        let read = bounded.read_until(b'\n', &mut self.line).await;
        read.map_err(|error| Problem::new(Kind::InvalidInput, phrase!("backup-unread")).because(error))?;
        if self.line.is_empty() {
            return Ok(None);
        }
        if self.line.last() != Some(&b'\n') {
            return Err(self.damaged());
        }
        self.digest.update(&self.line);
        Ok(Some(&self.line))
    }

    fn damaged(&self) -> Problem {
        Problem::new(Kind::InvalidInput, phrase!("backup-damaged", line = self.number))
    }

    /// What the database refuses of a row that a backup holds is a mistake of the backup.
    fn placed(&self, problem: Problem) -> Problem {
        match problem.kind() {
            Kind::Exists | Kind::NotFound | Kind::Internal => self.damaged().because(problem),
            _ => problem,
        }
    }
}
