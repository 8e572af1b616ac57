//! Opening a session.

pub(super) mod ews;
mod mail_server;
mod outgoing;
mod outlook;
mod proxy;
mod sign_in;

pub use ews::{Ews, EwsVersion};
pub use mail_server::{MailServer, Protocol};
pub use outgoing::Outgoing;
pub use outlook::Outlook;
pub use proxy::Proxy;

use super::{Action, Example, Group, Output, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::host;
use crate::login::Wanted;
use crate::run::Cx;
use crate::session::Session;
use crate::template::Source;
use crate::values::{SessionName, Span};
use carteiro_auth::providers::exchange::{self, Place};
use carteiro_auth::{Mode, Value};
use carteiro_mail::reaching::Security;
use carteiro_mail::{Limits, Mailbox, Notice, Permission, Permissions};
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Connect. Opens a mailbox under a name that all later steps use.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Connect(Beside<Settings, Server>);

/// What is the same for every kind of connection.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Session name. What later steps call this mailbox.
    pub session: Located<SessionName>,
    /// Timeout. How long connecting and signing in may take.
    #[serde(default = "timeout", deserialize_with = "Span::some")]
    pub timeout: Span,
    /// Allow. What the session may do; left out: everything.
    #[schemars(length(min = 1))]
    pub allow: Option<Vec<Located<Permission>>>,
}

/// A way to reach a mailbox: exactly one of the three.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Server {
    /// Outlook. Microsoft 365 and Outlook.com, by Microsoft Graph.
    Outlook(Box<Outlook>),
    /// Mail server. Any server that speaks IMAP.
    MailServer(Box<MailServer>),
    /// EWS. Exchange Web Services.
    Ews(Box<Ews>),
}

fn timeout() -> Span {
    Span::seconds(120)
}

impl Settings {
    /// What the session may do.
    pub(super) fn permissions(&self) -> Permissions {
        Permissions(self.allow.as_ref().map(|allow| allow.iter().map(|one| one.value).collect()))
    }

    /// Whether nothing that the session may do changes the mailbox: then the server is told so.
    pub(crate) fn reads_only(&self) -> bool {
        let allow = self.allow.as_ref();
        allow.is_some_and(|allow| allow.iter().all(|one| matches!(one.value, Permission::Read | Permission::Send)))
    }
}

impl Connect {
    /// What is the same for every kind of connection.
    pub fn settings(&self) -> &Settings {
        &self.0.fields
    }

    /// The way to the mailbox.
    pub fn server(&self) -> &Server {
        &self.0.choice
    }

    /// The modes of signing in that it names, with their places in the automation.
    pub fn modes(&self) -> Vec<(&'static str, &Mode)> {
        let mut modes = Vec::new();
        match self.server() {
            Server::Outlook(outlook) => modes.extend(outlook.auth.iter().map(|auth| ("outlook.auth", auth))),
            Server::MailServer(server) => {
                modes.push(("mail_server.auth", &server.auth));
                let outgoing = server.outgoing.iter().filter_map(|outgoing| outgoing.auth.as_ref());
                modes.extend(outgoing.map(|auth| ("mail_server.outgoing.auth", auth)));
            }
            Server::Ews(ews) => modes.push(("ews.auth", &ews.auth)),
        }
        modes
    }

    /// Its secret and identity fields, by their ways from here.
    pub fn values(&self) -> Vec<(String, &Value)> {
        let named = self.modes().into_iter().flat_map(|(way, mode)| {
            fields(mode).into_iter().map(move |(field, value)| (format!("{way}.{}.{field}", mode.name()), value))
        });
        let mailbox = match self.server() {
            Server::Outlook(outlook) => outlook.mailbox.as_ref(),
            Server::MailServer(_) | Server::Ews(_) => None,
        };
        named.chain(mailbox.map(|mailbox| ("outlook.mailbox".to_owned(), mailbox))).collect()
    }

    /// The proxy that it names, with its place.
    pub fn proxy(&self) -> Option<(&'static str, &Proxy)> {
        match self.server() {
            Server::Outlook(outlook) => outlook.proxy.as_ref().map(|proxy| ("outlook.proxy", proxy)),
            Server::MailServer(server) => server.proxy.as_ref().map(|proxy| ("mail_server.proxy", proxy)),
            Server::Ews(ews) => ews.proxy.as_ref().map(|proxy| ("ews.proxy", proxy)),
        }
    }

