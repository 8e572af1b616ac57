use super::*;
use rcgen::{CertificateParams, Issuer, KeyPair};
use rustls_pki_types::PrivateKeyDer;
use tokio::io::AsyncWriteExt;

struct Authority {
    certificate: rcgen::Certificate,
    issuer: Issuer<'static, KeyPair>,
}

fn authority() -> Authority {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, "Test CA");
    let certificate = params.self_signed(&key).unwrap();
    Authority { certificate, issuer: Issuer::new(params, key) }
}

fn leaf(
    authority: &Authority,
    names: &[&str],
    change: impl FnOnce(&mut CertificateParams),
) -> (Vec<u8>, Vec<u8>) {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    change(&mut params);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, &authority.issuer).unwrap();
    (certificate.der().to_vec(), key.serialize_der())
}

/// A handshake in memory between `tls` and a server that shows `certificate`.
async fn handshake(tls: &Tls, host: &str, shown: (Vec<u8>, Vec<u8>)) -> Result<(), Failure> {
    both_ends(tls, host, shown, rustls::ALL_VERSIONS).await.map(drop)
}

/// Our end, and the keying material of the server's end (RFC 9266 §2).
async fn both_ends(
    tls: &Tls,
    host: &str,
    (certificate, key): (Vec<u8>, Vec<u8>),
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> Result<(Secured, Option<[u8; 32]>), Failure> {
    let key = PrivateKeyDer::try_from(key).unwrap();
    let server = rustls::ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.into()], key)
        .unwrap();
    let (ours, theirs) = tokio::io::duplex(16 * 1024);
    let accepting = tokio::spawn(async move {
        let accepted = tokio_rustls::TlsAcceptor::from(Arc::new(server)).accept(theirs).await.ok()?;
        let (_, session) = accepted.get_ref();
        session.export_keying_material([0; 32], b"EXPORTER-Channel-Binding", Some(&[])).ok()
    });
    // Held until the server's end is ready as well.
    let secured = tls.upgrade(ours, host).await;
    let theirs = accepting.await.unwrap();
    secured.map(|secured| (secured, theirs))
}

#[tokio::test]
async fn both_ends_of_a_connection_have_the_same_binding_and_no_other_connection_has_it() {
    let theirs = leaf(&authority(), &["mail.test"], |_| {});
    let tls = Tls::pinned(Fingerprint::of(&theirs.0)).unwrap();
    let mut seen = Vec::new();
    for _ in 0..2 {
        let ends = both_ends(&tls, "mail.test", theirs.clone(), &[&rustls::version::TLS13]).await.unwrap();
        let binding = ends.0.binding.unwrap();
        assert_eq!(format!("{binding:?}"), "tls-exporter");
        assert_eq!(binding.data.as_slice(), ends.1.unwrap());
        seen.push(binding.data);
    }
    assert_ne!(seen[0], seen[1]);
}

#[tokio::test]
async fn before_tls_1_3_the_binding_is_the_certificate_by_the_hash_of_its_signature() {
    use sha2::Digest;
    for (algorithm, hash) in [
        (
            &rcgen::PKCS_ECDSA_P256_SHA256,
            Some((|der| sha2::Sha256::digest(der).to_vec()) as fn(&[u8]) -> Vec<u8>),
        ),
        (&rcgen::PKCS_ECDSA_P384_SHA384, Some(|der| sha2::Sha384::digest(der).to_vec())),
        (&rcgen::PKCS_ED25519, None),
    ] {
        let key = KeyPair::generate_for(algorithm).unwrap();
        let certificate =
            CertificateParams::new(["mail.test".to_owned()]).unwrap().self_signed(&key).unwrap();
        let der = certificate.der().to_vec();
        let tls = Tls::pinned(Fingerprint::of(&der)).unwrap();
        let shown = (der.clone(), key.serialize_der());
        let data = |binding: &Option<Binding>| {
            assert!(binding.as_ref().is_none_or(|binding| binding.kind == "tls-server-end-point"));
            binding.as_ref().map(|binding| binding.data.to_vec())
        };
        let hash = hash.map(|hash| hash(&der));
        let (old, _) = both_ends(&tls, "mail.test", shown.clone(), &[&rustls::version::TLS12]).await.unwrap();
        assert_eq!((data(&old.binding), data(&old.end_point)), (hash.clone(), hash.clone()));
        let (new, _) = both_ends(&tls, "mail.test", shown, &[&rustls::version::TLS13]).await.unwrap();
        assert_eq!(data(&new.end_point), hash);
    }
}

