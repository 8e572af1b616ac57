//! `carteiro serve`: the Control Room.

mod practice;

use crate::commands::asking::Asking;
use crate::commands::room::{self, told};
use crate::exit::Exit;
use crate::interrupt::Interrupts;
use crate::log;
use crate::out;
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_control_room::access::{self, Access};
use carteiro_control_room::app::App;
use carteiro_control_room::audit::Actor;
use carteiro_control_room::serve::{Listener, tls};
use carteiro_mail::Kind;
use carteiro_world::words::Language;
use carteiro_world::{Secret, phrase};
use practice::Practice;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    room: room::Args,
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8630", hide_default_value = true)]
    listen: SocketAddr,
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    #[arg(long)]
    behind_proxy: bool,
    #[arg(long, value_name = "N", default_value_t = 200, hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..))]
    rate: u32,
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    #[arg(long, value_name = "warn|info|debug", default_value = "info", hide_default_value = true)]
    log: log::Level,
}

/// Serves until it is told to end.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    log::of_server(args.log);
    let mut interrupts = Interrupts::listen()?;
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(certificates), Some(key)) => Some(tls(&read(certificates)?, &read(key)?).map_err(told)?),
        _ => None,
    };
    let data = args.room.folder(&surroundings)?;
    let place = args.room.place(&surroundings)?;
    let ground = place.open().await?;
    let words = phrase!("ui-serve-key", key = language.say(&place.sources.told()));
    out::complain(&format!("{}\n", language.say(&words)));
    let db = ground.db.clone();
    let people = Access::new(ground.clone());
    let invitation = first(&people, language).await?;

    let listener = Listener::bind(args.listen)
        .map_err(|error| Trouble::usage(phrase!("ui-serve-port", address = args.listen)).because(&error))?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let own = format!("{scheme}://{}", listener.address()?);
    let (version, database) = (env!("CARGO_PKG_VERSION"), &place.location);
    tracing::info!(version, address = own, %database, data = %data.display(), "started");
    let url = args.public_url.unwrap_or(own);
    out::say(&format!("{}\n", language.say(&phrase!("ui-serve-here", url = url))))?;
    let (invitation, token) = invitation.unzip();
    if let Some(token) = token {
        let words = phrase!("ui-serve-set-up", url = url, token = token.expose());
        out::say(&format!("{}\n", language.say(&words)))?;
    }
    let app = App::new(ground, people, &data, invitation, url.starts_with("https:")).known_as(&url);
    let app = app.limited_to(args.rate).practising(Arc::new(Practice::default()));
    let app = if args.behind_proxy { app.behind_proxy() } else { app };
    let end = async {
        interrupts.next().await;
    };
    listener.serve(app, tls, end).await?;
    db.close().await;
    tracing::info!("ended");
    Ok(Exit::Done)
}

/// Where nobody may come in yet: asks who is at the terminal, or invites whoever reads what is printed.
async fn first(people: &Access, language: Language) -> Result<Option<(access::Invitation, Secret)>, Trouble> {
    if !people.is_empty().await.map_err(told)? {
        return Ok(None);
    }
    let asking = Asking::new(language);
    while let Some(name) = asking.line(&phrase!("ui-serve-ask-name"))? {
        let Some(password) = asking.secret(&phrase!("ui-serve-ask-password"))? else { break };
        match people.first(&Actor::TERMINAL, &name, &password, language).await {
            Ok(_) => return Ok(None),
            Err(problem) if problem.kind() == Kind::InvalidInput => asking.tell(problem.words()),
            Err(problem) => return Err(told(problem)),
        }
    }
    people.invite().await.map_err(told)
}

#[expect(clippy::disallowed_methods, reason = "what is named on the command line is no file of a run")]
fn read(file: &Path) -> Result<Vec<u8>, Trouble> {
    let refused = |error: &std::io::Error| {
        Trouble::usage(phrase!("ui-serve-file", file = file.display())).because(error)
    };
    std::fs::read(file).map_err(|error| refused(&error))
}
