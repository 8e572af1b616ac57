//! How far opening a mailbox got: told as it happens, so that a person sees where it ends.

use carteiro_auth::oauth2::judge::Facts;
use carteiro_world::Phrase;
use carteiro_world::tls::Chain;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Something that worked on the way into a mailbox, in this order. What comes next is what fails.
#[derive(Clone, Debug)]
pub enum Stage {
    /// The name has addresses that may be dialled: that of the proxy, where there is one.
    Resolved {
        /// In the order in which they are tried.
        addresses: Vec<IpAddr>,
    },
    /// One of them took the connection.
    Connected {
        /// Which.
        address: SocketAddr,
        /// The proxy that it is, and that leads on to the server: `SCHEME://HOST:PORT`.
        proxy: Option<String>,
    },
    /// The connection is under TLS. After [`Stage::Greeted`] when it began in the clear.
    Secured {
        /// `TLS 1.3`, `TLS 1.2`.
        version: &'static str,
        /// What the server showed.
        chain: Chain,
    },
    /// The server said the first word.
    Greeted {
        /// Its text.
        text: String,
        /// What it can do, when it said so unasked.
        capabilities: Option<Vec<String>>,
    },
    /// A token is there to be shown. Passwords are no stage: they are there from the beginning.
    Token {
        /// What it says of itself.
        facts: Box<Facts>,
        /// What of it does not fit this server.
        misfit: Option<Phrase>,
    },
    /// What the server offers to whoever has not signed in yet, under TLS where there is any.
    Offered {
        /// Its capabilities.
        capabilities: Vec<String>,
    },
    /// The credential was accepted.
    SignedIn {
        /// How it was shown, such as `PLAIN`.
        mechanism: &'static str,
        /// What the server can do for who signed in.
        capabilities: Vec<String>,
    },
}

/// Hears the stages of an opening. Cheap to clone; deaf by default.
#[derive(Clone, Default)]
pub struct Stages(Option<Arc<Listener>>);

type Listener = dyn Fn(Stage) + Send + Sync;

impl Stages {
    /// Every stage is handed to `listen`.
    pub fn new(listen: impl Fn(Stage) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(listen)))
    }

    pub(crate) fn tell(&self, stage: impl FnOnce() -> Stage) {
        if let Some(listen) = &self.0 {
            listen(stage());
        }
    }
}

impl fmt::Debug for Stages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stages")
    }
}