    /// Whether the author says where its mail goes out.
    pub(crate) fn names_outgoing(&self) -> bool {
        matches!(self.server(), Server::MailServer(server) if server.outgoing.is_some())
    }

    /// The server and the credential, as a run would use them.
    pub(crate) async fn resolve(&self, cx: &Cx) -> Result<host::Server, Failure> {
        match self.server() {
            Server::MailServer(server) => server.resolve(self.settings(), cx).await,
            Server::Ews(ews) => ews.resolve(self.settings(), cx).await,
            Server::Outlook(outlook) => outlook.resolve(self.settings(), cx).await,
        }
    }

    /// The sign-in that it needs, where only a person can do that.
    pub(crate) async fn wanted(&self, cx: &Cx) -> Result<Option<Wanted>, Failure> {
        match self.server() {
            Server::MailServer(server) => server.wanted(self.settings(), cx).await,
            Server::Ews(ews) => ews.wanted(self.settings(), cx).await,
            Server::Outlook(outlook) => outlook.wanted(self.settings(), cx).await,
        }
    }

    /// By which the session sends, when it does.
    fn way_out(&self, outgoing: host::Outgoing, cx: &Cx) -> Result<carteiro_mail::Outgoing, Failure> {
        let (open, clock) = (cx.host().mailboxes.way_out(outgoing)?, cx.host().clock.clone());
        let notices = cx.notices(self.settings().session.as_str());
        Ok(carteiro_mail::Outgoing::new(open, clock, Limits::default(), self.permissions(), notices))
    }

    fn sources(&self) -> Vec<&Source> {
        match self.server() {
            Server::MailServer(server) => server.sources(),
            Server::Outlook(_) | Server::Ews(_) => Vec::new(),
        }
    }

    fn permissions(&self) -> Permissions {
        self.settings().permissions()
    }

    /// Exchange in the cloud ends these services: whoever has not heard it from the check hears it here.
    fn warn_of_the_end(&self, resolved: &host::Server, cx: &Cx) {
        let (Server::Ews(ews), host::Way::Ews(config)) = (self.server(), &resolved.way) else { return };
        let is_cloud = matches!(Place::at(&config.endpoint, ews.cloud.as_ref()), Place::Cloud { .. });
        if is_cloud && !cx.was_warned("ews-cloud-ends") {
            let words = exchange::ends(Some(cx.host().clock.now()), ews.application());
            cx.report(Event::Warning { words });
        }
    }
}

/// Who signs in by a mode, where it says so.
pub(crate) fn username(mode: &Mode) -> Option<&Value> {
    let named = |name: &str| fields(mode).into_iter().find_map(|(field, value)| (field == name).then_some(value));
    named("username").or_else(|| named("subject"))
}

