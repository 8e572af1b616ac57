//! NTLMv2, judged by an acceptor that other people wrote.

#![cfg(test)]

mod acceptor;
mod simulator;

use acceptor::{OF_BIA, PASSWORD, TiedTo, Way, acceptor};

#[tokio::test]
async fn an_account_signs_in_however_its_domain_is_written() {
    let Some(server) = acceptor(TiedTo::Nothing).await else { return };
    for (username, domain, password, who) in [
        ("ana", Some("CONTOSO"), PASSWORD, "CONTOSO\\ana"),
        ("CONTOSO\\ana", None, PASSWORD, "CONTOSO\\ana"),
        ("ANA", Some("CONTOSO"), PASSWORD, "CONTOSO\\ANA"),
        ("bia@contoso.example", None, OF_BIA, "bia@contoso.example"),
        ("bia@contoso.example", Some("CONTOSO"), OF_BIA, "bia@contoso.example"),
        ("caio", None, PASSWORD, "caio"),
    ] {
        let said = server.sign_in(username, domain, password).await;
        assert_eq!(said, format!("in: {who}"), "{username} {domain:?}");
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_are_refused() {
    let Some(server) = acceptor(TiedTo::Nothing).await else { return };
    for (username, domain, password) in [
        ("ana", Some("CONTOSO"), "wrong"),
        ("ana", Some("CONTOSO"), ""),
        ("ana", Some("CONTOSO"), OF_BIA),
        ("bia@contoso.example", None, PASSWORD),
        ("ana", None, PASSWORD),
        ("caio", Some("CONTOSO"), PASSWORD),
    ] {
        let said = server.sign_in(username, domain, password).await;
        assert!(said.starts_with("out: "), "{username} {domain:?}: {said}");
    }
}

#[tokio::test]
async fn a_sign_in_is_tied_to_the_tls_connection_under_tls_1_3_too() {
    let Some(server) = acceptor(TiedTo::ItsOwn).await else { return };
    assert_eq!(server.sign_in("caio", None, PASSWORD).await, "in: caio");
    assert!(server.sign_in("caio", None, "wrong").await.starts_with("out: "));
}

#[tokio::test]
async fn a_sign_in_through_somebody_else_is_refused() {
    let Some(server) = acceptor(TiedTo::Another).await else { return };
    let said = server.sign_in("caio", None, PASSWORD).await;
    assert!(said.starts_with("out: ") && said.contains("bindings"), "{said}");
    // Who knows of no connection says so, and this acceptor lets that pass.
    let unaware = Way { unaware: true, ..Way::default() };
    assert_eq!(server.sign_in_by(unaware, "caio", None, PASSWORD).await, "in: caio");
}

/// What is reserved in a challenge goes into the code over all messages alone.
#[tokio::test]
async fn who_changes_a_message_on_the_way_is_noticed() {
    let Some(server) = acceptor(TiedTo::Nothing).await else { return };
    let reserved = Way { changed: Some(32), ..Way::default() };
    let said = server.sign_in_by(reserved, "caio", None, PASSWORD).await;
    assert!(said.starts_with("out: ") && said.contains("MIC"), "{said}");
    let nonce = Way { changed: Some(24), ..Way::default() };
    let said = server.sign_in_by(nonce, "caio", None, PASSWORD).await;
    assert!(said.starts_with("out: ") && said.contains("response"), "{said}");
}
