//! Signing in at a provider that is named on the command line, before there is an automation.

use crate::commands::asking::Asking;
use crate::exit::Exit;
use crate::out::visible;
use crate::trouble::Trouble;
use carteiro_auth::logins::{Name, OnDisk};
use carteiro_auth::providers::Cloud;
use carteiro_auth::value::CredentialPath;
use carteiro_engine::file::Mistake;
use carteiro_world::phrase;
use carteiro_world::words::Language;
use clap::builder::PossibleValuesParser;
use serde_json::{Map, Value, json};

/// What an automation would say of it.
#[derive(clap::Args)]
#[group(skip)]
pub struct Args {
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    #[arg(long, value_name = "LOCKER/NAME.ATTRIBUTE")]
    client_secret: Option<CredentialPath>,
    #[arg(long, value_name = "ID")]
    tenant_id: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    username: Option<String>,
    #[arg(long, value_name = "URI")]
    redirect_uri: Option<String>,
    #[arg(long, value_name = "SCOPE")]
    scope: Vec<String>,
    #[arg(long)]
    device: bool,
    #[arg(long, value_name = "PROTOCOL", value_parser = PossibleValuesParser::new(["outlook", "ews", "imap", "pop3"]))]
    protocol: Option<String>,
    #[arg(long, value_name = "CLOUD", value_parser = PossibleValuesParser::new(["global", "us_gcc_high", "us_dod", "china"]))]
    cloud: Option<String>,
}

/// What is signed in to, by the name that was given; `None`: it is a file.
pub(super) fn named(what: &str) -> Option<Value> {
    match what {
        "microsoft" | "google" | "yahoo" => Some(what.into()),
        issuer if issuer.starts_with("https://") || issuer.starts_with("http://") => {
            Some(json!({ "custom": { "issuer": issuer } }))
        }
        _ => None,
    }
}

/// Whether files without details could use what is brought, did the application have no secret.
pub(super) fn is_for_all(what: &str, args: &Args) -> bool {
    what == "microsoft" && matches!(args.protocol.as_deref(), None | Some("outlook"))
}

/// A cloud is one of Microsoft's.
pub(super) fn cloud(what: &str, args: &Args) -> Result<(), Trouble> {
    match &args.cloud {
        Some(cloud) if what != "microsoft" => Err(Trouble::usage(phrase!("ui-login-cloud", cloud = cloud))),
        _ => Ok(()),
    }
}

/// The application: as it is given, that of the last sign-in there, or as somebody says who is asked.
pub(super) async fn application(
    what: &str,
    args: &mut Args,
    logins: &OnDisk,
    asking: &Asking,
) -> Result<(), Trouble> {
    if args.client_id.is_some() {
        return Ok(());
    }
    let all =
        logins.all().await.map_err(|refused| Trouble::Said(Exit::Failed, refused.reason, refused.detail))?;
    let cloud: Cloud =
        serde_json::from_value(json!(args.cloud.as_deref().unwrap_or("global"))).unwrap_or_default();
    let fits = |name: &Name| {
        // One cloud knows nothing of the applications of another.
        let is_there = name.provider == what && (what != "microsoft" || name.is_of_cloud(&cloud));
        is_there && (args.tenant_id.is_none() || args.tenant_id == name.tenant)
    };
    let last = all
        .logins
        .into_iter()
        .filter(|(name, kept)| {
            // Its secret is not kept.
            fits(name) && (!kept.needs_proof || args.client_secret.is_some())
        })
        .max_by_key(|(_, kept)| kept.signed_in_at);
    if let Some((name, _)) = last {
        asking.tell(&phrase!("ui-login-remembered", client = visible(&name.client)));
        (args.client_id, args.tenant_id) = (Some(name.client), name.tenant);
        return Ok(());
    }
    args.client_id = asking.line(&phrase!("ui-new-ask-client-id"))?;
    if args.client_id.is_none() {
        return Err(Trouble::usage(phrase!("ui-login-client-id", provider = what)));
    }
    if what == "microsoft" && args.tenant_id.is_none() {
        args.tenant_id = asking.line(&phrase!("ui-login-ask-tenant"))?;
    }
    Ok(())
}

/// An automation that needs this sign-in, to be read as any other.
pub(super) fn automation(what: &str, provider: Value, args: &Args) -> Result<Vec<u8>, Trouble> {
    let mut mode = Map::new();
    mode.insert("provider".to_owned(), provider);
    let secret = args.client_secret.as_ref().map(|path| json!({ "credential": path.to_string() }));
    let scopes = (!args.scope.is_empty()).then(|| Value::from(args.scope.clone()));
    let text = |text: &Option<String>| text.clone().map(Value::from);
    let of_browser = |value: Option<Value>| value.filter(|_| !args.device);
    for (name, value) in [
        ("client_id", text(&args.client_id)),
        ("client_secret", of_browser(secret)),
        ("tenant_id", text(&args.tenant_id)),
        ("username", text(&args.username)),
        ("redirect_uri", of_browser(text(&args.redirect_uri))),
        ("scopes", scopes),
    ] {
        mode.extend(value.map(|value| (name.to_owned(), value)));
    }
    let name = if args.device { "device_code" } else { "authorization_code" };
    let (kind, mut server) = server(what, args)?;
    server.insert("auth".to_owned(), json!({ name: mode }));
    let connect = json!({ "session": "login", kind: server });
    Ok(json!({ "name": "login", "steps": [{ "connect": connect }] }).to_string().into_bytes())
}

/// For what: a token of Microsoft opens one kind of connection.
fn server(what: &str, args: &Args) -> Result<(&'static str, Map<String, Value>), Trouble> {
    let mut server = Map::new();
    let mut set = |name: &str, value: &str| server.insert(name.to_owned(), value.into());
    let cloud = args.cloud.as_deref().unwrap_or("global");
    let kind = match (what, args.protocol.as_deref()) {
        ("microsoft", None | Some("outlook")) => {
            set("cloud", cloud);
            "outlook"
        }
        ("microsoft", Some("ews")) => {
            set("domain", "smtp.office365.com");
            set("cloud", cloud);
            "ews"
        }
        (_, Some("outlook" | "ews")) => {
            return Err(Trouble::usage(phrase!("ui-login-protocol", provider = what)));
        }
        (_, protocol) => {
            set("protocol", protocol.unwrap_or("imap"));
            let host = match (what, cloud) {
                ("microsoft", "us_gcc_high") => "outlook.office365.us",
                ("microsoft", "us_dod") => "webmail.apps.mil",
                ("microsoft", "china") => "partner.outlook.cn",
                ("microsoft", _) => "outlook.office365.com",
                ("google", _) => "imap.gmail.com",
                ("yahoo", _) => "imap.mail.yahoo.com",
                _ => "localhost",
            };
            set("host", host);
            "mail_server"
        }
    };
    Ok((kind, server))
}

/// What is wrong, to somebody who has written no file: its places are nowhere.
pub(super) fn in_words(mistakes: &[Mistake], language: Language) -> String {
    let words = mistakes.iter().map(|mistake| language.say(&mistake.phrase));
    let lines: Vec<String> = words.chain([language.say(&phrase!("ui-login-options"))]).collect();
    lines.join("\n") + "\n"
}
