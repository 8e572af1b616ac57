//! Removing messages for good (learn.microsoft.com/graph/api/message-permanentdelete).

use super::address::below;
use super::batch::Outcome;
use super::change::{Change, Changed, Combined, Subject, each};
use super::fault::Refusal;
use super::item::Item;
use super::mailbox::Online;
use super::request::Request;
use crate::combine::Outcomes;
use crate::fetch::is_gone;
use crate::{Kind, MessageRef, Result};
use carteiro_world::http::Method;
use serde_json::json;
use std::sync::atomic::Ordering;

/// Where Exchange keeps what was removed, out of sight, for as long as a policy says
/// (learn.microsoft.com/graph/api/resources/mailfolder): not every cloud removes for good.
const OUT_OF_SIGHT: &str = "recoverableitemsdeletions";

/// What is not found is not looked for elsewhere: a copy of it is another message.
pub(super) async fn delete(changes: &Combined, messages: Vec<MessageRef>) -> Result<Vec<Result<()>>> {
    let done = each(changes, None, &messages, Change::Delete).await?;
    let removed = |one: Result<Option<String>>| match one {
        Err(error) if is_gone(&error) => Ok(()),
        other => other.map(drop),
    };
    Ok(done.into_iter().map(removed).collect())
}

pub(super) async fn carry_out(online: &Online, subjects: &[Subject]) -> Changed {
    let root = &online.speaker.root;
    let odd = &online.speaker.odd.keeps_removed;
    let mut done = Outcomes::default();
    let mut left: Vec<Subject> = subjects.to_vec();
    if !odd.load(Ordering::Relaxed) {
        let request =
            |id: &str| Request::new(Method::POST, below(root, &["messages", id, "permanentDelete"]));
        done = ask(online, subjects, request).await;
        left.retain(|one| is_unknown(done.get(one)));
        if !left.is_empty() {
            odd.store(true, Ordering::Relaxed);
        }
    }
    if !left.is_empty() {
        let request = |id: &str| {
            let body = json!({ "destinationId": OUT_OF_SIGHT });
            Request::post(root, &["messages", id, "move"], body)
        };
        done.extend(ask(online, &left, request).await);
    }
    done
}

/// Asks for each to be removed. What is said to be gone is; whatever else is not found may be there.
async fn ask(online: &Online, subjects: &[Subject], request: impl Fn(&str) -> Request) -> Changed {
    let requests: Vec<Request> = subjects.iter().map(|(_, id)| request(id)).collect();
    let told = online.speaker.batch::<Item>(&requests).await;
    let removed = |refusal: Refusal| if refusal.is_gone() { Ok(None) } else { Err(refusal.error()) };
    let outcome = |told: Outcome<Item>| told.and_then(|told| told.map_or_else(removed, |_| Ok(None)));
    subjects.iter().cloned().zip(told.into_iter().map(outcome)).collect()
}

/// Whether the server knows no such action.
fn is_unknown(done: Option<&Result<Option<String>>>) -> bool {
    matches!(done, Some(Err(error)) if error.kind() == Kind::Unsupported)
}
