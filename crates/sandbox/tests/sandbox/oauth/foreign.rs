//! Clients other people wrote drive every grant.

use carteiro_sandbox::{
    Options,
    oauth::{App, ServiceAccount, Settings},
};

use tokio::process::Command;

use super::options;
use crate::{
    client::start,
    foreign::{run_with, succeeds, told},
};

/// Its certificate and key, as the scripts get them.
fn furnished() -> (Options, String) {
    let key = rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048).unwrap();
    let certificate = rcgen::CertificateParams::new(vec![]).unwrap().self_signed(&key).unwrap();
    let mut settings = Settings::default();
    settings.apps.push(App { certificates: vec![certificate.pem()], ..App::new("certified") });
    settings.service_accounts.push(ServiceAccount {
        email: "robot@project.test".to_owned(),
        certificate: certificate.pem(),
        scopes: Vec::new(),
    });
    (Options { oauth: Some(settings), ..options() }, certificate.pem() + &key.serialize_pem())
}

#[tokio::test]
async fn requests_oauthlib_signs_in_by_every_grant() {
    let script =
        concat!(include_str!("../../foreign/person.py"), include_str!("../../foreign/oauthlib_tour.py"));
    let sandbox = start(options()).await;
    run_with(script, &[&format!("http://{}", sandbox.http_addr())]).await;
}

#[tokio::test]
async fn authlib_trusts_the_tokens_and_signs_its_own() {
    let (options, pem) = furnished();
    let script =
        concat!(include_str!("../../foreign/person.py"), include_str!("../../foreign/authlib_tour.py"));
    let sandbox = start(options).await;
    run_with(script, &[&format!("http://{}", sandbox.http_addr()), &pem]).await;
}

#[tokio::test]
async fn openid_client_verifies_all_it_is_told() {
    // A folder of packages that npm installed.
    let Some(modules) = told("CARTEIRO_NODE_MODULES") else { return };
    let sandbox = start(options()).await;
    let mut node = Command::new("node");
    node.args(["--input-type=module", "-e", include_str!("../../foreign/openid_client_tour.mjs")]);
    succeeds(node.arg(format!("http://{}", sandbox.http_addr())).arg(modules)).await;
}
