use std::sync::atomic::Ordering;

use serde_json::{Map, Value, json};

use super::Control;
use crate::{Account, oauth};

/// So many envelopes are told.
const ENVELOPES: usize = 1_000;

/// Everything, at one look.
pub(super) fn tell(control: &Control) -> Value {
    let addresses = control.addresses.iter().map(|(name, address)| ((*name).to_owned(), json!(address)));
    let faults: Vec<_> = control.site.faults().iter().map(ToString::to_string).collect();
    let mut state = json!({
        "addresses": addresses.collect::<Map<_, _>>(),
        "users": control.site.store.accounts().map(of_user).collect::<Vec<_>>(),
        "faults": faults,
        "outbox": outbox(control),
        "graph_breaches": control.site.graph_breaches.load(Ordering::SeqCst),
    });
    if let (Some(oauth), Some(state)) = (&control.oauth, state.as_object_mut()) {
        let knobs: Vec<_> = oauth.knobs().iter().map(ToString::to_string).collect();
        state.insert("knobs".to_owned(), knobs.into());
        state.insert("token_requests".to_owned(), requests(oauth));
    }
    state
}

fn of_user(account: &Account) -> Value {
    let folders = account.folders().into_iter();
    let folders = folders
        .map(|folder| json!({ "name": folder.name, "messages": folder.messages, "unread": folder.unread }));
    json!({ "name": account.user(), "folders": folders.collect::<Vec<_>>() })
}

/// The envelopes of what was sent to others: the latest.
fn outbox(control: &Control) -> Value {
    let sent = control.site.outbox.all();
    let latest = sent.iter().rev().take(ENVELOPES).rev();
    latest
        .map(|outgoing| {
            let recipients: Vec<_> = outgoing.recipients.iter().map(|recipient| &recipient.address).collect();
            json!({
                "user": outgoing.user,
                "sender": outgoing.sender.address,
                "recipients": recipients,
                "bytes": outgoing.raw.len(),
            })
        })
        .collect()
}

fn requests(oauth: &oauth::Server) -> Value {
    let counted = oauth.token_requests().into_iter();
    counted
        .map(|(client, grant, requests)| json!({ "client": client, "grant": grant, "requests": requests }))
        .collect()
}