/// The secret and identity fields of a mode.
fn fields(mode: &Mode) -> Vec<(&'static str, &Value)> {
    let mut found: Vec<(&'static str, Option<&Value>)> = Vec::new();
    match mode {
        Mode::Basic(basic) => {
            found.extend([("username", Some(&basic.username)), ("password", Some(&basic.password))]);
        }
        Mode::Ntlm(ntlm) => found.extend([("username", Some(&ntlm.username)), ("password", Some(&ntlm.password))]),
        Mode::AuthorizationCode(code) => found.extend([
            ("tenant_id", code.tenant_id.as_ref()),
            ("client_id", Some(&code.client_id)),
            ("client_secret", code.client_secret.as_ref()),
            ("username", code.username.as_ref()),
        ]),
        Mode::ClientCredentials(client) => found.extend([
            ("tenant_id", client.tenant_id.as_ref()),
            ("client_id", Some(&client.client_id)),
            ("client_secret", client.client_secret.as_ref()),
            ("certificate", client.certificate.as_ref()),
            ("username", client.username.as_ref()),
        ]),
        Mode::DeviceCode(device) => found.extend([
            ("tenant_id", device.tenant_id.as_ref()),
            ("client_id", Some(&device.client_id)),
            ("username", device.username.as_ref()),
        ]),
        Mode::ServiceAccount(account) => found.extend([
            ("key", Some(&account.key)),
            ("subject", Some(&account.subject)),
            ("username", account.username.as_ref()),
        ]),
        Mode::Managed(managed) => found.push(("username", managed.username.as_ref())),
        Mode::Ropc(ropc) => found.extend([
            ("tenant_id", ropc.tenant_id.as_ref()),
            ("client_id", Some(&ropc.client_id)),
            ("client_secret", ropc.client_secret.as_ref()),
            ("username", Some(&ropc.username)),
            ("password", Some(&ropc.password)),
        ]),
        Mode::Implicit(implicit) => found.extend([
            ("tenant_id", implicit.tenant_id.as_ref()),
            ("client_id", Some(&implicit.client_id)),
            ("username", implicit.username.as_ref()),
        ]),
    }
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

impl Action for Connect {
    const NAME: &'static str = "connect";
    const GROUP: Group = Group::Sessions;

    fn uses(&self) -> Vec<Use<'_>> {
        let templates = self.sources().into_iter().map(Use::Template);
        templates.chain([Use::Opens(self)]).collect()
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "A mail server, with a password from the vault",
                steps: "- connect:
    session: finance
    mail_server:
      host: imap.example.org
      auth:
        basic:
          username: finance@example.org
          password: { credential: mail/finance.password }
",
            },
            Example {
                title: "A session that can read and nothing else",
                steps: "- connect:
    session: archive
    allow: [read]
    timeout: 30s
    mail_server:
      host: imap.example.org
      security: starttls
      auth:
        basic:
          username: archive@example.org
          password: { credential: mail/finance.password }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let name = self.settings().session.as_str();
        let mut resolved = self.resolve(cx).await?;
        let outgoing = resolved.outgoing.take();
        let is_open = resolved.way.security() == Security::None;
        let leaves = resolved.proxy.is_some() || !carteiro_auth::providers::is_here(resolved.way.host());
        let open = is_open && leaves;
        // The check has told it unless a variable has named another host since.
        if open && !cx.was_warned("security-none") {
            cx.report(Event::Warning { words: phrase!("security-none") });
        }
        self.warn_of_the_end(&resolved, cx);
        let (host, user) = (resolved.way.host().to_owned(), resolved.user.clone());
        let identity = resolved.identity.clone();
        if matches!(resolved.way, host::Way::MailServer(Protocol::Pop3, _)) {
            resolved.marks = Some(cx.running().marks(&identity).await?);
        }
        let open = cx.host().mailboxes.opener(resolved)?;
        let notices = cx.notices(name);
        let mailbox =
            Mailbox::open(open, cx.host().clock.clone(), Limits::default(), self.permissions(), notices).await?;
        let outgoing = match outgoing {
            Some(outgoing) => Some(self.way_out(outgoing, cx)?),
            None => None,
        };
        let session = Session::new(name, &identity, user.as_deref(), mailbox, outgoing);
        let capabilities = session.capabilities().await;
        // One of that name may still be open when the steps that opened it failed later.
        cx.running().close(name).await?;
        cx.running().opened(session);
        cx.report(Event::Connected { session: name.to_owned(), host, user, capabilities });
        Ok(Output::Nothing)
    }
}

impl Cx {
    /// What becomes of a session's notices: events of the run, outside of items.
    fn notices(&self, session: &str) -> impl Fn(Notice) + Send + Sync + 'static {
        let (events, clock) = (Arc::clone(&self.host().events), self.host().clock.clone());
        let session = session.to_owned();
        move |notice| {
            let session = session.clone();
            let event = match notice {
                Notice::Retrying { error, pause } => Event::Retrying {
                    session,
                    failure: error.into(),
                    pause_ms: u64::try_from(pause.as_millis()).unwrap_or(u64::MAX),
                },
                Notice::Reconnected => Event::Reconnected { session },
                Notice::Alert { text } => Event::Alert { session, text },
                Notice::FewerConnections { left, error } => {
                    Event::FewerConnections { session, left, failure: error.into() }
                }
            };
            events.report(crate::event::Report { at: clock.now(), step: None, items: Vec::new(), event });
        }
    }
}
