//! Writing the attachments that are meant.

use super::choice::File;
use crate::actions::saving::{SavedFile, blocking, write};
use crate::failure::Failure;
use crate::run::Permit;
use carteiro_mail::{Kind, mime};
use carteiro_world::files::{Collision, Reserved};
use carteiro_world::{Phrase, Spool, phrase};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What was written, and what was not.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Stored {
    pub(super) files: Vec<SavedFile>,
    pub(super) skipped: Vec<(String, Phrase)>,
}

/// Names first, in the order of the items; then the next item may take its own while the bytes are written.
pub(super) async fn store(
    permit: Permit,
    content: Spool,
    folder: PathBuf,
    collision: Collision,
    files: Vec<File>,
) -> Result<Stored, Failure> {
    let open = permit.files().clone();
    let reserved = blocking(move || {
        let folder = open.folder(&folder)?;
        let reserve = |file: File| Ok((folder.reserve(&file.name, collision)?, file));
        files.into_iter().map(reserve).collect::<Result<Vec<_>, Failure>>()
    })
    .await?;
    permit.release_turn();
    blocking(move || {
        let mut stored = Stored::default();
        for (reserved, file) in reserved {
            let saved = match reserved {
                Some(reserved) => save(reserved, &content, &file)?,
                None => None,
            };
            match saved {
                Some(saved) => stored.files.push(saved),
                None => stored.skipped.push((file.name, phrase!("skipped-there"))),
            }
        }
        Ok(stored)
    })
    .await
}

fn save(reserved: Reserved, content: &Spool, file: &File) -> Result<Option<SavedFile>, Failure> {
    let Some(written) = write(reserved, mime::open(content, &file.part))? else { return Ok(None) };
    // A line end alone is an empty body; anything longer must have become something.
    let encoded = file.part.body.end.saturating_sub(file.part.body.start);
    if written.size == 0 && encoded > 2 {
        let words = phrase!("attachment-came-empty", name = file.attachment.name);
        return Err(Failure::new(Kind::Content, words));
    }
    Ok(Some(SavedFile {
        path: written.path,
        size: written.size,
        sha256: written.sha256,
        content_type: file.attachment.content_type.clone(),
        part: Some(file.attachment.id.to_string()),
        within: file.attachment.within.as_ref().map(ToString::to_string),
    }))
}
