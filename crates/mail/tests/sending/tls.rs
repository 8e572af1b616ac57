//! TLS: what is offered before it is not believed after it.

use crate::client::Client;
use crate::script::{SIGNED_IN, Script, TAKES_ONE};
use carteiro_mail::Kind;
use carteiro_mail::reaching::Security;
use carteiro_world::tls::{Tls, certificates};
use rcgen::{CertificateParams, KeyPair};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

const CLEAR: &str = "S: 220 mx\nC: EHLO\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\n";

fn certified() -> (TlsAcceptor, Tls) {
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().self_signed(&key).unwrap();
    let tls = Tls::trusting(certificates(certificate.pem().as_bytes()).unwrap()).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), tls)
}

/// Sends to a server with this script, by STARTTLS.
async fn upgraded(script: &str) -> (Script, carteiro_mail::Result<carteiro_mail::Sent>) {
    let (acceptor, tls) = certified();
    let server = Script::start(&[script], Some(acceptor)).await;
    let client = Client::to(server.port()).security(Security::Starttls, tls);
    let sent = client.send(&["bob@example.org"], "x").await;
    (server, sent)
}

#[tokio::test]
async fn everything_is_asked_again_under_tls() {
    let secured = SIGNED_IN.strip_prefix("S: 220 mx.example.org\n").unwrap();
    let (server, sent) = upgraded(&format!("{CLEAR}S: 220 go\ntls\n{secured}{TAKES_ONE}")).await;
    sent.unwrap();
    let hellos = server.heard().iter().filter(|line| line.starts_with("EHLO")).count();
    assert_eq!(hellos, 2);
}

#[tokio::test]
async fn what_could_be_done_in_the_clear_may_be_gone_under_tls() {
    let clear = CLEAR.replace("250 STARTTLS", "250-AUTH PLAIN\nS: 250 STARTTLS");
    let (server, sent) = upgraded(&format!("{clear}S: 220 go\ntls\nC: EHLO\nS: 250 mx\nC: QUIT")).await;
    assert_eq!(sent.unwrap_err().kind(), Kind::Unsupported);
    assert!(server.heard().iter().all(|line| !line.starts_with("AUTH")));
}

#[tokio::test]
async fn what_is_said_before_tls_is_no_answer_to_what_is_asked_under_it() {
    let injected = "S: 220 go\nS: 250-mx\nS: 250 AUTH PLAIN\n";
    let (server, sent) = upgraded(&format!("{CLEAR}{injected}tls\nC: EHLO\nS: 250 mx\nC: QUIT")).await;
    assert_eq!(sent.unwrap_err().kind(), Kind::Unsupported);
    assert!(server.heard().iter().all(|line| !line.starts_with("AUTH")));
}

#[tokio::test]
async fn a_server_without_starttls_is_told_nothing() {
    for script in [
        "S: 220 mx\nC: EHLO\nS: 250-mx\nS: 250 AUTH PLAIN\n",
        "S: 220 mx\nC: EHLO\nS: 502 what?\nC: HELO\nS: 250 mx\n",
        &format!("{CLEAR}S: 454 4.7.0 not now\n"),
    ] {
        let (server, sent) = upgraded(script).await;
        assert_eq!(sent.unwrap_err().kind(), Kind::Tls);
        assert!(server.heard().iter().all(|line| !line.starts_with("AUTH")));
    }
}
