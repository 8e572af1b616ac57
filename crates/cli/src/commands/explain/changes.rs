//! The sessions and what is changed, in words.

use super::{Page, protocol, whether};
use crate::terminal::marked;
use carteiro_engine::explain::{Changed, Effect, Explanation, Held, Opened, Sender, Times, WayOut};
use carteiro_world::phrase;
use carteiro_world::words::{Language, Phrase};

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
                protocol = protocol(session.kind),
                host = host,
                port = port,
                security = security
            ),
        );
        if session.looked_up {
            page.line(2, &phrase!("explain-looked-up"));
        }
        if let Some(ends) = &session.ends {
            page.line(2, ends);
        }
        let (known, user) = (whether(user.is_some()), user.as_deref().unwrap_or_default());
        page.line(2, &phrase!("explain-sign-in", mode = sign_in, known = known, user = user));
        if let Some(allow) = &session.allow {
            let names = allow.iter().filter_map(|one| serde_json::to_value(one).ok());
            let names: Vec<String> = names.filter_map(|name| name.as_str().map(str::to_owned)).collect();
            let read_only = whether(session.read_only);
            page.line(2, &phrase!("explain-allowed", allow = names.join(", "), read_only = read_only));
        }
        if let Some(way_out) = &session.outgoing {
            page.line(2, &outgoing(way_out));
        }
    }
}

fn outgoing(way_out: &WayOut) -> Phrase {
    let (named, sender) = match way_out {
        WayOut::Written(sender) => ("written", sender),
        WayOut::Provider(sender) => ("provider", sender),
        WayOut::Itself => return phrase!("explain-sends-itself"),
        WayOut::Nobody => return phrase!("explain-sends-nowhere"),
        WayOut::Later => return phrase!("explain-sends-later"),
    };
    let Sender { host, port, security, sign_in, user } = sender;
    phrase!(
        "explain-sends-by",
        host = host,
        port = port.to_string(),
        security = security,
        named = named,
        mode = sign_in.unwrap_or("none"),
        known = whether(user.is_some()),
        user = user.as_deref().unwrap_or_default()
    )
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
        let what = page.said(&words(change, page.language));
        let sessions = change.sessions.join(", ");
        let known = whether(!sessions.is_empty());
        let held = match change.held {
            Some(Held::AtTheEnd) => "at_the_end",
            Some(Held::Here) => "here",
            None => "mailbox",
        };
        let row = phrase!(
            "explain-change",
            line = change.step.line,
            what = what,
            held = held,
            known = known,
            session = sessions,
            times = times
        );
        page.line(1, &row);
    }
}

fn words(change: &Changed, language: Language) -> Phrase {
    match &change.effect {
        Effect::Move { folder } => phrase!("explain-moves", folder = folder),
        Effect::Copy { folder } => phrase!("explain-copies", folder = folder),
        Effect::Delete { permanently } => phrase!("explain-deletes", permanently = whether(*permanently)),
        Effect::Mark { marks, add_categories, remove_categories } => {
            let marks = marked(marks, add_categories, remove_categories, language);
            phrase!("explain-marks", marks = marks)
        }
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
