//! What is wrong with a connection as somebody writes it: told before it is kept.

use super::draft::Kept;
use super::{Draft, Grant, ProviderType, forms};
use crate::{Problem, Result};
use carteiro_auth::modes::{
    AuthorizationCode, ClientCredentials, DeviceCode, Kind as ModeKind, Mode,
    ServiceAccount as AServiceAccount, Token,
};
use carteiro_auth::oauth2::Certificate;
use carteiro_auth::oauth2::assertion::ServiceAccount;
use carteiro_auth::providers::{Cloud, Column, Service, Verdict, whole};
use carteiro_auth::{Value, value};
use carteiro_mail::Kind;
use carteiro_world::http::Url;
use carteiro_world::{Phrase, Secret, phrase};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Names are no longer.
const LONGEST: usize = 64;
/// Neither is any other line, nor are there more scopes or hosts.
const LONGEST_LINE: usize = 1000;
const MOST: usize = 100;

/// A draft in which nothing is wrong.
pub(super) struct Checked {
    pub(super) draft: Draft,
    pub(super) secret: Kept,
    pub(super) certificate: Kept,
    pub(super) service_key: Kept,
    pub(super) secret_ends_at: Option<Timestamp>,
    /// Of a certificate that is given now.
    pub(super) certificate_ends_at: Option<Timestamp>,
}

/// Which secrets there are already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    pub(super) secret: bool,
    pub(super) certificate: bool,
    pub(super) service_key: bool,
}

impl Checked {
    /// `InvalidInput`: the first thing that is wrong.
    pub(super) fn of(mut draft: Draft, before: Before) -> Result<Self> {
        tidy(&mut draft);
        let asked = |given: Option<&Secret>, name| Self::asked(&draft, given, name);
        let secret = asked(draft.secret.as_ref(), "secret")?;
        let certificate = asked(draft.certificate.as_ref(), "certificate")?;
        let service_key = asked(draft.service_account_key.as_ref(), "service_account_key")?;
        lines(&draft).and_then(|()| names(&draft))?;
        hosts(&draft).and_then(|()| addresses(&draft)).and_then(|()| whose(&draft))?;
        if draft.details.grant == Grant::ServiceAccount {
            if !service_key.is_some(before.service_key) {
                return Err(wrong("service_account_key", phrase!("connection-key-missing")));
            }
            if let Kept::New(key) = &service_key {
                let account = ServiceAccount::read(key);
                let account = account.map_err(|words| wrong("service_account_key", words))?;
                account.address().clone_into(&mut draft.details.client_id);
            }
        } else if draft.details.client_id.is_empty() {
            return Err(wrong("client_id", phrase!("connection-client-missing")));
        }
        let has = (secret.is_some(before.secret), certificate.is_some(before.certificate));
        if has == (true, true) {
            return Err(wrong("certificate", phrase!("mode-secret-and-certificate")));
        }
        modes(&draft, has)?;
        let certificate_ends_at = match &certificate {
            Kept::New(pem) => {
                Certificate::read(pem).map_err(|words| wrong("certificate", words))?.expires_at()
            }
            Kept::Same | Kept::None => None,
        };
        let day = draft.secret_expires_on.filter(|_| has.0);
        let secret_ends_at = day.and_then(|day| day.to_zoned(TimeZone::UTC).ok()).map(|day| day.timestamp());
        Ok(Self { draft, secret, certificate, service_key, secret_ends_at, certificate_ends_at })
    }
}

impl Checked {
    /// What is kept of a secret: nothing of one that the form does not ask for.
    fn asked(draft: &Draft, given: Option<&Secret>, name: &str) -> Result<Kept> {
        let kept = Kept::of(given);
        if forms::asks(draft.provider, draft.details.grant, name) {
            return Ok(kept);
        }
        match kept {
            Kept::New(_) => Err(wrong(name, phrase!("connection-not-asked", field = name))),
            Kept::Same | Kept::None => Ok(Kept::None),
        }
    }
}

/// Something that is wrong in this field.
fn wrong(field: &str, words: Phrase) -> Problem {
    Problem::new(Kind::InvalidInput, words).at(format!("/{field}"))
}

