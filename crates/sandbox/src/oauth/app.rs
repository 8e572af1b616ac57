/// How the authorization server is furnished. The default has the apps `desktop`, `web` and `daemon`.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The directory's id in Microsoft's addresses and tokens. `common`, `organizations`, and the users' domains lead to
    /// it too.
    pub tenant: String,
    /// Which clients are known.
    pub apps: Vec<App>,
    /// Who may sign assertions for users (RFC 7523 §2.1), as Google's service accounts do.
    pub service_accounts: Vec<ServiceAccount>,
    /// How the server behaves from the start.
    pub knobs: Vec<super::Knob>,
}

impl Default for Settings {
    fn default() -> Self {
        let callbacks = ["http://localhost", "http://127.0.0.1", "http://localhost/callback"];
        let callbacks: Vec<String> =
            callbacks.into_iter().chain(["http://127.0.0.1/callback"]).map(str::to_owned).collect();
        let app = |id: &str| App { redirect_uris: callbacks.clone(), ..App::new(id) };
        Self {
            tenant: "7e4a47ca-0000-4000-8000-5a9db0c50001".to_owned(),
            apps: vec![
                app("desktop"),
                App { secret: Some("web-secret".to_owned()), ..app("web") },
                App { secret: Some("daemon-secret".to_owned()), ..App::new("daemon") },
            ],
            service_accounts: Vec::new(),
            knobs: Vec::new(),
        }
    }
}

/// A registered client (RFC 6749 §2). Without secret and certificate it is a public one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct App {
    /// The `client_id`.
    pub id: String,
    /// The secret. Nothing here is secret, so it is printed like any text.
    pub secret: Option<String>,
    /// Certificates as PEM, whose keys sign `client_assertion` (RFC 7523 §2.2).
    pub certificates: Vec<String>,
    /// Where answers may go: exactly so, but that of a loopback address the port is free (RFC 8252 §7.3).
    pub redirect_uris: Vec<String>,
}

impl App {
    /// A public client that answers can be sent nowhere.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    pub(super) fn is_public(&self) -> bool {
        self.secret.is_none() && self.certificates.is_empty()
    }
}

/// A service account: it signs who it is and for whom it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAccount {
    /// Its address, which is the `iss` of its assertions.
    pub email: String,
    /// A certificate or a public key, as PEM.
    pub certificate: String,
    /// What it may ask for in the name of users; with an empty list, everything.
    pub scopes: Vec<String>,
}
