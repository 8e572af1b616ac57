//! Where the database is.

use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use std::fmt;
use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where the database is, and how to sign in there.
#[derive(Clone)]
pub enum Location {
    /// A file, which is made when it is opened first.
    Sqlite(PathBuf),
    /// A server: `postgres://user:password@host/name`, with the parameters of libpq.
    Postgres(Box<PgConnectOptions>),
}

impl FromStr for Location {
    type Err = Problem;

    /// `InvalidInput`: it is neither `sqlite:FILE` nor `postgres://…`.
    fn from_str(text: &str) -> Result<Self> {
        if let Some(file) = text.strip_prefix("sqlite:").filter(|file| !file.is_empty()) {
            return Ok(Self::Sqlite(PathBuf::from(file.strip_prefix("//").unwrap_or(file))));
        }
        // What it says may hold a password: it is not repeated.
        let illegal = || Problem::new(Kind::InvalidInput, phrase!("database-address"));
        if !(text.starts_with("postgres://") || text.starts_with("postgresql://")) {
            return Err(illegal());
        }
        text.parse().map(Box::new).map(Self::Postgres).map_err(|_: sqlx::Error| illegal())
    }
}

impl Location {
    /// Whether opening it would make it.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Sqlite(file) if !file.exists())
    }
}

/// Without the password.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => write!(f, "{}", file.display()),
            Self::Postgres(options) => write!(f, "{}:{}", options.get_host(), options.get_port()),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

/// Makes the file, readable by nobody else; what SQLite keeps beside it gets the same rights.
pub(super) fn private(file: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

/// What a power cut may take away is the last change, and never the file.
pub(super) fn sqlite(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(super::PATIENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_new_file_is_readable_by_nobody_else() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        private(&file).unwrap();
        private(&file).unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn an_address_shows_no_password() {
        let location: Location = "postgres://ana:canary@db.test:5433/mail".parse().unwrap();
        assert_eq!(location.to_string(), "db.test:5433");
        assert_eq!(format!("{location:?}"), "Location(db.test:5433)");
    }

    #[test]
    fn what_is_no_address_is_refused_and_not_repeated() {
        for text in
            ["", "sqlite:", "mysql://ana:canary@db", "postgres//canary", "postgres://a:canary@[", "canary"]
        {
            let problem = text.parse::<Location>().unwrap_err();
            assert_eq!(problem.kind(), Kind::InvalidInput, "{text}");
            assert!(!problem.to_string().contains("canary"), "{problem}");
        }
    }

    #[test]
    fn a_file_is_named_with_and_without_slashes() {
        for (text, file) in
            [("sqlite:a.db", "a.db"), ("sqlite://a.db", "a.db"), ("sqlite:///x/a.db", "/x/a.db")]
        {
            assert_eq!(text.parse::<Location>().unwrap().to_string(), file);
        }
    }
}
