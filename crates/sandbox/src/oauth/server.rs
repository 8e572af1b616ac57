use std::{
    fmt, io,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use jiff::Timestamp;

use super::{
    App, Knob, ServiceAccount, Settings, assertion::PublicKey, keys::Keys, refusal::Refusal, scope,
    state::State,
};
use crate::{Introspection, Store, TokenError, TokenOwner, outside};

/// The most there may be of apps and of service accounts.
const REGISTERED: usize = 1_000;

/// The authorization server. Clones are the same one.
#[derive(Clone)]
pub struct Server(Arc<Inner>);

struct Inner {
    base: String,
    tenant: String,
    store: Store,
    apps: Mutex<Vec<App>>,
    service_accounts: Mutex<Vec<ServiceAccount>>,
    knobs: Mutex<Vec<Knob>>,
    state: Mutex<State>,
    keys: OnceLock<Option<Keys>>,
    ahead_seconds: AtomicI64,
}

/// Who an access token stands for, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Whose mailbox it opens. `None` is an app with permissions of its own, which opens any.
    pub user: Option<String>,
    /// The client it was given to.
    pub app: String,
    /// What was granted, as it was asked for.
    pub scopes: Vec<String>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A token as a resource reads it.
pub(crate) struct Shown {
    pub user: Option<String>,
    pub app: String,
    pub permissions: Vec<String>,
    pub for_graph: bool,
    pub has_ended: bool,
}

impl Server {
    /// Fails when a certificate cannot be read.
    pub(crate) fn new(base: String, store: Store, settings: Settings) -> io::Result<Self> {
        let server = Self(Arc::new(Inner {
            base,
            tenant: settings.tenant,
            store,
            apps: Mutex::default(),
            service_accounts: Mutex::default(),
            knobs: Mutex::default(),
            state: Mutex::default(),
            keys: OnceLock::new(),
            ahead_seconds: AtomicI64::new(0),
        }));
        let invalid = |why| io::Error::new(io::ErrorKind::InvalidInput, why);
        settings.apps.into_iter().try_for_each(|app| server.register(app)).map_err(invalid)?;
        let mut accounts = settings.service_accounts.into_iter();
        accounts.try_for_each(|account| server.register_service_account(account)).map_err(invalid)?;
        settings.knobs.into_iter().for_each(|knob| server.turn(knob));
        Ok(server)
    }

    /// Who an access token stands for. `None` if it was not given out here, has ended, or was revoked.
    pub fn resolve(&self, token: &str) -> Option<Bearer> {
        let state = self.state();
        let access = state.access(token)?;
        (access.expires_at > self.now()).then(|| Bearer {
            user: access.grant.user.clone(),
            app: access.grant.app.clone(),
            scopes: access.grant.scopes.clone(),
            expires_at: Timestamp::from_second(access.expires_at).unwrap_or(Timestamp::MAX),
        })
    }

    /// The same of one that may have ended, with what stands in it as permissions.
    pub(crate) fn shown(&self, token: &str) -> Option<Shown> {
        let state = self.state();
        let grant = &state.access(token)?.grant;
        let permissions = scope::permissions(&grant.scopes, grant.user.is_none());
        Some(Shown {
            user: grant.user.clone(),
            app: grant.app.clone(),
            permissions: permissions.into_iter().map(str::to_owned).collect(),
            for_graph: scope::is_for_graph(&grant.scopes),
            has_ended: state.access(token)?.expires_at <= self.now(),
        })
    }

    /// Tells the mail servers whose a token is, from now on.
    ///
    /// - Each protocol wants the scope that the vendors have for it.
    pub fn introspection(&self) -> Introspection {
        let server = self.clone();
        Introspection::new(move |token, protocol| {
            let bearer = server.resolve(token).ok_or(TokenError::Invalid)?;
            if !scope::opens(&bearer.scopes, bearer.user.is_none(), protocol) {
                return Err(TokenError::InsufficientScope);
            }
            Ok(bearer.user.map_or(TokenOwner::Anyone, TokenOwner::User))
        })
    }

    /// Registers an app, in place of the one of the same id. Answers what is wrong with it.
    pub fn register(&self, app: App) -> Result<(), String> {
        app.certificates.iter().try_for_each(|pem| PublicKey::read(pem).map(drop))?;
        put(&mut lock(&self.0.apps), app, |one, other| one.id == other.id)
    }

    /// Registers a service account, in place of the one of the same address. Answers what is wrong with it.
    pub fn register_service_account(&self, account: ServiceAccount) -> Result<(), String> {
        PublicKey::read(&account.certificate)?;
        put(&mut lock(&self.0.service_accounts), account, |one, other| one.email == other.email)
    }

    /// Turns a knob on, or to another position.
    pub fn turn(&self, knob: Knob) {
        let mut knobs = lock(&self.0.knobs);
        knobs.retain(|other| !other.same(knob));
        knobs.push(knob);
    }

    /// Turns a knob off, whatever its position. Answers whether it was on.
    pub fn turn_off(&self, knob: Knob) -> bool {
        let mut knobs = lock(&self.0.knobs);
        let before = knobs.len();
        knobs.retain(|other| !other.same(knob));
        knobs.len() < before
    }

    /// The knobs that are on.
    pub fn knobs(&self) -> Vec<Knob> {
        lock(&self.0.knobs).clone()
    }

    /// Lets time pass for codes and tokens, without waiting.
    pub fn advance(&self, seconds: u32) {
        self.0.ahead_seconds.fetch_add(seconds.into(), Ordering::SeqCst);
    }

    /// How often the token endpoint was asked: by client, by grant, how often.
    pub fn token_requests(&self) -> Vec<(String, String, u64)> {
        let owned = |(client, grant, count): (&str, &str, u64)| (client.to_owned(), grant.to_owned(), count);
        self.state().requests().map(owned).collect()
    }

    pub(super) fn now(&self) -> i64 {
        outside::now().as_second().saturating_add(self.0.ahead_seconds.load(Ordering::SeqCst))
    }

    pub(crate) fn now_timestamp(&self) -> Timestamp {
        Timestamp::from_second(self.now()).unwrap_or(Timestamp::MAX)
    }

    pub(super) fn is_on(&self, knob: Knob) -> bool {
        lock(&self.0.knobs).iter().any(|other| other.same(knob))
    }

    pub(crate) fn delay(&self) -> Option<u32> {
        lock(&self.0.knobs).iter().find_map(|knob| match knob {
            Knob::Slow(seconds) => Some(*seconds),
            _ => None,
        })
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.0.state)
    }

    /// The issuer of the directory, under which its discovery document lies.
    pub fn microsoft_issuer(&self) -> String {
        self.issuer(&super::vendor::Vendor::Microsoft { tenant: self.0.tenant.clone() })
    }

    /// Where people sign in, as Exchange tells those who come without a token.
    pub(crate) fn authorization_uri(&self) -> String {
        format!("{}/common/oauth2/v2.0/authorize", self.0.base)
    }

    /// What its addresses begin with.
    pub(super) fn base(&self) -> &str {
        &self.0.base
    }

    pub(super) fn tenant(&self) -> &str {
        &self.0.tenant
    }

    pub(super) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(super) fn app(&self, id: &str) -> Option<App> {
        lock(&self.0.apps).iter().find(|app| app.id == id).cloned()
    }

    pub(super) fn service_account(&self, email: &str) -> Option<ServiceAccount> {
        lock(&self.0.service_accounts).iter().find(|account| account.email == email).cloned()
    }

    /// Made when it is first asked for: most sandboxes never are.
    pub(super) fn keys(&self) -> Result<&Keys, Refusal> {
        self.0.keys.get_or_init(|| Keys::generate().ok()).as_ref().ok_or(Refusal::KeyUnusable)
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("base", &self.0.base).finish_non_exhaustive()
    }
}

fn put<T>(list: &mut Vec<T>, new: T, same: impl Fn(&T, &T) -> bool) -> Result<(), String> {
    list.retain(|other| !same(other, &new));
    if list.len() >= REGISTERED {
        return Err(format!("no more than {REGISTERED} can be registered"));
    }
    list.push(new);
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
