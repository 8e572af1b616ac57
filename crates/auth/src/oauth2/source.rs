//! Where a session's tokens come from: one request at a time, ahead of the end of the last one.

use super::assertion::ServiceAccount;
use super::{Client, Granted};
use crate::advice::{self, Refusal, What};
use crate::credential::{Credential, CredentialSource, Refused, Renew, Why};
use crate::logins::{Kept, Logins, Name};
use carteiro_world::{Secret, phrase};
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Mutex;

/// How a token is had without a person.
pub enum Grant {
    /// A person has signed in before; what they brought is kept under this name.
    Kept(Name, Arc<dyn Logins>),
    /// The application acts for itself.
    ClientCredentials,
    /// By a user name and a password.
    Password(String, Secret),
    /// A service account acts for this person.
    Delegated(ServiceAccount, String),
}

/// Tokens for one mailbox.
pub struct Source {
    client: Client,
    grant: Grant,
    /// Whose mailbox is opened; `None`: that of who signed in.
    user: Option<String>,
    /// Whoever asks while a new token is on its way waits for that.
    last: Mutex<Last>,
    /// How often one was asked for: who has waited for an answer takes that, whatever it is.
    answers: AtomicU64,
}

/// What came of asking.
#[derive(Default)]
struct Last {
    /// The token at hand.
    held: Option<Held>,
    /// Why there was none, the last time.
    refused: Option<Refused>,
}

#[derive(Clone)]
struct Held {
    token: Secret,
    user: Option<String>,
    obtained_at: Timestamp,
    expires_at: Option<Timestamp>,
}

/// A token is renewed when so little of its life is left, so that no request meets its end on the way.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

impl Source {
    /// Tokens by `grant`, to open the mailbox of `user`.
    pub fn new(client: Client, grant: Grant, user: Option<String>) -> Self {
        Self { client, grant, user, last: Mutex::default(), answers: AtomicU64::new(0) }
    }

    async fn held(&self, renew: Renew) -> Result<Held, Refused> {
        let before = self.answers.load(Ordering::SeqCst);
        let mut last = self.last.lock().await;
        let is_newer = self.answers.load(Ordering::SeqCst) != before;
        if let Some(refused) = last.refused.as_ref().filter(|_| is_newer) {
            return Err(refused.clone());
        }
        if let Some(held) = &last.held
            && held.is_fresh(self.client.clock.now())
            && (renew == Renew::WhenExpired || is_newer)
        {
            return Ok(held.clone());
        }
        let unfit = last.held.as_ref().map(|held| &held.token).filter(|_| renew == Renew::Now);
        let answer = self.ask(unfit).await;
        self.answers.fetch_add(1, Ordering::SeqCst);
        last.refused = answer.as_ref().err().cloned();
        if let Ok(new) = &answer {
            last.held = Some(new.clone());
        }
        answer
    }

    async fn ask(&self, refused: Option<&Secret>) -> Result<Held, Refused> {
        let obtained_at = self.client.clock.now();
        let granted = match &self.grant {
            Grant::ClientCredentials => self.client.client_credentials().await?,
            Grant::Password(user, password) => self.client.password(user, password).await?,
            Grant::Delegated(account, subject) => self.client.delegated(account, subject).await?,
            Grant::Kept(name, logins) => return self.kept(name, &**logins, refused).await,
        };
        Ok(Held::of(granted, obtained_at))
    }

    /// By what a person has brought: nobody else, in this process or another, renews it meanwhile, and what is new is
    /// kept before it is used.
    async fn kept(
        &self,
        name: &Name,
        logins: &dyn Logins,
        refused: Option<&Secret>,
    ) -> Result<Held, Refused> {
        // Whatever the caller was handed: it goes where it was given out.
        let token_endpoint = Some(self.client.endpoints.token.to_string());
        let name = &Name { token_endpoint, ..name.clone() };
        let mut login = logins.open(name).await?;
        let kept = login.read().await?;
        let now = self.client.clock.now();
        let held = Held::of_kept(&kept);
        if held.is_fresh(now) && refused != Some(&held.token) {
            return Ok(held);
        }
        let refresh_token = kept.refresh_token.clone().ok_or_else(|| crate::logins::ended(name))?;
        let renewing = Kept { renewing_since: kept.renewing_since.or(Some(now)), ..kept.clone() };
        login.write(&renewing).await?;
        match self.client.refresh(&refresh_token).await {
            Ok(granted) => {
                let needs_proof = self.client.authentication.proves();
                let kept = Kept { needs_proof, ..kept.renewed(granted, now) };
                login.write(&kept).await?;
                Ok(Held::of_kept(&kept))
            }
            // A provider that takes each refresh token once has handed out the next one, and nobody lived to keep it.
            Err(refused) if refused.why == Why::SignInNeeded && kept.renewing_since.is_some() => {
                Err(Refused { reason: phrase!("login-renewal-lost", provider = name.provider), ..refused })
            }
            Err(refused) => {
                let refused = self.advised(refused, now.duration_since(kept.signed_in_at));
                // Whether it was answered cannot be known when the answer did not come.
                if !matches!(refused.why, Why::Timeout | Why::Unreachable | Why::Protocol) {
                    login.write(&kept).await?;
                }
                Err(refused)
            }
        }
    }
}

impl Source {
    /// How long a sign-in lasted tells more than what is said of its end.
    fn advised(&self, refused: Refused, lasted: SignedDuration) -> Refused {
        let host = self.client.endpoints.token.host_str().unwrap_or_default();
        let said = refused.detail.as_deref().unwrap_or_default();
        let found = advice::find(&Refusal { host, said, what: What::Token(Some(lasted)) });
        refused.advised(found.map(|(_, words)| words))
    }
}

impl CredentialSource for Source {
    fn credential(&self, renew: Renew) -> BoxFuture<'_, Result<Credential, Refused>> {
        Box::pin(async move {
            let held = self.held(renew).await?;
            let user = self.user.clone().or(held.user).ok_or_else(crate::logins::nobody)?;
            Ok(Credential::Bearer { user, token: held.token, expires_at: held.expires_at })
        })
    }
}

impl Held {
    fn of(granted: Granted, obtained_at: Timestamp) -> Self {
        let user = granted.person.as_ref().and_then(|person| person.address()).map(str::to_owned);
        Self { token: granted.access_token, user, obtained_at, expires_at: granted.expires_at }
    }

    fn of_kept(kept: &Kept) -> Self {
        Self {
            token: kept.access_token.clone(),
            user: kept.user.clone(),
            obtained_at: kept.obtained_at,
            expires_at: kept.expires_at,
        }
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        is_fresh(self.obtained_at, self.expires_at, now)
    }
}

/// Whether enough is left of the life of a token: five minutes, or a fifth of a life that is short. One that says nothing of
/// its end is fresh until somebody refuses it.
pub fn is_fresh(obtained_at: Timestamp, expires_at: Option<Timestamp>, now: Timestamp) -> bool {
    let Some(end) = expires_at else { return true };
    let life = end.duration_since(obtained_at);
    end.duration_since(now) > AHEAD.min(life / 5)
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("client", &self.client).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
