//! `carteiro users tokens`.

use super::People;
use crate::commands::room::{self, told};
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::trouble::Trouble;
use carteiro_world::phrase;
use serde_json::json;

#[derive(clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "NAME")]
    pub(super) name: String,
    #[arg(long, value_name = "ID")]
    pub(super) revoke: Option<String>,
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) room: room::Args,
}

/// Tells which API tokens somebody has, or makes one of them good for nothing.
pub(super) async fn run(
    name: &str,
    revoke: Option<&str>,
    as_json: bool,
    people: &People,
) -> Result<Exit, Trouble> {
    let person = people.named(name).await?;
    if let Some(token) = revoke {
        people.access.revoke_api_token(&people.by, &person.id, token).await.map_err(told)?;
        return people.say(&phrase!("ui-users-token-revoked"));
    }
    for token in people.access.api_tokens(&person.id).await.map_err(told)? {
        if as_json {
            out::say(&format!("{}\n", json!(token)))?;
            continue;
        }
        let day = |at: jiff::Timestamp| at.strftime("%Y-%m-%d").to_string();
        let scopes = token.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ");
        let words = phrase!(
            "ui-users-token",
            id = token.id,
            name = visible(&token.name),
            scopes = scopes,
            until = day(token.expires_at),
            known = if token.used_at.is_some() { "yes" } else { "no" },
            used = token.used_at.map(day).unwrap_or_default()
        );
        people.say(&words)?;
    }
    Ok(Exit::Done)
}
