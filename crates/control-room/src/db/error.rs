//! What databases refuse, as problems.

use super::Location;
use crate::Problem;
use carteiro_mail::Kind;
use carteiro_world::phrase;
use sqlx::error::ErrorKind;

/// On the way into a database.
pub(super) fn opening(location: &Location, error: &sqlx::Error) -> Problem {
    let at = location;
    // PostgreSQL appendix A: class 28, invalid authorization; 3D000, no such database.
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    let (kind, words) = match code.as_deref() {
        Some(code) if code.starts_with("28") => (Kind::Denied, phrase!("database-denied", at = at)),
        Some("3D000") => (Kind::NotFound, phrase!("database-missing", at = at)),
        _ => (Kind::Unreachable, phrase!("database-unreachable", at = at)),
    };
    Problem::new(kind, words).because(error)
}

/// Of a statement.
pub(super) fn of(error: sqlx::Error) -> Problem {
    let (kind, words) = match &error {
        sqlx::Error::Database(refused) => match (refused.kind(), refused.code().as_deref()) {
            (ErrorKind::UniqueViolation, _) => (Kind::Exists, phrase!("database-exists")),
            (ErrorKind::ForeignKeyViolation, _) => (Kind::NotFound, phrase!("database-gone")),
            // SQLITE_FULL (sqlite.org/rescode.html#full); PostgreSQL's class 53 without 53300, too many connections.
            (_, Some("13" | "53100" | "53200")) => (Kind::Quota, phrase!("database-full")),
            // SQLITE_BUSY; serialization_failure, deadlock_detected, too_many_connections.
            (_, Some("5" | "40001" | "40P01" | "53300")) => (Kind::Throttled, phrase!("database-busy")),
            _ => return Problem::internal(error),
        },
        sqlx::Error::PoolTimedOut => (Kind::Throttled, phrase!("database-busy")),
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
            (Kind::Unreachable, phrase!("database-lost"))
        }
        _ => return Problem::internal(error),
    };
    Problem::new(kind, words).because(error)
}

/// A row refers to what is not there.
pub(super) fn gone(table: &str) -> Problem {
    Problem::new(Kind::NotFound, phrase!("database-gone")).because(table)
}
