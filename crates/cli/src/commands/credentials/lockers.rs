//! Lockers, and who is in them.

use super::{Desk, listed};
use crate::commands::room::told;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::trouble::Trouble;
use carteiro_control_room::vault::Standing;
use carteiro_world::phrase;
use clap::builder::PossibleValuesParser;
use serde_json::json;

/// What it takes.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

/// What to do with lockers.
#[derive(clap::Subcommand)]
enum What {
    List(List),
    Add(Add),
    Remove(Remove),
    Members(Members),
    Place(Place),
    Consume(Consume),
}

#[derive(clap::Args)]
struct List {
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct Add {
    locker: String,
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    description: String,
}

#[derive(clap::Args)]
struct Remove {
    locker: String,
}

#[derive(clap::Args)]
struct Members {
    locker: String,
}

#[derive(clap::Args)]
struct Place {
    locker: String,
    #[arg(value_name = "NAME")]
    person: String,
    #[arg(value_name = "HOW", value_parser = standings())]
    standing: String,
}

#[derive(clap::Args)]
struct Consume {
    locker: String,
    #[arg(value_name = "NAME")]
    role: String,
    #[arg(long)]
    no_more: bool,
}

fn standings() -> PossibleValuesParser {
    PossibleValuesParser::new(["owner", "manager", "participant", "nothing"])
}

pub(super) async fn run(args: Args, desk: &Desk) -> Result<Exit, Trouble> {
    match args.what {
        What::List(args) => list(&args, desk).await,
        What::Add(args) => add(args, desk).await,
        What::Remove(args) => {
            desk.vault.remove_locker(&desk.holder, &id(&args.locker, desk).await?).await.map_err(told)?;
            desk.tell(&phrase!("ui-lockers-removed", locker = args.locker))
        }
        What::Members(args) => members(&args.locker, desk).await,
        What::Place(args) => place(args, desk).await,
        What::Consume(args) => consume(args, desk).await,
    }?;
    Ok(Exit::Done)
}

async fn id(locker: &str, desk: &Desk) -> Result<String, Trouble> {
    Ok(desk.vault.locker_named(&desk.holder, locker).await.map_err(told)?.id)
}

async fn list(args: &List, desk: &Desk) -> Result<(), Trouble> {
    for locker in listed::all(desk).await? {
        if args.json {
            out::say(&format!("{}\n", json!(locker)))?;
        } else {
            let about = visible(&locker.description);
            let text = if about.is_empty() { locker.name } else { format!("{}: {about}", locker.name) };
            out::say(&format!("{text}\n"))?;
        }
    }
    Ok(())
}

async fn add(args: Add, desk: &Desk) -> Result<(), Trouble> {
    let owner = match &args.owner {
        Some(name) => Some(desk.person(name).await?),
        None => None,
    };
    let made = desk.vault.add_locker(&desk.holder, &args.locker, &args.description).await.map_err(told)?;
    if let Some(owner) = owner {
        desk.vault.place(&desk.holder, &made.id, &owner, Some(Standing::Owner)).await.map_err(told)?;
    }
    desk.tell(&phrase!("ui-lockers-added", locker = made.name))
}

async fn members(locker: &str, desk: &Desk) -> Result<(), Trouble> {
    let members = desk.vault.members(&desk.holder, &id(locker, desk).await?).await.map_err(told)?;
    for person in members.people {
        let disabled = if person.disabled { "yes" } else { "no" };
        let (name, standing) = (visible(&person.name), person.standing.name());
        desk.tell(&phrase!("ui-lockers-person", name = name, standing = standing, disabled = disabled))?;
    }
    for role in members.roles {
        desk.tell(&phrase!("ui-lockers-role", name = visible(&role.name)))?;
    }
    Ok(())
}

async fn place(args: Place, desk: &Desk) -> Result<(), Trouble> {
    let Place { locker, person: name, standing } = args;
    let (id, person) = (id(&locker, desk).await?, desk.person(&name).await?);
    let placed = desk.vault.place(&desk.holder, &id, &person, Standing::named(&standing)).await;
    placed.map_err(told)?;
    desk.tell(&phrase!("ui-lockers-placed", locker = locker, name = name, standing = standing))
}

async fn consume(args: Consume, desk: &Desk) -> Result<(), Trouble> {
    let Consume { locker, role: name, no_more } = args;
    let (id, role) = (id(&locker, desk).await?, desk.role(&name).await?);
    desk.vault.consume(&desk.holder, &id, &role, !no_more).await.map_err(told)?;
    let does = if no_more { "no" } else { "yes" };
    desk.tell(&phrase!("ui-lockers-consumed", locker = locker, name = name, does = does))
}
