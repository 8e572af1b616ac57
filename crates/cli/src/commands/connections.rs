//! `carteiro connections`: OAuth connections, for whoever holds the key of the Control Room at a terminal.

mod add;
mod import;
mod listed;
mod sign_in;

use crate::commands::room::{self, told};
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_control_room::access::{Access, Caller};
use carteiro_control_room::audit::Way;
use carteiro_control_room::connections::{Connection, Connections};
use carteiro_control_room::notices::Notices;
use carteiro_world::words::Language;
use carteiro_world::{Phrase, phrase};
use std::collections::BTreeSet;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    room: room::Args,
    #[command(subcommand)]
    what: What,
}

/// What to do. To add one: a line here, one in [`run`], and its words (`ui-help-connections-…`).
#[derive(clap::Subcommand)]
enum What {
    List(listed::Args),
    Add(Box<add::Args>),
    SignIn(sign_in::Args),
    Test(sign_in::Test),
    Remove(Remove),
    Import(import::Args),
}

/// A connection to be removed.
#[derive(clap::Args)]
struct Remove {
    #[arg(value_name = "NAME")]
    name: String,
}

/// The Control Room of this machine, and in which language it is spoken of.
struct Desk {
    connections: Connections,
    people: Access,
    holder: Caller,
    language: Language,
}

impl Desk {
    /// Says what was done.
    fn tell(&self, words: &Phrase) -> Result<(), Trouble> {
        Ok(out::say(&format!("{}\n", self.language.say(words)))?)
    }

    async fn named(&self, name: &str) -> Result<Connection, Trouble> {
        self.connections.named(&self.holder, name).await.map_err(told)
    }

    /// Whoever is meant: somebody by their name, or whoever holds the key.
    async fn caller(&self, name: Option<&str>) -> Result<Caller, Trouble> {
        let Some(name) = name else { return Ok(self.holder.clone()) };
        let person = self.people.person_named(name).await.map_err(told)?;
        self.people.absent(&person.id, Way::Terminal).await.map_err(told)
    }

    /// Roles, by what people call them.
    async fn roles(&self, names: &[String]) -> Result<BTreeSet<String>, Trouble> {
        let all = if names.is_empty() { Vec::new() } else { self.people.roles().await.map_err(told)? };
        let found = names.iter().map(|name| {
            let role = all.iter().find(|role| role.name.to_lowercase() == name.trim().to_lowercase());
            role.map(|role| role.id.clone())
                .ok_or_else(|| Trouble::usage(phrase!("ui-connections-no-role", name = visible(name))))
        });
        found.collect()
    }
}

/// Does it, and closes the database.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    let data = args.room.folder(&surroundings)?;
    let ground = args.room.open(&surroundings).await?;
    let (db, people) = (ground.db.clone(), Access::new(ground.clone()));
    let connections = Connections::new(ground.clone(), people.clone(), Notices::new(ground));
    let desk = Desk { connections, people, holder: Caller::holder(), language };
    let done = match args.what {
        What::List(args) => listed::run(args, &desk).await,
        What::Add(args) => add::run(*args, &desk).await,
        What::SignIn(args) => sign_in::run(args, &desk).await,
        What::Test(args) => sign_in::test(args, &desk).await,
        What::Remove(args) => remove(args, &desk).await,
        What::Import(args) => import::run(args, data, &surroundings, &desk).await,
    };
    db.close().await;
    done
}

async fn remove(args: Remove, desk: &Desk) -> Result<Exit, Trouble> {
    let connection = desk.named(&args.name).await?;
    desk.connections.remove(&desk.holder, &connection.id).await.map_err(told)?;
    desk.tell(&phrase!("ui-connections-removed", name = connection.name))?;
    Ok(Exit::Done)
}
