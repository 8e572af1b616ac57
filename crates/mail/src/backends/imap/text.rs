//! The text of large messages, without their attachments, and what programs wrote for programs: BODYSTRUCTURE says
//! where it is, and only that is fetched.

use super::fetch;
use super::session::Session;
use super::wire::response::{Data, Section};
use crate::mime::{Decoded, Decoder, Part, Purpose, Structure, Text};
use crate::reading::TEXT_CAP;
use crate::{Error, Message, MessageRef, Parts, Result, Retry, Unreadable};
use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::Arc;

/// Below this size the whole message costs less than a further round trip.
pub const LARGE: u64 = 256 * 1024;
/// So many encoded octets hold more text than is read.
const OCTETS: usize = TEXT_CAP * 2;

/// Whether what is wanted of a message is better fetched by itself: of most messages the purpose takes no bytes at all.
pub(super) fn by_sections(message: &MessageRef, parts: Parts) -> bool {
    !parts.content && ((parts.purpose && !parts.text) || (parts.text && message.key.size > LARGE))
}

/// Adds the text and the purpose to messages whose structure is known. Those for which they did not come are left out.
pub(super) async fn add(
    session: &Session,
    messages: Vec<Message>,
    parts: Parts,
) -> Result<Vec<Result<Message, Unreadable>>> {
    // Messages with the same sections go in one command.
    let mut alike: HashMap<Vec<String>, Vec<Message>> = HashMap::new();
    for message in messages {
        let wanted = sections(&message, parts).into_iter();
        let items = wanted.map(|(part, octets)| format!("BODY.PEEK[{}]<0.{octets}>", part.id)).collect();
        alike.entry(items).or_default().push(message);
    }
    let asked: Vec<_> = alike
        .into_iter()
        .map(|(items, messages)| {
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
            if has_all(&message, &sections, parts) {
                done.push(read(message, sections, parts).await);
            }
        }
    }
    Ok(done)
}

/// The parts to fetch, each once, and how many of their encoded octets.
fn sections(message: &Message, parts: Parts) -> Vec<(&Part, usize)> {
    let Some(structure) = message.structure.as_deref() else { return Vec::new() };
    let (plain, html) = if parts.text { structure.text_parts() } else { (None, None) };
    let mut wanted: Vec<_> = plain.into_iter().chain(html).map(|part| (part, OCTETS)).collect();
    if parts.purpose {
        for (part, octets) in Purpose::parts(&message.header, structure) {
            if wanted.iter().all(|(known, _)| known.id != part.id) {
                wanted.push((part, octets * 2));
            }
        }
    }
    wanted
}

fn has_all(message: &Message, sections: &[Section], parts: Parts) -> bool {
    let came = |part: &Part| section(sections, part).is_some_and(|section| section.content.is_some());
    self::sections(message, parts).into_iter().all(|(part, _)| came(part))
}

async fn read(message: Message, sections: Vec<Section>, parts: Parts) -> Result<Message, Unreadable> {
    let reference = message.reference.clone();
    let work = move || {
        let (mut text, mut purpose) = (None, None);
        if parts.text {
            let (plain, html) = message.structure.as_deref().map(Structure::text_parts).unwrap_or_default();
            let decoded = |part: Option<&Part>| part.map(|part| decode(part, &sections)).transpose();
            text = Some(Arc::new(Text::new(decoded(plain)?, decoded(html)?)));
        }
        if let Some(structure) = message.structure.as_deref().filter(|_| parts.purpose) {
            let content = |part: &Part, cap| octets(part, &sections, cap);
            purpose = Some(Arc::new(Purpose::read(&message.header, structure, content)?));
        }
        Ok(Message { text, purpose, ..message })
    };
    let read = tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(Error::internal(error)));
    read.map_err(|error| Unreadable { reference, error })
}

fn decode(part: &Part, sections: &[Section]) -> Result<Decoded> {
    match section(sections, part).and_then(|section| section.content.as_ref()) {
        Some(content) => Ok(Decoded::read(part, content.reader(0..content.len()), TEXT_CAP)?),
        None => Ok(Decoded::default()),
    }
}

fn octets(part: &Part, sections: &[Section], cap: usize) -> io::Result<Vec<u8>> {
    let mut octets = Vec::new();
    if let Some(content) = section(sections, part).and_then(|section| section.content.as_ref()) {
        let encoded = content.reader(0..content.len());
        Decoder::new(part.encoding, encoded).take(cap as u64).read_to_end(&mut octets)?;
    }
    Ok(octets)
}

fn section<'a>(sections: &'a [Section], part: &Part) -> Option<&'a Section> {
    sections.iter().find(|section| section.name == part.id.as_str())
}
