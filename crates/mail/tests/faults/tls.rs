//! TLS that does not come about, and what is not said then.

use crate::client::{CANARY, Client, all};
use crate::lab::{port, read, server};
use crate::script::Script;
use carteiro_mail::reaching::Security;
use carteiro_mail::{Error, Kind};
use carteiro_sandbox::{Options, Sandbox};
use carteiro_world::tls::{Tls, certificates};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use std::sync::Arc;
use std::time::Duration;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A server's side, and what a client has to trust.
fn certified(change: impl FnOnce(&mut CertificateParams)) -> (Arc<ServerConfig>, Tls) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.distinguished_name.push(DnType::CommonName, "Test authority");
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    change(&mut params);
    let certificate = params.signed_by(&key, &authority).unwrap();
    let tls = Tls::trusting(certificates(authority.pem().as_bytes()).unwrap()).unwrap();
    (config(&certificate, &key), tls)
}

fn config(certificate: &rcgen::Certificate, key: &KeyPair) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    Arc::new(config)
}

/// Why a simulator with this certificate is refused, by TLS and by STARTTLS alike.
async fn refused(config: Arc<ServerConfig>, tls: Tls) -> Error {
    let options = Options { tls: Some(config), ..Options::default() };
    let simulator = Sandbox::start(options).await.unwrap();
    let wrapped =
        Client::to(simulator.imaps_addr().unwrap().port()).security(Security::Tls).trusting(tls.clone());
    let error = wrapped.refused().await;
    let upgraded = Client::to(simulator.imap_addr().port()).security(Security::Starttls).trusting(tls);
    let other = upgraded.refused().await;
    assert_eq!(other.words().code, error.words().code);
    for error in [&error, &other] {
        assert_eq!(error.kind(), Kind::Tls, "{error}");
        let detail = error.detail().unwrap_or_default();
        assert!(detail.contains("SHA-256") && detail.contains("issuer"), "the chain is shown: {error}");
    }
    assert!(
        simulator.commands().iter().all(|command| !command.contains("AUTH")),
        "{:?}",
        simulator.commands()
    );
    error
}

#[tokio::test]
async fn an_expired_certificate_is_refused_with_its_date() {
    let (config, tls) = certified(|params| {
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(2020, 1, 1);
    });
    let error = refused(config, tls).await;
    assert_eq!(error.words().code, "tls-expired");
    assert!(error.to_string().contains("Jan 1, 2020"), "{error}");
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_refused_with_its_name() {
    let (config, _) = certified(|_| {});
    let error = refused(config, Tls::trusting(Vec::new()).unwrap()).await;
    assert_eq!(error.words().code, "tls-unknown-issuer");
    assert!(error.to_string().contains("Test authority"), "{error}");
}

#[tokio::test]
async fn a_self_signed_certificate_is_refused_with_its_fingerprint() {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let error = refused(config(&certificate, &key), Tls::trusting(Vec::new()).unwrap()).await;
    assert_eq!(error.words().code, "tls-self-signed");
    let fingerprint = carteiro_world::tls::Fingerprint::of(certificate.der());
    assert!(error.words().args["fingerprint"] == fingerprint.to_string(), "{error}");
    // Pinned by it, the server is accepted.
    let options = Options { tls: Some(config(&certificate, &key)), ..Options::default() };
    let simulator = Sandbox::start(options).await.unwrap();
    let pinned = Client::to(simulator.imaps_addr().unwrap().port())
        .security(Security::Tls)
        .trusting(Tls::pinned(fingerprint).unwrap())
        .signing_in("ana@sandbox.test", "sandbox");
    assert!(all(&*pinned.backend().await.unwrap()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_certificate_for_another_host_is_refused_with_its_names() {
    let (config, tls) = certified(|params| {
        params.subject_alt_names =
            CertificateParams::new(vec!["elsewhere.test".to_owned()]).unwrap().subject_alt_names;
    });
    let error = refused(config, tls).await;
    assert_eq!(error.words().code, "tls-wrong-name");
    assert!(error.to_string().contains("elsewhere.test"), "{error}");
}

#[tokio::test]
async fn tls_to_a_plain_port_says_so() {
    let script = Script::play(&["S: * OK ready\nsilence"]).await;
    let error = Client::to(script.port()).security(Security::Tls).refused().await;
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Tls, "tls-not-spoken"), "{error}");
    let script = Script::play(&[""]).await;
    let error = Client::to(script.port()).security(Security::Tls).refused().await;
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Tls, "tls-closed"), "{error}");
}

