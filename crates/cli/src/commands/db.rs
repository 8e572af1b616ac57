//! `carteiro db`: the tables of the Control Room, as they are kept.

mod backup;
mod restore;

use crate::commands::room::{self, told};
use crate::exit::Exit;
use crate::out;
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_control_room::db::Db;
use carteiro_world::phrase;
use carteiro_world::words::Language;
use std::path::PathBuf;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    Migrate(Migrate),
    Backup(File),
    Restore(File),
}

#[derive(clap::Args)]
struct Migrate {
    #[command(flatten)]
    room: room::Args,
}

#[derive(clap::Args)]
struct File {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    room: room::Args,
}

/// Does it.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    match args.verb {
        Verb::Migrate(args) => migrate(&args, language, &surroundings).await,
        Verb::Backup(args) => backup::run(&args.file, &args.room.place(&surroundings)?, language).await,
        Verb::Restore(args) => restore::run(&args.file, &args.room.place(&surroundings)?, language).await,
    }
}

async fn migrate(args: &Migrate, language: Language, surroundings: &Surroundings) -> Result<Exit, Trouble> {
    let place = args.room.place(surroundings)?;
    let db = Db::connect(&place.location).await.map_err(told)?;
    let done = db.migrate().await;
    db.close().await;
    let done = done.map_err(told)?;
    if done.is_empty() {
        out::say(&format!("{}\n", language.say(&phrase!("ui-db-up-to-date"))))?;
    }
    for change in done {
        out::say(&format!("{}\n", language.say(&phrase!("ui-db-migrated", change = change))))?;
    }
    Ok(Exit::Done)
}
