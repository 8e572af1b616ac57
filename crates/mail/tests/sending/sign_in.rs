//! Credentials that are refused, and what is told of that.

use crate::client::{CANARY, Client};
use crate::script::{SIGNED_IN, Script, TAKES_ONE};
use carteiro_auth::{Credential, CredentialSource, Refused, Renew};
use carteiro_mail::Kind;
use carteiro_world::Secret;
use futures_util::future::BoxFuture;
use std::sync::atomic::{AtomicUsize, Ordering};

fn hello(mechanisms: &str) -> String {
    format!("S: 220 mx\nC: EHLO\nS: 250-mx\nS: 250 AUTH {mechanisms}\n")
}

#[tokio::test]
async fn a_refused_password_is_a_failed_sign_in_in_the_server_s_words() {
    let script = format!("{}C: AUTH PLAIN\nS: 535 5.7.8 go away {CANARY}\nC: QUIT", hello("PLAIN"));
    let server = Script::play(&[&script]).await;
    let error = Client::to(server.port()).refused().await;
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::SignInFailed, "sign-in-refused"));
    assert_eq!(error.detail(), Some("535 5.7.8 go away ***"));
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn what_exchange_says_becomes_advice() {
    let said =
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.";
    let script = format!(
        "{}C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: \nS: 334 UGFzc3dvcmQ6\nC: \nS: {said}",
        hello("LOGIN")
    );
    let error = Client::to(Script::play(&[&script]).await.port()).refused().await;
    assert_eq!(error.advice().unwrap().code, "advice-exchange-smtp-tenant");
}

#[tokio::test]
async fn a_server_that_cannot_check_now_is_asked_again() {
    let first = format!("{}C: AUTH PLAIN\nS: 454 4.7.0 out of order", hello("PLAIN"));
    let server = Script::play(&[&first, &format!("{SIGNED_IN}{TAKES_ONE}")]).await;
    Client::to(server.port()).send(&["bob@example.org"], "x").await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_server_that_signs_nobody_in_by_a_known_way_is_told_nothing() {
    for mechanisms in ["", "GSSAPI NTLM"] {
        let server = Script::play(&[&format!("{}C: QUIT", hello(mechanisms))]).await;
        assert_eq!(Client::to(server.port()).refused().await.kind(), Kind::Unsupported);
        assert!(server.heard().iter().all(|line| !line.starts_with("AUTH")));
    }
}

/// Hands out tokens, and counts them.
#[derive(Default)]
struct Tokens(AtomicUsize);

impl CredentialSource for Tokens {
    fn credential(&self, renew: Renew) -> BoxFuture<'_, Result<Credential, Refused>> {
        if renew == Renew::Now {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
        let token = Secret::new(format!("token-{}", self.0.load(Ordering::Relaxed)));
        let user = "ana@example.org".to_owned();
        Box::pin(std::future::ready(Ok(Credential::Bearer { user, token, expires_at: None })))
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_what_the_server_told_is_kept() {
    // {"status":"400","schemes":"Bearer"}
    let refuses = format!(
        "{}C: AUTH XOAUTH2\nS: 334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=\nC: \nS: 535 5.7.8 no",
        hello("XOAUTH2")
    );
    let server = Script::play(&[&refuses]).await;
    let error = Client::to(server.port()).signing_in(Tokens::default()).refused().await;
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::SignInFailed, "sign-in-token-refused"));
    assert!(error.detail().unwrap().starts_with("535 5.7.8 no"), "{error}");
    assert!(error.detail().unwrap().contains("400"), "{error}");
    assert_eq!(server.connections(), 2);
    let accepts = format!(
        "{}C: AUTH XOAUTH2\nS: 235 in\nC: MAIL\nS: 250 ok\nC: RCPT\nS: 250 ok\nC: DATA\nS: 354 go\ncontent\nS: 250 taken",
        hello("XOAUTH2")
    );
    let server = Script::play(&[&refuses, &accepts]).await;
    let client = Client::to(server.port()).signing_in(Tokens::default());
    client.send(&["bob@example.org"], "x").await.unwrap();
    let shown: Vec<String> = server.heard().into_iter().filter(|line| line.starts_with("AUTH")).collect();
    assert_eq!(shown.len(), 2);
    assert_ne!(shown[0], shown[1], "the second is a fresh one");
}
