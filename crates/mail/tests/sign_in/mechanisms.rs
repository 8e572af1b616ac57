//! Every mechanism, on servers that have it: the right credential gets in, a wrong one does not, and nothing is shown.

use crate::door::{Door, password, token};
use crate::lab::{fresh, port, read, server};
use crate::narrow::{Narrow, Offer};
use crate::provider::Provider;
use carteiro_mail::reaching::Security;
use carteiro_mail::{Flags, FolderPath, Kind, Query, Retry};
use carteiro_world::tls::{Tls, certificates};
use serde_json::Value;

pub const WITH_PASSWORDS: [&str; 5] = ["PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"];
pub const WITH_TOKENS: [&str; 2] = ["XOAUTH2", "OAUTHBEARER"];
const MAIL: &str = "https://outlook.office.com/IMAP.AccessAsUser.All";

/// A server that offers this mechanism alone, and takes its first word along with the command, or not.
async fn offering(server: &Value, mechanism: &'static str, at_once: bool) -> Narrow {
    Narrow::to(port(server, "imap"), Offer { mechanism: Some(mechanism), at_once }).await
}

fn user() -> String {
    format!("{}@lab.test", fresh("test-"))
}

#[tokio::test]
async fn dovecot_takes_a_password_by_every_mechanism() {
    let Some(dovecot) = server("dovecot") else { return };
    for mechanism in WITH_PASSWORDS {
        for at_once in [true, false] {
            let narrow = offering(&dovecot, mechanism, at_once).await;
            let door = Door::at(narrow.port(), password(&user(), "pw-test"));
            assert_eq!(door.enter().await.unwrap(), mechanism);
            assert!(!door.transcript().contains("pw-test"));
        }
    }
}

#[tokio::test]
async fn dovecot_refuses_a_wrong_password_by_every_mechanism() {
    let Some(dovecot) = server("dovecot") else { return };
    for mechanism in WITH_PASSWORDS {
        let narrow = offering(&dovecot, mechanism, true).await;
        let error = Door::at(narrow.port(), password(&user(), "pw-wrong")).enter().await.unwrap_err();
        assert_eq!((error.kind(), error.retry()), (Kind::SignInFailed, Retry::Never), "{mechanism}: {error}");
        assert_eq!(error.words().code, "sign-in-refused", "{mechanism}: {error}");
    }
}

#[tokio::test]
async fn of_what_dovecot_offers_the_best_is_taken() {
    let Some(dovecot) = server("dovecot") else { return };
    let tls = Tls::trusting(certificates(&read(dovecot["ca_file"].as_str().unwrap())).unwrap()).unwrap();
    for (security, name) in [(Security::None, "imap"), (Security::Starttls, "imap"), (Security::Tls, "imaps")]
    {
        let door = Door::at(port(&dovecot, name), password(&user(), "pw-test")).under(security, tls.clone());
        assert_eq!(door.enter().await.unwrap(), "SCRAM-SHA-256", "{security:?}");
    }
}

#[tokio::test]
async fn cyrus_takes_a_password_by_every_mechanism_that_it_has() {
    let Some(cyrus) = server("cyrus") else { return };
    for mechanism in ["PLAIN", "LOGIN"] {
        for at_once in [true, false] {
            let narrow = offering(&cyrus, mechanism, at_once).await;
            let door = Door::at(narrow.port(), password(&fresh("test-"), "pw-canary"));
            assert_eq!(door.enter().await.unwrap(), mechanism);
            assert!(!door.transcript().contains("pw-canary"));
        }
    }
}

/// A token that a person's password was given for.
pub async fn own(provider: &Provider, client: &str, user: &str) -> String {
    let asking = [
        ("grant_type", "password"),
        ("client_id", client),
        ("username", user),
        ("password", "pw-test"),
        ("scope", MAIL),
    ];
    provider.token(&asking).await["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn dovecot_takes_a_token_by_every_mechanism() {
    let (Some(dovecot), Some(provider)) = (server("dovecot"), Provider::stand()) else { return };
    let user = user();
    for kind in ["desktop", "desktop-jwt"] {
        let given = own(&provider, &provider.client(kind), &user).await;
        for mechanism in WITH_TOKENS {
            for at_once in [true, false] {
                let narrow = offering(&dovecot, mechanism, at_once).await;
                let door = Door::at(narrow.port(), token(&user, &given));
                assert_eq!(door.enter().await.unwrap(), mechanism);
                assert!(!door.transcript().contains(&given));
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_token_is_refused_in_the_words_of_the_server() {
    let (Some(dovecot), Some(provider)) = (server("dovecot"), Provider::stand()) else { return };
    let anothers = own(&provider, &provider.client("desktop"), &user()).await;
    for mechanism in WITH_TOKENS {
        for at_once in [true, false] {
            for given in ["canary-no-token", anothers.as_str()] {
                let narrow = offering(&dovecot, mechanism, at_once).await;
                let door = Door::at(narrow.port(), token("bob@lab.test", given));
                let error = door.enter().await.unwrap_err();
                assert_eq!((error.kind(), error.retry()), (Kind::SignInFailed, Retry::Renew), "{error}");
                assert_eq!(error.words().code, "sign-in-token-refused");
                let detail = error.detail().unwrap();
                assert!(detail.contains(r#""status":""#), "{mechanism}: {detail}");
                assert!(!format!("{error:?} {}", door.transcript()).contains(given));
            }
        }
    }
}

#[tokio::test]
async fn a_shared_mailbox_is_opened_with_the_token_of_whoever_may_open_it() {
    let (Some(dovecot), Some(provider)) = (server("dovecot"), Provider::stand()) else { return };
    let mark = fresh("");
    let (owner, shared) = (format!("test-{mark}@lab.test"), format!("shared-{mark}@lab.test"));
    let given = own(&provider, &provider.client("desktop"), &owner).await;
    let letter = b"Subject: for all\r\n\r\nhello\r\n".to_vec();
    let mailbox = Door::at(port(&dovecot, "imap"), token(&shared, &given)).mailbox().await.unwrap();
    mailbox.append(FolderPath::inbox(), letter.into(), Flags::default(), None).await.unwrap();
    mailbox.close().await.unwrap();
    for (user, messages) in [(&shared, 1), (&owner, 0)] {
        let backend = Door::at(port(&dovecot, "imap"), token(user, &given)).backend().await.unwrap();
        let found = backend.search(FolderPath::inbox(), Query::default()).await.unwrap();
        assert_eq!(found.len(), messages, "{user}");
    }
}

#[tokio::test]
async fn a_token_of_a_program_opens_whatever_mailbox_is_named() {
    let (Some(dovecot), Some(provider)) = (server("dovecot"), Provider::stand()) else { return };
    let client = provider.client("daemon");
    let asking = [
        ("grant_type", "client_credentials"),
        ("client_id", client.as_str()),
        ("client_secret", "daemon-secret"),
        ("scope", "https://outlook.office365.com/.default"),
    ];
    let answered = provider.token(&asking).await;
    for user in [user(), user()] {
        let door = Door::at(port(&dovecot, "imap"), token(&user, answered["access_token"].as_str().unwrap()));
        assert_eq!(door.enter().await.unwrap(), "OAUTHBEARER");
    }
}
