//! SCRAM with channel binding, judged by other people's SCRAM (`scramp`) and TLS (OpenSSL).

use crate::door::{Door, password};
use crate::lab::{read, server};
use carteiro_mail::reaching::Security;
use carteiro_mail::{Error, Kind};
use carteiro_world::tls::{Tls, certificates};
use serde_json::Value;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const PASSWORD: &str = "canary pencil";

struct Scram {
    port: u16,
    certs: Value,
    _server: Child,
}

/// Stands where there is a Python that has `scramp`.
#[expect(clippy::disallowed_methods, reason = "the test is told by its environment where that Python is")]
async fn scram(tied_to: Option<&str>, offer: &str) -> Option<Scram> {
    let certs = server("certs")?;
    let Ok(python) = std::env::var("CARTEIRO_PYTHON") else {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "CARTEIRO_PYTHON is missing");
        eprintln!("skipped: CARTEIRO_PYTHON is missing");
        return None;
    };
    let file = |of: &str, what: &str| certs[of][what].as_str().unwrap().to_owned();
    let mut server = Command::new(python)
        .arg("-c")
        .arg(include_str!("scram_server.py"))
        .args([file("server", "cert_file"), file("server", "key_file"), PASSWORD.to_owned()])
        .arg(tied_to.map_or("none".to_owned(), |of| file(of, "cert_file")))
        .arg(offer)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let line = BufReader::new(server.stdout.take().unwrap()).lines().next_line().await.unwrap().unwrap();
    Some(Scram { port: line.parse().unwrap(), certs, _server: server })
}

impl Scram {
    async fn enter(&self, with: &str) -> Result<&'static str, Error> {
        let authority = certificates(&read(self.certs["ca_file"].as_str().unwrap())).unwrap();
        let tls = Tls::trusting(authority).unwrap();
        let door = Door::at(self.port, password("ana", with)).under(Security::Tls, tls);
        let done = door.enter().await;
        assert!(!door.transcript().contains(with));
        done
    }
}

#[tokio::test]
async fn a_sign_in_is_tied_to_the_connection() {
    for (offer, best) in [
        ("SCRAM-SHA-1,SCRAM-SHA-1-PLUS,SCRAM-SHA-256,SCRAM-SHA-256-PLUS,PLAIN", "SCRAM-SHA-256-PLUS"),
        ("SCRAM-SHA-1,SCRAM-SHA-1-PLUS,PLAIN", "SCRAM-SHA-1-PLUS"),
    ] {
        let Some(server) = scram(Some("server"), offer).await else { return };
        assert_eq!(server.enter(PASSWORD).await.unwrap(), best);
        assert_eq!(server.enter("wrong password").await.unwrap_err().kind(), Kind::SignInFailed);
    }
}

#[tokio::test]
async fn a_sign_in_through_somebody_else_is_refused() {
    let Some(server) = scram(Some("self_signed"), "SCRAM-SHA-256,SCRAM-SHA-256-PLUS").await else { return };
    let error = server.enter(PASSWORD).await.unwrap_err();
    assert_eq!(error.kind(), Kind::SignInFailed);
    assert!(error.detail().unwrap().contains("binding"), "{error}");
}

#[tokio::test]
async fn who_strikes_the_binding_from_the_offer_is_noticed() {
    let Some(server) = scram(Some("server"), "SCRAM-SHA-256").await else { return };
    let error = server.enter(PASSWORD).await.unwrap_err();
    assert_eq!(error.kind(), Kind::SignInFailed);
    assert!(error.detail().unwrap().contains("GS2 flag 'y'"), "{error}");
}

#[tokio::test]
async fn a_server_without_binding_is_signed_in_to_without_it() {
    for name in ["SCRAM-SHA-1", "SCRAM-SHA-256"] {
        let Some(server) = scram(None, name).await else { return };
        assert_eq!(server.enter(PASSWORD).await.unwrap(), name);
    }
}
