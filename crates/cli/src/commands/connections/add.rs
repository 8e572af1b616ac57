//! A connection, from the command line or from whoever answers.

use super::Desk;
use crate::commands::asking::Asking;
use crate::commands::room::told;
use crate::exit::Exit;
use crate::reading;
use crate::trouble::Trouble;
use carteiro_auth::modes::Token;
use carteiro_auth::providers::{Cloud, Service};
use carteiro_control_room::connections::{Draft, Grant, ProviderType};
use carteiro_world::{Phrase, Secret, phrase};
use clap::ValueEnum;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// What it takes. What is needed and left out is asked for.
#[derive(clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[arg(long, value_name = "PROVIDER", value_enum)]
    provider: Option<Provider>,
    #[arg(long, value_name = "GRANT", value_enum, default_value_t = Way::AuthorizationCode, hide_default_value = true)]
    grant: Way,
    #[arg(long, value_name = "TOKEN", value_enum, default_value_t = Whose::Shared, hide_default_value = true)]
    token: Whose,
    #[arg(long = "service", value_name = "SERVICE", value_enum)]
    services: Vec<For>,
    #[arg(long, value_name = "ID")]
    tenant_id: Option<String>,
    #[arg(long, value_name = "CLOUD", value_enum)]
    cloud: Option<In>,
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
    #[arg(long, value_name = "DATE")]
    secret_expires_on: Option<Date>,
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    #[arg(long, value_name = "ADDRESS")]
    subject: Option<String>,
    #[arg(long, value_name = "URL")]
    issuer: Option<String>,
    #[arg(long, value_name = "URL")]
    authorization_url: Option<String>,
    #[arg(long, value_name = "URL")]
    token_url: Option<String>,
    #[arg(long, value_name = "URL")]
    device_url: Option<String>,
    #[arg(long = "scope", value_name = "SCOPE")]
    scopes: Vec<String>,
    #[arg(long = "allow-host", value_name = "HOST")]
    hosts: Vec<String>,
    #[arg(long = "role", value_name = "NAME")]
    roles: Vec<String>,
    #[arg(long)]
    default: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Provider {
    Google,
    Microsoft,
    Yahoo,
    Custom,
}

impl From<Provider> for ProviderType {
    fn from(provider: Provider) -> Self {
        match provider {
            Provider::Google => Self::Google,
            Provider::Microsoft => Self::Microsoft,
            Provider::Yahoo => Self::Yahoo,
            Provider::Custom => Self::Custom,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Way {
    AuthorizationCode,
    ClientCredentials,
    DeviceCode,
    ServiceAccount,
}

impl From<Way> for Grant {
    fn from(way: Way) -> Self {
        match way {
            Way::AuthorizationCode => Self::AuthorizationCode,
            Way::ClientCredentials => Self::ClientCredentials,
            Way::DeviceCode => Self::DeviceCode,
            Way::ServiceAccount => Self::ServiceAccount,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Whose {
    Shared,
    UserSpecific,
}

#[derive(Clone, Copy, ValueEnum)]
enum For {
    Imap,
    Pop3,
    Smtp,
    Ews,
    Graph,
}

impl From<For> for Service {
    fn from(service: For) -> Self {
        match service {
            For::Imap => Self::Imap,
            For::Pop3 => Self::Pop3,
            For::Smtp => Self::Smtp,
            For::Ews => Self::Ews,
            For::Graph => Self::Graph,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum In {
    Global,
    UsGccHigh,
    UsDod,
    China,
}

impl From<In> for Cloud {
    fn from(cloud: In) -> Self {
        match cloud {
            In::Global => Self::Global,
            In::UsGccHigh => Self::UsGccHigh,
            In::UsDod => Self::UsDod,
            In::China => Self::China,
        }
    }
}

/// No secret is longer.
const MOST: usize = 64 * 1024;

pub(super) async fn run(args: Args, desk: &Desk) -> Result<Exit, Trouble> {
    let asking = Asking::new(desk.language);
    let roles = desk.roles(&args.roles).await?;
    let provider = provider(args.provider, &asking)?;
    let client_id = match (args.client_id, args.grant) {
        (Some(id), _) => id,
        (None, Way::ServiceAccount) => String::new(),
        (None, _) => needed(&asking, &phrase!("ui-new-ask-client-id"), "--client-id")?,
    };
    let mut draft = Draft::new(&args.name, provider, args.grant.into(), &client_id);
    draft.title = args.title.unwrap_or_default();
    draft.secret_expires_on = args.secret_expires_on;
    draft.roles = roles;
    draft.is_default = args.default;
    draft.certificate = args.certificate.as_deref().map(secret).transpose()?;
    draft.service_account_key = args.key.as_deref().map(secret).transpose()?;
    draft.secret = match &args.secret_file {
        Some(file) => Some(secret(file)?),
        None if draft.certificate.is_some() || args.grant == Way::ServiceAccount => None,
        None => asking.secret(&phrase!("ui-connections-ask-secret"))?,
    };
    let details = &mut draft.details;
    details.token = match args.token {
        Whose::Shared => Token::Shared,
        Whose::UserSpecific => Token::UserSpecific,
    };
    details.services = match (args.services.is_empty(), provider) {
        (false, _) => args.services.into_iter().map(Into::into).collect(),
        (true, ProviderType::Microsoft) => [Service::Graph].into(),
        (true, _) => [Service::Imap, Service::Smtp].into(),
    };
    details.tenant = args.tenant_id;
    details.cloud = args.cloud.map(Into::into).unwrap_or_default();
    details.subject = args.subject;
    details.issuer = args.issuer;
    details.authorization_url = args.authorization_url;
    details.token_url = args.token_url;
    details.device_url = args.device_url;
    details.scopes = (!args.scopes.is_empty()).then_some(args.scopes);
    details.allowed_hosts = args.hosts;
    let connection = desk.connections.add(&desk.holder, draft).await.map_err(told)?;
    let name = connection.name;
    desk.tell(&if connection.details.grant.is_of_person() {
        phrase!("ui-connections-added", name = name)
    } else {
        phrase!("ui-connections-added-application", name = name)
    })?;
    Ok(Exit::Done)
}

fn provider(given: Option<Provider>, asking: &Asking) -> Result<ProviderType, Trouble> {
    if let Some(given) = given {
        return Ok(given.into());
    }
    loop {
        let said = needed(asking, &phrase!("ui-connections-ask-provider"), "--provider")?;
        if let Ok(provider) = Provider::from_str(&said, true) {
            return Ok(provider.into());
        }
    }
}

fn needed(asking: &Asking, question: &Phrase, option: &str) -> Result<String, Trouble> {
    asking.line(question)?.ok_or_else(|| Trouble::usage(asking.unanswered(option)))
}

/// What is secret in a file that nobody else may read.
fn secret(file: &Path) -> Result<Secret, Trouble> {
    let bytes = reading::private_file(file)?;
    let text = std::str::from_utf8(&bytes).ok().filter(|text| text.len() <= MOST);
    let words = || Trouble::file(phrase!("ui-connections-file", file = file.display()));
    text.map(|text| Secret::new(text.trim_end_matches(['\r', '\n']))).ok_or_else(words)
}
