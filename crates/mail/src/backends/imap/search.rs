//! UID SEARCH (RFC 9051 §6.4.4): a superset of what is meant.
//!
//! Only flags, dates and sizes are asked of the server. Its searches in texts match words on some servers and
//! substrings on others, and answer OK with nothing found to what they cannot read, so texts are matched here
//! (docs/decisions/0002 and 0010).

use super::pool::{Lease, Pool};
use super::session::{Session, Wants};
use super::wire::command::{Command, UidSet};
use super::wire::response::Data;
use crate::mime::Class;
use crate::{Condition, ContentKey, FolderPath, MessageRef, Query, Result, ServerId};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use std::collections::HashSet;
use std::sync::Arc;

pub(super) async fn search(pool: &Arc<Pool>, folder: FolderPath, query: Query) -> Result<Vec<MessageRef>> {
    let mut criteria = "UNDELETED".to_owned();
    if let Some(pushed) = query.condition.as_ref().and_then(key) {
        criteria.push(' ');
        criteria.push_str(&pushed);
    }
    find(pool, folder, Command::new("").text(&criteria)).await
}

/// How many messages there are of which the server can tell by itself that they are meant.
pub(super) async fn count(pool: &Arc<Pool>, folder: FolderPath, query: Query) -> Result<Option<u64>> {
    let mut criteria = "UNDELETED".to_owned();
    if let Some(condition) = &query.condition {
        let Some(key) = whole(condition) else { return Ok(None) };
        criteria.push_str(" (");
        criteria.push_str(&key);
        criteria.push(')');
    }
    let lease = pool.at(&folder).await?;
    // A number alone, where the server can answer one (RFC 4731 §3.1).
    let verb = if pool.server.has("ESEARCH") { "UID SEARCH RETURN (COUNT) " } else { "UID SEARCH " };
    let mut command = Command::new(verb);
    command.append(Command::new("").text(&criteria));
    let (mut data, grew) = ask(&lease.session, &command).await?;
    if grew {
        data = ask(&lease.session, &command).await?.0;
    }
    let counted = data.iter().find_map(|data| match data {
        Data::ESearch { count, .. } => *count,
        _ => None,
    });
    Ok(Some(counted.map_or_else(|| uids(data).len() as u64, u64::from)))
}

pub(super) async fn find(pool: &Arc<Pool>, folder: FolderPath, criteria: Command) -> Result<Vec<MessageRef>> {
    // ESEARCH answers ranges, and says which command it answers (RFC 4731).
    let verb = if pool.server.has("ESEARCH") { "UID SEARCH RETURN (ALL) " } else { "UID SEARCH " };
    let mut command = Command::new(verb);
    command.append(criteria);
    let mut lease = pool.at(&folder).await?;
    let mut uids = look(&lease, &command).await?;
    if uids.is_empty() && !lease.is_fresh() {
        // To a connection that stands in a folder which somebody else removed, Cyrus shows an empty one for ever.
        drop(lease);
        pool.forget(&folder);
        lease = pool.at(&folder).await?;
        uids = look(&lease, &command).await?;
    }
    let validity = lease.folder()?.validity;
    uids.sort_unstable();
    uids.dedup();
    let reference = |uid| MessageRef {
        folder: folder.clone(),
        id: Some(ServerId::Uid { validity, uid }),
        key: ContentKey::default(),
    };
    Ok(uids.into_iter().map(reference).collect())
}

async fn look(lease: &Lease, command: &Command) -> Result<Vec<u32>> {
    let (mut data, grew) = ask(&lease.session, command).await?;
    if grew {
        data = ask(&lease.session, command).await?.0;
    }
    Ok(uids(data))
}

fn uids(data: Vec<Data>) -> Vec<u32> {
    let found = data.into_iter().flat_map(|data| match data {
        Data::Search(uids) | Data::ESearch { all: uids, .. } => uids,
        _ => Vec::new(),
    });
    found.collect()
}

/// Which of these messages are there.
pub(super) async fn present(lease: &Lease, set: &UidSet) -> Result<HashSet<u32>> {
    let command = Command::new(format!("UID SEARCH UID {set}"));
    let (data, _) = lease.session.send(command, Wants::search()).all().await?;
    Ok(uids(data).into_iter().collect())
}

/// Searches, and has the server look for new mail (NOOP) in the same turn: some search what they had last looked at.
/// Answers what was found, and whether the folder grew meanwhile.
async fn ask(session: &Session, command: &Command) -> Result<(Vec<Data>, bool)> {
    let looking = session.send(Command::new("NOOP"), Wants::growth());
    let found = session.send(command.clone(), Wants::search()).all().await?.0;
    let looked = looking.all().await?.0;
    let grew = looked.iter().chain(&found).any(|data| matches!(data, Data::Exists));
    Ok((found, grew))
}

/// What the server may decide of a condition: `None` when it cannot rule anything out.
fn key(condition: &Condition) -> Option<String> {
    match condition {
        Condition::All(of) => {
            let keys: Vec<String> = of.iter().filter_map(key).collect();
            (!keys.is_empty()).then(|| keys.join(" "))
        }
        // One alternative that the server cannot decide leaves everything in.
        Condition::Any(of) => {
            let keys: Option<Vec<String>> = of.iter().map(key).collect();
            keys?.into_iter().map(|key| format!("({key})")).reduce(|all, key| format!("OR {all} {key}"))
        }
        // The opposite of a superset is no superset: only what the server decides exactly may be negated.
        Condition::Not(one) => exact(one).map(|key| format!("NOT ({key})")),
        Condition::Received { from, until } => received(*from, *until),
        condition => exact(condition),
    }
}

