//! TLS, and connections that serve more than one request.

use super::*;
use crate::tls::{Fingerprint, Reason};
use rcgen::{CertificateParams, KeyPair};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use server::answer;

/// An acceptor, and its certificate, which is its own authority's.
pub fn certified() -> (tokio_rustls::TlsAcceptor, CertificateDer<'static>, Fingerprint) {
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::default();
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let root = authority.self_signed(&authority_key).unwrap().der().clone();
    let issuer = rcgen::Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let leaf =
        CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let fingerprint = Fingerprint::of(leaf.der());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    (Arc::new(config).into(), root, fingerprint)
}

#[tokio::test]
async fn a_server_is_trusted_by_an_authority_of_our_own_or_by_its_fingerprint_only() {
    let (acceptor, root, fingerprint) = certified();
    let server = Server::with_tls(|_| answer(200, &[], "secure"), Some(acceptor)).await;
    let client = client();
    for tls in [Tls::trusting(vec![root]).unwrap(), Tls::pinned(fingerprint).unwrap()] {
        assert_eq!(text(&client.trusting(tls), get(&server.url("/"))).await, "200 secure");
    }
    let failed = read(&client, get(&server.url("/"))).await.unwrap_err();
    let Error::Tls(why) = &failed.error else { panic!("{failed:?}") };
    assert_eq!((&why.reason, failed.sent), (&Reason::UnknownIssuer, false));
}

#[tokio::test]
async fn a_redirect_from_https_to_http_is_refused() {
    let (acceptor, root, _) = certified();
    let plain = Server::echoing().await;
    let url = plain.url("/");
    let server = Server::with_tls(move |_| answer(302, &[("location", &url)], ""), Some(acceptor)).await;
    let client = client().trusting(Tls::trusting(vec![root]).unwrap());
    let failed = read(&client, get(&server.url("/"))).await.unwrap_err();
    assert!(matches!(failed.error, Error::Downgrade), "{failed:?}");
    assert!(plain.asked().is_empty());
}

#[tokio::test]
async fn one_connection_serves_request_after_request() {
    let server = Server::echoing().await;
    let client = client();
    for _ in 0..5 {
        read(&client, post(&server.url("/"), "x")).await.unwrap();
    }
    assert_eq!((server.asked().len(), server.connections()), (5, 1));
}

#[tokio::test]
async fn a_connection_that_was_idle_for_long_is_not_used_again() {
    let server = Server::echoing().await;
    let manual = Manual::at(Timestamp::UNIX_EPOCH);
    let client = client_on(manual.clock(), Transcript::default());
    for _ in 0..2 {
        read(&client, get(&server.url("/"))).await.unwrap();
        manual.advance(Duration::from_secs(5));
    }
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_connection_that_the_server_ended_is_replaced() {
    let once = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".to_vec();
    let url = server::saying(once, false).await;
    let client = client();
    for _ in 0..3 {
        assert_eq!(text(&client, post(&url, "")).await, "200 ok");
        settle().await;
    }
}

#[tokio::test]
async fn an_answer_given_up_halfway_does_not_spoil_the_next() {
    let long = "x".repeat(500_000);
    let server = Server::start(move |_| answer(200, &[], long.clone())).await;
    let client = client();
    drop(client.send(get(&server.url("/"))).await.unwrap());
    assert_eq!(text(&client, get(&server.url("/"))).await.len(), 500_004);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn how_far_each_connection_got_is_told_and_answers_say_over_which_they_came() {
    let (acceptor, root, _) = certified();
    let server = Server::with_tls(|_| answer(200, &[], "secure"), Some(acceptor)).await;
    let told: Arc<Mutex<Vec<&'static str>>> = Arc::default();
    let heard = Arc::clone(&told);
    let client = client().trusting(Tls::trusting(vec![root]).unwrap()).telling(move |reached| {
        heard.lock().unwrap().push(match reached {
            Reached::Resolved { .. } => "resolved",
            Reached::Connected { .. } => "connected",
            Reached::Secured { .. } => "secured",
        });
    });
    let mut ways = Vec::new();
    for client in [&client, &client, &client.apart()] {
        let mut response = client.send(get(&server.url("/"))).await.unwrap();
        ways.push(response.way.clone());
        while response.chunk().await.unwrap().is_some() {}
    }
    assert!(ways[0] == ways[1] && ways[1] != ways[2]);
    assert_eq!(ways[0].end_point().unwrap().kind, "tls-server-end-point");
    let connection = ["resolved", "connected", "secured"];
    assert_eq!(*told.lock().unwrap(), [connection, connection].concat());
}