fn tidy(draft: &mut Draft) {
    let details = &mut draft.details;
    let optional = [
        &mut details.tenant,
        &mut details.issuer,
        &mut details.authorization_url,
        &mut details.token_url,
        &mut details.device_url,
        &mut details.subject,
    ];
    for text in optional {
        *text = text.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    }
    details.client_id = details.client_id.trim().to_owned();
    details.scopes = details.scopes.take().filter(|scopes| !scopes.is_empty());
    for host in &mut details.allowed_hosts {
        *host = host.trim().trim_end_matches('.').to_ascii_lowercase();
    }
    draft.title =
        Some(draft.title.trim()).filter(|title| !title.is_empty()).unwrap_or(&draft.name).to_owned();
}

/// One line each, and not endless.
fn lines(draft: &Draft) -> Result<()> {
    let details = &draft.details;
    let single = [("title", &draft.title), ("client_id", &details.client_id)].into_iter();
    let optional = own(draft).into_iter().chain([("tenant", &details.tenant), ("subject", &details.subject)]);
    let single = single.chain(optional.filter_map(|(field, text)| text.as_ref().map(|text| (field, text))));
    let hosts = details.allowed_hosts.iter().map(|host| ("allowed_hosts", host));
    let scopes = || details.scopes.iter().flatten().map(|scope| ("scopes", scope));
    let is_line = |text: &str| text.len() <= LONGEST_LINE && !text.contains(char::is_control);
    let is_scope = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    let many = [("scopes", scopes().count()), ("allowed_hosts", details.allowed_hosts.len())];
    let too_long =
        single.chain(hosts).chain(scopes()).find(|(_, text)| !is_line(text)).map(|(field, _)| field);
    let no_scope = || scopes().find(|(_, text)| !is_scope(text)).map(|(field, _)| field);
    let too_many = || many.into_iter().find(|(_, count)| *count > MOST).map(|(field, _)| field);
    match too_long.or_else(no_scope).or_else(too_many) {
        Some(field) => Err(wrong(field, phrase!("connection-line"))),
        None => Ok(()),
    }
}