/// A condition of which the server decides every part exactly as we do.
fn whole(condition: &Condition) -> Option<String> {
    let each = |of: &[Condition]| of.iter().map(whole).collect::<Option<Vec<String>>>();
    match condition {
        Condition::All(of) if of.is_empty() => Some("ALL".into()),
        Condition::All(of) => Some(each(of)?.join(" ")),
        Condition::Any(of) => {
            let any = each(of)?.into_iter().map(|key| format!("({key})"));
            Some(any.reduce(|all, key| format!("OR {all} {key}")).unwrap_or_else(|| "NOT ALL".into()))
        }
        Condition::Not(one) => whole(one).map(|key| format!("NOT ({key})")),
        Condition::Class(wanted) if Class::ALL.iter().all(|class| wanted.contains(class)) => {
            Some("ALL".into())
        }
        Condition::Size { over: None, under: None } => Some("ALL".into()),
        condition => exact(condition),
    }
}

/// What the server decides exactly as we do.
fn exact(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Seen(true) => Some("SEEN".into()),
        Condition::Seen(false) => Some("UNSEEN".into()),
        Condition::Flagged(true) => Some("FLAGGED".into()),
        Condition::Flagged(false) => Some("UNFLAGGED".into()),
        // A number beyond 32 bits is no number to IMAP.
        Condition::Size { over, under }
            if (*over).max(*under).is_none_or(|size| u32::try_from(size).is_ok()) =>
        {
            let over = over.map(|over| format!("LARGER {over}"));
            let under = under.map(|under| format!("SMALLER {under}"));
            let keys: Vec<String> = over.into_iter().chain(under).collect();
            (!keys.is_empty()).then(|| keys.join(" "))
        }
        _ => None,
    }
}

/// SINCE and BEFORE know days only, in the server's own zone: a day is added on both sides.
fn received(from: Option<Timestamp>, until: Option<Timestamp>) -> Option<String> {
    let day = |at: Timestamp, days: i64| {
        let date = at.to_zoned(TimeZone::UTC).date().checked_add(days.days()).ok()?;
        Some(date.strftime("%-d-%b-%Y").to_string())
    };
    let since = from.and_then(|from| day(from, -1)).map(|date| format!("SINCE {date}"));
    let before = until.and_then(|until| day(until, 2)).map(|date| format!("BEFORE {date}"));
    let keys: Vec<String> = since.into_iter().chain(before).collect();
    (!keys.is_empty()).then(|| keys.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Field, Pattern, Text};

    fn subject() -> Condition {
        Condition::Text(Field::Subject, Text(vec![Pattern::Exact("x".into())]))
    }

    #[test]
    fn only_what_the_server_decides_like_us_is_pushed() {
        use Condition::{All, Any, Flagged, Not, Received, Seen, Size};
        let size = Size { over: Some(10), under: Some(5_000_000) };
        let day: Timestamp = "2026-03-01T03:00:00Z".parse().unwrap();
        let received = Received { from: Some(day), until: Some(day) };
        for (condition, pushed) in [
            (All(vec![Seen(false), subject(), size.clone()]), Some("UNSEEN LARGER 10 SMALLER 5000000")),
            (subject(), None),
            (Any(vec![Seen(true), subject()]), None),
            (
                Any(vec![Seen(true), Flagged(true), size]),
                Some("OR OR (SEEN) (FLAGGED) (LARGER 10 SMALLER 5000000)"),
            ),
            (Not(Box::new(Seen(true))), Some("NOT (SEEN)")),
            (Not(Box::new(subject())), None),
            (Not(Box::new(received.clone())), None),
            (Not(Box::new(All(vec![Seen(true), subject()]))), None),
            (received, Some("SINCE 28-Feb-2026 BEFORE 3-Mar-2026")),
            (Size { over: None, under: Some(u64::MAX) }, None),
        ] {
            assert_eq!(key(&condition).as_deref(), pushed, "{condition:?}");
        }
    }

    #[test]
    fn only_what_the_server_decides_to_the_last_is_counted_there() {
        use Condition::{All, Any, Class as Of, Not, Received, Seen, Size};
        let all = Of(Class::ALL.to_vec());
        let small = Size { over: None, under: Some(9) };
        let late = Received { from: Some(Timestamp::UNIX_EPOCH), until: None };
        for (condition, counted) in [
            (All(vec![Seen(false), all.clone()]), Some("UNSEEN ALL")),
            (All(Vec::new()), Some("ALL")),
            (Any(vec![Seen(true), small.clone()]), Some("OR (SEEN) (SMALLER 9)")),
            (Not(Box::new(Any(vec![Seen(true), small]))), Some("NOT (OR (SEEN) (SMALLER 9))")),
            (All(vec![Seen(false), late]), None),
            (All(vec![Seen(false), subject()]), None),
            (Of(vec![Class::Mail]), None),
        ] {
            assert_eq!(whole(&condition).as_deref(), counted, "{condition:?}");
        }
    }
}
