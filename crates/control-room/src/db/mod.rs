//! The database: SQLite in a file, or PostgreSQL. One text of SQL serves both: columns are `TEXT`, `BIGINT` or `BYTEA`,
//! flags are 0 and 1, times microseconds of UTC, placeholders `$1`.

mod error;
mod location;
mod many;
mod migrate;
mod tables;
mod transaction;
mod value;

pub use location::Location;
pub(crate) use migrate::newest;
pub(crate) use tables::{Holds, Table};
pub use transaction::Transaction;
pub use value::{Value, Values};

use crate::Result;
use sqlx::FromRow;
use sqlx::postgres::{PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions, SqliteRow};
use std::time::Duration;

/// So long a statement waits for another writer, or for a free connection.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections to PostgreSQL, and readers of SQLite.
const CONNECTIONS: u32 = 8;

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db(Pools);

#[derive(Clone, Debug)]
enum Pools {
    /// SQLite takes one writer, and any number of readers beside it.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// What a row of either database can be read into: tuples, and structs that derive [`FromRow`].
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// Runs `$work` with the values bound to a query of either database, on `$executor`.
macro_rules! on_either {
    ($pools:expr, $sqlite:pat => $on_sqlite:expr, $postgres:pat => $on_postgres:expr, |$executor:ident| $work:expr) => {
        match $pools {
            $sqlite => {
                let $executor = $on_sqlite;
                $work
            }
            $postgres => {
                let $executor = $on_postgres;
                $work
            }
        }
    };
}

/// A query with its values.
macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                $crate::db::Value::Text(value) => query.bind(value),
                $crate::db::Value::Number(value) => query.bind(value),
                $crate::db::Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}
pub(crate) use {bound, on_either};

impl Db {
    /// Opens the database, and brings it to the state that this version knows.
    ///
    /// - `Unreachable`: nobody answers there, or the file cannot be opened.
    /// - `Denied`: it lets nobody in who signs in so.
    /// - `Changed`: a newer version of Carteiro has changed it.
    pub async fn open(location: &Location) -> Result<Self> {
        let db = Self::connect(location).await?;
        db.migrate().await?;
        Ok(db)
    }

    /// The same, and leaves it as it is.
    pub async fn connect(location: &Location) -> Result<Self> {
        let pools = match location {
            Location::Sqlite(file) => {
                location::private(file).map_err(|error| error::opening(location, &sqlx::Error::Io(error)))?;
                let options = location::sqlite(file);
                let pool = |most| SqlitePoolOptions::new().max_connections(most).acquire_timeout(PATIENCE);
                let opened = pool(1).connect_with(options.clone()).await;
                let writer = opened.map_err(|error| error::opening(location, &error))?;
                let readers = pool(CONNECTIONS).connect_lazy_with(options.read_only(true));
                Pools::Sqlite { writer, readers }
            }
            Location::Postgres(options) => {
                let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
                let opened = pool.connect_with((**options).clone()).await;
                Pools::Postgres(opened.map_err(|error| error::opening(location, &error))?)
            }
        };
        Ok(Self(pools))
    }

    /// Carries out one statement; how many rows it changed.
    pub async fn run(&self, sql: &'static str, values: Values) -> Result<u64> {
        on_either!(&self.0, Pools::Sqlite { writer, .. } => writer, Pools::Postgres(all) => all, |pool| {
            let done = bound!(sqlx::query(sql), values).execute(pool).await;
            done.map(|done| done.rows_affected()).map_err(error::of)
        })
    }

    /// What one statement tells, one after the other in memory: it says how many at most.
    pub async fn all<T: Row>(&self, sql: &'static str, values: Values) -> Result<Vec<T>> {
        on_either!(&self.0, Pools::Sqlite { readers, .. } => readers, Pools::Postgres(all) => all, |pool| {
            bound!(sqlx::query_as::<_, T>(sql), values).fetch_all(pool).await.map_err(error::of)
        })
    }

    /// The one row that a statement tells; `None`: there is none.
    pub async fn one<T: Row>(&self, sql: &'static str, values: Values) -> Result<Option<T>> {
        on_either!(&self.0, Pools::Sqlite { readers, .. } => readers, Pools::Postgres(all) => all, |pool| {
            bound!(sqlx::query_as::<_, T>(sql), values).fetch_optional(pool).await.map_err(error::of)
        })
    }

    /// Begins a change of several statements. Dropped, it has never been.
    pub async fn begin(&self) -> Result<Transaction> {
        Transaction::begin(&self.0).await
    }

    /// Begins to read what does not change meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<Transaction> {
        Transaction::snapshot(&self.0).await
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}
