//! Credentials that are refused.

use crate::client::Client;
use crate::lab::{fresh, port, server};
use crate::script::Script;
use carteiro_mail::{Kind, Retry};
use carteiro_sandbox::{Options, Sandbox};

#[tokio::test]
async fn a_wrong_password_is_a_failed_sign_in() {
    let simulator = Sandbox::start(Options::default()).await.unwrap();
    let mut servers = vec![(simulator.imap_addr().port(), "ana@sandbox.test".to_owned())];
    servers.extend(
        server("dovecot").map(|dovecot| (port(&dovecot, "imap"), format!("{}@lab.test", fresh("test-")))),
    );
    for (port, user) in servers {
        let error = Client::to(port).signing_in(&user, "wrong").refused().await;
        assert_eq!((error.kind(), error.retry()), (Kind::SignInFailed, Retry::Never), "{error}");
    }
}

/// What comes of a refusal of a password, and of a token.
async fn refusals(refusal: &str) -> [(Kind, Retry, String); 2] {
    let mut found = Vec::new();
    for (mechanism, is_token) in [("PLAIN", false), ("OAUTHBEARER", true)] {
        let script = format!(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH={mechanism}] ready\nC: AUTHENTICATE {mechanism}\nS: +\nc\nS: {refusal}"
        );
        let script = Script::play(&[&script]).await;
        let client = Client::to(script.port());
        let client = if is_token { client.showing("t0ken") } else { client };
        let error = client.refused().await;
        found.push((error.kind(), error.retry(), error.words().code.to_string()));
    }
    found.try_into().unwrap()
}

/// RFC 5530 §3.
#[tokio::test]
async fn every_refusal_has_its_kind_and_its_words() {
    for (refusal, kind, words, words_of_token) in [
        ("$ NO [AUTHENTICATIONFAILED] wrong", Kind::SignInFailed, "sign-in-refused", "sign-in-token-refused"),
        ("$ NO wrong", Kind::SignInFailed, "sign-in-refused", "sign-in-token-refused"),
        ("$ NO [ALERT] wrong", Kind::SignInFailed, "sign-in-refused", "sign-in-token-refused"),
        ("$ BAD wrong", Kind::SignInFailed, "sign-in-refused", "sign-in-token-refused"),
        ("$ NO [EXPIRED] change it", Kind::SignInFailed, "sign-in-expired", "sign-in-token-refused"),
        (
            "$ NO [AUTHORIZATIONFAILED] not yours",
            Kind::Denied,
            "sign-in-not-authorized",
            "sign-in-not-authorized",
        ),
        (
            "$ NO [PRIVACYREQUIRED] in the open?",
            Kind::Denied,
            "imap-privacy-required",
            "imap-privacy-required",
        ),
        ("$ NO [CONTACTADMIN] call us", Kind::Denied, "sign-in-contact-admin", "sign-in-contact-admin"),
    ] {
        let [password, token] = refusals(refusal).await;
        assert_eq!(password, (kind, Retry::Never, words.to_owned()), "{refusal}");
        let retry = if kind == Kind::SignInFailed { Retry::Renew } else { Retry::Never };
        assert_eq!(token, (kind, retry, words_of_token.to_owned()), "{refusal}");
    }
}

#[tokio::test]
async fn a_server_that_cannot_check_sign_ins_has_not_refused() {
    for found in refusals("$ NO [UNAVAILABLE] later").await {
        assert_eq!(found, (Kind::Throttled, Retry::Later, "sign-in-unavailable".to_owned()));
    }
}

