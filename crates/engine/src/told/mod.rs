//! Events in words, for whoever watches a run: at a terminal, in the Control Room.

pub mod amount;
mod visible;

pub use visible::{harmless, visible};

use crate::event::{Beside, Effect};
use crate::{Event, Failure};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use carteiro_world::words::{Language, Phrase};
use std::time::Duration;

/// The event in words; `None` when it says nothing that a person waits for. `dry`: nothing of it happens.
pub fn of(event: &Event, dry: bool, language: Language) -> Option<String> {
    let words = match event {
        Event::RunStarted { dry_run: true, .. } => phrase!("ui-dry-run"),
        Event::Connected { session, host, user, .. } => {
            let known = if user.is_some() { "yes" } else { "no" };
            let user = visible(user.as_deref().unwrap_or_default());
            phrase!("ui-connected", session = session, host = visible(host), known = known, user = user)
        }
        Event::Disconnected { session } => phrase!("ui-disconnected", session = session),
        Event::Retrying { session, failure, pause_ms } => {
            let pause = Duration::from_millis(*pause_ms);
            let wait = if pause.is_zero() { "no" } else { "yes" };
            let (pause, why) = (amount::span(pause, language), failed(failure, language));
            phrase!("ui-retrying", session = session, why = why, wait = wait, pause = pause)
        }
        Event::TryingAgain { attempt, times, failure, pause_ms } => {
            let pause = Duration::from_millis(*pause_ms);
            let wait = if pause.is_zero() { "no" } else { "yes" };
            let (pause, why) = (amount::span(pause, language), failed(failure, language));
            phrase!(
                "ui-trying-again",
                why = why,
                wait = wait,
                pause = pause,
                attempt = attempt,
                times = times
            )
        }
        Event::Caught { failure } => phrase!("ui-caught", why = failed(failure, language)),
        Event::FinallyFailed { failure } => phrase!("ui-finally-failed", why = failed(failure, language)),
        Event::Waiting { until, for_mail } => {
            let what = match (for_mail, dry) {
                (true, _) => "mail",
                (false, true) => "tried",
                (false, false) => "time",
            };
            phrase!("ui-waiting", what = what, until = until)
        }
        Event::Stopped { reason, .. } => {
            let given = if reason.is_some() { "yes" } else { "no" };
            let reason = visible(reason.as_deref().unwrap_or_default());
            phrase!("ui-stopped", given = given, reason = reason)
        }
        Event::AutomationStarted { automation, file } => {
            phrase!("ui-automation", automation = visible(automation), file = visible(file))
        }
        Event::Reconnected { session } => phrase!("ui-reconnected", session = session),
        Event::Alert { session, text } => phrase!("ui-alert", session = session, text = visible(text)),
        Event::FewerConnections { session, left, failure } => {
            let why = failed(failure, language);
            phrase!("ui-fewer-connections", session = session, left = left, why = why)
        }
        Event::LoopStarted { session, folder } => {
            phrase!("ui-loop", session = session, folder = visible(folder))
        }
        Event::ItemStarted { subject, from, .. } => {
            phrase!("ui-item", subject = self::subject(subject, language), from = visible(from))
        }
        Event::ItemSkipped { subject, from, reason, .. } => phrase!(
            "ui-item-skipped",
            subject = self::subject(subject, language),
            from = visible(from),
            why = language.say(reason)
        ),
        Event::ItemFailed { failure, .. } if failure.kind == Kind::Cancelled => return None,
        Event::ItemFailed { failure, .. } => phrase!("ui-item-failed", why = failed(failure, language)),
        Event::MessageFailed { failure, .. } if failure.kind == Kind::Cancelled => return None,
        Event::MessageFailed { subject, from, failure, .. } => phrase!(
            "ui-message-failed",
            subject = self::subject(subject, language),
            from = visible(from),
            why = failed(failure, language)
        ),
        Event::MessagesDone { effect, done, failed } => {
            // Of files each was told of.
            let what = of_effect(effect, dry, language).map(|words| language.say(&words));
            let told = if what.is_some() { "yes" } else { "no" };
            let what = what.unwrap_or_default();
            phrase!("ui-messages-done", done = done, failed = failed, told = told, what = what)
        }
        Event::SentWithout { what: Beside::Copy, failure } => {
            phrase!("ui-sent-without-copy", why = failed(failure, language))
        }
        Event::SentWithout { what: Beside::Mark, failure } => {
            phrase!("ui-sent-without-mark", why = failed(failure, language))
        }
        Event::Effect { effect, repeated: false } => of_effect(effect, dry, language)?,
        Event::FileSaved { path, size, .. } => {
            phrase!("ui-saved", dry = said(dry), path = visible(path), size = amount::size(*size, language))
        }
        Event::FileSkipped { name, reason } => {
            phrase!("ui-not-saved", name = visible(name), why = language.say(reason))
        }
        Event::Warning { words } => phrase!("ui-warning", words = visible(&language.say(words))),
        _ => return None,
    };
    Some(language.say(&words))
}

