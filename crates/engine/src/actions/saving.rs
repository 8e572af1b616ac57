//! Writing files, for the actions that save something.

mod store;
mod whole;

pub(super) use store::{Bytes, Wanted, store};
pub(super) use whole::whole;

use crate::digest::Digest;
use crate::failure::Failure;
use crate::run::Cx;
use crate::vars::{Record, Value};
use carteiro_world::Spool;
use carteiro_world::files::{Collision, Reserved};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io::{self, Read, Write};
use std::path::Path;

/// What to do when a file of the wanted name is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnCollision {
    /// Take the next free name: `invoice (2).pdf`.
    #[default]
    Rename,
    /// Leave the file that is there.
    Skip,
    /// Put the new file in its place.
    Overwrite,
}

impl OnCollision {
    /// Whether a file that is there may be lost.
    pub(super) fn overwrites(self) -> bool {
        self == Self::Overwrite
    }
}

/// A file that was saved.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SavedFile {
    pub(super) path: String,
    pub(super) size: u64,
    pub(super) sha256: String,
    pub(super) content_type: String,
    /// The part of the message it came from.
    pub(super) part: Option<String>,
    /// The message within the message it came from.
    pub(super) within: Option<String>,
}

/// What was read at once; never a whole attachment.
const STEP: usize = 64 * 1024;

impl OnCollision {
    pub(super) fn collision(self) -> Collision {
        match self {
            Self::Rename => Collision::Rename,
            Self::Skip => Collision::Skip,
            Self::Overwrite => Collision::Overwrite,
        }
    }
}

/// Where a file ended, its size and its hash.
pub(super) struct Written {
    path: String,
    size: u64,
    sha256: String,
}

/// Copies `from` into a file of the reserved name; `None` when another took the name meanwhile. Blocks.
///
/// A size that `fits` refuses leaves no file, and what was there before as it was.
pub(super) fn write(
    reserved: Reserved,
    mut from: impl Read,
    fits: impl FnOnce(u64) -> Result<(), Failure>,
) -> Result<Option<Written>, Failure> {
    let mut file = reserved.create()?;
    let mut hash = Sha256::new();
    let mut size = 0;
    let mut buffer = vec![0; STEP];
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        let bytes = buffer.get(..read).unwrap_or_default();
        hash.update(bytes);
        file.write_all(bytes)?;
        size += bytes.len() as u64;
    }
    fits(size)?;
    let sha256 = hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    });
    let saved = file.finish()?;
    Ok(saved.map(|saved| Written { path: slashed(&saved.path), size, sha256 }))
}

impl Written {
    pub(super) fn into_saved(self, content_type: &str) -> SavedFile {
        SavedFile {
            path: self.path,
            size: self.size,
            sha256: self.sha256,
            content_type: content_type.to_owned(),
            part: None,
            within: None,
        }
    }
}

/// With slashes on every system.
pub(super) fn slashed(path: &Path) -> String {
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    names.join("/")
}

/// Runs what blocks where it may.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(carteiro_mail::Error::internal(error).into()))
}

/// What is in there.
pub(super) async fn content_digest(spool: &Spool) -> Result<Digest, Failure> {
    let spool = spool.clone();
    blocking(move || Ok(Digest::of_content(spool.reader(0..spool.len()))?)).await
}

impl SavedFile {
    /// For variables.
    pub(super) fn value(&self) -> Value {
        let name = self.path.rsplit('/').next();
        let fields = [
            ("name", Value::maybe(name)),
            ("path", Value::text(&self.path)),
            ("size", Value::count(self.size)),
            ("sha256", Value::text(&self.sha256)),
            ("type", Value::text(&self.content_type)),
            ("part", Value::maybe(self.part.as_ref())),
            ("within", Value::maybe(self.within.as_ref())),
        ];
        Record::new(fields).shown_as(&self.path).into()
    }

    /// Counts it, and says that it is there.
    pub(super) fn announce(&self, cx: &Cx) {
        cx.running().file_saved(self.size);
        cx.report(crate::event::Event::FileSaved {
            path: self.path.clone(),
            size: self.size,
            sha256: self.sha256.clone(),
        });
    }
}
