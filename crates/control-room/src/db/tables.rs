//! The tables of a database, as the database itself tells: nobody keeps a list of them.

use super::transaction::Begun;
use super::{Pools, Transaction, Value, Values, bound, error, on_either};
use crate::{Problem, Result, values};
use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Row as _};
use std::fmt::Write as _;

/// One kind of column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Holds {
    /// `TEXT`.
    Text,
    /// `BIGINT`.
    Number,
    /// `BYTEA`.
    Bytes,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<(String, Holds)>,
    /// The columns of its key, in the order of the table.
    key: Vec<(String, Holds)>,
}

/// Name of the table, of a column, its type, and whether it is of the key.
type Described = (String, String, String, i64);

/// What sqlx keeps of migrations is made by migrating.
const ON_SQLITE: &str = "SELECT named.name, held.name, held.type, held.pk \
    FROM sqlite_schema AS named JOIN pragma_table_info(named.name) AS held \
    WHERE named.type = 'table' AND named.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND named.name <> '_sqlx_migrations' \
    ORDER BY named.name, held.cid";
const ON_POSTGRES: &str = "SELECT named.relname::text, held.attname::text, format_type(held.atttypid, held.atttypmod), \
    (SELECT COUNT(*) FROM pg_index WHERE indrelid = named.oid AND indisprimary AND held.attnum = ANY (indkey)) \
    FROM pg_class AS named JOIN pg_attribute AS held ON held.attrelid = named.oid \
    WHERE named.relkind = 'r' AND named.relnamespace = current_schema()::regnamespace \
    AND held.attnum > 0 AND NOT held.attisdropped AND named.relname <> '_sqlx_migrations' \
    ORDER BY named.relname::text COLLATE \"C\", held.attnum";

impl Table {
    fn columns_sql(&self) -> String {
        self.columns.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ")
    }

    /// All rows, in the same order everywhere.
    fn select_sql(&self, is_postgres: bool) -> String {
        let by = if self.key.is_empty() { &self.columns } else { &self.key };
        let by = by.iter().map(|(name, holds)| match holds {
            Holds::Text if is_postgres => format!("{} COLLATE \"C\"", quoted(name)),
            _ => quoted(name),
        });
        let by = by.collect::<Vec<_>>().join(", ");
        format!("SELECT {} FROM {} ORDER BY {by}", self.columns_sql(), quoted(&self.name))
    }

    /// So many rows.
    fn insert_sql(&self, rows: usize) -> String {
        let mut sql = format!("INSERT INTO {} ({}) VALUES ", quoted(&self.name), self.columns_sql());
        for row in 0..rows {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..self.columns.len() {
                let comma = if column == 0 { "" } else { ", " };
                let _ = write!(sql, "{comma}${}", row * self.columns.len() + column + 1);
            }
            sql.push(')');
        }
        sql
    }
}

impl Transaction {
    /// What does not change while it is read, however long that takes.
    pub(super) async fn snapshot(pools: &Pools) -> Result<Self> {
        let begun = match pools {
            // In WAL a reader sees what was there when it began (sqlite.org/isolation.html).
            Pools::Sqlite { readers, .. } => Begun::Sqlite(readers.begin().await.map_err(error::of)?),
            Pools::Postgres(pool) => {
                let begun = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await;
                Begun::Postgres(begun.map_err(error::of)?)
            }
        };
        Ok(Self(begun))
    }

    /// All tables, by name.
    pub(crate) async fn tables(&mut self) -> Result<Vec<Table>> {
        let sql = if self.is_postgres() { ON_POSTGRES } else { ON_SQLITE };
        let mut tables: Vec<Table> = Vec::new();
        for (name, column, of, is_key) in self.all::<Described>(sql, values![]).await? {
            let holds = match of.to_lowercase().as_str() {
                "text" => Holds::Text,
                "bigint" => Holds::Number,
                "bytea" => Holds::Bytes,
                _ => return Err(Problem::internal(format!("{name}.{column} is a {of}"))),
            };
            if tables.last().is_none_or(|table| table.name != name) {
                tables.push(Table { name, columns: Vec::new(), key: Vec::new() });
            }
            if let Some(table) = tables.last_mut() {
                table.columns.push((column.clone(), holds));
                table.key.extend((is_key > 0).then_some((column, holds)));
            }
        }
        Ok(tables)
    }