#[tokio::test]
async fn an_extra_authority_is_trusted_and_others_are_shown_with_their_chain() {
    let ours = authority();
    let tls = Tls::trusting(vec![ours.certificate.der().clone()]).unwrap();
    handshake(&tls, "mail.test", leaf(&ours, &["mail.test"], |_| {})).await.unwrap();

    let failure = handshake(&tls, "mail.test", leaf(&authority(), &["mail.test"], |_| {})).await.unwrap_err();
    assert_eq!(failure.reason, Reason::UnknownIssuer);
    let shown = failure.chain.to_string();
    assert!(shown.contains("mail.test") && shown.contains("Test CA") && shown.contains("SHA-256"), "{shown}");
}

#[tokio::test]
async fn a_certificate_that_vouches_for_itself_as_an_authority_is_by_nobody_trusted() {
    let ours = authority();
    let key = ours.issuer.key().serialize_der();
    let tls = Tls::trusting(Vec::new()).unwrap();
    let shown = (ours.certificate.der().to_vec(), key);
    assert_eq!(handshake(&tls, "mail.test", shown).await.unwrap_err().reason, Reason::UnknownIssuer);
}

#[tokio::test]
async fn an_expired_certificate_and_a_wrong_name_have_their_own_reasons() {
    let ours = authority();
    let tls = Tls::trusting(vec![ours.certificate.der().clone()]).unwrap();
    let expired = leaf(&ours, &["mail.test"], |params| {
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(2021, 1, 1);
    });
    assert_eq!(handshake(&tls, "mail.test", expired).await.unwrap_err().reason, Reason::Expired);
    let other = leaf(&ours, &["other.test"], |_| {});
    let failure = handshake(&tls, "mail.test", other).await.unwrap_err();
    assert_eq!(failure.reason, Reason::WrongName);
    assert_eq!(failure.chain.leaf().unwrap().names, ["other.test"]);
}

#[tokio::test]
async fn a_pinned_certificate_is_accepted_whoever_issued_it_and_no_other_is() {
    let theirs = leaf(&authority(), &["elsewhere.test"], |_| {});
    let pin = Fingerprint::of(&theirs.0);
    let tls = Tls::pinned(pin).unwrap();
    handshake(&tls, "mail.test", theirs).await.unwrap();
    let failure = handshake(&tls, "mail.test", leaf(&authority(), &["mail.test"], |_| {})).await.unwrap_err();
    assert_eq!(failure.reason, Reason::WrongFingerprint { wanted: pin });
}

#[tokio::test]
async fn a_server_that_speaks_in_the_clear_is_told_apart() {
    let tls = Tls::trusting(Vec::new()).unwrap();
    let (ours, mut theirs) = tokio::io::duplex(1024);
    theirs.write_all(b"* OK IMAP4rev1 ready\r\n").await.unwrap();
    assert_eq!(tls.upgrade(ours, "mail.test").await.err().unwrap().reason, Reason::NotTls);
}

#[test]
fn a_fingerprint_reads_what_it_prints() {
    let fingerprint = Fingerprint::of(b"certificate");
    assert_eq!(Fingerprint::parse(&fingerprint.to_string()), Some(fingerprint));
    assert_eq!(
        Fingerprint::parse(&fingerprint.to_string().replace(':', "").to_lowercase()),
        Some(fingerprint)
    );
    assert_eq!(Fingerprint::parse("AB:CD"), None);
    assert_eq!(Fingerprint::parse("Straße"), None);
}

#[test]
fn a_file_without_certificates_is_refused() {
    assert!(certificates(b"not a certificate").is_err());
}
