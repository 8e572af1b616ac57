//! Tokens, shown to a server that sends.

use crate::door::token;
use crate::lab::{fresh, port, server};
use crate::provider::Provider;
use carteiro_mail::reaching::{Security, World};
use carteiro_mail::transports::smtp::{Config, Smtp};
use carteiro_mail::{Envelope, Keeps, Kind, Limits, Outgoing, Permissions, Result, Sent, Stages};
use carteiro_world::dial::Dialer;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Spool, Transcript, egress};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const ALL: &str = "openid email offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send";

/// Sends something to oneself; also answers what was said.
async fn send(port: u16, user: &str, shown: &str) -> (Result<Sent>, String) {
    let clock = Clock::system();
    let said: Arc<Mutex<Vec<String>>> = Arc::default();
    let heard = Arc::clone(&said);
    let open = Arc::new(Smtp {
        config: Config {
            host: "127.0.0.1".to_owned(),
            port,
            security: Security::None,
            timeout: Duration::from_secs(30),
            patience: Duration::from_secs(30),
            keeps: Keeps::Nothing,
        },
        world: World {
            tls: Tls::trusting(Vec::new()).unwrap(),
            credentials: Arc::new(token(user, shown)),
            dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
            clock: clock.clone(),
            random: Random::system(),
            transcript: Transcript::new(move |line| heard.lock().unwrap().push(line.to_owned())),
            stages: Stages::default(),
        },
    });
    let outgoing = Outgoing::new(open, clock, Limits::default(), Permissions::default(), |_| {});
    let content = Spool::from(b"Subject: x\r\n\r\nx\r\n".to_vec());
    let sent = outgoing.send(Envelope::new(user, [user]).unwrap(), content).await;
    outgoing.close().await.unwrap();
    let said = said.lock().unwrap().join("\n");
    (sent, said)
}

#[tokio::test]
async fn dovecot_sends_for_who_shows_a_token_and_tells_why_not_for_who_shows_another() {
    let Some(provider) = Provider::stand() else { return };
    let Some(dovecot) = server("dovecot").filter(|dovecot| dovecot["submission"].is_u64()) else { return };
    let user = format!("test-{}@lab.test", fresh(""));
    let client = provider.client("desktop");
    let fields = [
        ("grant_type", "password"),
        ("client_id", client.as_str()),
        ("username", user.as_str()),
        ("password", "pw-test"),
        ("scope", ALL),
    ];
    let answered = provider.token(&fields).await;
    let shown = answered["access_token"].as_str().unwrap_or_else(|| panic!("{answered}"));
    let (sent, said) = send(port(&dovecot, "submission"), &user, shown).await;
    sent.unwrap();
    assert!(said.contains("AUTH XOAUTH2 ***") || said.contains("AUTH OAUTHBEARER ***"), "{said}");
    assert!(!said.contains(shown), "a token was seen");
    let (sent, said) = send(port(&dovecot, "submission"), "test-other@lab.test", shown).await;
    let error = sent.unwrap_err();
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::SignInFailed, "sign-in-token-refused"));
    let detail = error.detail().unwrap();
    assert!(detail.starts_with("535 5.7.8 ") && detail.contains("invalid_token"), "{detail}");
    assert!(!said.contains(shown) && !detail.contains(shown));
}
