//! Statements about many rows at once: their text depends on how many there are.

use super::transaction::Begun;
use super::{Db, Pools, Row, Transaction, Value, Values, bound, error, on_either};
use crate::Result;
use sqlx::AssertSqlSafe;

/// Values of one statement: SQLite takes 32,766 (sqlite.org/limits.html), PostgreSQL 65,535.
const MOST: usize = 8_000;

impl Transaction {
    /// Adds rows: `head` is what stands before `VALUES`, `tail` what stands after the rows. What the statement returns of
    /// each is answered.
    pub(crate) async fn put<T: Row>(
        &mut self,
        head: &'static str,
        rows: Vec<Values>,
        tail: &'static str,
    ) -> Result<Vec<T>> {
        let width = rows.first().map_or(1, Vec::len).max(1);
        let (mut rows, mut told) = (rows.into_iter().peekable(), Vec::new());
        while rows.peek().is_some() {
            let part: Vec<Values> = rows.by_ref().take(MOST / width).collect();
            let places: Vec<String> =
                (0..part.len()).map(|row| format!("({})", places(row * width, width))).collect();
            let sql = format!("{head} VALUES {} {tail}", places.join(", "));
            told.extend(self.told(sql, part.into_iter().flatten().collect()).await?);
        }
        Ok(told)
    }

    /// What a statement tells that ends in `IN`, about some of these: `fixed` are its own values.
    pub(crate) async fn among<T: Row>(
        &mut self,
        sql: &'static str,
        fixed: Values,
        some: Vec<Value>,
    ) -> Result<Vec<T>> {
        let (mut some, mut told) = (some.into_iter().peekable(), Vec::new());
        while some.peek().is_some() {
            let part: Values = some.by_ref().take(MOST).collect();
            let sql = format!("{sql} ({})", places(fixed.len(), part.len()));
            told.extend(self.told(sql, fixed.iter().cloned().chain(part).collect()).await?);
        }
        Ok(told)
    }

    async fn told<T: Row>(&mut self, sql: String, values: Values) -> Result<Vec<T>> {
        let sql = AssertSqlSafe(sql);
        on_either!(&mut self.0, Begun::Sqlite(begun) => &mut **begun, Begun::Postgres(begun) => &mut **begun, |begun| {
            // There are as many texts as numbers of rows: keeping them prepared would drive the others out.
            bound!(sqlx::query_as::<_, T>(sql).persistent(false), values).fetch_all(begun).await.map_err(error::of)
        })
    }
}

impl Db {
    /// The same as [`Transaction::among`], for itself.
    pub(crate) async fn among<T: Row>(
        &self,
        sql: &'static str,
        fixed: Values,
        some: Vec<Value>,
    ) -> Result<Vec<T>> {
        let (mut some, mut told) = (some.into_iter().peekable(), Vec::new());
        while some.peek().is_some() {
            let part: Values = some.by_ref().take(MOST).collect();
            let sql = AssertSqlSafe(format!("{sql} ({})", places(fixed.len(), part.len())));
            let values: Values = fixed.iter().cloned().chain(part).collect();
            let rows = on_either!(&self.0, Pools::Sqlite { readers, .. } => readers, Pools::Postgres(all) => all, |pool| {
                bound!(sqlx::query_as::<_, T>(sql).persistent(false), values).fetch_all(pool).await.map_err(error::of)
            });
            told.extend(rows?);
        }
        Ok(told)
    }
}

/// `$4, $5, $6` after three others.
fn places(before: usize, count: usize) -> String {
    let places: Vec<String> = (before + 1..=before + count).map(|place| format!("${place}")).collect();
    places.join(", ")
}
