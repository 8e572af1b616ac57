//! Saving the files of one message: each is an effect of its own.

use super::{SavedFile, blocking, slashed, write};
use crate::event::{Effect, Event};
use crate::failure::Failure;
use crate::run::{Claim, Claimed, Cx, Permit};
use carteiro_mail::mime::Attachment;
use carteiro_mail::{Content, Kind};
use carteiro_world::files::{Collision, Reserved};
use carteiro_world::{Spool, phrase};
use std::path::{Path, PathBuf};

/// A file that is meant.
pub(in crate::actions) struct Wanted {
    /// The name it shall have.
    pub(in crate::actions) name: String,
    pub(in crate::actions) bytes: Bytes,
}

/// What is in a file.
pub(in crate::actions) enum Bytes {
    /// The whole message.
    Message(Spool),
    /// An attachment.
    Attached(Box<(Content, Attachment)>),
}

/// How far a file is.
enum Stage {
    Done(Option<SavedFile>),
    Claimed(Claim, Result<Option<Reserved>, Failure>),
}

/// Saves and tells of each file; one that fails stops no other, and the first failure is answered.
pub(in crate::actions) async fn store(
    cx: &mut Cx,
    folder: &Path,
    collision: Collision,
    wanted: Vec<Wanted>,
) -> Result<Vec<SavedFile>, Failure> {
    // Names first, in the order of the items.
    let mut stages = Vec::with_capacity(wanted.len());
    for file in wanted {
        let stage = begin(cx, folder, collision, &file.name).await;
        stages.push((file, stage));
    }
    // The next item may take its names while these bytes are written. Where files are replaced no name is taken: who
    // comes last would win, whichever message is the newer one.
    if collision != Collision::Overwrite {
        cx.release_turn();
    }
    let (mut files, mut failed) = (Vec::new(), None);
    for (file, stage) in stages {
        let name = file.name.clone();
        let saved = match stage {
            // It was told of, and counted, when it was saved.
            Ok(Stage::Done(Some(saved))) => {
                files.push(saved);
                continue;
            }
            Ok(Stage::Done(None)) => Ok(None),
            Ok(Stage::Claimed(claim, reserved)) => {
                let save = async move { blocking(move || save(reserved?, &file.bytes)).await };
                cx.carry(claim, Option::is_some, save).await
            }
            Err(failure) => Err(failure),
        };
        match saved {
            Ok(Some(saved)) => {
                saved.announce(cx);
                files.push(saved);
            }
            Ok(None) => cx.report(Event::FileSkipped { name, reason: phrase!("skipped-there") }),
            Err(failure) => drop(failed.get_or_insert(failure)),
        }
    }
    failed.map_or(Ok(files), Err)
}

async fn begin(cx: &mut Cx, folder: &Path, collision: Collision, name: &str) -> Result<Stage, Failure> {
    let what = Effect::SaveFiles { folder: slashed(folder) };
    Ok(match cx.claim(what).await? {
        Claimed::Done(saved) => Stage::Done(saved),
        Claimed::Go(claim, permit) => {
            let (folder, name) = (folder.to_owned(), name.to_owned());
            Stage::Claimed(claim, reserve(permit, folder, collision, name).await)
        }
    })
}

async fn reserve(
    permit: Permit,
    folder: PathBuf,
    collision: Collision,
    name: String,
) -> Result<Option<Reserved>, Failure> {
    blocking(move || Ok(permit.files().folder(&folder)?.reserve(&name, collision)?)).await
}

fn save(reserved: Option<Reserved>, bytes: &Bytes) -> Result<Option<SavedFile>, Failure> {
    let Some(reserved) = reserved else { return Ok(None) };
    let (content, attachment) = match bytes {
        Bytes::Attached(attached) => (&attached.0, &attached.1),
        Bytes::Message(spool) => {
            let written = write(reserved, spool.reader(0..spool.len()), |_| Ok(()))?;
            return Ok(written.map(|written| written.into_saved("message/rfc822")));
        }
    };
    // A line end alone is an empty body; anything longer must have become something.
    let is_empty = content.part().octets <= 2;
    let came_empty = || Failure::new(Kind::Content, phrase!("attachment-came-empty", name = attachment.name));
    let fits = |size| if size > 0 || is_empty { Ok(()) } else { Err(came_empty()) };
    let Some(written) = write(reserved, content.open(), fits)? else { return Ok(None) };
    Ok(Some(SavedFile {
        part: Some(attachment.id.to_string()),
        within: attachment.within.as_ref().map(ToString::to_string),
        ..written.into_saved(&attachment.content_type)
    }))
}
