//! `carteiro users add`.

use super::{People, roles};
use crate::commands::room::{self, told};
use crate::exit::Exit;
use crate::out::visible;
use crate::trouble::Trouble;
use carteiro_world::phrase;

#[derive(clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "NAME")]
    pub(super) name: String,
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Vec<String>,
    #[command(flatten)]
    pub(super) room: room::Args,
}

/// Adds somebody. Whoever is the first becomes the administrator: nobody else could let anybody in.
pub(super) async fn run(name: &str, given: &[String], people: &People) -> Result<Exit, Trouble> {
    if people.access.is_empty().await.map_err(told)? {
        let password = people.password()?;
        let first = people.access.first(&people.by, name, &password, people.language).await;
        return people.say(&phrase!("audit-set-up", name = visible(&first.map_err(told)?.name)));
    }
    // A role that is not there is told before anybody is added.
    let mut wanted = Vec::new();
    for role in given {
        wanted.push(roles::named(role, people).await?);
    }
    let person = people.access.add_person(&people.by, name, &people.password()?).await.map_err(told)?;
    for role in wanted {
        people.access.assign(&people.by, &person.id, &role.id, true).await.map_err(told)?;
    }
    people.say(&phrase!("audit-person-added", name = visible(&person.name)))
}
