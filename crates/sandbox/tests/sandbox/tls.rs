use std::sync::Arc;

use carteiro_sandbox::Options;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_rustls::rustls::{
    ServerConfig,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

use crate::client::{Client, start, three_messages};

/// A server certificate for localhost, and the same as PEM for those who shall trust it.
pub fn options() -> (Options, String) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    (Options { tls: Some(Arc::new(config)), ..three_messages() }, cert.pem())
}

#[tokio::test]
async fn a_password_in_the_clear_is_refused_where_tls_is_asked_for() {
    let sandbox = start(Options { sign_in_needs_tls: true, ..options().0 }).await;
    let mut client = Client::connect(sandbox.imap_addr()).await;
    let told = client.command("CAPABILITY").await;
    assert!(told.contains("STARTTLS LOGINDISABLED") && !told.contains("AUTH="), "{told}");
    let answer = client.command("LOGIN ana@sandbox.test sandbox").await;
    assert_eq!(answer, "T NO [PRIVACYREQUIRED] Start TLS first\r\n");
}

#[tokio::test]
async fn without_a_certificate_there_is_no_starttls() {
    let sandbox = start(three_messages()).await;
    assert_eq!(sandbox.imaps_addr(), None);
    let mut client = Client::connect(sandbox.imap_addr()).await;
    assert!(client.command("STARTTLS").await.starts_with("T BAD"));
}

#[tokio::test]
async fn what_was_sent_before_the_handshake_is_thrown_away() {
    let sandbox = start(options().0).await;
    let mut client = Client::connect(sandbox.imap_addr()).await;
    client.send("a STARTTLS\r\nb NOOP\r\n").await;
    client.until("a OK").await;
    client.send("not a handshake, so the server gives up").await;
    assert!(!String::from_utf8_lossy(&client.rest().await).contains("b OK"));
}
