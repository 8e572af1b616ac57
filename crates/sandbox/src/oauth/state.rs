use std::collections::BTreeMap;

use super::{pkce::Challenge, redirect::Mode, shelf::Shelf, vendor::Vendor};

const ASKS: usize = 1_024;
const TOKENS: usize = 8_192;
/// Clients and grants counted one by one; others are counted together.
const COUNTED: usize = 256;

/// What the server remembers.
#[derive(Debug)]
pub(super) struct State {
    /// Questions to a person who has not signed in.
    pub asks: Shelf<Ask>,
    /// Questions to a person who has.
    pub consents: Shelf<(Ask, String)>,
    pub codes: Shelf<Code>,
    pub devices: Shelf<Device>,
    pub access: Shelf<Access>,
    pub refresh: Shelf<Refresh>,
    /// What came of one consent; ended together.
    pub families: Shelf<Grant>,
    requests: BTreeMap<(String, String), u64>,
}

/// A request that needs a person.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub vendor: Vendor,
    pub app: String,
    pub scopes: Vec<String>,
    pub login_hint: String,
    pub purpose: Purpose,
}

#[derive(Clone, Debug)]
pub(super) enum Purpose {
    Redirect(Box<Redirect>),
    /// By its device code.
    Device(String),
}

/// How the answer goes back to the client.
#[derive(Clone, Debug)]
pub(super) struct Redirect {
    pub uri: String,
    pub mode: Mode,
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub challenge: Option<Challenge>,
    pub offline: bool,
    pub wanted: Wanted,
}

/// What the client asked to get back (`response_type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Code,
    Token,
    IdToken,
    BothTokens,
}

/// What a person, or an app for itself, may do.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    pub vendor: Vendor,
    pub app: String,
    pub user: Option<String>,
    pub scopes: Vec<String>,
    /// Whether there is a refresh token.
    pub offline: bool,
    pub nonce: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Code {
    pub grant: Grant,
    pub redirect_uri: String,
    pub challenge: Option<Challenge>,
    pub expires_at: i64,
    /// What came of it, once it was redeemed.
    pub family: Option<String>,
}

#[derive(Debug)]
pub(super) struct Device {
    pub grant: Grant,
    pub user_code: String,
    pub expires_at: i64,
    pub interval: i64,
    pub asked_at: Option<i64>,
    pub progress: Progress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Pending,
    Approved,
    Denied,
}

#[derive(Clone, Debug)]
pub(super) struct Access {
    pub grant: Grant,
    pub issued_at: i64,
    pub expires_at: i64,
    pub family: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Refresh {
    pub family: String,
    /// By rotation: another has taken its place.
    pub used: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            asks: Shelf::new(ASKS),
            consents: Shelf::new(ASKS),
            codes: Shelf::new(ASKS),
            devices: Shelf::new(ASKS),
            access: Shelf::new(TOKENS),
            refresh: Shelf::new(TOKENS),
            families: Shelf::new(TOKENS),
            requests: BTreeMap::new(),
        }
    }
}

impl State {
    /// An access token that was given out and whose family stands, however old it is.
    pub fn access(&self, token: &str) -> Option<&Access> {
        let access = self.access.get(token)?;
        let stands = access.family.as_ref().is_none_or(|family| self.families.get(family).is_some());
        stands.then_some(access)
    }

    pub fn count(&mut self, client: &str, grant: &str) {
        let name = |text: &str| text.chars().take(100).collect::<String>();
        let mut key = (name(client), name(grant));
        if self.requests.len() >= COUNTED && !self.requests.contains_key(&key) {
            key = ("(others)".to_owned(), "(others)".to_owned());
        }
        *self.requests.entry(key).or_default() += 1;
    }

    pub fn requests(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        self.requests.iter().map(|((client, grant), count)| (client.as_str(), grant.as_str(), *count))
    }
}
