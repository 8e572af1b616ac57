//! Single parts of a message: `BODY.PEEK[2.1]` (RFC 9051 §6.4.5), with BODYSTRUCTURE where nobody knows it yet.

use super::fetch::ask;
use super::pool::{Lease, Pool};
use super::session::{Answer, Wants};
use super::structure;
use super::wire::command::Command;
use super::wire::response::{Data, Fetched};
use crate::fetch::gone;
use crate::mime::{Part, PartId, Structure};
use crate::{Content, Error, MessageRef, Result, Retry, reading};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Sections asked for in one command: its line stays short.
const SECTIONS: usize = 200;

pub(super) async fn parts(
    pool: &Arc<Pool>,
    message: MessageRef,
    ids: Vec<PartId>,
    known: Option<Arc<Structure>>,
) -> Result<Vec<Result<Content>>> {
    let lease = pool.at(&message.folder).await?;
    let uid = lease.folder()?.uid(&message)?;
    lease.look().await?;
    // One that was split here numbers the parts of damaged messages as we do, and not as the server does.
    let mut structure = known.filter(|structure| structure.header.is_empty());
    let has = |id: &PartId| structure.as_ref().is_none_or(|structure| structure.part(id).is_some());
    // Each once: a section that comes twice in an answer is a sign that something was read askew.
    let sections: BTreeSet<&PartId> = ids.iter().filter(|id| is_section(id) && has(id)).collect();
    let sections = Vec::from_iter(sections);
    // They leave together: what is not known costs no turn.
    let telling = structure.is_none().then(|| ask(&lease.session, &[uid], "UID BODYSTRUCTURE"));
    let bringing: Vec<Answer> = sections
        .chunks(SECTIONS)
        .flat_map(|some| {
            let items: Vec<String> = some.iter().map(|id| format!("BODY.PEEK[{id}]")).collect();
            ask(&lease.session, &[uid], &format!("UID {}", items.join(" ")))
        })
        .collect();
    if let Some(telling) = telling {
        let told = arrived(telling).await?;
        structure = told.into_iter().find_map(|told| structure::read(&told.structure?)).map(Arc::new);
    }
    let brought = arrived(bringing).await?.into_iter().flat_map(|fetched| fetched.sections);
    let brought: HashMap<String, _> =
        brought.filter_map(|section| Some((section.name, section.content?))).collect();
    let open = |id: &PartId| match structure.as_ref()?.part(id) {
        // What lies inside a part only its bytes tell.
        None if id.as_str().contains('/') => None,
        None => Some(Err(reading::no_part(&message.folder, id))),
        Some(part) => match brought.get(id.as_str()) {
            Some(body) => Some(Ok(Content::section(body.clone(), part))),
            None => nothing(part),
        },
    };
    match ids.iter().map(open).collect() {
        Some(opened) => Ok(opened),
        None => of_whole(&lease, uid, message, ids).await,
    }
}

/// An empty part may come as NIL.
fn nothing(part: &Part) -> Option<Result<Content>> {
    (part.octets == 0).then(|| Ok(Content::section(Vec::new().into(), part)))
}

/// Whether it can stand in a command; anything else names no part.
fn is_section(id: &PartId) -> bool {
    let id = id.as_str();
    let numbers = id.strip_suffix("TEXT").map_or(id, |rest| rest.strip_suffix('.').unwrap_or(rest));
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    id == "TEXT" || id.len() < 500 && numbers.split('.').all(is_number)
}

/// What came. What the server refuses did not come.
async fn arrived(answers: Vec<Answer>) -> Result<Vec<Fetched>> {
    let mut arrived = Vec::new();
    for mut answer in answers {
        while let Some(data) = answer.next().await {
            if let Data::Fetch(fetched) = data {
                arrived.push(fetched);
            }
        }
        match answer.done().await {
            Err(error) if error.retry() != Retry::Never => return Err(error),
            _ => {}
        }
    }
    Ok(arrived)
}

/// The server's word on its parts makes no sense, or it does not bring them, or the message is gone: its bytes tell.
async fn of_whole(
    lease: &Lease,
    uid: u32,
    message: MessageRef,
    ids: Vec<PartId>,
) -> Result<Vec<Result<Content>>> {
    lease.session.send(Command::new("NOOP"), Wants::nothing()).done().await?;
    let mut content = None;
    for mut answer in ask(&lease.session, &[uid], "UID BODY.PEEK[]") {
        while let Some(data) = answer.next().await {
            if let Data::Fetch(fetched) = data {
                content = fetched.sections.into_iter().find_map(|section| section.content);
            }
        }
        answer.done().await?;
    }
    let content = content.ok_or_else(|| gone(&message.folder))?;
    let open = move || Ok(reading::parts(&content, &message.folder, &ids)?);
    tokio::task::spawn_blocking(open).await.map_err(Error::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_sections_stands_in_a_command() {
        for id in ["1", "2.1", "12.3.4", "TEXT", "3.TEXT"] {
            assert!(is_section(&PartId::new(id)), "{id}");
        }
        for id in
            ["", ".", "1.", ".1", "1..2", "HEADER", "1] FLAGS", "1\r\nX", "TEXT.1", ".TEXT", "1.MIME", "é"]
        {
            assert!(!is_section(&PartId::new(id)), "{id}");
        }
        assert!(!is_section(&PartId::new("1.".repeat(1000) + "1")));
    }
}
