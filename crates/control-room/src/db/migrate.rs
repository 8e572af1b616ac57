//! Bringing a database to the state that this version knows.

use super::{Db, Pools, error};
use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use sqlx::migrate::{AppliedMigration, Migrate, MigrateError, Migrator};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The last change of the tables that this version knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}

impl Db {
    /// Changes the tables to what this version knows; answers what was done, by the names of the changes.
    ///
    /// `Changed`: a newer version of Carteiro has changed them, or somebody else.
    pub async fn migrate(&self) -> Result<Vec<String>> {
        self.migrate_to(newest()).await
    }

    /// The same, up to this change.
    pub(crate) async fn migrate_to(&self, version: i64) -> Result<Vec<String>> {
        let before = self.version().await?;
        let done = match &self.0 {
            Pools::Sqlite { writer, .. } => MIGRATIONS.run_to(version, writer).await,
            // Several processes that start at once wait for each other (an advisory lock).
            Pools::Postgres(pool) => MIGRATIONS.run_to(version, pool).await,
        };
        done.map_err(told)?;
        let new = MIGRATIONS.iter().filter(|one| one.version > before && one.version <= version);
        Ok(new.map(|one| format!("{:04} {}", one.version, one.description)).collect())
    }

    /// The last change of the tables that was made; 0: none was.
    pub(crate) async fn version(&self) -> Result<i64> {
        let applied = match &self.0 {
            Pools::Sqlite { writer, .. } => applied(&mut *writer.acquire().await.map_err(error::of)?).await,
            Pools::Postgres(pool) => applied(&mut *pool.acquire().await.map_err(error::of)?).await,
        };
        let applied = applied.map_err(told)?;
        Ok(applied.iter().map(|migration| migration.version).max().unwrap_or_default())
    }
}

async fn applied<C: Migrate>(connection: &mut C) -> Result<Vec<AppliedMigration>, MigrateError> {
    connection.ensure_migrations_table(&MIGRATIONS.table_name).await?;
    connection.list_applied_migrations(&MIGRATIONS.table_name).await
}

fn told(error: MigrateError) -> Problem {
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
            Problem::new(Kind::Changed, phrase!("database-newer")).because(error)
        }
        MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => {
            Problem::new(Kind::Changed, phrase!("database-changed")).because(error)
        }
        _ => Problem::new(Kind::Internal, phrase!("database-migration")).because(error),
    }
}
