//! What is in the vault: names, and never a value.

use super::Desk;
use crate::commands::room::told;
use crate::exit::Exit;
use crate::out;
use crate::trouble::Trouble;
use carteiro_control_room::app::Asked;
use carteiro_control_room::vault::{Attribute, Credential, Input, Locker};
use carteiro_world::{Phrase, phrase};
use serde_json::json;

/// What it takes.
#[derive(clap::Args)]
pub(super) struct Args {
    locker: Option<String>,
    #[arg(long)]
    json: bool,
}

/// As many as are read at once.
const PAGE: u32 = 500;

pub(super) async fn run(args: Args, desk: &Desk) -> Result<Exit, Trouble> {
    let lockers = match &args.locker {
        Some(name) => vec![desk.vault.locker_named(&desk.holder, name).await.map_err(told)?],
        None => all(desk).await?,
    };
    let mut is_empty = true;
    for locker in lockers {
        let mut asked = Some(Asked::new(PAGE, None));
        while let Some(page) = asked {
            let page = desk.vault.credentials(&desk.holder, &locker.id, &page).await.map_err(told)?;
            for credential in &page.items {
                is_empty = false;
                if args.json {
                    out::say(&format!("{}\n", json!(credential)))?;
                } else {
                    tell(credential, desk)?;
                }
            }
            asked = page.next.map(|next| Asked::new(PAGE, Some(next)));
        }
    }
    if is_empty && !args.json {
        out::complain(&format!("{}\n", desk.language.say(&phrase!("ui-credentials-none"))));
    }
    Ok(Exit::Done)
}

/// All lockers.
pub(super) async fn all(desk: &Desk) -> Result<Vec<Locker>, Trouble> {
    let (mut lockers, mut asked) = (Vec::new(), Some(Asked::new(PAGE, None)));
    while let Some(page) = asked {
        let page = desk.vault.lockers(&desk.holder, &page).await.map_err(told)?;
        lockers.extend(page.items);
        asked = page.next.map(|next| Asked::new(PAGE, Some(next)));
    }
    Ok(lockers)
}

fn tell(credential: &Credential, desk: &Desk) -> Result<(), Trouble> {
    for attribute in &credential.attributes {
        desk.tell(&words(credential, attribute))?;
    }
    Ok(())
}

fn words(credential: &Credential, attribute: &Attribute) -> Phrase {
    let path = format!("{}/{}.{}", credential.locker, credential.name, attribute.name);
    let state = match (attribute.input, attribute.set_at) {
        (Input::UserProvided, _) => "each",
        (Input::Standard, Some(_)) => "set",
        (Input::Standard, None) => "empty",
    };
    let at = attribute.set_at.map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default();
    let bound = if credential.allowed_hosts.is_any() { "no" } else { "yes" };
    let hosts = &credential.allowed_hosts;
    phrase!("ui-credentials-one", path = path, state = state, at = at, bound = bound, hosts = hosts)
}
