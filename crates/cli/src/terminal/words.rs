//! What a terminal says of failures, beyond the words of events.

pub use carteiro_engine::told::{amount, marked, of, said, subject};

use crate::out::visible;
use carteiro_engine::Failure;
use carteiro_mail::Kind;
use carteiro_world::words::{Language, Phrase};

/// The same words, where they tell somebody to sign in: for this file.
pub fn signing_in(words: &Phrase, file: &str) -> Phrase {
    // It is said by a connection: no file of anybody's helps.
    if words.args.get("login_known").is_some_and(|known| known == "connection") {
        return words.clone();
    }
    words.clone().with("login_known", "yes").with("login_for", visible(file))
}

/// Whose words the detail of a failure is.
pub fn author(failure: &Failure) -> &'static str {
    match failure.kind {
        _ if failure.words.code == "error-file" => "system",
        Kind::Denied
        | Kind::Exists
        | Kind::NotFound
        | Kind::Protocol
        | Kind::Quota
        | Kind::Rejected
        | Kind::SignInFailed
        | Kind::Throttled => "server",
        _ => "other",
    }
}

/// What a person can do about it, where the words of the failure do not say so themselves.
pub fn advice(failure: &Failure, file: &str, language: Language) -> Option<String> {
    if let Some(known) = &failure.advice {
        return Some(language.say(&signing_in(known, file)));
    }
    let kind = serde_json::to_value(failure.kind).unwrap_or_default();
    let of_kind = format!("ui-advice-{}", kind.as_str().unwrap_or_default().replace('_', "-"));
    language.word(&format!("ui-advice-{}", failure.words.code)).or_else(|| language.word(&of_kind))
}
