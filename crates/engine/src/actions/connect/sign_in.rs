//! From what an automation says about signing in to where credentials come from.

use super::ews::are_of;
use crate::failure::Failure;
use crate::login::{Wanted, Way};
use crate::run::Cx;
use crate::vars::{Scope, Value as Variable};
use carteiro_auth::logins::{Logins, Name};
use carteiro_auth::modes::{AuthorizationCode, ClientCredentials, DeviceCode, Implicit, Provider, Ropc};
use carteiro_auth::oauth2::assertion::ServiceAccount;
use carteiro_auth::oauth2::authorize::Response;
use carteiro_auth::oauth2::source::Grant;
use carteiro_auth::oauth2::{Authentication, Certificate, Client, Source, discover};
use carteiro_auth::providers::{Cloud, Endpoints, Known, OnBehalf, Service, is_here};
use carteiro_auth::{Credential, CredentialSource, Mode, Value};
use carteiro_world::{Secret, http, phrase};
use std::sync::Arc;

/// Where credentials come from, and whose they are.
pub(crate) struct SignIn {
    pub(crate) credentials: Arc<dyn CredentialSource>,
    /// Whose mailbox it is.
    pub(crate) user: String,
    /// The same, when it is no secret.
    pub(crate) shown: Option<String>,
}

