//! What people are told of a token that is good for nothing any more: of each once.

use super::Connection;
use super::token::Row;
use crate::notices::News;
use carteiro_world::{Phrase, phrase};

/// Somebody has to sign in again.
pub(super) fn needs_sign_in(connection: &Connection, row: &Row, because: Phrase) -> News {
    let account = row.account.clone().unwrap_or_default();
    let was = if account.is_empty() { "nobody" } else { "somebody" };
    let name = &connection.name;
    let words = phrase!("notice-needs-sign-in", name = name, was = was, account = account);
    news("needs_sign_in", connection, row, words, because)
}

/// The provider refuses the application.
pub(super) fn is_refused(connection: &Connection, row: &Row, because: Phrase) -> News {
    let words = phrase!("notice-connection-refused", name = connection.name);
    news("refused", connection, row, words, because)
}

fn news(what: &str, connection: &Connection, row: &Row, words: Phrase, because: Phrase) -> News {
    let event = format!("{what}/{}/{}", row.whose().id(), row.generation);
    News { because: Some(because), ..News::about("connection", &connection.id, event, words) }
}