#[tokio::test]
async fn what_the_server_tells_of_a_token_is_told_on() {
    for mechanism in ["XOAUTH2", "OAUTHBEARER"] {
        // {"status":"400","schemes":"Bearer"}
        let script = format!(
            "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH={mechanism}] ready\nC: AUTHENTICATE {mechanism}\nS: + eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=\nc\nS: $ NO refused"
        );
        let script = Script::play(&[&script]).await;
        let error = Client::to(script.port()).showing("t0ken").refused().await;
        assert_eq!(error.detail(), Some(r#"refused {"status":"400","schemes":"Bearer"}"#));
        let answered = if mechanism == "XOAUTH2" { "" } else { "AQ==" };
        assert_eq!(script.heard()[1], answered);
    }
}

#[tokio::test]
async fn a_long_token_is_one_line() {
    let token = "t".repeat(20_000);
    let script = Script::play(&[
        "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready\nC: AUTHENTICATE XOAUTH2\nS: $ NO long",
        "S: * OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] ready\nC: AUTHENTICATE XOAUTH2\nS: +\nc\nS: $ NO long",
    ])
    .await;
    let client = Client::to(script.port()).showing(&token);
    for _ in 0..2 {
        client.refused().await;
    }
    let heard = script.heard();
    assert_eq!(heard.iter().filter(|line| line.len() > 20_000).count(), 2, "{heard:?}");
}

#[tokio::test]
async fn a_server_that_says_yes_before_it_has_shown_that_it_knows_the_password_is_not_believed() {
    for offer in ["SCRAM-SHA-1", "SCRAM-SHA-256"] {
        for talk in ["", "S: +\nc\n", "S: +\nc\nS: + bm9uc2Vuc2U=\nc\n"] {
            let script = format!(
                "S: * OK [CAPABILITY IMAP4rev1 AUTH={offer}] ready\nC: AUTHENTICATE {offer}\n{talk}S: $ OK welcome"
            );
            let script = Script::play(&[&script]).await;
            let error = Client::to(script.port()).refused().await;
            assert_eq!((error.kind(), error.retry()), (Kind::Protocol, Retry::Never), "{error}");
        }
    }
}

#[tokio::test]
async fn a_server_that_never_stops_asking_is_left() {
    for offer in ["PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256"] {
        let script = format!(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH={offer}] ready\nC: AUTHENTICATE {offer}\nflood + bW9yZQ=="
        );
        let script = Script::play(&[&script]).await;
        assert_eq!(Client::to(script.port()).refused().await.kind(), Kind::Protocol, "{offer}");
    }
}

#[tokio::test]
async fn a_server_that_talks_instead_of_answering_is_left() {
    let script = Script::play(&[
        "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\nC: AUTHENTICATE PLAIN\nflood * OK still here",
    ])
    .await;
    assert_eq!(Client::to(script.port()).refused().await.kind(), Kind::Protocol);
}

#[tokio::test]
async fn a_server_that_hangs_up_on_the_credential_is_unreachable() {
    for end in ["", "S: * BYE enough"] {
        let script =
            format!("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\nC: AUTHENTICATE PLAIN\n{end}");
        let script = Script::play(&[&script]).await;
        let error = Client::to(script.port()).refused().await;
        assert_eq!(error.kind(), Kind::Unreachable, "{error}");
    }
}

#[tokio::test]
async fn a_server_that_takes_no_password_hears_none() {
    let script =
        Script::play(&["S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI] ready\nsilence"]).await;
    let error = Client::to(script.port()).refused().await;
    assert_eq!(error.kind(), Kind::Unsupported, "{error}");
    assert!(script.heard().iter().all(String::is_empty), "{:?}", script.heard());
}

#[tokio::test]
async fn a_password_in_any_writing_is_accepted() {
    let password = "ação \"日本\" \\ 📬";
    let options = Options {
        users: vec![carteiro_sandbox::User::new("ana@sandbox.test", password)],
        ..Options::default()
    };
    let simulator = Sandbox::start(options).await.unwrap();
    let client = Client::to(simulator.imap_addr().port()).signing_in("ana@sandbox.test", password);
    assert!(crate::client::all(&*client.backend().await.unwrap()).await.unwrap().is_empty());
}
