//! `carteiro db restore`: what a backup holds, in an empty database.

use crate::commands::room::{Place, told};
use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_control_room::backup;
use carteiro_control_room::db::Db;
use carteiro_world::phrase;
use carteiro_world::words::Language;
use std::path::Path;
use tokio::io::BufReader;

pub(super) async fn run(file: &Path, place: &Place, language: Language) -> Result<Exit, Trouble> {
    let from = tokio::fs::File::open(file)
        .await
        .map_err(|error| Trouble::usage(phrase!("ui-serve-file", file = file.display())).because(&error))?;
    let about = backup::restore(&place.location, &mut BufReader::new(from)).await.map_err(told)?;
    let words = phrase!("ui-db-restored", rows = about.rows(), made = about.made_at, at = place.location);
    out::say(&format!("{}\n", language.say(&words)))?;
    let db = Db::open(&place.location).await.map_err(told)?;
    let key = place.sources.master(&db).await;
    db.close().await;
    if key.is_err() && about.tables.get("data_key").is_some_and(|keys| *keys > 0) {
        out::complain(&format!("{}\n", language.say(&phrase!("ui-db-key-wanted"))));
    }
    Ok(Exit::Done)
}
