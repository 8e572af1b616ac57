//! DELE (RFC 1939 §5): accepted at once, and done when the session ends well.

use super::fault;
use super::listing::{AHEAD, Entry};
use super::maildrop::Connection;
use super::open::Pop3;
use super::search::name;
use super::wire::Reply;
use crate::{Error, Kind, MessageRef, Result};
use carteiro_auth::Renew;
use carteiro_world::phrase;
use std::collections::VecDeque;

/// Has messages removed; what is not there any more is removed.
pub(super) async fn delete(pop3: &Pop3, messages: Vec<MessageRef>) -> Result<Vec<Result<()>>> {
    let pop3 = pop3.clone();
    // Whoever asked may have gone; what was accepted must not be forgotten.
    tokio::spawn(async move { accepted(&pop3, &messages).await }).await.map_err(Error::internal)?
}

async fn accepted(pop3: &Pop3, messages: &[MessageRef]) -> Result<Vec<Result<()>>> {
    let mut held = pop3.hold().await;
    let names: Vec<String> = messages.iter().filter_map(|one| Some(name(one).ok()?.to_owned())).collect();
    let missing = |connection: &Connection| {
        let listed = connection.listed();
        names.iter().any(|name| listed.is_none_or(|listed| listed.find(name).is_none()))
    };
    let some_missing = held
        .with(async |connection| {
            connection.listing().await?;
            Ok(missing(connection))
        })
        .await?;
    if some_missing && !names.iter().all(|name| held.removals().has(name)) {
        // They may have come since this session of the server's began.
        held.anew(Renew::WhenExpired).await?;
    }
    let wanted: Vec<String> = names.iter().filter(|name| !held.removals().has(name)).cloned().collect();
    let answers = held.with(async |connection| again(connection, &wanted).await).await?;
    let (gone, refused) = answers;
    for name in &wanted {
        if !gone.contains(name) && !refused.iter().any(|(one, _)| one == name) {
            held.removals().add(name);
        }
    }
    let answer = |message: &MessageRef| {
        let name = name(message)?;
        match refused.iter().find(|(one, _)| one == name) {
            Some((_, error)) => Err(error.clone()),
            None => Ok(()),
        }
    };
    Ok(messages.iter().map(answer).collect())
}

/// Names of messages that are not there, and of those that the server refuses to remove.
type Left = (Vec<String>, Vec<(String, Error)>);

/// Says DELE for these where it was not said on this connection.
pub(super) async fn again(connection: &mut Connection, names: &[String]) -> Result<Left> {
    let listing = connection.listing().await?;
    let (mut gone, mut refused, mut rest) = (Vec::new(), Vec::new(), VecDeque::new());
    for name in names {
        match listing.find(name) {
            None => gone.push(name.clone()),
            Some(entry) if entry.is_twin => {
                refused.push((name.clone(), Error::new(Kind::Unsupported, phrase!("pop3-twins"))));
            }
            Some(entry) => rest.push_back(entry.clone()),
        }
    }
    rest.retain(|entry| !connection.marked.contains(&entry.number));
    let ahead = if connection.features.has("PIPELINING") { AHEAD } else { 1 };
    let mut asked: VecDeque<Entry> = VecDeque::new();
    loop {
        while asked.len() < ahead {
            let Some(entry) = rest.pop_front() else { break };
            connection.wire.command(&format!("DELE {}", entry.number));
            asked.push_back(entry);
        }
        let Some(entry) = asked.pop_front() else { return Ok((gone, refused)) };
        match connection.wire.reply().await? {
            Reply::Ok(_) => drop(connection.marked.insert(entry.number)),
            Reply::Refused(refusal) => refused.push((entry.name.to_string(), fault::refused(&refusal))),
            Reply::Challenge(_) => return Err(fault::protocol(phrase!("pop3-nonsense"))),
        }
    }
}
