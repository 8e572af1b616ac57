//! From what an automation says about signing in to where credentials come from.

use crate::failure::Failure;
use crate::login::{Wanted, Way};
use crate::run::{Bounds, Cx};
use crate::tokens::{Handed, Purpose};
use crate::vars::{Scope, Value as Variable};
use carteiro_auth::logins::{Logins, Name};
use carteiro_auth::modes::{AuthorizationCode, ClientCredentials, DeviceCode, Implicit, Provider, Ropc};
use carteiro_auth::oauth2::assertion::ServiceAccount;
use carteiro_auth::oauth2::authorize::Response;
use carteiro_auth::oauth2::source::Grant;
use carteiro_auth::oauth2::{Authentication, Certificate, Client, Source, discover};
use carteiro_auth::providers::{Cloud, Endpoints, Known, OnBehalf, Service, are_of, is_here};
use carteiro_auth::{Credential, CredentialSource, Mode, Value};
use carteiro_world::http::Url;
use carteiro_world::{Secret, http, phrase};
use std::sync::Arc;

/// Where credentials come from, and whose they are.
pub(crate) struct SignIn {
    pub(crate) credentials: Arc<dyn CredentialSource>,
    /// Whose mailbox it is.
    pub(crate) user: String,
    /// The same, when it is no secret.
    pub(crate) shown: Option<String>,
    /// Where that may go which is shown to the server.
    pub(crate) bounds: Bounds,
    /// Whether an application acts for itself: it has no mailbox of its own.
    pub(crate) is_application: bool,
}

impl SignIn {
    fn new(credentials: Arc<dyn CredentialSource>, who: Who) -> Self {
        let Who { user, shown, bounds } = who;
        Self { credentials, user, shown, bounds, is_application: false }
    }
}

/// What is signed in to.
pub(crate) struct Target<'a> {
    pub(crate) service: Service,
    pub(crate) cloud: Cloud,
    pub(crate) host: &'a str,
    /// Whether that is where it is, and not where it is looked for first.
    pub(crate) is_there: bool,
    /// Another mailbox than that of who signs in.
    pub(crate) mailbox: Option<&'a str>,
    /// Asks providers for tokens.
    pub(crate) http: http::Client,
    /// A proxy on the way that could read what is said.
    pub(crate) reads_along: Option<&'a str>,
}

/// Whose mailbox is opened.
struct Who {
    user: String,
    /// The same, when it is no secret.
    shown: Option<String>,
    bounds: Bounds,
}

/// An application, as a mode of signing in names it.
struct Application<'a> {
    provider: &'a Provider,
    tenant: Option<&'a Value>,
    id: &'a Value,
    secret: Option<&'a Value>,
    certificate: Option<&'a Value>,
    scopes: Option<&'a Vec<String>>,
    on_behalf: OnBehalf,
}

impl<'a> Application<'a> {
    /// One that acts for a person, and is known by its ID alone.
    fn of_person(provider: &'a Provider, id: &'a Value) -> Self {
        let on_behalf = OnBehalf::Person;
        Self { provider, tenant: None, id, secret: None, certificate: None, scopes: None, on_behalf }
    }
}

/// A mode in which a person signs in once.
struct Person<'a> {
    application: Application<'a>,
    username: Option<&'a Value>,
    way: Way,
}

impl<'a> Person<'a> {
    fn of(mode: &'a Mode) -> Option<Self> {
        let browser = |response, redirect: Option<&String>| Way::Browser(response, redirect.cloned());
        let (provider, id, tenant, secret, scopes, username, way) = match mode {
            Mode::AuthorizationCode(AuthorizationCode {
                provider,
                tenant_id,
                client_id,
                client_secret,
                redirect_uri,
                scopes,
                username,
            }) => {
                let way = browser(Response::Code, redirect_uri.as_ref());
                (provider, client_id, tenant_id, client_secret.as_ref(), scopes, username, way)
            }
            Mode::DeviceCode(DeviceCode { provider, tenant_id, client_id, scopes, username }) => {
                (provider, client_id, tenant_id, None, scopes, username, Way::Device)
            }
            Mode::Implicit(Implicit { provider, tenant_id, client_id, redirect_uri, scopes, username }) => {
                let way = browser(Response::Token, Some(redirect_uri));
                (provider, client_id, tenant_id, None, scopes, username, way)
            }
            Mode::Basic(_)
            | Mode::Ntlm(_)
            | Mode::ClientCredentials(_)
            | Mode::ServiceAccount(_)
            | Mode::Managed(_)
            | Mode::Ropc(_) => return None,
        };
        let (tenant, scopes) = (tenant.as_ref(), scopes.as_ref());
        let application = Application { tenant, secret, scopes, ..Application::of_person(provider, id) };
        Some(Self { application, username: username.as_ref(), way })
    }
}

