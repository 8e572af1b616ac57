//! Tests run on both databases: on a file of SQLite, and on the lab's PostgreSQL.

use crate::Ground;
use crate::db::{Db, Location, Value};
use crate::seal::{Master, Seal};
use crate::values;
use carteiro_world::clock::Time;
use carteiro_world::{Clock, Random};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// A database of a test's own, brought up to date.
pub struct Standing {
    pub db: Db,
    pub location: Location,
    /// The same, for another process.
    pub url: String,
    _folder: Option<TempDir>,
}

/// Writes a test for each of these functions and each database: `sqlite::name`, `postgres::name`.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&$crate::testing::Standing::sqlite().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                let Some(standing) = $crate::testing::Standing::postgres().await else { return };
                super::$name(&standing).await;
            })*
        }
    };
}
pub(crate) use on_both;

/// What slices stand on, in this process or another.
pub async fn ground(db: Db, clock: Clock) -> Ground {
    let random = Random::system();
    let master = Master::fresh(&Random::seeded(7));
    let seal = Seal::open(&db, &master, &clock, &random).await.unwrap();
    Ground { db, seal, clock, random }
}

impl Standing {
    /// What slices stand on, at this time.
    pub async fn ground(&self, clock: Clock) -> Ground {
        ground(self.db.clone(), clock).await
    }

    /// All that is in the database, as text: what is in bytes too.
    pub async fn dump(&self) -> String {
        let mut reading = self.db.snapshot().await.unwrap();
        let mut dump = Vec::new();
        for table in reading.tables().await.unwrap() {
            let each = reading.each(&table, async |values| {
                for value in values {
                    match value {
                        Value::Text(text) => dump.extend(text.unwrap_or_default().into_bytes()),
                        Value::Number(number) => {
                            dump.extend(number.unwrap_or_default().to_string().into_bytes());
                        }
                        Value::Bytes(bytes) => dump.extend(bytes.unwrap_or_default()),
                    }
                    dump.push(b'\n');
                }
                Ok(())
            });
            each.await.unwrap();
        }
        String::from_utf8_lossy(&dump).into_owned()
    }

    /// The same, and in a file also what was removed and is still there.
    pub async fn remains(&self) -> String {
        let mut dump = self.dump().await.into_bytes();
        if let Location::Sqlite(file) = &self.location {
            let beside = ["", "-wal"].map(|end| format!("{}{end}", file.display()));
            #[expect(clippy::disallowed_methods, reason = "a thief reads it so")]
            let read = |file: &String| std::fs::read(file).unwrap_or_default();
            dump.extend(beside.iter().flat_map(read));
        }
        String::from_utf8_lossy(&dump).into_owned()
    }

    /// Another database of the same kind, of which there is nothing yet.
    pub async fn empty(&self) -> Self {
        match &self.location {
            Location::Sqlite(_) => Self::sqlite().await,
            Location::Postgres(_) => Self::postgres().await.unwrap(),
        }
    }

    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Sqlite(folder.path().join("carteiro.db"));
        let db = Db::open(&location).await.unwrap();
        let url = format!("sqlite:{}", folder.path().join("carteiro.db").display());
        Self { db, location, url, _folder: Some(folder) }
    }

    /// `None`: there is none, and nobody is to fail for that.
    pub async fn postgres() -> Option<Self> {
        let url = postgres_url()?;
        let name = format!("test_{}", Random::system().id::<8>());
        let making = sqlx::PgPool::connect(&url).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&making).await.unwrap();
        making.close().await;
        let url = url.replace("/postgres", &format!("/{name}"));
        let location: Location = url.parse().unwrap();
        let db = Db::open(&location).await.unwrap();
        Some(Self { db, location, url, _folder: None })
    }
}

/// Where the lab's PostgreSQL is.
fn postgres_url() -> Option<String> {
    lab("postgres").and_then(|postgres| postgres["url"].as_str().map(str::to_owned))
}

/// What the lab tells of a server. Without it, tests that need it are skipped; only a build server must have it.
#[expect(clippy::disallowed_methods, reason = "a test is told by its environment where the servers are")]
pub fn lab(name: &str) -> Option<serde_json::Value> {
    let lab = std::env::var_os("CARTEIRO_LAB").map(|file| {
        let text = std::fs::read(file).expect("lab.json can be read");
        serde_json::from_slice::<serde_json::Value>(&text).expect("lab.json is JSON")
    });
    let server = lab.map(|mut lab| lab[name].take()).filter(serde_json::Value::is_object);
    if server.is_none() {
        let on_build_server = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!on_build_server, "a build server must set CARTEIRO_LAB, and have {name} in it");
        eprintln!("skipped: there is no {name} in CARTEIRO_LAB");
    }
    server
}

async fn a_database_is_opened_again_as_it_was(standing: &Standing) {
    let insert = "INSERT INTO data_key (id, sealed, made_at) VALUES ($1, $2, $3)";
    standing.db.run(insert, values!["a", vec![0_u8, 255], 7_i64]).await.unwrap();
    standing.db.close().await;
    let again = Db::open(&standing.location).await.unwrap();
    let read: Vec<(String, Vec<u8>, i64)> =
        again.all("SELECT id, sealed, made_at FROM data_key", values![]).await.unwrap();
    assert_eq!(read, [("a".to_owned(), vec![0, 255], 7)]);
}

on_both!(a_database_is_opened_again_as_it_was);

/// What is written to the log of the program by what a test does.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// From now on, as long as the other is held.
    pub fn heard() -> (Self, tracing::subscriber::DefaultGuard) {
        let log = Self::default();
        let lines = log.clone();
        let lines = tracing_subscriber::fmt().with_ansi(false).with_writer(move || lines.clone());
        (log, tracing::subscriber::set_default(lines.with_max_level(tracing::Level::TRACE).finish()))
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A clock that only a test moves.
#[derive(Clone)]
pub struct Hands(Arc<Mutex<Timestamp>>);

impl Hands {
    pub fn at(now: &str) -> Self {
        Self(Arc::new(Mutex::new(now.parse().unwrap())))
    }

    pub fn pass(&self, span: Duration) {
        *self.0.lock().unwrap() += span;
    }
}

impl Time for Hands {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        unreachable!("nothing here waits")
    }
}

/// The machine's clock, which a test puts on.
#[derive(Clone, Default)]
pub struct Ahead(Arc<Mutex<Duration>>);

impl Ahead {
    pub fn by(span: Duration) -> Self {
        Self(Arc::new(Mutex::new(span)))
    }

    pub fn pass(&self, span: Duration) {
        *self.0.lock().unwrap() += span;
    }
}

impl Time for Ahead {
    fn now(&self) -> Timestamp {
        Clock::system().now() + *self.0.lock().unwrap()
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move { Clock::system().sleep(span).await })
    }
}

/// The same, in which nobody who sleeps wakes up: what happens by itself after a while does not.
#[derive(Clone)]
pub struct Asleep(pub Ahead);

impl Time for Asleep {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}
