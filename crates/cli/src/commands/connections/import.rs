//! The command line's kept logins become connections.

use super::Desk;
use crate::commands::logins::refused;
use crate::commands::run::host;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_mail::Kind;
use carteiro_world::phrase;
use std::path::PathBuf;

/// What it takes.
#[derive(clap::Args)]
pub(super) struct Args {
    #[arg(long = "role", value_name = "NAME")]
    roles: Vec<String>,
}

pub(super) async fn run(
    args: Args,
    data: PathBuf,
    surroundings: &Surroundings,
    desk: &Desk,
) -> Result<Exit, Trouble> {
    let roles = desk.roles(&args.roles).await?;
    let kept = host::kept(Some(data), None, surroundings.passphrase.clone());
    let logins = kept.logins.map_err(Trouble::usage)?;
    let all = logins.all().await.map_err(refused)?;
    if all.logins.is_empty() && all.damaged.is_empty() {
        desk.tell(&phrase!("ui-logins-none"))?;
    }
    let mut exit = Exit::Done;
    for (name, kept) in all.logins {
        let user = visible(kept.user.as_deref().or(name.user.as_deref()).unwrap_or(&name.provider));
        match desk.connections.import(&desk.holder, &name, &kept, &roles).await {
            Ok(connection) => {
                // What renews it is taken once: two who keep it would take it from each other.
                logins.forget(name).await.map_err(refused)?;
                desk.tell(&phrase!("ui-connections-imported", user = user, name = connection.name))?;
            }
            Err(problem) if problem.kind() == Kind::Unsupported => {
                let why = desk.language.say(problem.words());
                out::complain(&format!(
                    "{}\n",
                    desk.language.say(&phrase!("ui-connections-left", user = user, why = why))
                ));
                exit = Exit::Failed;
            }
            Err(problem) => return Err(super::told(problem)),
        }
    }
    for damaged in &all.damaged {
        out::complain(&format!("{}\n", desk.language.say(&damaged.refused().reason)));
        exit = Exit::Failed;
    }
    Ok(exit)
}