/// Addresses of a provider of one's own.
fn own(draft: &Draft) -> [(&'static str, &Option<String>); 4] {
    let details = &draft.details;
    [
        ("issuer", &details.issuer),
        ("authorization_url", &details.authorization_url),
        ("token_url", &details.token_url),
        ("device_url", &details.device_url),
    ]
}

fn names(draft: &Draft) -> Result<()> {
    if !value::is_name(&draft.name) || draft.name.len() > LONGEST {
        return Err(wrong("name", phrase!("connection-name", found = draft.name, longest = LONGEST)));
    }
    if draft.is_default && draft.provider == ProviderType::Custom {
        return Err(wrong("is_default", phrase!("connection-default-custom")));
    }
    let services = &draft.details.services;
    if services.is_empty() {
        return Err(wrong("services", phrase!("connection-services-missing")));
    }
    // A token is of one resource (learn.microsoft.com/entra/identity-platform/scopes-oidc).
    let is_graph = services.contains(&Service::Graph);
    if draft.provider == ProviderType::Microsoft && is_graph && services.len() > 1 {
        return Err(wrong("services", phrase!("connection-two-resources")));
    }
    let is_exchange = is_graph || services.contains(&Service::Ews);
    if is_exchange && matches!(draft.provider, ProviderType::Google | ProviderType::Yahoo) {
        let words = phrase!("connection-service-elsewhere", provider = draft.provider.name());
        return Err(wrong("services", words));
    }
    Ok(())
}

fn hosts(draft: &Draft) -> Result<()> {
    let hosts = &draft.details.allowed_hosts;
    let wrong = |words| wrong("allowed_hosts", words);
    match draft.provider {
        ProviderType::Custom if hosts.is_empty() => return Err(wrong(phrase!("connection-hosts-missing"))),
        ProviderType::Custom => {}
        _ if hosts.is_empty() => {}
        provider => return Err(wrong(phrase!("connection-hosts-known", provider = provider.name()))),
    }
    let is_host = |host: &&String| {
        Url::parse(&format!("https://{host}/"))
            .is_ok_and(|url| url.host_str() == Some(host) && url.port().is_none() && !host.contains('*'))
    };
    match hosts.iter().find(|host| !is_host(host)) {
        Some(host) => Err(wrong(phrase!("connection-host", found = host))),
        None => Ok(()),
    }
}

/// Secrets go to addresses under TLS, or of this machine.
fn addresses(draft: &Draft) -> Result<()> {
    let details = &draft.details;
    let given = own(draft).into_iter().find(|(_, address)| address.is_some());
    if let Some((field, _)) = given.filter(|_| draft.provider != ProviderType::Custom) {
        let words = phrase!("connection-addresses-known", provider = draft.provider.name());
        return Err(wrong(field, words));
    }
    let is_elsewhere = details.tenant.is_some() || details.cloud != Cloud::Global;
    if draft.provider != ProviderType::Microsoft && is_elsewhere {
        let field = if details.tenant.is_some() { "tenant" } else { "cloud" };
        return Err(wrong(field, phrase!("connection-microsoft-only")));
    }
    if let Cloud::Custom(cloud) = &details.cloud {
        for address in [&cloud.login, &cloud.graph, &cloud.outlook] {
            whole(address).map_err(|words| wrong("cloud", words))?;
        }
    }
    let definition = details.provider(draft.provider);
    let known = definition.definition().endpoints(details.tenant.as_deref(), &details.cloud);
    known.map(drop).map_err(|words| {
        let is_wrong =
            |(_, address): &(_, &Option<String>)| address.as_deref().is_some_and(|url| whole(url).is_err());
        let field = own(draft).into_iter().find(is_wrong).map(|(field, _)| field);
        let field = field.or(details.tenant.is_some().then_some("tenant"));
        match field {
            Some(field) => wrong(field, words),
            None => Problem::new(Kind::InvalidInput, words),
        }
    })
}

fn whose(draft: &Draft) -> Result<()> {
    let details = &draft.details;
    if !details.grant.is_of_person() && details.token == Token::UserSpecific {
        return Err(wrong("token", phrase!("connection-nobody-signs-in")));
    }
    if details.grant == Grant::ServiceAccount && draft.provider != ProviderType::Google {
        let words = phrase!("mode-service-account-elsewhere", instead = ModeKind::ClientCredentials.name());
        return Err(wrong("grant", words));
    }
    if details.subject.is_some() && details.grant != Grant::ServiceAccount {
        return Err(wrong("subject", phrase!("connection-subject-elsewhere")));
    }
    Ok(())
}

/// What the provider takes of the grant, for each service: as where an automation says the same.
fn modes(draft: &Draft, (has_secret, has_certificate): (bool, bool)) -> Result<()> {
    let mode = mode(draft, has_secret, has_certificate);
    if let Some(found) = mode.wrong().into_iter().next() {
        let field = match found.field {
            Some("tenant_id") => "tenant",
            Some("client_secret") => "secret",
            Some("certificate") => "certificate",
            _ => "grant",
        };
        return Err(wrong(field, found.words));
    }
    for service in &draft.details.services {
        if let Verdict::Refuse { because, .. } = column(draft, *service, &mode).verdict(mode.kind()) {
            return Err(wrong("grant", because));
        }
    }
    Ok(())
}

fn mode(draft: &Draft, has_secret: bool, has_certificate: bool) -> Mode {
    let details = &draft.details;
    let text = |text: &str| Value::Text(Secret::new(text));
    let (provider, client_id) = (details.provider(draft.provider), text(&details.client_id));
    let tenant_id = details.tenant.as_deref().map(text);
    // Nothing is asked of them but whether they are there.
    let client_secret = has_secret.then(|| text("*"));
    let (scopes, username) = (details.scopes.clone(), None);
    match details.grant {
        Grant::AuthorizationCode => Mode::AuthorizationCode(AuthorizationCode {
            provider,
            tenant_id,
            client_id,
            client_secret,
            redirect_uri: None,
            scopes,
            username,
        }),
        Grant::ClientCredentials => Mode::ClientCredentials(ClientCredentials {
            provider,
            tenant_id,
            client_id,
            client_secret,
            certificate: has_certificate.then(|| text("*")),
            scopes,
            username,
        }),
        Grant::DeviceCode => {
            Mode::DeviceCode(DeviceCode { provider, tenant_id, client_id, scopes, username })
        }
        Grant::ServiceAccount => {
            Mode::ServiceAccount(AServiceAccount { key: text("*"), subject: text("*"), username })
        }
    }
}

fn column(draft: &Draft, service: Service, mode: &Mode) -> Column {
    match (service, draft.provider) {
        (Service::Graph, ProviderType::Microsoft) => Column::Outlook,
        (Service::Ews, ProviderType::Microsoft) => Column::EwsCloud,
        (Service::Ews, _) => Column::EwsOnPremises,
        _ => Column::of_mail_server(mode, draft.details.tenant.as_deref(), None),
    }
}
