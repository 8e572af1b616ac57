use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::page;
use crate::{
    Fault,
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        folder::Given,
        id::{Id, MessageId},
        message::{Found, Shape, View},
        odata::Page,
    },
    store::Change,
};

/// `GET …/mailFolders/{id}/messages/delta` (learn.microsoft.com/graph/api/message-delta,
/// learn.microsoft.com/graph/delta-query-messages): the token tells the place in the folder's list of changes up to
/// which the client knows all, and the options of the first request.
pub(in crate::graph) fn delta(call: &Call<'_>, folder: &Given) -> Outcome<Answer> {
    call.needs(Access::Basic)?;
    let state = State::of(call, folder.place.id)?;
    let shape = Shape::of_select(call, state.select.as_deref())?;
    let size = Page::size(&call.asked.query, call.prefer.page_size.or(state.top))?;
    let account = &folder.account;
    let (told, next, is_last) = account.read(|mailbox| {
        let own = mailbox.by_uid_validity(folder.place.id).ok_or_else(Failure::folder_not_found)?;
        let changes = own.changes();
        let to = if state.told == 0 { changes.len() } else { state.to };
        let window = changes.get(state.from..to).ok_or_else(lost)?;
        let touched = touched(window);
        let here: Vec<u32> = touched.iter().copied().skip(state.told).take(size).collect();
        let told_now = state.told + here.len();
        let is_last = told_now == touched.len();
        let next = if is_last {
            State { from: to, to, told: 0, ..state.clone() }
        } else {
            State { to, told: told_now, ..state.clone() }
        };
        let told: Vec<Told> = here
            .into_iter()
            .filter_map(|uid| {
                let is_new = window.contains(&Change::Added(uid));
                match own.message(uid) {
                    Some(message) => Some(Told::There(message.clone(), is_new)),
                    None if is_new => None,
                    None if call.prefer.immutable_ids => {
                        let (folder, uid) = own.birth_of_gone(uid);
                        Some(Told::Gone(MessageId::Immutable { folder, uid }))
                    }
                    None => Some(Told::Gone(MessageId::Here { folder: folder.place.id, uid })),
                }
            })
            .collect();
        Ok((told, next, is_last))
    })?;
    let value = told.into_iter().filter(|told| state.wants(told)).map(|told| match told {
        Told::There(message, _) => {
            let found = Found { account: account.clone(), folder: folder.place.id, message };
            let mut value = View::new(&found, call.prefer).json(&shape);
            if let Some(value) = value.as_object_mut().filter(|value| !value.contains_key("@odata.type")) {
                value.shift_insert(0, "@odata.type".to_owned(), json!("#microsoft.graph.message"));
            }
            value
        }
        Told::Gone(id) => json!({
            "@odata.type": "#microsoft.graph.message",
            "id": Id::Message(id).text(account),
            "@removed": { "reason": "deleted" },
        }),
    });
    let mut answer = page::collection(call, "messages", value.collect(), None, None);
    let (link, token) =
        if is_last { ("@odata.deltaLink", "$deltatoken") } else { ("@odata.nextLink", "$skiptoken") };
    let address =
        format!("{}/{}?{}={}", call.base(), call.asked.path, token.replace('$', "%24"), next.text());
    answer.insert(link, json!(address));
    Ok(answer)
}

/// What is said of a token that is no longer good (learn.microsoft.com/graph/delta-query-overview#synchronization-reset).
pub(in super::super) fn lost() -> Failure {
    Failure::new(
        410,
        "syncStateNotFound",
        "The sync state generation is not found. The delta token is expired and data must be synchronized again.",
    )
}

enum Told {
    There(crate::store::Message, bool),
    Gone(MessageId),
}

/// The messages that changes touch, each once, in order.
fn touched(window: &[Change]) -> Vec<u32> {
    let mut seen = BTreeSet::new();
    let uids = window.iter().map(|change| match change {
        Change::Added(uid) | Change::Flagged(uid) | Change::Removed(uid) => *uid,
    });
    uids.filter(|uid| seen.insert(*uid)).collect()
}

/// Up to where in the list of changes the client knows everything, how many messages it was told of those that the
/// changes from there up to `to` touch, and what it asked for at first.
#[derive(Clone, Debug, Default)]
struct State {
    folder: u32,
    from: usize,
    to: usize,
    told: usize,
    top: Option<usize>,
    select: Option<String>,
    change: Option<String>,
    since: Option<Timestamp>,
}

impl State {
    fn of(call: &Call<'_>, folder: u32) -> Outcome<Self> {
        let query = &call.asked.query;
        match query.get("$deltatoken").or_else(|| query.get("$skiptoken")) {
            Some(_) if call.faults.contains(&Fault::GraphSyncStateLost) => Err(lost()),
            Some(token) => Self::read(token).filter(|state| state.folder == folder).ok_or_else(lost),
            None => Self::first(call, folder),
        }
    }

    fn first(call: &Call<'_>, folder: u32) -> Outcome<Self> {
        let query = &call.asked.query;
        if query.get("$search").is_some() {
            return Err(Failure::bad_request("$search is not supported by delta."));
        }
        if query.get("$orderby").is_some_and(|order| order != "receivedDateTime desc") {
            return Err(Failure::bad_request("delta supports $orderby=receivedDateTime desc alone."));
        }
        let change = query.get("changeType").map(str::to_ascii_lowercase);
        if change.as_deref().is_some_and(|change| !["created", "updated", "deleted"].contains(&change)) {
            return Err(Failure::bad_request("changeType is created, updated or deleted."));
        }
        let since = query.get("$filter").map(|filter| {
            let time = filter
                .strip_prefix("receivedDateTime ge ")
                .or_else(|| filter.strip_prefix("receivedDateTime gt "));
            time.and_then(|time| time.trim().parse().ok()).ok_or_else(|| {
                Failure::bad_request(
                    "delta supports $filter=receivedDateTime ge {value} and gt {value} alone.",
                )
            })
        });
        Ok(Self {
            folder,
            top: query.number("$top")?,
            select: query.get("$select").map(str::to_owned),
            change,
            since: since.transpose()?,
            ..Self::default()
        })
    }

    fn wants(&self, told: &Told) -> bool {
        let change = match told {
            Told::There(_, true) => "created",
            Told::There(_, false) => "updated",
            Told::Gone(_) => "deleted",
        };
        let recent = match (told, self.since) {
            (Told::There(message, _), Some(since)) => message.received_at >= since,
            _ => true,
        };
        recent && self.change.as_ref().is_none_or(|wanted| wanted == change)
    }

    fn text(&self) -> String {
        let state = json!([
            self.folder,
            self.from,
            self.to,
            self.told,
            self.top,
            self.select,
            self.change,
            self.since.map(|since| since.to_string())
        ]);
        URL_SAFE_NO_PAD.encode(state.to_string())
    }

    fn read(token: &str) -> Option<Self> {
        let value: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
        let number = |at: usize| value.get(at)?.as_u64().and_then(|number| usize::try_from(number).ok());
        let text = |at: usize| value.get(at).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            folder: u32::try_from(number(0)?).ok()?,
            from: number(1)?,
            to: number(2)?,
            told: number(3)?,
            top: number(4),
            select: text(5),
            change: text(6),
            since: text(7).and_then(|since| since.parse().ok()),
        })
    }
}
