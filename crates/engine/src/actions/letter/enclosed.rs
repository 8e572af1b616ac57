//! What is attached: files that are there, and those of messages, which are fetched when they are written.

use super::Letter;
use crate::actions::append_mail::no_file;
use crate::actions::saving::{blocking, content_digest, whole};
use crate::digest::Digest;
use crate::event::Event;
use crate::failure::Failure;
use crate::run::Cx;
use crate::template::Attachable;
use crate::vars::{Attached as OfMessage, Mail};
use carteiro_mail::Content;
use carteiro_mail::draft::{Attached, Bytes, Carried, content_type};
use carteiro_world::{Spool, phrase};
use std::path::PathBuf;
use std::sync::Arc;

/// Something that is attached. Cheap to clone.
#[derive(Clone)]
pub(in crate::actions) enum Enclosed {
    /// A file.
    File { path: PathBuf, content_id: Option<String>, content: Spool },
    /// A file of a message.
    Part(Arc<OfMessage>),
    /// A whole message.
    Message(Arc<Mail>),
}

/// Looks whether all files are there. One that is not fails the step, or is left out.
pub(in crate::actions) fn enclose(
    letter: &Letter,
    files: Vec<Attachable>,
    cx: &Cx,
) -> Result<Vec<Enclosed>, Failure> {
    let mut enclosed = Vec::with_capacity(files.len());
    for file in files {
        match file {
            Attachable::Part(part) => enclosed.push(Enclosed::Part(part)),
            Attachable::File { path, content_id } => match cx.host().files.open(&path) {
                Ok(content) => enclosed.push(Enclosed::File { path, content_id, content }),
                Err(error) if letter.ensure_attachments_exist => return Err(no_file(&path, &error)),
                Err(_) => {
                    cx.report(Event::Warning {
                        words: phrase!("attachment-left-out", path = path.display()),
                    });
                }
            },
        }
    }
    Ok(enclosed)
}

/// What they are.
pub(in crate::actions) async fn digests(enclosed: &[Enclosed]) -> Result<Vec<Digest>, Failure> {
    let of_message = |mail: &Mail| Digest::of([serde_json::to_vec(mail.origin()).unwrap_or_default()]);
    let mut digests = Vec::with_capacity(enclosed.len());
    for one in enclosed {
        digests.push(match one {
            Enclosed::File { path, content, .. } => {
                content_digest(content).await?.with([path.as_os_str().as_encoded_bytes()])
            }
            Enclosed::Part(part) => of_message(&part.mail).with([part.file.id.as_str()]),
            Enclosed::Message(mail) => of_message(mail),
        });
    }
    Ok(digests)
}

/// All of them, ready to be written.
pub(in crate::actions) async fn attached(enclosed: &[Enclosed]) -> Result<Vec<Attached>, Failure> {
    let mut attached = Vec::with_capacity(enclosed.len());
    let mut rest = enclosed;
    while let Some((first, after)) = rest.split_first() {
        match first {
            Enclosed::File { path, content_id, content } => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                attached.push(Attached {
                    content_type: content_type(&name).to_owned(),
                    name,
                    content_id: content_id.clone(),
                    carried: Carried::Encoded,
                    content: Bytes::All(content.clone()),
                });
                rest = after;
            }
            Enclosed::Part(part) => {
                // Those of one message that follow each other come at once.
                let same = |one: &&Enclosed| matches!(one, Enclosed::Part(other) if Arc::ptr_eq(&other.mail, &part.mail));
                let count = rest.iter().take_while(same).count();
                let (here, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
                attached.extend(of_message(&part.mail, here).await?);
                rest = others;
            }
            Enclosed::Message(mail) => {
                attached.push(message(mail).await?);
                rest = after;
            }
        }
    }
    Ok(attached)
}

/// Files of one message.
async fn of_message(mail: &Mail, parts: &[Enclosed]) -> Result<Vec<Attached>, Failure> {
    let files: Vec<&OfMessage> = parts
        .iter()
        .filter_map(|one| if let Enclosed::Part(part) = one { Some(part.as_ref()) } else { None })
        .collect();
    let structure = mail.structure();
    let here = mail.content().zip(structure.map(Arc::clone));
    let contents: Vec<Content> = if let Some((spool, structure)) = here {
        let part = |file: &&OfMessage| Some(Content::within(spool.clone(), structure.part(&file.file.id)?));
        files.iter().filter_map(part).collect()
    } else {
        let ids = files.iter().map(|file| file.file.id.clone()).collect();
        let fetched = mail.session().contents(&mail.reference(), ids, structure.map(Arc::clone)).await?;
        fetched.into_iter().collect::<Result<_, _>>()?
    };
    if contents.len() != files.len() {
        return Err(carteiro_mail::Error::internal("a message came without a part that it has").into());
    }
    let attached = files.into_iter().zip(contents).map(|(OfMessage { file, .. }, content)| Attached {
        name: one_line(&file.name),
        content_type: one_line(&file.content_type),
        content_id: file.content_id.as_deref().map(one_line),
        carried: Carried::Encoded,
        content: Bytes::Part(Box::new(content)),
    });
    Ok(attached.collect())
}

/// A message as a file.
async fn message(mail: &Mail) -> Result<Attached, Failure> {
    let (content, _) = whole(mail).await?;
    let subject = one_line(&mail.header().subject);
    let subject = if subject.trim().is_empty() { "message" } else { subject.trim() };
    let short: String = subject.chars().take(80).collect();
    let name = carteiro_world::files::names::legal(&format!("{short}.eml"));
    let bytes = content.clone();
    let carried = blocking(move || Ok(Carried::of_message(bytes.reader(0..bytes.len()))?)).await?;
    Ok(Attached {
        name,
        content_type: "message/rfc822".to_owned(),
        content_id: None,
        carried,
        content: Bytes::All(content),
    })
}

/// What a sender wrote, as it can stand on a line.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
