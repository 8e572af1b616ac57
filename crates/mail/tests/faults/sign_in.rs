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

#[tokio::test]
async fn every_way_of_refusing_a_password_is_a_failed_sign_in() {
    for refusal in [
        "$ NO [AUTHENTICATIONFAILED] wrong",
        "$ NO [AUTHORIZATIONFAILED] not yours",
        "$ NO [EXPIRED] change it",
        "$ NO wrong",
        "$ BAD wrong",
    ] {
        let script = format!(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\nC: AUTHENTICATE PLAIN\nS: +\nc\nS: {refusal}"
        );
        let script = Script::play(&[&script]).await;
        let error = Client::to(script.port()).refused().await;
        assert_eq!(error.kind(), Kind::SignInFailed, "{refusal}: {error}");
    }
}

#[tokio::test]
async fn a_server_that_is_busy_at_sign_in_has_not_refused() {
    let busy = "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\nC: AUTHENTICATE PLAIN\nS: $ NO [UNAVAILABLE] later";
    let script = Script::play(&[busy]).await;
    let error = Client::to(script.port()).refused().await;
    assert_eq!((error.kind(), error.retry()), (Kind::Throttled, Retry::Later), "{error}");
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
