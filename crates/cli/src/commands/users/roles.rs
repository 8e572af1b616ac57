//! `carteiro users roles`.

use super::People;
use crate::commands::room::{self, told};
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::trouble::Trouble;
use carteiro_control_room::access::Role;
use carteiro_world::phrase;

#[derive(clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "NAME")]
    pub(super) name: String,
    #[arg(long, value_name = "ROLE")]
    pub(super) give: Vec<String>,
    #[arg(long, value_name = "ROLE")]
    pub(super) take: Vec<String>,
    #[command(flatten)]
    pub(super) room: room::Args,
}

/// Gives and takes, and tells which roles somebody has then.
pub(super) async fn run(
    name: &str,
    give: &[String],
    take: &[String],
    people: &People,
) -> Result<Exit, Trouble> {
    let person = people.named(name).await?;
    let (mut given, mut taken) = (Vec::new(), Vec::new());
    for role in give {
        given.push((named(role, people).await?, true));
    }
    for role in take {
        taken.push((named(role, people).await?, false));
    }
    for (role, holds) in given.into_iter().chain(taken) {
        people.access.assign(&people.by, &person.id, &role.id, holds).await.map_err(told)?;
    }
    for role in people.access.roles_held(&person.id).await.map_err(told)? {
        out::say(&format!("{}\n", visible(&role.name)))?;
    }
    Ok(Exit::Done)
}

/// The role of this name, in any case.
pub(super) async fn named(name: &str, people: &People) -> Result<Role, Trouble> {
    let folded = name.trim().to_lowercase();
    let roles = people.access.roles().await.map_err(told)?;
    let known = roles.iter().map(|role| visible(&role.name)).collect::<Vec<_>>().join(", ");
    let role = roles.into_iter().find(|role| role.name.to_lowercase() == folded);
    role.ok_or_else(|| Trouble::usage(phrase!("ui-users-no-role", role = visible(name), known = known)))
}
