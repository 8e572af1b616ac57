//! Several statements that happen together, or not at all.

use super::{Pools, Row, Values, bound, error, on_either};
use crate::Result;
use sqlx::{Postgres, Sqlite};

/// A change under way. Dropped, it has never been.
#[derive(Debug)]
pub struct Transaction(pub(super) Begun);

#[derive(Debug)]
pub(super) enum Begun {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    pub(super) async fn begin(pools: &Pools) -> Result<Self> {
        let begun = match pools {
            // As a writer from the first statement on: who only reads at first is refused when it comes to writing
            // (sqlite.org/lang_transaction.html).
            Pools::Sqlite { writer, .. } => {
                Begun::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await.map_err(error::of)?)
            }
            Pools::Postgres(pool) => Begun::Postgres(pool.begin().await.map_err(error::of)?),
        };
        Ok(Self(begun))
    }

    /// Carries out one statement; how many rows it changed.
    pub async fn run(&mut self, sql: &'static str, values: Values) -> Result<u64> {
        on_either!(&mut self.0, Begun::Sqlite(begun) => &mut **begun, Begun::Postgres(begun) => &mut **begun, |begun| {
            let done = bound!(sqlx::query(sql), values).execute(begun).await;
            done.map(|done| done.rows_affected()).map_err(error::of)
        })
    }

    /// What one statement tells.
    pub async fn all<T: Row>(&mut self, sql: &'static str, values: Values) -> Result<Vec<T>> {
        on_either!(&mut self.0, Begun::Sqlite(begun) => &mut **begun, Begun::Postgres(begun) => &mut **begun, |begun| {
            bound!(sqlx::query_as::<_, T>(sql), values).fetch_all(begun).await.map_err(error::of)
        })
    }

    /// The one row that a statement tells; `None`: there is none.
    pub async fn one<T: Row>(&mut self, sql: &'static str, values: Values) -> Result<Option<T>> {
        on_either!(&mut self.0, Begun::Sqlite(begun) => &mut **begun, Begun::Postgres(begun) => &mut **begun, |begun| {
            bound!(sqlx::query_as::<_, T>(sql), values).fetch_optional(begun).await.map_err(error::of)
        })
    }

    /// Makes it so.
    pub async fn commit(self) -> Result<()> {
        match self.0 {
            Begun::Sqlite(begun) => begun.commit().await.map_err(error::of),
            Begun::Postgres(begun) => begun.commit().await.map_err(error::of),
        }
    }
}
