//! The sessions, what is changed, and what depends on the server, in words.

use super::{Page, whether};
use carteiro_engine::actions::Takes;
use carteiro_engine::explain::{Changed, Effect, Explanation, Opened, Times};
use carteiro_world::phrase;
use carteiro_world::words::Phrase;

pub(super) fn sessions(page: &mut Page, told: &Explanation) {
    if told.sessions.is_empty() {
        return;
    }
    page.gap();
    page.line(0, &phrase!("explain-sessions"));
    for session in &told.sessions {
        let Opened { line, host, port, security, sign_in, user, .. } = session;
        let name = &session.session;
        page.line(
            1,
            &phrase!(
                "explain-session",
                line = line,
                session = name,
                host = host,
                port = port,
                security = security
            ),
        );
        let (known, user) = (whether(user.is_some()), user.as_deref().unwrap_or_default());
        page.line(2, &phrase!("explain-sign-in", mode = sign_in, known = known, user = user));
        if let Some(allow) = &session.allow {
            let names = allow.iter().filter_map(|one| serde_json::to_value(one).ok());
            let names: Vec<String> = names.filter_map(|name| name.as_str().map(str::to_owned)).collect();
            let read_only = whether(session.read_only);
            page.line(2, &phrase!("explain-allowed", allow = names.join(", "), read_only = read_only));
        }
    }
}

pub(super) fn changes(page: &mut Page, told: &Explanation) {
    page.gap();
    if told.changes.is_empty() {
        page.line(0, &phrase!("explain-changes-nothing"));
        return;
    }
    page.line(0, &phrase!("explain-changes"));
    for change in &told.changes {
        let times = match change.times {
            Times::Once => "once",
            Times::EachMessage => "message",
            Times::EachValue => "value",
        };
        let what = page.said(&words(change));
        let sessions = change.sessions.join(", ");
        let known = whether(!sessions.is_empty());
        let row = phrase!(
            "explain-change",
            line = change.step.line,
            what = what,
            known = known,
            session = sessions,
            times = times
        );
        page.line(1, &row);
    }
}

fn words(change: &Changed) -> Phrase {
    match &change.effect {
        Effect::Move { folder } => phrase!("explain-moves", folder = folder),
        Effect::Copy { folder } => phrase!("explain-copies", folder = folder),
        Effect::Delete { permanently } => phrase!("explain-deletes", permanently = whether(*permanently)),
        Effect::Mark { marks } => phrase!("explain-marks", marks = marks.join(", ")),
        Effect::Append { folder } => {
            let (given, folder) = (whether(folder.is_some()), folder.as_deref().unwrap_or_default());
            phrase!("explain-stores", given = given, folder = folder)
        }
        Effect::Send { how, to } => {
            let (known, to) = (whether(!to.is_empty()), to.join(", "));
            phrase!("explain-sends", how = how.as_str(), known = known, to = to)
        }
        Effect::Junk { junk } => phrase!("explain-junks", junk = whether(*junk)),
        Effect::Draft { folder } => {
            let (given, folder) = (whether(folder.is_some()), folder.as_deref().unwrap_or_default());
            phrase!("explain-drafts", given = given, folder = folder)
        }
        Effect::CreateFolder { folder } => phrase!("explain-makes-folder", folder = folder),
        Effect::RenameFolder { folder, to } => phrase!("explain-renames-folder", folder = folder, to = to),
        Effect::DeleteFolder { folder, only_if_empty } => {
            phrase!("explain-deletes-folder", folder = folder, empty = whether(*only_if_empty))
        }
        Effect::HttpRequest { method, host } => phrase!("explain-asks", method = method, host = host),
        Effect::AppendCsv { file } => phrase!("explain-appends", file = file),
        Effect::SaveFiles { folder, overwrites } => {
            phrase!("explain-saves", folder = folder, overwrites = whether(*overwrites))
        }
        Effect::RunAutomation { file } => phrase!("explain-runs", file = file),
    }
}

/// What servers do differently, as far as it matters here.
pub(super) fn varies(page: &mut Page, told: &Explanation) {
    let all = || std::iter::once(told).chain(&told.runs);
    let changes = |is: fn(&Effect) -> bool| all().flat_map(|one| &one.changes).any(|one| is(&one.effect));
    let looks = |is: fn(Takes) -> bool| all().flat_map(|one| &one.looks).any(|one| is(one.takes));
    let removes = changes(|effect| matches!(effect, Effect::Delete { permanently: true }));
    let moves =
        changes(|effect| matches!(effect, Effect::Move { .. } | Effect::Delete { permanently: false }));
    let of_roles = changes(|effect| {
        matches!(
            effect,
            Effect::Draft { folder: None }
                | Effect::Send { .. }
                | Effect::Junk { .. }
                | Effect::Delete { permanently: false }
        )
    });
    let is_recursive = all().flat_map(|one| &one.looks).any(|look| look.recursive);
    let counts = all().flat_map(|one| &one.looks).any(|look| look.counted_there);
    let notes = [
        (moves, phrase!("explain-varies-move")),
        (removes, phrase!("explain-varies-remove")),
        (of_roles, phrase!("explain-varies-roles")),
        (is_recursive, phrase!("explain-varies-recursive")),
        (counts, phrase!("explain-varies-count")),
        (looks(|takes| matches!(takes, Takes::Arriving { .. })), phrase!("explain-varies-watch")),
    ];
    let mut notes = notes.into_iter().filter_map(|(matters, note)| matters.then_some(note)).peekable();
    if notes.peek().is_none() {
        return;
    }
    page.gap();
    page.line(0, &phrase!("explain-varies"));
    for note in notes {
        page.line(1, &note);
    }
}
