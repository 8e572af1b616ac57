//! Signing in at a provider that is named on the command line, before there is an automation.

use crate::trouble::Trouble;
use carteiro_auth::value::CredentialPath;
use carteiro_engine::file::Mistake;
use carteiro_world::phrase;
use carteiro_world::words::Language;
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
}

/// An automation that needs this sign-in, to be read as any other; `None`: `what` is a file.
pub(super) fn automation(what: &str, args: &Args) -> Result<Option<Vec<u8>>, Trouble> {
    let (provider, host) = match what {
        "microsoft" => (json!("microsoft"), "outlook.office365.com"),
        "google" => (json!("google"), "imap.gmail.com"),
        "yahoo" => (json!("yahoo"), "imap.mail.yahoo.com"),
        issuer if issuer.starts_with("https://") || issuer.starts_with("http://") => {
            (json!({ "custom": { "issuer": issuer } }), "localhost")
        }
        _ => return Ok(None),
    };
    let client_id = args.client_id.as_deref();
    let client_id =
        client_id.ok_or_else(|| Trouble::usage(phrase!("ui-login-client-id", provider = what)))?;
    let mut mode = Map::new();
    mode.insert("provider".to_owned(), provider);
    mode.insert("client_id".to_owned(), client_id.into());
    let secret = args.client_secret.as_ref().map(|path| json!({ "credential": path.to_string() }));
    let scopes = (!args.scope.is_empty()).then(|| Value::from(args.scope.clone()));
    let text = |text: &Option<String>| text.clone().map(Value::from);
    let of_browser = |value: Option<Value>| value.filter(|_| !args.device);
    for (name, value) in [
        ("client_secret", of_browser(secret)),
        ("tenant_id", text(&args.tenant_id)),
        ("username", text(&args.username)),
        ("redirect_uri", of_browser(text(&args.redirect_uri))),
        ("scopes", scopes),
    ] {
        mode.extend(value.map(|value| (name.to_owned(), value)));
    }
    let name = if args.device { "device_code" } else { "authorization_code" };
    let connect = json!({ "session": "login", "mail_server": { "host": host, "auth": { name: mode } } });
    let automation = json!({ "name": "login", "steps": [{ "connect": connect }] });
    Ok(Some(automation.to_string().into_bytes()))
}

/// What is wrong, to somebody who has written no file: its places are nowhere.
pub(super) fn in_words(mistakes: &[Mistake], language: Language) -> String {
    let words = mistakes.iter().map(|mistake| language.say(&mistake.phrase));
    let lines: Vec<String> = words.chain([language.say(&phrase!("ui-login-options"))]).collect();
    lines.join("\n") + "\n"
}
