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
        let wrong = |words| Problem::new(Kind::InvalidInput, words);
        let asked = |given: Option<&Secret>, name| Self::asked(&draft, given, name).map_err(wrong);
        let secret = asked(draft.secret.as_ref(), "secret")?;
        let certificate = asked(draft.certificate.as_ref(), "certificate")?;
        let service_key = asked(draft.service_account_key.as_ref(), "service_account_key")?;
        lines(&draft).and_then(|()| names(&draft)).map_err(wrong)?;
        hosts(&draft).and_then(|()| addresses(&draft)).and_then(|()| whose(&draft)).map_err(wrong)?;
        if draft.details.grant == Grant::ServiceAccount {
            if !service_key.is_some(before.service_key) {
                return Err(wrong(phrase!("connection-key-missing")));
            }
            if let Kept::New(key) = &service_key {
                let account = ServiceAccount::read(key).map_err(wrong)?;
                account.address().clone_into(&mut draft.details.client_id);
            }
        } else if draft.details.client_id.is_empty() {
            return Err(wrong(phrase!("connection-client-missing")));
        }
        let has = (secret.is_some(before.secret), certificate.is_some(before.certificate));
        if has == (true, true) {
            return Err(wrong(phrase!("mode-secret-and-certificate")));
        }
        modes(&draft, has).map_err(wrong)?;
        let certificate_ends_at = match &certificate {
            Kept::New(pem) => Certificate::read(pem).map_err(wrong)?.expires_at(),
            Kept::Same | Kept::None => None,
        };
        let day = draft.secret_expires_on.filter(|_| has.0);
        let secret_ends_at = day.and_then(|day| day.to_zoned(TimeZone::UTC).ok()).map(|day| day.timestamp());
        Ok(Self { draft, secret, certificate, service_key, secret_ends_at, certificate_ends_at })
    }
}

impl Checked {
    /// What is kept of a secret: nothing of one that the form does not ask for.
    fn asked(draft: &Draft, given: Option<&Secret>, name: &str) -> Result<Kept, Phrase> {
        let kept = Kept::of(given);
        if forms::asks(draft.provider, draft.details.grant, name) {
            return Ok(kept);
        }
        match kept {
            Kept::New(_) => Err(phrase!("connection-not-asked", field = name)),
            Kept::Same | Kept::None => Ok(Kept::None),
        }
    }
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
fn lines(draft: &Draft) -> Result<(), Phrase> {
    let details = &draft.details;
    let optional = [&details.tenant, &details.issuer, &details.authorization_url, &details.token_url];
    let others = [&details.device_url, &details.subject];
    let scopes = details.scopes.iter().flatten();
    let all = optional.into_iter().chain(others).flatten().chain([&draft.title, &details.client_id]);
    let is_line = |text: &String| text.len() <= LONGEST_LINE && !text.contains(char::is_control);
    let is_scope = |text: &String| is_line(text) && !text.is_empty() && !text.contains(char::is_whitespace);
    let many = details.scopes.as_ref().map_or(0, Vec::len).max(details.allowed_hosts.len());
    if !all.chain(&details.allowed_hosts).all(is_line) || !scopes.clone().all(is_scope) || many > MOST {
        return Err(phrase!("connection-line"));
    }
    Ok(())
}

fn names(draft: &Draft) -> Result<(), Phrase> {
    if !value::is_name(&draft.name) || draft.name.len() > LONGEST {
        return Err(phrase!("connection-name", found = draft.name, longest = LONGEST));
    }
    if draft.is_default && draft.provider == ProviderType::Custom {
        return Err(phrase!("connection-default-custom"));
    }
    let services = &draft.details.services;
    if services.is_empty() {
        return Err(phrase!("connection-services-missing"));
    }
    // A token is of one resource (learn.microsoft.com/entra/identity-platform/scopes-oidc).
    let is_graph = services.contains(&Service::Graph);
    if draft.provider == ProviderType::Microsoft && is_graph && services.len() > 1 {
        return Err(phrase!("connection-two-resources"));
    }
    let is_exchange = is_graph || services.contains(&Service::Ews);
    if is_exchange && matches!(draft.provider, ProviderType::Google | ProviderType::Yahoo) {
        return Err(phrase!("connection-service-elsewhere", provider = draft.provider.name()));
    }
    Ok(())
}

fn hosts(draft: &Draft) -> Result<(), Phrase> {
    let hosts = &draft.details.allowed_hosts;
    match draft.provider {
        ProviderType::Custom if hosts.is_empty() => return Err(phrase!("connection-hosts-missing")),
        ProviderType::Custom => {}
        _ if hosts.is_empty() => {}
        provider => return Err(phrase!("connection-hosts-known", provider = provider.name())),
    }
    let is_host = |host: &&String| {
        Url::parse(&format!("https://{host}/"))
            .is_ok_and(|url| url.host_str() == Some(host) && url.port().is_none() && !host.contains('*'))
    };
    match hosts.iter().find(|host| !is_host(host)) {
        Some(host) => Err(phrase!("connection-host", found = host)),
        None => Ok(()),
    }
}

/// Secrets go to addresses under TLS, or of this machine.
fn addresses(draft: &Draft) -> Result<(), Phrase> {
    let details = &draft.details;
    let own = [&details.issuer, &details.authorization_url, &details.token_url, &details.device_url];
    if draft.provider != ProviderType::Custom && own.into_iter().any(Option::is_some) {
        return Err(phrase!("connection-addresses-known", provider = draft.provider.name()));
    }
    if draft.provider != ProviderType::Microsoft
        && (details.tenant.is_some() || details.cloud != Cloud::Global)
    {
        return Err(phrase!("connection-microsoft-only"));
    }
    if let Cloud::Custom(cloud) = &details.cloud {
        for address in [&cloud.login, &cloud.graph, &cloud.outlook] {
            whole(address)?;
        }
    }
    details
        .provider(draft.provider)
        .definition()
        .endpoints(details.tenant.as_deref(), &details.cloud)
        .map(drop)
}

fn whose(draft: &Draft) -> Result<(), Phrase> {
    let details = &draft.details;
    if !details.grant.is_of_person() && details.token == Token::UserSpecific {
        return Err(phrase!("connection-nobody-signs-in"));
    }
    if details.grant == Grant::ServiceAccount && draft.provider != ProviderType::Google {
        return Err(phrase!("mode-service-account-elsewhere", instead = ModeKind::ClientCredentials.name()));
    }
    if details.subject.is_some() && details.grant != Grant::ServiceAccount {
        return Err(phrase!("connection-subject-elsewhere"));
    }
    Ok(())
}

/// What the provider takes of the grant, for each service: as where an automation says the same.
fn modes(draft: &Draft, (has_secret, has_certificate): (bool, bool)) -> Result<(), Phrase> {
    let mode = mode(draft, has_secret, has_certificate);
    if let Some(wrong) = mode.wrong().into_iter().next() {
        return Err(wrong.words);
    }
    for service in &draft.details.services {
        if let Verdict::Refuse { because, .. } = column(draft, *service, &mode).verdict(mode.kind()) {
            return Err(because);
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
