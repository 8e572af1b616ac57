//! Tokens that end while a session stands: it goes on with a fresh one.

use crate::door::Door;
use crate::lab::{fresh, port, server};
use crate::narrow::{Narrow, Offer};
use crate::provider::Provider;
use carteiro_auth::{Credential, CredentialSource, Refused, Renew};
use carteiro_mail::{FolderPath, Kind};
use carteiro_world::Secret;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Holds one token until it is told to get another.
pub struct Holder {
    provider: Provider,
    client: String,
    user: String,
    held: Mutex<Option<String>>,
    renewed: AtomicUsize,
}

impl Holder {
    pub fn new(provider: Provider, kind: &str) -> Arc<Self> {
        let client = provider.client(kind);
        let user = format!("{}@lab.test", fresh("test-"));
        Arc::new(Self { provider, client, user, held: Mutex::default(), renewed: AtomicUsize::default() })
    }

    /// How often it was told to get another.
    pub fn renewed(&self) -> usize {
        self.renewed.load(Ordering::Relaxed)
    }

    /// What the authorization server has given it is worth nothing from now on.
    async fn revoke(&self) {
        let whose = json!({ "client": self.client, "login": self.user });
        assert_ne!(self.provider.control("forget", &whose).await["forgotten"], 0);
    }

    async fn ask(&self) -> Value {
        let asking = [
            ("grant_type", "password"),
            ("client_id", self.client.as_str()),
            ("username", self.user.as_str()),
            ("password", "pw-test"),
            ("scope", "mail"),
        ];
        self.provider.token(&asking).await
    }
}

/// One holder for a door and its test.
pub struct Held(pub Arc<Holder>);

impl CredentialSource for Held {
    fn credential(&self, renew: Renew) -> BoxFuture<'_, Result<Credential, Refused>> {
        Box::pin(async move {
            let holder = &self.0;
            if renew == Renew::Now {
                holder.renewed.fetch_add(1, Ordering::Relaxed);
            }
            let held = holder.held.lock().unwrap().clone().filter(|_| renew == Renew::WhenExpired);
            let token = match held {
                Some(token) => token,
                None => holder.ask().await["access_token"].as_str().unwrap().to_owned(),
            };
            *holder.held.lock().unwrap() = Some(token.clone());
            Ok(Credential::Bearer { user: holder.user.clone(), token: Secret::new(token), expires_at: None })
        })
    }
}

async fn wide(dovecot: &Value) -> Narrow {
    Narrow::to(port(dovecot, "imap"), Offer { mechanism: None, at_once: true }).await
}

#[tokio::test]
async fn a_session_whose_token_was_revoked_goes_on_with_a_fresh_one() {
    let (Some(dovecot), Some(provider)) = (server("dovecot"), Provider::stand()) else { return };
    let (line, holder) = (wide(&dovecot).await, Holder::new(provider, "desktop"));
    let mailbox = Door::at(line.port(), Held(Arc::clone(&holder))).mailbox().await.unwrap();
    let path = FolderPath::parse("Orders").unwrap();
    mailbox.create_folder(path.clone()).await.unwrap();
    holder.revoke().await;
    assert!(mailbox.folders().await.unwrap().iter().any(|folder| folder.path == path));
    assert_eq!(holder.renewed(), 0, "a connection that stands needs no token");
    line.cut();
    assert!(mailbox.folders().await.unwrap().iter().any(|folder| folder.path == path));
    assert_eq!(holder.renewed(), 1);
    mailbox.close().await.unwrap();
}

#[tokio::test]
async fn a_session_begins_though_the_token_at_hand_was_revoked() {
    let (Some(dovecot), Some(provider)) = (server("dovecot"), Provider::stand()) else { return };
    let (line, holder) = (wide(&dovecot).await, Holder::new(provider, "desktop"));
    Held(Arc::clone(&holder)).credential(Renew::WhenExpired).await.unwrap();
    holder.revoke().await;
    let mailbox = Door::at(line.port(), Held(Arc::clone(&holder))).mailbox().await.unwrap();
    assert_eq!(holder.renewed(), 1);
    mailbox.close().await.unwrap();
}

#[tokio::test]
async fn a_token_that_opens_nothing_is_renewed_once_and_no_more() {
    let (Some(dovecot), Some(provider)) = (server("dovecot"), Provider::stand()) else { return };
    let line = wide(&dovecot).await;
    let mut holder = Holder::new(provider, "desktop");
    let owner = Arc::get_mut(&mut holder).unwrap();
    let user = std::mem::replace(&mut owner.user, "bob@lab.test".to_owned());
    *owner.held.lock().unwrap() = Some(user);
    let fail = json!({ "client": owner.client, "mode": "answer", "body": { "access_token": "canary", "token_type": "Bearer" } });
    assert_eq!(owner.provider.control("fail", &fail).await, json!({}));
    let refused = Door::at(line.port(), Held(Arc::clone(&holder))).mailbox().await;
    assert_eq!(refused.err().map(|error| error.kind()), Some(Kind::SignInFailed));
    assert_eq!(holder.renewed(), 1);
}
