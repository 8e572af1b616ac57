//! Writing a backup.

use super::{About, FORM, LONGEST_LINE, Line, line};
use crate::db::Db;
use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::{Clock, phrase};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncWrite, AsyncWriteExt};

/// Writes all tables as they are at one moment, however long it takes; no more than a row is in memory. Nobody else has to
/// stop for it.
///
/// - `Rejected`: it cannot be written there.
/// - `NotFound`: the database has no tables yet.
pub async fn write(db: &Db, clock: &Clock, out: &mut (impl AsyncWrite + Unpin)) -> Result<About> {
    let schema = db.version().await?;
    if schema == 0 {
        return Err(Problem::new(Kind::NotFound, phrase!("backup-nothing")));
    }
    let mut reading = db.snapshot().await?;
    let tables = reading.tables().await?;
    let mut about = About {
        carteiro_backup: FORM,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        schema,
        made_at: clock.now(),
        tables: std::collections::BTreeMap::new(),
    };
    for table in &tables {
        about.tables.insert(table.name.clone(), reading.count(table).await?);
    }
    let mut lines = Lines { out, digest: Sha256::new() };
    lines.push(&about).await?;
    let mut rows = 0;
    for table in &tables {
        lines.push(&Line::Table { name: table.name.clone(), columns: table.columns.clone() }).await?;
        reading
            .each(table, async |values| {
                rows += 1;
                lines.push(&line(&values)).await
            })
            .await?;
    }
    let sha256 = super::hex(&lines.digest.clone().finalize());
    lines.push(&Line::End { rows, sha256 }).await?;
    lines.out.flush().await.map_err(refused)?;
    Ok(about)
}

struct Lines<'a, W> {
    out: &'a mut W,
    digest: Sha256,
}

impl<W: AsyncWrite + Unpin> Lines<'_, W> {
    async fn push(&mut self, what: &impl Serialize) -> Result<()> {
        let mut line = serde_json::to_vec(what).map_err(Problem::internal)?;
        line.push(b'\n');
        if line.len() > LONGEST_LINE {
            return Err(Problem::new(Kind::Unsupported, phrase!("backup-row-long", most = LONGEST_LINE)));
        }
        self.digest.update(&line);
        self.out.write_all(&line).await.map_err(refused)
    }
}

fn refused(error: std::io::Error) -> Problem {
    Problem::new(Kind::Rejected, phrase!("backup-unwritten")).because(error)
}
