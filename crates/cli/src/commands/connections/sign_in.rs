//! Somebody signs in at the terminal, and a connection is tested.

use super::Desk;
use crate::commands::login::way;
use crate::commands::room::told;
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::terminal::signing_in;
use crate::trouble::Trouble;
use carteiro_auth::Refused;
use carteiro_auth::logins::Name;
use carteiro_auth::oauth2::authorize::Response;
use carteiro_control_room::connections::{Connection, Grant, Reason, Signed};
use carteiro_engine::login::{Wanted, Way};
use carteiro_world::phrase;

/// What it takes.
#[derive(clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long = "as", value_name = "PERSON")]
    person: Option<String>,
    #[arg(long, value_name = "URI")]
    redirect_uri: Option<String>,
    #[arg(long)]
    no_browser: bool,
}

/// What a test takes.
#[derive(clap::Args)]
pub(super) struct Test {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long = "as", value_name = "PERSON")]
    person: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    subject: Option<String>,
}

pub(super) async fn run(args: Args, desk: &Desk) -> Result<Exit, Trouble> {
    let caller = desk.caller(args.person.as_deref()).await?;
    let connection = desk.named(&args.name).await?;
    // Nobody signs in first and is told afterwards that they may not.
    desk.connections.whose_to_sign_in(&caller, &connection).await.map_err(told)?;
    let wanted = match wanted(&connection, args.redirect_uri, desk).await {
        Ok(Some(wanted)) => wanted,
        Ok(None) => return Err(Trouble::usage(phrase!("connection-nobody-signs-in"))),
        Err(refused) => return Ok(tell(&Reason::from(&refused), desk)),
    };
    let mut at = way::Desk::new(args.no_browser, desk.language);
    let granted = match way::granted(&wanted, &mut at).await {
        Ok(granted) => granted,
        Err(refused) => return Ok(tell(&Reason::from(&refused), desk)),
    };
    let endpoint = wanted.client.endpoints.token.to_string();
    let signed = desk.connections.brought(&caller, &connection, &granted, &endpoint).await.map_err(told)?;
    match signed {
        Signed::Active { account, .. } => {
            let account = account.unwrap_or_default();
            let known = if account.is_empty() { "no" } else { "yes" };
            let name = connection.name;
            desk.tell(&phrase!(
                "ui-connections-signed-in",
                name = name,
                known = known,
                account = visible(&account)
            ))?;
            Ok(Exit::Done)
        }
        Signed::Refused(reason) => Ok(tell(&reason, desk)),
    }
}

async fn wanted(
    connection: &Connection,
    redirect: Option<String>,
    desk: &Desk,
) -> Result<Option<Wanted>, Refused> {
    let way = match connection.details.grant {
        Grant::AuthorizationCode => Way::Browser(Response::Code, redirect),
        Grant::DeviceCode => Way::Device,
        Grant::ClientCredentials | Grant::ServiceAccount => return Ok(None),
    };
    let client = desk.connections.client(connection).await?;
    let name = Name {
        provider: connection.provider.name().to_owned(),
        tenant: connection.details.tenant.clone(),
        client: client.id.clone(),
        scopes: client.scopes.clone(),
        user: None,
        token_endpoint: Some(client.endpoints.token.to_string()),
    };
    let extras = connection.extras();
    Ok(Some(Wanted { session: connection.name.clone(), name, client, way, extras }))
}

pub(super) async fn test(args: Test, desk: &Desk) -> Result<Exit, Trouble> {
    let caller = desk.caller(args.person.as_deref()).await?;
    let connection = desk.named(&args.name).await?;
    let tried =
        desk.connections.test(&caller, &connection.id, args.subject.as_deref()).await.map_err(told)?;
    for words in &tried.told {
        desk.tell(words)?;
    }
    for (name, words) in [("aud", &tried.audience), ("scp", &tried.allowed)] {
        if !words.is_empty() {
            out::say(&format!("  {name}: {}\n", visible(&words.join(" "))))?;
        }
    }
    match tried.reason {
        Some(reason) => Ok(tell(&reason, desk)),
        None if tried.is_ok => Ok(Exit::Done),
        None => Ok(Exit::NotConnected),
    }
}

fn tell(reason: &Reason, desk: &Desk) -> Exit {
    let detail = reason.detail.as_deref().map(|detail| format!(" ({})", visible(detail)));
    let words = desk.language.say(&signing_in(&reason.words, ""));
    out::complain(&format!("{words}{}\n", detail.unwrap_or_default()));
    if let Some(advice) = &reason.advice {
        out::complain(&format!("{}\n", desk.language.say(&signing_in(advice, ""))));
    }
    Exit::NotConnected
}