/// What is signed in to.
pub(crate) struct Target<'a> {
    pub(crate) service: Service,
    pub(crate) cloud: Cloud,
    pub(crate) host: &'a str,
    /// Another mailbox than that of who signs in.
    pub(crate) mailbox: Option<&'a str>,
    /// Asks providers for tokens.
    pub(crate) http: http::Client,
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
                let user = cx.resolve(&basic.username).await?.expose().to_owned();
                let password = cx.resolve(&basic.password).await?;
                let shown = (!is_kept_secret(&basic.username, cx.scope())).then(|| user.clone());
                let credentials = Arc::new(Credential::Password { user: user.clone(), password });
                Ok(SignIn { credentials, user, shown })
            }
            Mode::Ntlm(ntlm) => {
                let user = cx.resolve(&ntlm.username).await?.expose().to_owned();
                let password = cx.resolve(&ntlm.password).await?;
                let shown = (!is_kept_secret(&ntlm.username, cx.scope())).then(|| user.clone());
                let domain = ntlm.domain.clone();
                let credentials = Arc::new(Credential::Ntlm { user: user.clone(), domain, password });
                Ok(SignIn { credentials, user, shown })
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
                self.by(client, Grant::ClientCredentials, username.as_ref(), None, cx).await
            }
            Mode::Ropc(Ropc { provider, tenant_id, client_id, client_secret, username, password, scopes }) => {
                let (tenant, secret) = (tenant_id.as_ref(), client_secret.as_ref());
                let application =
                    Application { tenant, secret, scopes: scopes.as_ref(), ..Application::of_person(provider, client_id) };
                let (client, _) = self.client(application, cx).await?;
                let user = cx.resolve(username).await?.expose().to_owned();
                let grant = Grant::Password(user, cx.resolve(password).await?);
                self.by(client, grant, Some(username), None, cx).await
            }
            Mode::ServiceAccount(service) => {
                let key = ServiceAccount::read(&cx.resolve(&service.key).await?).map_err(Failure::invalid)?;
                let id = Value::Text(Secret::new(key.address()));
                let on_behalf = OnBehalf::Application;
                let application = Application { on_behalf, ..Application::of_person(&Provider::Google, &id) };
                let (client, _) = self.client(application, cx).await?;
                let subject = cx.resolve(&service.subject).await?.expose().to_owned();
                let grant = Grant::Delegated(key, subject);
                self.by(client, grant, service.username.as_ref(), Some(&service.subject), cx).await
            }
            Mode::Managed(managed) => {
                let credentials = cx.host().tokens.managed(managed).await?;
                let who = self.who(managed.username.as_ref(), None, cx).await?;
                let (user, shown) = who.ok_or_else(|| Failure::from(carteiro_auth::logins::nobody()))?;
                Ok(SignIn { credentials, user, shown })
            }
        }
    }

    /// The sign-in that `mode` needs, where only a person can do that.
    pub(crate) async fn wanted(&self, session: &str, mode: &Mode, cx: &Cx) -> Result<Option<Wanted>, Failure> {
        let Some(person) = Person::of(mode) else { return Ok(None) };
        let (way, extras) = (person.way.clone(), person.application.provider.definition().extras());
        let (client, name) = self.signer(person, cx).await?;
        Ok(Some(Wanted { session: session.to_owned(), name, client, way, extras }))
    }

    /// The application, and the name of the login of who signs in.
    async fn signer(&self, person: Person<'_>, cx: &Cx) -> Result<(Client, Name), Failure> {
        let (client, mut name) = self.client(person.application, cx).await?;
        name.user = match person.username {
            Some(username) => Some(cx.resolve(username).await?.expose().to_owned()),
            // Exchange and Graph know who signs in from the token.
            None => self.mailbox.filter(|_| !self.knows_tokens()).map(str::to_owned),
        };
        Ok((client, name))
    }

    /// By what a person has brought when they signed in.
    async fn kept(&self, person: Person<'_>, cx: &Cx) -> Result<SignIn, Failure> {
        let username = person.username;
        let (client, name) = self.signer(person, cx).await?;
        let logins = cx.host().tokens.logins()?;
        let known = logins.open(&name).await?.read().await?.user;
        let (user, shown) = match self.who(username, None, cx).await? {
            Some(who) => who,
            None => known.map(|user| (user.clone(), Some(user))).ok_or_else(carteiro_auth::logins::nobody)?,
        };
        let credentials = Arc::new(Source::new(client, Grant::Kept(name, logins), Some(user.clone())));
        Ok(SignIn { credentials, user, shown })
    }

    /// By what the person has brought who signed in at Microsoft last: the automation names no application.
    pub(crate) async fn usual(&self, cx: &Cx) -> Result<SignIn, Failure> {
        let (client, name, logins) = self.last(cx).await?;
        let user = self.mailbox.map(str::to_owned).or_else(|| name.user.clone());
        let user = user.ok_or_else(carteiro_auth::logins::nobody)?;
        let credentials = Arc::new(Source::new(client, Grant::Kept(name, logins), Some(user.clone())));
        Ok(SignIn { credentials, shown: Some(user.clone()), user })
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
            Known::Endpoints(endpoints) => endpoints,
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
        let (user, shown) = who.ok_or_else(carteiro_auth::logins::nobody)?;
        let credentials = Arc::new(Source::new(client, grant, Some(user.clone())));
        Ok(SignIn { credentials, user, shown })
    }

    /// Whose mailbox is opened, and the same again when it is no secret: the mailbox, or else who signs in.
    async fn who(
        &self,
        username: Option<&Value>,
        otherwise: Option<&Value>,
        cx: &Cx,
    ) -> Result<Option<(String, Option<String>)>, Failure> {
        if let Some(mailbox) = self.mailbox {
            return Ok(Some((mailbox.to_owned(), Some(mailbox.to_owned()))));
        }
        let Some(value) = username.or(otherwise) else { return Ok(None) };
        let user = cx.resolve(value).await?.expose().to_owned();
        let shown = (!is_kept_secret(value, cx.scope())).then(|| user.clone());
        Ok(Some((user, shown)))
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
        let resolved = async |value: Option<&Value>| match value {
            Some(value) => cx.resolve(value).await.map(Some),
            None => Ok(None),
        };
        let tenant = resolved(application.tenant).await?.map(|tenant| tenant.expose().trim().to_owned());
        let id = cx.resolve(application.id).await?.expose().to_owned();
        let certificate = resolved(application.certificate).await?;
        let authentication = match (certificate, resolved(application.secret).await?) {
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
            Known::Endpoints(endpoints) => endpoints,
            Known::Issuer(issuer) => discover(&self.http, &issuer).await?,
        };
        let (client, token_endpoint) = (id.clone(), Some(endpoints.token.to_string()));
        let name =
            Name { provider: whose, tenant, client, scopes: scopes.clone(), user: None, token_endpoint };
        let (clock, random) = (cx.host().clock.clone(), cx.host().random.clone());
        Ok((Client { endpoints, id, authentication, scopes, http: self.http.clone(), clock, random }, name))
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