impl Target<'_> {
    /// Resolves everything that `mode` names. A person is asked for nothing.
    pub(crate) async fn sign_in(&self, mode: &Mode, cx: &Cx) -> Result<SignIn, Failure> {
        match mode {
            Mode::Basic(basic) => {
                let (user, mut bounds) = self.for_server(&basic.username, cx).await?;
                let (password, its) = self.for_server(&basic.password, cx).await?;
                bounds.add(its);
                let user = user.expose().to_owned();
                let shown = (!is_kept_secret(&basic.username, cx.scope())).then(|| user.clone());
                let credentials = Arc::new(Credential::Password { user: user.clone(), password });
                Ok(SignIn::new(credentials, Who { user, shown, bounds }))
            }
            Mode::Ntlm(ntlm) => {
                let (user, mut bounds) = self.for_server(&ntlm.username, cx).await?;
                let (password, its) = self.for_server(&ntlm.password, cx).await?;
                bounds.add(its);
                let user = user.expose().to_owned();
                let shown = (!is_kept_secret(&ntlm.username, cx.scope())).then(|| user.clone());
                let domain = ntlm.domain.clone();
                let credentials = Arc::new(Credential::Ntlm { user: user.clone(), domain, password });
                Ok(SignIn::new(credentials, Who { user, shown, bounds }))
            }
            Mode::AuthorizationCode(_) | Mode::DeviceCode(_) | Mode::Implicit(_) => {
                let Some(person) = Person::of(mode) else {
                    return Err(carteiro_mail::Error::internal("a mode for people has none").into());
                };
                self.kept(person, cx).await
            }
            Mode::ClientCredentials(ClientCredentials { provider, tenant_id, client_id, client_secret, certificate, scopes, username }) => {
                let application = Application {
                    tenant: tenant_id.as_ref(),
                    secret: client_secret.as_ref(),
                    certificate: certificate.as_ref(),
                    scopes: scopes.as_ref(),
                    on_behalf: OnBehalf::Application,
                    ..Application::of_person(provider, client_id)
                };
                let (client, _) = self.client(application, cx).await?;
                let by = self.by(client, Grant::ClientCredentials, username.as_ref(), None, cx).await?;
                Ok(SignIn { is_application: true, ..by })
            }
            Mode::Ropc(Ropc { provider, tenant_id, client_id, client_secret, username, password, scopes }) => {
                let (tenant, secret) = (tenant_id.as_ref(), client_secret.as_ref());
                let application =
                    Application { tenant, secret, scopes: scopes.as_ref(), ..Application::of_person(provider, client_id) };
                let (client, _) = self.client(application, cx).await?;
                let user = self.for_provider(username, &client.endpoints.token, cx).await?.expose().to_owned();
                let password = self.for_provider(password, &client.endpoints.token, cx).await?;
                self.by(client, Grant::Password(user, password), Some(username), None, cx).await
            }
            Mode::ServiceAccount(service) => {
                let (key, bounds) = cx.resolve(&service.key).await?.apart();
                let key = ServiceAccount::read(&key).map_err(Failure::invalid)?;
                self.hold(&bounds, [key.token_url()])?;
                let id = Value::Text(Secret::new(key.address()));
                let on_behalf = OnBehalf::Application;
                let application = Application { on_behalf, ..Application::of_person(&Provider::Google, &id) };
                let (client, _) = self.client(application, cx).await?;
                let subject = self.for_provider(&service.subject, key.token_url(), cx).await?.expose().to_owned();
                let grant = Grant::Delegated(key, subject);
                self.by(client, grant, service.username.as_ref(), Some(&service.subject), cx).await
            }
            Mode::Managed(managed) => {
                let who = self.who(managed.username.as_ref(), None, cx).await?;
                let username = who.as_ref().map(|who| who.user.as_str());
                let handed = cx.host().tokens.managed(managed, &self.purpose(username)).await?;
                let (shown, bounds) = match who {
                    Some(Who { shown, bounds, .. }) => (shown, bounds),
                    None => (Some(handed.user.clone()), Bounds::default()),
                };
                Ok(SignIn { shown, bounds, ..SignIn::from(handed) })
            }
        }
    }

    /// The sign-in that `mode` needs, where only a person can do that.
    pub(crate) async fn wanted(&self, session: &str, mode: &Mode, cx: &Cx) -> Result<Option<Wanted>, Failure> {
        let Some(person) = Person::of(mode) else { return Ok(None) };
        let (way, extras) = (person.way.clone(), person.application.provider.definition().extras());
        let (client, name, bounds) = self.signer(person, cx).await?;
        // A browser takes along who is to sign in.
        self.hold(&bounds, client.endpoints.authorization.iter().filter(|_| way != Way::Device))?;
        Ok(Some(Wanted { session: session.to_owned(), name, client, way, extras }))
    }

    /// The application, the name of the login of who signs in, and where they may be named.
    async fn signer(&self, person: Person<'_>, cx: &Cx) -> Result<(Client, Name, Bounds), Failure> {
        let (client, mut name) = self.client(person.application, cx).await?;
        let Some(username) = person.username else {
            // Exchange and Graph know who signs in from the token.
            name.user = self.mailbox.filter(|_| !self.knows_tokens()).map(str::to_owned);
            return Ok((client, name, Bounds::default()));
        };
        let (user, bounds) = cx.resolve(username).await?.apart();
        name.user = Some(user.expose().to_owned());
        Ok((client, name, bounds))
    }

    /// By what a person has brought when they signed in.
    async fn kept(&self, person: Person<'_>, cx: &Cx) -> Result<SignIn, Failure> {
        let username = person.username;
        let (client, name, _) = self.signer(person, cx).await?;
        let logins = cx.host().tokens.logins()?;
        let known = logins.open(&name).await?.read().await?.user;
        let Who { user, shown, bounds } = match self.who(username, None, cx).await? {
            Some(who) => who,
            None => known.map(Who::named).ok_or_else(carteiro_auth::logins::nobody)?,
        };
        let credentials = Arc::new(Source::new(client, Grant::Kept(name, logins), Some(user.clone())));
        Ok(SignIn::new(credentials, Who { user, shown, bounds }))
    }

    /// What the tokens of a connection are wanted for.
    fn purpose<'a>(&'a self, username: Option<&'a str>) -> Purpose<'a> {
        let Self { service, cloud, host, mailbox, reads_along, .. } = self;
        Purpose { service: *service, cloud, host, through: *reads_along, username, mailbox: *mailbox }
    }

    /// By the connection that serves where none is named, or by what the person has brought who signed in at Microsoft
    /// last: the automation names no application.
    pub(crate) async fn usual(&self, cx: &Cx) -> Result<SignIn, Failure> {
        let purpose = self.purpose(None);
        if let Some(handed) = cx.host().tokens.usual(&Provider::Microsoft, &purpose).await? {
            return Ok(handed.into());
        }
        let (client, name, logins) = self.last(cx).await?;
        let user = self.mailbox.map(str::to_owned).or_else(|| name.user.clone());
        let user = user.ok_or_else(carteiro_auth::logins::nobody)?;
        let credentials = Arc::new(Source::new(client, Grant::Kept(name, logins), Some(user.clone())));
        Ok(SignIn::new(credentials, Who::named(user)))
    }

    /// That they sign in again, with the same application.
    pub(crate) async fn wanted_again(&self, session: &str, cx: &Cx) -> Result<Wanted, Failure> {
        let (client, name, _) = self.last(cx).await?;
        let (way, extras) = (Way::Browser(Response::Code, None), Provider::Microsoft.definition().extras());
        Ok(Wanted { session: session.to_owned(), name, client, way, extras })
    }

    async fn last(&self, cx: &Cx) -> Result<(Client, Name, Arc<dyn Logins>), Failure> {
        let provider = Provider::Microsoft.definition();
        let logins = cx.host().tokens.logins()?;
        let name = logins.usual(&Provider::Microsoft, &self.cloud, self.mailbox).await?;
        let known = provider.endpoints(name.tenant.as_deref(), &self.cloud).map_err(Failure::invalid)?;
        let endpoints: Endpoints = match known {
            Known::Endpoints(endpoints) => *endpoints,
            Known::Issuer(issuer) => discover(&self.http, &issuer).await?,
        };
        let name = Name { token_endpoint: Some(endpoints.token.to_string()), ..name };
        let client = Client {
            endpoints,
            id: name.client.clone(),
            authentication: Authentication::None,
            scopes: name.scopes.clone(),
            http: self.http.clone(),
            clock: cx.host().clock.clone(),
            random: cx.host().random.clone(),
        };
        Ok((client, name, logins))
    }

    /// Whether whose token it is says who signs in.
    fn knows_tokens(&self) -> bool {
        matches!(self.service, Service::Ews | Service::Graph)
    }

    async fn by(
        &self,
        client: Client,
        grant: Grant,
        username: Option<&Value>,
        otherwise: Option<&Value>,
        cx: &Cx,
    ) -> Result<SignIn, Failure> {
        let who = self.who(username, otherwise, cx).await?;
        let Who { user, shown, bounds } = who.ok_or_else(carteiro_auth::logins::nobody)?;
        let credentials = Arc::new(Source::new(client, grant, Some(user.clone())));
        Ok(SignIn::new(credentials, Who { user, shown, bounds }))
    }

    /// Whose mailbox is opened: the mailbox, or else who signs in.
    async fn who(
        &self,
        username: Option<&Value>,
        otherwise: Option<&Value>,
        cx: &Cx,
    ) -> Result<Option<Who>, Failure> {
        if let Some(mailbox) = self.mailbox {
            return Ok(Some(Who::named(mailbox.to_owned())));
        }
        let Some(value) = username.or(otherwise) else { return Ok(None) };
        let (user, bounds) = self.for_server(value, cx).await?;
        let user = user.expose().to_owned();
        let shown = (!is_kept_secret(value, cx.scope())).then(|| user.clone());
        Ok(Some(Who { user, shown, bounds }))
    }

    /// A value that the server gets to see, and where else it may go.
    async fn for_server(&self, value: &Value, cx: &Cx) -> Result<(Secret, Bounds), Failure> {
        let (secret, bounds) = cx.resolve(value).await?.apart();
        if self.is_there {
            bounds.hold(self.host)?;
        }
        self.hold_proxy(&bounds)?;
        Ok((secret, bounds))
    }

    /// A value that goes to who gives out tokens there.
    async fn for_provider(&self, value: &Value, at: &Url, cx: &Cx) -> Result<Secret, Failure> {
        let (secret, bounds) = cx.resolve(value).await?.apart();
        self.hold(&bounds, [at])?;
        Ok(secret)
    }

    /// `Denied`: a value must not go to one of these, or not on this way.
    pub(super) fn hold<'u>(&self, bounds: &Bounds, at: impl IntoIterator<Item = &'u Url>) -> Result<(), Failure> {
        at.into_iter().try_for_each(|url| bounds.hold(url.host_str().unwrap_or_default()))?;
        self.hold_proxy(bounds)
    }

    pub(super) fn hold_proxy(&self, bounds: &Bounds) -> Result<(), Failure> {
        self.reads_along.map_or(Ok(()), |proxy| bounds.hold_proxy(proxy))
    }

    /// The application with everything it needs, and the name of its logins.
    async fn client(&self, application: Application<'_>, cx: &Cx) -> Result<(Client, Name), Failure> {
        let provider = application.provider.definition();
        let usual = || provider.scopes(self.service, &self.cloud, application.on_behalf);
        let scopes = application.scopes.cloned().unwrap_or_else(usual);
        // Nobody else would take it.
        if !(self.knows_tokens() && are_of(&scopes, self.host)) {
            shows_to(application.provider, self.host)?;
        }
        let (mut named, mut proof) = (Bounds::default(), Bounds::default());
        let resolved = async |value: Option<&Value>, bounds: &mut Bounds| match value {
            Some(value) => {
                let (secret, its) = cx.resolve(value).await?.apart();
                bounds.add(its);
                Ok::<_, Failure>(Some(secret))
            }
            None => Ok(None),
        };
        let tenant = resolved(application.tenant, &mut named).await?;
        let tenant = tenant.map(|tenant| tenant.expose().trim().to_owned());
        let id = resolved(Some(application.id), &mut named).await?.unwrap_or_default().expose().to_owned();
        let certificate = resolved(application.certificate, &mut proof).await?;
        let authentication = match (certificate, resolved(application.secret, &mut proof).await?) {
            (Some(pem), _) => {
                let certificate = Certificate::read(&pem).map_err(Failure::invalid)?;
                Authentication::Certificate(Arc::new(certificate))
            }
            (None, Some(secret)) => Authentication::Secret(secret),
            (None, None) => Authentication::None,
        };
        let known = provider.endpoints(tenant.as_deref(), &self.cloud).map_err(Failure::invalid)?;
        let whose = match &known {
            Known::Issuer(issuer) => issuer.as_str().to_owned(),
            Known::Endpoints(endpoints) if provider.name() == "custom" => endpoints.token.as_str().to_owned(),
            Known::Endpoints(_) => provider.name().to_owned(),
        };
        let endpoints: Endpoints = match known {
            Known::Endpoints(endpoints) => *endpoints,
            Known::Issuer(issuer) => discover(&self.http, &issuer).await?,
        };
        let Endpoints { authorization, token, device, .. } = &endpoints;
        self.hold(&named, [token].into_iter().chain(authorization).chain(device))?;
        self.hold(&proof, [token])?;
        let (client, token_endpoint) = (id.clone(), Some(endpoints.token.to_string()));
        let name =
            Name { provider: whose, tenant, client, scopes: scopes.clone(), user: None, token_endpoint };
        let (clock, random) = (cx.host().clock.clone(), cx.host().random.clone());
        Ok((Client { endpoints, id, authentication, scopes, http: self.http.clone(), clock, random }, name))
    }
}

