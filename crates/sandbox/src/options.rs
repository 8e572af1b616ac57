use std::sync::Arc;

use tokio_rustls::rustls::ServerConfig;

use crate::{Capability, Fault, Introspection, Ports, Sample, Submission};

/// How a sandbox is furnished. The default has one user, an empty mailbox and no fault.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who may sign in; each has a mailbox.
    pub users: Vec<User>,
    /// Delivered, in this order, to the INBOX of the first user. See [`sample::inbox`](crate::sample::inbox) and
    /// [`load_dir`](crate::load_dir).
    pub mail: Vec<Sample>,
    /// What the server shall not know.
    pub without: Vec<Capability>,
    /// Where folders lie.
    pub namespaces: Namespaces,
    /// How the server misbehaves from the first connection on.
    pub faults: Vec<Fault>,
    /// With it, a second port speaks TLS from the first byte and the plain port offers STARTTLS.
    pub tls: Option<Arc<ServerConfig>>,
    /// Refuses a password on a connection without TLS (LOGINDISABLED).
    pub sign_in_needs_tls: bool,
    /// With it, one can sign in by bearer token: XOAUTH2 and OAUTHBEARER.
    pub introspection: Option<Introspection>,
    /// How mail is taken in.
    pub submission: Submission,
    /// With it, there is an authorization server, whose tokens sign in unless [`introspection`](Self::introspection)
    /// says otherwise.
    pub oauth: Option<crate::oauth::Settings>,
    /// Where it is served.
    pub ports: Ports,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            users: vec![User::new("ana@sandbox.test", "sandbox")],
            mail: Vec::new(),
            without: Vec::new(),
            namespaces: Namespaces::default(),
            faults: Vec::new(),
            tls: None,
            sign_in_needs_tls: false,
            introspection: None,
            submission: Submission::default(),
            oauth: None,
            ports: Ports::default(),
        }
    }
}

/// Where folders lie (RFC 2342): what the names of each sort begin with, `/` included. The default is nothing, and no
/// folders of others.
///
/// - All folders are kept in the account that sees them. Those of others are made there with
///   [`Account::create`](crate::Account::create); a client may not make any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Namespaces {
    /// One's own, such as `INBOX/`.
    pub personal: String,
    /// Other users', such as `user/`.
    pub others: Option<String>,
    /// Everybody's. It may be empty where the others are not.
    pub shared: Option<String>,
}

impl Namespaces {
    /// Whether a name is in the user's own namespace.
    pub(crate) fn is_personal(&self, name: &str) -> bool {
        let of_others = |prefix: &Option<String>| {
            prefix
                .as_ref()
                .is_some_and(|prefix| prefix.len() > self.personal.len() && name.starts_with(prefix))
        };
        let own = name.eq_ignore_ascii_case("INBOX") || name.starts_with(&self.personal);
        own && !of_others(&self.others) && !of_others(&self.shared)
    }
}

/// Someone who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The name to sign in with, which is also the address.
    pub name: String,
    /// The password. Nothing here is secret, so it is printed like any text.
    pub password: String,
}

impl User {
    /// A user with this name and password.
    pub fn new(name: impl Into<String>, password: impl Into<String>) -> Self {
        Self { name: name.into(), password: password.into() }
    }
}
