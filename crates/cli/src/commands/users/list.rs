//! `carteiro users list`.

use super::People;
use crate::commands::room::{self, told};
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::trouble::Trouble;
use carteiro_control_room::app::Asked;
use carteiro_world::phrase;
use serde_json::json;

#[derive(clap::Args)]
pub(super) struct Args {
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) room: room::Args,
}

/// Everybody, a page at a time.
pub(super) async fn run(as_json: bool, people: &People) -> Result<Exit, Trouble> {
    let mut cursor = None;
    loop {
        let page = people.access.people(&Asked::new(500, cursor)).await.map_err(told)?;
        for person in page.items {
            let roles = people.access.roles_held(&person.id).await.map_err(told)?;
            let roles: Vec<_> = roles.into_iter().map(|role| role.name).collect();
            let factor = people.access.second_factor(&person.id).await.map_err(told)?;
            if as_json {
                let line = json!({ "person": person, "roles": roles, "second_factor": factor });
                out::say(&format!("{line}\n"))?;
                continue;
            }
            let words = phrase!(
                "ui-users-one",
                name = visible(&person.name),
                roles = visible(&roles.join(", ")),
                count = roles.len(),
                disabled = if person.disabled { "yes" } else { "no" },
                factor = if factor.is_on { "yes" } else { "no" }
            );
            people.say(&words)?;
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(Exit::Done);
        }
    }
}
