//! The text of large messages, without their attachments: BODYSTRUCTURE says where it is, and only that is fetched.

use super::fetch;
use super::session::Session;
use super::wire::response::{Data, Section};
use crate::mime::{Decoded, Part, PartId, Structure, Text};
use crate::reading::TEXT_CAP;
use crate::{Error, Message, MessageRef, Parts, Result, Retry, Unreadable};
use std::collections::HashMap;
use std::sync::Arc;

/// Below this size the whole message costs less than a further round trip.
const LARGE: u64 = 256 * 1024;
/// So many encoded octets hold more text than is read.
const OCTETS: usize = TEXT_CAP * 2;

/// Whether the text of a message is better fetched by itself.
pub(super) fn by_sections(message: &MessageRef, parts: Parts) -> bool {
    parts.text && !parts.content && message.key.size > LARGE
}

/// Adds the text to messages whose structure is known. Those for which it did not come are left out.
pub(super) async fn add(
    session: &Session,
    messages: Vec<Message>,
) -> Result<Vec<Result<Message, Unreadable>>> {
    // Messages with their text in the same sections go in one command.
    let mut alike: HashMap<Vec<PartId>, Vec<Message>> = HashMap::new();
    for message in messages {
        let sections = message.structure.as_deref().map(sections).unwrap_or_default();
        alike.entry(sections).or_default().push(message);
    }
    let asked: Vec<_> = alike
        .into_iter()
        .map(|(sections, messages)| {
            let items: Vec<String> =
                sections.iter().map(|id| format!("BODY.PEEK[{id}]<0.{OCTETS}>")).collect();
            let uids: Vec<u32> = messages.iter().filter_map(|message| message.reference.uid()).collect();
            let answers = if items.is_empty() {
                Vec::new()
            } else {
                fetch::ask(session, &uids, &format!("UID {}", items.join(" ")))
            };
            (messages, answers)
        })
        .collect();
    let mut done = Vec::new();
    for (messages, answers) in asked {
        let mut found: HashMap<u32, Vec<Section>> = HashMap::new();
        for mut answer in answers {
            while let Some(data) = answer.next().await {
                if let Data::Fetch(fetched) = data
                    && let Some(uid) = fetched.uid
                {
                    found.insert(uid, fetched.sections);
                }
            }
            match answer.done().await {
                Err(error) if error.retry() != Retry::Never => return Err(error),
                // What was refused did not come.
                _ => {}
            }
        }
        for message in messages {
            let sections = message.reference.uid().and_then(|uid| found.remove(&uid)).unwrap_or_default();
            if has_all(&message, &sections) {
                done.push(read(message, sections).await);
            }
        }
    }
    Ok(done)
}

fn sections(structure: &Structure) -> Vec<PartId> {
    let (plain, html) = structure.text_parts();
    plain.into_iter().chain(html).map(|part| part.id.clone()).collect()
}

fn has_all(message: &Message, sections: &[Section]) -> bool {
    let came = |id: &PartId| section(sections, id).is_some_and(|section| section.content.is_some());
    message.structure.as_deref().is_none_or(|structure| self::sections(structure).iter().all(came))
}

async fn read(message: Message, sections: Vec<Section>) -> Result<Message, Unreadable> {
    let reference = message.reference.clone();
    let work = move || {
        let text = {
            let (plain, html) = message.structure.as_deref().map(Structure::text_parts).unwrap_or_default();
            let decoded = |part: Option<&Part>| part.map(|part| decode(part, &sections)).transpose();
            Text::new(decoded(plain)?, decoded(html)?)
        };
        Ok(Message { text: Some(Arc::new(text)), ..message })
    };
    let read = tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(Error::internal(error)));
    read.map_err(|error| Unreadable { reference, error })
}

fn decode(part: &Part, sections: &[Section]) -> Result<Decoded> {
    match section(sections, &part.id).and_then(|section| section.content.as_ref()) {
        Some(content) => Ok(Decoded::read(part, content.reader(0..content.len()), TEXT_CAP)?),
        None => Ok(Decoded::default()),
    }
}

fn section<'a>(sections: &'a [Section], id: &PartId) -> Option<&'a Section> {
    sections.iter().find(|section| section.name == id.as_str())
}