impl From<Handed> for SignIn {
    fn from(handed: Handed) -> Self {
        let Handed { credentials, user, is_application } = handed;
        Self { is_application, ..Self::new(credentials, Who::named(user)) }
    }
}

impl Who {
    /// Somebody whose name is no secret.
    fn named(user: String) -> Self {
        Self { shown: Some(user.clone()), user, bounds: Bounds::default() }
    }
}

/// Refuses to show what `mode` brings to `host`, when that is a token of somebody who does not know that host.
pub(super) fn may_be_shown(mode: &Mode, host: &str) -> Result<(), Failure> {
    match (mode.provider(), mode) {
        (Some(provider), _) => shows_to(provider, host),
        (None, Mode::ServiceAccount(_)) => shows_to(&Provider::Google, host),
        (None, _) => Ok(()),
    }
}

fn shows_to(provider: &Provider, host: &str) -> Result<(), Failure> {
    let provider = provider.definition();
    // On this machine somebody may pass it on under TLS.
    if provider.shows_to(host) || is_here(host) {
        return Ok(());
    }
    Err(Failure::invalid(phrase!("oauth-other-host", provider = provider.name(), host = host)))
}

/// Whether the vault holds it, named here or in a variable.
fn is_kept_secret(value: &Value, scope: &Scope) -> bool {
    match value {
        Value::Text(_) => false,
        Value::Credential(_) => true,
        Value::Variable(name) => matches!(scope.get(name), Some(Variable::Credential(_))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_from_the_vault_is_known_as_one_through_a_variable_too() {
        let scope = Scope::default();
        scope.declare("who", Variable::Credential("a/b.user".parse().unwrap()));
        scope.declare("plain", Variable::text("ana"));
        let read = |yaml: &str| serde_json::from_str::<Value>(yaml).unwrap();
        for (written, secret) in [
            (r#""ana""#, false),
            (r#"{ "variable": "plain" }"#, false),
            (r#"{ "variable": "who" }"#, true),
            (r#"{ "credential": "a/b.user" }"#, true),
        ] {
            assert_eq!(is_kept_secret(&read(written), &scope), secret, "{written}");
        }
    }
}
