//! Signing in by bearer token.

use base64::{Engine, engine::general_purpose::STANDARD};
use carteiro_sandbox::{Capability, Fault, Introspection, Options, Protocol, TokenError};

use crate::client::{Client, start, three_messages};

/// Knows `good`, and `narrow`, which is good for SMTP alone.
pub fn options() -> Options {
    let introspection = Introspection::new(|token, protocol| match (token, protocol) {
        ("good", _) | ("narrow", Protocol::Smtp) => Ok("ana@sandbox.test".to_owned()),
        ("narrow", _) => Err(TokenError::InsufficientScope),
        _ => Err(TokenError::Invalid),
    });
    Options { introspection: Some(introspection), ..three_messages() }
}

pub fn xoauth2(user: &str, token: &str) -> String {
    STANDARD.encode(format!("user={user}\x01auth=Bearer {token}\x01\x01"))
}

pub fn oauthbearer(header: &str, token: &str) -> String {
    STANDARD.encode(format!("{header}\x01host=localhost\x01port=143\x01auth=Bearer {token}\x01\x01"))
}

#[tokio::test]
async fn a_token_signs_in_to_imap_in_both_mechanisms() {
    let sandbox = start(options()).await;
    for (mechanism, response) in [
        ("XOAUTH2", xoauth2("ana@sandbox.test", "good")),
        ("OAUTHBEARER", oauthbearer("n,a=ana@sandbox.test,", "good")),
        ("OAUTHBEARER", oauthbearer("n,,", "good")),
    ] {
        let mut client = Client::connect(sandbox.imap_addr()).await;
        assert!(client.command("CAPABILITY").await.contains("AUTH=XOAUTH2 AUTH=OAUTHBEARER"));
        let answer = client.command(&format!("AUTHENTICATE {mechanism} {response}")).await;
        assert!(answer.starts_with("T OK"), "{mechanism}: {answer}");
        let mut client = Client::connect(sandbox.imap_addr()).await;
        client.send(format!("T AUTHENTICATE {mechanism}\r\n{response}\r\n")).await;
        let answer = client.until("T ").await;
        assert!(answer.starts_with("+ \r\nT OK"), "{mechanism}: {answer}");
    }
}

#[tokio::test]
async fn a_refused_token_is_told_why_before_the_refusal() {
    let sandbox = start(options()).await;
    for (mechanism, response, why) in [
        ("XOAUTH2", xoauth2("ana@sandbox.test", "stale"), r#""status":"401""#),
        ("XOAUTH2", xoauth2("bia@sandbox.test", "good"), r#""status":"401""#),
        ("XOAUTH2", xoauth2("ana@sandbox.test", "narrow"), r#""status":"400""#),
        ("OAUTHBEARER", oauthbearer("n,a=ana@sandbox.test,", "stale"), r#""status":"invalid_token""#),
        ("OAUTHBEARER", oauthbearer("n,,", "narrow"), r#""status":"insufficient_scope""#),
    ] {
        let mut client = Client::connect(sandbox.imap_addr()).await;
        client.send(format!("T AUTHENTICATE {mechanism} {response}\r\n")).await;
        let reason = client.line().await.unwrap();
        let reason = STANDARD.decode(reason.trim_start_matches("+ ").trim_end()).unwrap();
        assert!(String::from_utf8(reason).unwrap().contains(why), "{why}");
        client.send("AQ==\r\n").await;
        assert_eq!(client.until("T ").await, "T NO [AUTHENTICATIONFAILED] The token is not good here\r\n");
    }
}

#[tokio::test]
async fn what_is_no_response_of_the_mechanism_is_a_mistake() {
    let sandbox = start(options()).await;
    let mut client = Client::connect(sandbox.imap_addr()).await;
    for (mechanism, response) in [
        ("XOAUTH2", STANDARD.encode("user=ana")),
        ("XOAUTH2", STANDARD.encode("user=ana@sandbox.test\x01auth=Basic good\x01\x01")),
        ("OAUTHBEARER", oauthbearer("p=tls-unique,,", "good")),
        ("OAUTHBEARER", STANDARD.encode("n,,\x01auth=Bearer good\x01")),
    ] {
        let answer = client.command(&format!("AUTHENTICATE {mechanism} {response}")).await;
        assert_eq!(answer, format!("T BAD Not a {mechanism} response\r\n"));
    }
}

#[tokio::test]
async fn a_mechanism_that_is_off_is_neither_told_nor_understood() {
    let without = [Capability::AuthXOauth2, Capability::AuthPlain].map(Fault::Without);
    let sandbox = start(Options { faults: without.into(), ..options() }).await;
    let mut client = Client::connect(sandbox.imap_addr()).await;
    assert!(client.command("CAPABILITY").await.contains("IDLE AUTH=LOGIN AUTH=OAUTHBEARER\r\n"));
    assert!(client.command("AUTHENTICATE PLAIN").await.starts_with("T NO [CANNOT]"));
}

#[tokio::test]
async fn imap_asks_for_a_second_factor_and_takes_a_token() {
    let sandbox = start(Options { faults: vec![Fault::MfaRequired], ..options() }).await;
    let mut client = Client::connect(sandbox.imap_addr()).await;
    let answer = client.command("LOGIN ana@sandbox.test sandbox").await;
    assert!(answer.starts_with("T NO [ALERT] Application-specific password required"), "{answer}");
    let token = xoauth2("ana@sandbox.test", "good");
    assert!(client.command(&format!("AUTHENTICATE XOAUTH2 {token}")).await.starts_with("T OK"));
    sandbox.set_faults([Fault::SignInUnavailable]);
    let mut client = Client::connect(sandbox.imap_addr()).await;
    for command in ["LOGIN ana@sandbox.test sandbox".to_owned(), format!("AUTHENTICATE XOAUTH2 {token}")] {
        assert!(client.command(&command).await.starts_with("T NO [UNAVAILABLE]"), "{command}");
    }
}
