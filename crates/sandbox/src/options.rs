use std::sync::Arc;

use tokio_rustls::rustls::ServerConfig;

use crate::{Capability, Fault, Sample};

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
    /// How the server misbehaves from the first connection on.
    pub faults: Vec<Fault>,
    /// With it, a second port speaks TLS from the first byte and the plain port offers STARTTLS.
    pub tls: Option<Arc<ServerConfig>>,
    /// Refuses a password on a connection without TLS (LOGINDISABLED).
    pub sign_in_needs_tls: bool,
    /// The loopback port of IMAP; 0 takes a free one.
    pub imap_port: u16,
    /// The loopback port of IMAP over TLS; 0 takes a free one. Unused without [`tls`](Self::tls).
    pub imaps_port: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            users: vec![User::new("ana@sandbox.test", "sandbox")],
            mail: Vec::new(),
            without: Vec::new(),
            faults: Vec::new(),
            tls: None,
            sign_in_needs_tls: false,
            imap_port: 0,
            imaps_port: 0,
        }
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