#[tokio::test]
async fn plain_words_to_a_tls_port_end_in_time_or_at_once() {
    let (config, _) = certified(|_| {});
    let options = Options { tls: Some(config), ..Options::default() };
    let simulator = Sandbox::start(options).await.unwrap();
    let ports = [
        Some(simulator.imaps_addr().unwrap().port()),
        server("dovecot").map(|dovecot| port(&dovecot, "imaps")),
    ];
    for port in ports.into_iter().flatten() {
        let error = Client::to(port).patience(Duration::from_millis(200)).refused().await;
        assert!(matches!(error.kind(), Kind::Timeout | Kind::Unreachable | Kind::Protocol), "{error}");
    }
}

#[tokio::test]
async fn a_server_that_has_lost_its_starttls_hears_no_credential() {
    for script in [
        "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nsilence",
        "S: * OK ready\nC: CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: $ OK done\nsilence",
        "S: * OK [CAPABILITY STARTTLS AUTH=PLAIN] ready\nC: STARTTLS\nS: $ NO not today\nsilence",
        "S: * OK [CAPABILITY STARTTLS AUTH=PLAIN] ready\nC: STARTTLS\nS: $ BAD what?\nsilence",
    ] {
        let script = Script::play(&[script]).await;
        let error = Client::to(script.port()).security(Security::Starttls).refused().await;
        assert_eq!(error.kind(), Kind::Tls, "{error}");
        let heard = script.heard().join("\n");
        assert!(
            !heard.contains("AUTHENTICATE") && !heard.contains("LOGIN") && !heard.contains(CANARY),
            "{heard}"
        );
    }
}

#[tokio::test]
async fn what_was_slipped_in_before_tls_is_thrown_away() {
    let (config, tls) = certified(|_| {});
    // All in one packet: an attacker's capabilities, and an answer to the command to come.
    let script = "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready
C: STARTTLS
| $ OK go\\r\\n* CAPABILITY IMAP4rev1 AUTH=EVIL LOGINDISABLED\\r\\nC2 OK evil\\r\\n
tls
C: CAPABILITY
S: * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR
S: $ OK real
C: AUTHENTICATE PLAIN
S: $ NO [AUTHENTICATIONFAILED] wrong
silence";
    let script = Script::with_tls(&[script], TlsAcceptor::from(config)).await;
    let client = Client::to(script.port()).security(Security::Starttls).trusting(tls);
    assert_eq!(client.refused().await.kind(), Kind::SignInFailed);
    assert!(!client.transcript().contains("EVIL"), "{}", client.transcript());
}

#[tokio::test]
async fn the_labs_bad_certificates_are_refused_too() {
    let Some(dovecot) = server("dovecot") else { return };
    let trusted = certificates(&read(dovecot["ca_file"].as_str().unwrap())).unwrap();
    let port = port(&dovecot, "imaps");
    let good = Client::to(port)
        .security(Security::Tls)
        .trusting(Tls::trusting(trusted).unwrap())
        .signing_in(&format!("{}@lab.test", crate::lab::fresh("test-")), "pw-test");
    good.backend().await.unwrap();
    let error = Client::to(port).security(Security::Tls).refused().await;
    assert_eq!(error.words().code, "tls-unknown-issuer", "{error}");
}
