//! `carteiro logins`: who has signed in, and for how long it lasts.

use crate::commands::run::host;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_auth::Refused;
use carteiro_auth::logins::{Kept, Name};
use carteiro_world::phrase;
use carteiro_world::words::Language;
use serde_json::json;
use std::path::PathBuf;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[arg(long)]
    json: bool,
}

/// Lists the logins. No token is shown.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    let kept = host::kept(args.data, surroundings.data, surroundings.passphrase);
    let logins = kept.logins.map_err(Trouble::usage)?;
    let all = logins.all().await.map_err(refused)?;
    if all.logins.is_empty() && all.damaged.is_empty() && !args.json {
        out::complain(&format!("{}\n", language.say(&phrase!("ui-logins-none"))));
    }
    for (name, kept) in &all.logins {
        let line = if args.json { as_json(name, kept) } else { in_words(name, kept, language) };
        out::say(&format!("{line}\n"))?;
    }
    for damaged in &all.damaged {
        out::complain(&format!("{}\n", language.say(&damaged.refused().reason)));
    }
    Ok(if all.damaged.is_empty() { Exit::Done } else { Exit::Failed })
}

pub(in crate::commands) fn refused(refused: Refused) -> Trouble {
    Trouble::Said(Exit::Failed, refused.reason, refused.detail)
}

fn in_words(name: &Name, kept: &Kept, language: Language) -> String {
    let user = visible(kept.user.as_deref().or(name.user.as_deref()).unwrap_or_default());
    let words = phrase!(
        "ui-logins-one",
        provider = visible(&name.provider),
        known = if user.is_empty() { "no" } else { "yes" },
        user = user,
        client = visible(&name.client),
        since = kept.signed_in_at.strftime("%Y-%m-%d %H:%M UTC"),
        lasts = if kept.refresh_token.is_some() { "yes" } else { "no" },
        until = kept.expires_at.map(|end| end.strftime("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default()
    );
    language.say(&words)
}

fn as_json(name: &Name, kept: &Kept) -> String {
    json!({
        "provider": name.provider,
        "tenant": name.tenant,
        "client": name.client,
        "scopes": name.scopes,
        "user": kept.user.as_ref().or(name.user.as_ref()),
        "signed_in_at": kept.signed_in_at,
        "renewed_at": kept.obtained_at,
        "expires_at": kept.expires_at,
        "renewable": kept.refresh_token.is_some(),
    })
    .to_string()
}
