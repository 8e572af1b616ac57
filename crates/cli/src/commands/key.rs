//! `carteiro key`: the master key, which opens what is sealed in the database.

use crate::commands::asking::Asking;
use crate::commands::room::{self, Place, told};
use crate::exit::Exit;
use crate::out;
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_control_room::audit::{Actor, Entry};
use carteiro_control_room::db::Db;
use carteiro_control_room::seal::Source;
use carteiro_control_room::{Ground, Problem};
use carteiro_mail::Kind;
use carteiro_world::words::Language;
use carteiro_world::{Clock, Phrase, Secret, phrase};
use std::io::{self, IsTerminal as _};

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    Rotate(Rotate),
    Export(Export),
    Import(Import),
}

#[derive(clap::Args)]
struct Rotate {
    #[arg(value_name = "WHICH", value_enum, default_value_t = Which::Both, hide_default_value = true)]
    which: Which,
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    room: room::Args,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Which {
    Both,
    Data,
    Master,
}

#[derive(clap::Args)]
struct Export {
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    room: room::Args,
}

#[derive(clap::Args)]
struct Import {
    #[command(flatten)]
    room: room::Args,
}

/// Does it.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    match args.verb {
        Verb::Rotate(args) => rotate(&args, language, &args.room.place(&surroundings)?).await,
        Verb::Export(args) => export(&args, language, &args.room.place(&surroundings)?).await,
        Verb::Import(args) => import(language, &args.room.place(&surroundings)?).await,
    }
}

/// Seals with new keys from now on.
async fn rotate(args: &Rotate, language: Language, place: &Place) -> Result<Exit, Trouble> {
    place.is_there()?;
    let ground = place.open().await?;
    let asking = Asking::new(language);
    if args.which != Which::Master {
        let master = place.sources.master(&ground.db).await.map_err(told)?;
        ground.seal.renew(&ground.db, &master, &ground.clock).await.map_err(told)?;
        noted(&ground, phrase!("audit-key-data")).await?;
        asking.tell(&phrase!("ui-key-data"));
    }
    if args.which != Which::Data {
        let passphrase = match place.sources.used() {
            Source::Passphrase => Some(passphrase(&asking)?),
            _ => None,
        };
        let tell = |key: &Secret| {
            asking.tell(&phrase!("ui-key-keep"));
            out::say(&format!("{}\n", key.expose())).map_err(unheard)?;
            let kept = if args.yes { Ok(Some(true)) } else { asking.insists(&phrase!("ui-key-kept")) };
            match kept {
                Ok(Some(true)) => Ok(()),
                _ => Err(Problem::new(Kind::Cancelled, phrase!("ui-key-unchanged"))),
            }
        };
        place.sources.rotate(&ground.db, &ground.random, passphrase, tell).await.map_err(told)?;
        noted(&ground, phrase!("audit-key-master")).await?;
        asking.tell(&phrase!("ui-key-master", key = language.say(&place.sources.told())));
    }
    ground.db.close().await;
    Ok(Exit::Done)
}

async fn noted(ground: &Ground, words: Phrase) -> Result<(), Trouble> {
    ground.note(&Actor::TERMINAL, Entry::about("key", "", words)).await.map_err(told)
}

fn passphrase(asking: &Asking) -> Result<Secret, Trouble> {
    loop {
        let first = asking.secret_or_line(&phrase!("ui-key-ask-passphrase"))?;
        let Some(first) = first else { return Err(Trouble::usage(phrase!("ui-key-unchanged"))) };
        let again = asking.secret(&phrase!("ui-key-ask-again"))?;
        if again.is_none_or(|again| again == first) {
            return Ok(first);
        }
        asking.tell(&phrase!("ui-key-differs"));
    }
}

/// Tells the key, to be kept where the machine is not.
async fn export(args: &Export, language: Language, place: &Place) -> Result<Exit, Trouble> {
    place.is_there()?;
    let asking = Asking::new(language);
    let is_agreed = args.yes || asking.insists(&phrase!("ui-key-ask-export"))? == Some(true);
    if !is_agreed {
        return Err(Trouble::usage(phrase!("ui-key-not-told")));
    }
    let db = Db::open(&place.location).await.map_err(told)?;
    let key = place.sources.master(&db).await;
    db.close().await;
    let key = key.map_err(told)?;
    let ground = place.open().await?;
    if !io::stdout().is_terminal() {
        asking.tell(&phrase!("ui-key-elsewhere"));
    }
    noted(&ground, phrase!("audit-key-exported")).await?;
    out::say(&format!("{}\n", key.text().expose()))?;
    ground.db.close().await;
    Ok(Exit::Done)
}

/// Puts a key in its place.
async fn import(language: Language, place: &Place) -> Result<Exit, Trouble> {
    place.is_there()?;
    let key = Asking::new(language).secret_or_line(&phrase!("ui-key-ask-import"))?;
    let key = key.ok_or_else(|| Trouble::usage(phrase!("seal-key-form")))?;
    let db = Db::open(&place.location).await.map_err(told)?;
    let imported = place.sources.import(&db, &Clock::system(), &key).await;
    db.close().await;
    imported.map_err(told)?;
    let say = |words: &Phrase| out::complain(&format!("{}\n", language.say(words)));
    say(&phrase!("ui-key-imported", folder = place.sources.records.folder().display()));
    if place.sources.used() != Source::File {
        say(&phrase!("ui-key-unused", key = language.say(&place.sources.told())));
    }
    Ok(Exit::Done)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
fn unheard(error: io::Error) -> Problem {
    Problem::new(Kind::Rejected, phrase!("ui-key-unheard", error = error))
}