    /// How many rows a table has.
    pub(crate) async fn count(&mut self, table: &Table) -> Result<i64> {
        let sql = format!("SELECT COUNT(*) FROM {}", quoted(&table.name));
        on_either!(&mut self.0, Begun::Sqlite(begun) => &mut **begun, Begun::Postgres(begun) => &mut **begun, |begun| {
            let counted = sqlx::query_as::<_, (i64,)>(AssertSqlSafe(sql)).fetch_one(begun).await;
            counted.map(|(count,)| count).map_err(error::of)
        })
    }

    /// Hands over each row of a table, one after the other.
    pub(crate) async fn each(
        &mut self,
        table: &Table,
        mut take: impl AsyncFnMut(Values) -> Result<()>,
    ) -> Result<()> {
        let sql = table.select_sql(self.is_postgres());
        on_either!(&mut self.0, Begun::Sqlite(begun) => &mut **begun, Begun::Postgres(begun) => &mut **begun, |begun| {
            let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(begun);
            while let Some(row) = rows.try_next().await.map_err(error::of)? {
                let mut values = Values::with_capacity(table.columns.len());
                for (at, (_, holds)) in table.columns.iter().enumerate() {
                    let value = match holds {
                        Holds::Text => row.try_get(at).map(Value::Text),
                        Holds::Number => row.try_get(at).map(Value::Number),
                        Holds::Bytes => row.try_get(at).map(Value::Bytes),
                    };
                    values.push(value.map_err(error::of)?);
                }
                take(values).await?;
            }
            Ok(())
        })
    }

    /// Adds rows, whose values come one after the other.
    pub(crate) async fn insert(&mut self, table: &Table, values: Values) -> Result<()> {
        let rows = values.len() / table.columns.len().max(1);
        let sql = table.insert_sql(rows);
        on_either!(&mut self.0, Begun::Sqlite(begun) => &mut **begun, Begun::Postgres(begun) => &mut **begun, |begun| {
            let done = bound!(sqlx::query(AssertSqlSafe(sql)), values).execute(begun).await;
            done.map(drop).map_err(error::of)
        })
    }

    /// Looks at references when all is there, and not row by row: rows may come in any order.
    pub(crate) async fn look_at_references_last(&mut self) -> Result<()> {
        if self.is_postgres() {
            return self.alter_references("DEFERRABLE INITIALLY DEFERRED").await;
        }
        // Until this change ends (sqlite.org/pragma.html#pragma_defer_foreign_keys).
        self.run("PRAGMA defer_foreign_keys = ON", values![]).await.map(drop)
    }

    /// Looks at them now; from now on row by row.
    pub(crate) async fn look_at_references(&mut self) -> Result<()> {
        if self.is_postgres() {
            self.run("SET CONSTRAINTS ALL IMMEDIATE", values![]).await?;
            return self.alter_references("NOT DEFERRABLE").await;
        }
        let broken: Option<(String,)> =
            self.one("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", values![]).await?;
        match broken {
            Some((table,)) => Err(error::gone(&table)),
            None => Ok(()),
        }
    }

    async fn alter_references(&mut self, how: &str) -> Result<()> {
        let sql = "SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I ', conrelid::regclass, conname) \
                   FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace";
        for (alter,) in self.all::<(String,)>(sql, values![]).await? {
            let Begun::Postgres(begun) = &mut self.0 else { continue };
            let sql = AssertSqlSafe(alter + how);
            sqlx::query(sql).execute(&mut **begun).await.map_err(error::of)?;
        }
        Ok(())
    }

    fn is_postgres(&self) -> bool {
        matches!(self.0, Begun::Postgres(_))
    }
}

/// As SQL takes any name.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