/// A subject to show; there may be none.
pub fn subject(subject: &str, language: Language) -> String {
    Some(visible(subject))
        .filter(|subject| !subject.is_empty())
        .unwrap_or_else(|| language.say(&phrase!("ui-no-subject")))
}

/// `read, +Invoices, -Urgent`: marks as the language names them, categories by their names.
pub fn marked<M: AsRef<str>>(marks: &[M], add: &[String], remove: &[String], language: Language) -> String {
    let named =
        |sign: char, names: &[String]| names.iter().map(|name| format!("{sign}{name}")).collect::<Vec<_>>();
    let marks = marks.iter().map(|mark| language.say(&phrase!("ui-mark", mark = mark.as_ref())));
    marks.chain(named('+', add)).chain(named('-', remove)).collect::<Vec<_>>().join(", ")
}

fn of_effect(effect: &Effect, dry: bool, language: Language) -> Option<Phrase> {
    let dry = said(dry);
    let words = match effect {
        Effect::Move { folder, .. } | Effect::Junk { folder, .. } => {
            phrase!("ui-moved", dry = dry, folder = visible(folder))
        }
        Effect::Copy { folder, .. } => phrase!("ui-copied", dry = dry, folder = visible(folder)),
        Effect::Delete { permanently: true, pending: true, .. } => phrase!("ui-delete-pending", dry = dry),
        Effect::Delete { permanently: true, .. } => phrase!("ui-deleted", dry = dry),
        Effect::Delete { permanently: false, .. } => phrase!("ui-to-trash", dry = dry),
        Effect::Mark { marks, add_categories, remove_categories, .. } => {
            let marks = marked(marks, add_categories, remove_categories, language);
            phrase!("ui-marked", dry = dry, marks = visible(&marks))
        }
        Effect::Append { folder, .. } => phrase!("ui-stored", dry = dry, folder = visible(folder)),
        Effect::Send { to, subject, .. } => {
            phrase!("ui-sent", dry = dry, to = visible(&to.join(", ")), subject = visible(subject))
        }
        Effect::Draft { folder, .. } => phrase!("ui-draft", dry = dry, folder = visible(folder)),
        Effect::CreateFolder { folder, .. } => {
            phrase!("ui-folder-made", dry = dry, folder = visible(folder))
        }
        Effect::HttpRequest { method, host, unsent } => {
            phrase!("ui-requested", dry = said(*unsent), method = method, host = visible(host))
        }
        Effect::AppendCsv { file } => phrase!("ui-appended", dry = dry, file = visible(file)),
        Effect::RenameFolder { folder, to, .. } => {
            phrase!("ui-folder-renamed", dry = dry, folder = visible(folder), to = visible(to))
        }
        Effect::DeleteFolder { folder, .. } => {
            phrase!("ui-folder-deleted", dry = dry, folder = visible(folder))
        }
        // Each of the files is told of.
        Effect::SaveFiles { .. } => return None,
    };
    Some(words)
}

/// A choice in a phrase.
pub fn said(choice: bool) -> &'static str {
    if choice { "yes" } else { "no" }
}

/// A failure in words, with what the server or the system said.
pub fn failed(failure: &Failure, language: Language) -> String {
    let words = visible(&language.say(&failure.words));
    match &failure.detail {
        Some(detail) => {
            let detail: Vec<&str> = detail.split_whitespace().collect();
            format!("{words} ({})", visible(&detail.join(" ")))
        }
        None => words,
    }
}
