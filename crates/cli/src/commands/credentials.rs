//! `carteiro credentials`: the vault, for whoever holds its key at a terminal.

mod listed;
mod lockers;
mod named;
mod put;

use crate::commands::room::{self, told};
use crate::exit::Exit;
use crate::out;
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_auth::value::CredentialPath;
use carteiro_control_room::access::{Access, Caller};
use carteiro_control_room::vault::{Credential, Vault};
use carteiro_world::words::Language;
use carteiro_world::{Phrase, phrase};

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    room: room::Args,
    #[command(subcommand)]
    what: What,
}

/// What to do. To add one: a line here, one in [`run`], and its words (`ui-help-credentials-…`).
#[derive(clap::Subcommand)]
enum What {
    List(listed::Args),
    Set(put::Set),
    Allow(Allow),
    Remove(Remove),
    Import(put::Import),
    Lockers(lockers::Args),
}

/// To which hosts a credential may go.
#[derive(clap::Args)]
struct Allow {
    #[arg(value_name = "LOCKER/NAME", value_parser = named::credential)]
    credential: CredentialPath,
    #[arg(value_name = "HOST", required_unless_present = "any", conflicts_with = "any")]
    hosts: Vec<String>,
    #[arg(long)]
    any: bool,
}

/// A credential to be removed.
#[derive(clap::Args)]
struct Remove {
    #[arg(value_name = "LOCKER/NAME", value_parser = named::credential)]
    credential: CredentialPath,
}

/// The Control Room of this machine, and in which language it is spoken of.
struct Desk {
    vault: Vault,
    people: Access,
    holder: Caller,
    language: Language,
}

impl Desk {
    /// Says what was done.
    fn tell(&self, words: &Phrase) -> Result<(), Trouble> {
        Ok(out::say(&format!("{}\n", self.language.say(words)))?)
    }

    async fn credential(&self, path: &CredentialPath) -> Result<Credential, Trouble> {
        self.vault.credential_at(&self.holder, path).await.map_err(told)
    }
}

/// Does it, and closes the database.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    let ground = args.room.open(&surroundings).await?;
    let db = ground.db.clone();
    let (vault, people) = (Vault::new(ground.clone()), Access::new(ground));
    let desk = Desk { vault, people, holder: Caller::holder(), language };
    let done = match args.what {
        What::List(args) => listed::run(args, &desk).await,
        What::Set(args) => put::set(args, &desk).await,
        What::Allow(args) => allow(args, &desk).await,
        What::Remove(args) => remove(args, &desk).await,
        What::Import(args) => put::import(args, &desk).await,
        What::Lockers(args) => lockers::run(args, &desk).await,
    };
    db.close().await;
    done
}

async fn allow(args: Allow, desk: &Desk) -> Result<Exit, Trouble> {
    let hosts: Result<_, Phrase> = args.hosts.iter().map(|host| host.parse()).collect();
    let hosts = hosts.map_err(Trouble::usage)?;
    let credential = desk.credential(&args.credential).await?;
    let is_any = args.hosts.is_empty();
    desk.vault.allow(&desk.holder, &credential.id, credential.version, hosts).await.map_err(told)?;
    let path = named::path(&args.credential);
    let hosts = desk.credential(&args.credential).await?.allowed_hosts;
    desk.tell(&if is_any {
        phrase!("ui-credentials-allowed-any", path = path)
    } else {
        phrase!("ui-credentials-allowed", path = path, hosts = hosts)
    })?;
    Ok(Exit::Done)
}

async fn remove(args: Remove, desk: &Desk) -> Result<Exit, Trouble> {
    let credential = desk.credential(&args.credential).await?;
    desk.vault.remove_credential(&desk.holder, &credential.id).await.map_err(told)?;
    desk.tell(&phrase!("ui-credentials-removed", path = named::path(&args.credential)))?;
    Ok(Exit::Done)
}
