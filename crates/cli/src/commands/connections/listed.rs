//! Which connections there are, and how they stand.

use super::Desk;
use crate::commands::room::told;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::trouble::Trouble;
use carteiro_auth::modes::Token;
use carteiro_control_room::connections::{Connection, State, Status, Whose};
use carteiro_world::phrase;
use serde_json::json;

/// What it takes.
#[derive(clap::Args)]
pub(super) struct Args {
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: Args, desk: &Desk) -> Result<Exit, Trouble> {
    let all = desk.connections.list(&desk.holder).await.map_err(told)?;
    if all.is_empty() && !args.json {
        desk.tell(&phrase!("ui-connections-none"))?;
    }
    for connection in all {
        let status = match connection.details.token {
            Token::Shared => {
                let whose = Whose::shared(&connection);
                Some(desk.connections.status(&connection, &whose).await.map_err(told)?)
            }
            Token::UserSpecific => None,
        };
        let line = if args.json {
            as_json(&connection, status.as_ref())
        } else {
            in_words(&connection, status.as_ref(), desk)
        };
        out::say(&format!("{line}\n"))?;
    }
    Ok(Exit::Done)
}

fn state(status: Option<&Status>) -> &'static str {
    match status.map(|status| status.state) {
        None => "each",
        Some(State::NotSignedIn) => "not_signed_in",
        Some(State::Active) => "active",
        Some(State::NeedsSignIn) => "needs_sign_in",
        Some(State::Failing) => "failing",
    }
}

fn in_words(connection: &Connection, status: Option<&Status>, desk: &Desk) -> String {
    let account = status.and_then(|status| status.account.as_deref()).unwrap_or_default();
    let words = phrase!(
        "ui-connections-one",
        name = connection.name,
        provider = connection.provider.name(),
        state = state(status),
        known = if account.is_empty() { "no" } else { "yes" },
        account = visible(account)
    );
    let reason = status.and_then(|status| status.reason.as_ref());
    let reason = reason.map(|reason| format!("\n  {}", desk.language.say(&reason.words)));
    desk.language.say(&words) + &reason.unwrap_or_default()
}

fn as_json(connection: &Connection, status: Option<&Status>) -> String {
    json!({
        "name": connection.name,
        "title": connection.title,
        "provider": connection.provider,
        "grant": connection.details.grant,
        "token": connection.details.token,
        "client_id": connection.details.client_id,
        "scopes": connection.scopes(),
        "is_default": connection.is_default,
        "state": state(status),
        "account": status.and_then(|status| status.account.as_ref()),
        "expires_at": status.and_then(|status| status.expires_at),
    })
    .to_string()
}
