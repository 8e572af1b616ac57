//! `carteiro logout`: what was kept of a sign-in is forgotten.

use super::logins::refused;
use crate::commands::run::host;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_auth::logins::Name;
use carteiro_world::phrase;
use carteiro_world::words::Language;
use std::path::PathBuf;

/// What it takes.
#[derive(clap::Args)]
#[group(skip)]
#[command(group(clap::ArgGroup::new("meant").required(true).args(["which", "all"])))]
pub struct Args {
    #[arg(value_name = "PROVIDER|USER")]
    which: Option<String>,
    #[arg(long)]
    all: bool,
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Forgets the logins of a provider or a person, or all.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    let kept = host::kept(args.data, surroundings.data, surroundings.passphrase);
    let logins = kept.logins.map_err(Trouble::usage)?;
    let is_meant = |name: &Name| {
        args.which.as_deref().is_none_or(|which| {
            name.provider == which
                || name.user.as_deref().is_some_and(|user| user.eq_ignore_ascii_case(which))
        })
    };
    let mut forgotten = 0_u64;
    let all = logins.all().await.map_err(refused)?;
    for (name, _) in all.logins.into_iter().filter(|(name, _)| is_meant(name)) {
        let words = phrase!(
            "ui-logout-one",
            provider = visible(&name.provider),
            user = visible(name.user.as_deref().unwrap_or_default())
        );
        if logins.forget(name).await.map_err(refused)? {
            out::say(&format!("{}\n", language.say(&words)))?;
            forgotten += 1;
        }
    }
    for damaged in all.damaged.into_iter().filter(|_| args.all) {
        let words = phrase!("ui-logout-damaged", file = visible(&damaged.file.display().to_string()));
        if logins.remove(damaged).await.map_err(refused)? {
            out::say(&format!("{}\n", language.say(&words)))?;
        }
    }
    match (forgotten, args.which) {
        (0, Some(which)) => Err(Trouble::usage(phrase!("ui-logout-none", which = visible(&which)))),
        _ => Ok(Exit::Done),
    }
}
