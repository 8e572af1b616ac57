//! `carteiro users`: who may come in, for whoever holds the key of the database.

mod add;
mod list;
mod roles;
mod tokens;

use crate::commands::asking::Asking;
use crate::commands::room::{self, told};
use crate::exit::Exit;
use crate::out;
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_control_room::access::{Access, Caller, Person};
use carteiro_control_room::audit::Actor;
use carteiro_world::words::Language;
use carteiro_world::{Phrase, Secret, phrase};

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    List(list::Args),
    Add(add::Args),
    Roles(roles::Args),
    Password(Named),
    Disable(Named),
    Enable(Named),
    ResetSecondFactor(Named),
    Unlink(Named),
    Tokens(tokens::Args),
}

#[derive(clap::Args)]
struct Named {
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    room: room::Args,
}

/// The people of a database, and who asks about them.
struct People {
    access: Access,
    by: Actor,
    language: Language,
}

impl People {
    async fn open(
        room: room::Args,
        language: Language,
        surroundings: &Surroundings,
    ) -> Result<Self, Trouble> {
        let access = Access::new(room.open(surroundings).await?);
        Ok(Self { access, by: Caller::holder().actor(), language })
    }

    async fn named(&self, name: &str) -> Result<Person, Trouble> {
        self.access.person_named(name).await.map_err(told)
    }

    fn say(&self, words: &Phrase) -> Result<Exit, Trouble> {
        out::say(&format!("{}\n", self.language.say(words)))?;
        Ok(Exit::Done)
    }

    /// Asks for a password, or reads it from what comes in.
    fn password(&self) -> Result<Secret, Trouble> {
        let password = Asking::new(self.language).secret_or_line(&phrase!("ui-serve-ask-password"))?;
        password.ok_or_else(|| Trouble::usage(phrase!("ui-users-no-password")))
    }
}

/// Does it.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    let open = async |room| People::open(room, language, &surroundings).await;
    match args.verb {
        Verb::List(args) => list::run(args.json, &open(args.room).await?).await,
        Verb::Add(args) => add::run(&args.name, &args.role, &open(args.room).await?).await,
        Verb::Roles(args) => roles::run(&args.name, &args.give, &args.take, &open(args.room).await?).await,
        Verb::Tokens(args) => {
            tokens::run(&args.name, args.revoke.as_deref(), args.json, &open(args.room).await?).await
        }
        Verb::Password(args) => {
            let people = open(args.room).await?;
            let person = people.named(&args.name).await?;
            people.access.set_password(&people.by, &person.id, &people.password()?).await.map_err(told)?;
            people.say(&phrase!("audit-person-password", name = out::visible(&person.name)))
        }
        Verb::Disable(args) => disable(&args.name, true, &open(args.room).await?).await,
        Verb::Enable(args) => disable(&args.name, false, &open(args.room).await?).await,
        Verb::ResetSecondFactor(args) => {
            let people = open(args.room).await?;
            let person = people.named(&args.name).await?;
            people.access.reset_second_factor(&people.by, &person.id).await.map_err(told)?;
            people.say(&phrase!("audit-second-factor-off", name = out::visible(&person.name)))
        }
        Verb::Unlink(args) => unlink(&args.name, &open(args.room).await?).await,
    }
}

async fn disable(name: &str, disabled: bool, people: &People) -> Result<Exit, Trouble> {
    let person = people.named(name).await?;
    people.access.disable(&people.by, &person.id, disabled).await.map_err(told)?;
    let name = out::visible(&person.name);
    let words = if disabled {
        phrase!("audit-person-disabled", name = name)
    } else {
        phrase!("audit-person-enabled", name = name)
    };
    people.say(&words)
}

async fn unlink(name: &str, people: &People) -> Result<Exit, Trouble> {
    let person = people.named(name).await?;
    for identity in people.access.identities(&person.id).await.map_err(told)? {
        people.access.unlink_sso(&people.by, &person.id, &identity.provider).await.map_err(told)?;
        let (name, provider) = (out::visible(&person.name), out::visible(&identity.name));
        people.say(&phrase!("audit-sso-unlinked", name = name, provider = provider))?;
    }
    Ok(Exit::Done)
}
