//! `carteiro db backup`: all tables in a file.

use crate::commands::room::{Place, told};
use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_control_room::backup;
use carteiro_control_room::db::Db;
use carteiro_world::words::Language;
use carteiro_world::{Clock, phrase};
use std::io;
use std::path::Path;
use tempfile::NamedTempFile;
use tokio::io::{AsyncWriteExt as _, BufWriter};

/// Writes it beside the file first, readable by nobody else: what is there under its name is whole, and was not there before.
pub(super) async fn run(file: &Path, place: &Place, language: Language) -> Result<Exit, Trouble> {
    place.is_there()?;
    let refused =
        |error: io::Error| Trouble::usage(phrase!("ui-db-file", file = file.display())).because(&error);
    if file.exists() {
        return Err(refused(io::ErrorKind::AlreadyExists.into()));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = NamedTempFile::with_prefix_in(".carteiro-", folder).map_err(refused)?;
    let mut out = BufWriter::new(tokio::fs::File::from_std(beside.reopen().map_err(refused)?));
    // As it is: a backup is what one makes before its tables are changed.
    let db = Db::connect(&place.location).await.map_err(told)?;
    let written = backup::write(&db, &Clock::system(), &mut out).await;
    db.close().await;
    let about = written.map_err(told)?;
    out.flush().await.map_err(refused)?;
    out.into_inner().sync_all().await.map_err(refused)?;
    beside.persist_noclobber(file).map_err(|error| refused(error.error))?;
    let words = phrase!("ui-db-backed-up", rows = about.rows(), file = file.display());
    out::say(&format!("{}\n", language.say(&words)))?;
    out::complain(&format!("{}\n", language.say(&phrase!("ui-db-no-key"))));
    Ok(Exit::Done)
}
