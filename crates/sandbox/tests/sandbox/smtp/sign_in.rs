use base64::{Engine, engine::general_purpose::STANDARD};
use carteiro_sandbox::{Fault, Options, Protocol};

use super::{PLAIN, hello, talk};
use crate::{
    client::{Client, start},
    tls,
    tokens::{self, oauthbearer, xoauth2},
};

#[tokio::test]
async fn nothing_is_sent_without_signing_in() {
    let sandbox = start(Options::default()).await;
    let mut client = hello(&sandbox).await;
    let lines = [
        ("MAIL FROM:<ana@sandbox.test>", "530 5.7.0"),
        ("AUTH PLAIN AGFuYUBzYW5kYm94LnRlc3QAd3Jvbmc=", "535 5.7.8"),
        (PLAIN, "235 2.7.0"),
        (PLAIN, "503 5.5.1"),
        ("MAIL FROM:<>", "250 2.1.0"),
    ];
    talk(&mut client, &lines).await;
    assert_eq!(sandbox.commands_of(Protocol::Smtp)[2..4], ["AUTH ***", "AUTH ***"]);
}

#[tokio::test]
async fn one_signs_in_by_every_mechanism() {
    let sandbox = start(tokens::options()).await;
    for (mechanism, response) in [
        ("PLAIN", "AGFuYUBzYW5kYm94LnRlc3QAc2FuZGJveA==".to_owned()),
        ("XOAUTH2", xoauth2("ana@sandbox.test", "narrow")),
        ("OAUTHBEARER", oauthbearer("n,a=ana@sandbox.test,", "good")),
    ] {
        let mut client = hello(&sandbox).await;
        talk(&mut client, &[(&format!("AUTH {mechanism} {response}"), "235 2.7.0")]).await;
        let mut client = hello(&sandbox).await;
        talk(&mut client, &[(&format!("AUTH {mechanism}"), "334 "), (&response, "235 2.7.0")]).await;
    }
    let mut client = hello(&sandbox).await;
    let login = [
        ("AUTH LOGIN", "334 VXNlcm5hbWU6"),
        ("YW5hQHNhbmRib3gudGVzdA==", "334 UGFzc3dvcmQ6"),
        ("c2FuZGJveA==", "235"),
    ];
    talk(&mut client, &login).await;
}

#[tokio::test]
async fn a_digest_made_without_the_password_is_refused() {
    let sandbox = start(Options::default()).await;
    let mut client = hello(&sandbox).await;
    let challenge = client.say("AUTH CRAM-MD5").await;
    let challenge = STANDARD.decode(challenge.strip_prefix("334 ").unwrap()).unwrap();
    assert!(challenge.starts_with(b"<") && challenge.ends_with(b"@sandbox.test>"));
    let response = STANDARD.encode(format!("ana@sandbox.test {}", "0".repeat(32)));
    talk(&mut client, &[(&response, "535"), ("AUTH CRAM-MD5 AAAA", "501")]).await;
}

#[tokio::test]
async fn sign_in_that_fails_says_why() {
    let sandbox = start(tokens::options()).await;
    let mut client = hello(&sandbox).await;
    let stale = format!("AUTH XOAUTH2 {}", xoauth2("ana@sandbox.test", "stale"));
    let lines = [
        (stale.as_str(), "334 eyJzdGF0dXMi"),
        ("", "535 5.7.8"),
        ("AUTH KERBEROS_V4", "504 5.5.4"),
        ("AUTH PLAIN !", "501 5.5.2"),
        ("AUTH PLAIN", "334 "),
        ("*", "501 5.7.0"),
    ];
    talk(&mut client, &lines).await;
    for (fault, answer) in [
        (Fault::MfaRequired, "535 5.7.139 Authentication unsuccessful"),
        (Fault::SignInUnavailable, "454 4.7.0"),
    ] {
        sandbox.set_faults([fault]);
        talk(&mut hello(&sandbox).await, &[(PLAIN, answer)]).await;
    }
}

#[tokio::test]
async fn nothing_learned_before_the_handshake_counts() {
    let sandbox = start(Options { sign_in_needs_tls: true, ..tls::options().0 }).await;
    let mut client = Client::connect(sandbox.smtp_addr()).await;
    client.send("EHLO client.test\r\n").await;
    let told = client.until("250 ").await;
    assert!(told.contains("STARTTLS") && !told.contains("AUTH"), "{told}");
    talk(&mut client, &[(PLAIN, "538 5.7.11"), ("MAIL FROM:<a@a.test>", "530 5.7.0 Start TLS first")]).await;
    client.send("STARTTLS\r\nNOOP\r\n").await;
    assert_eq!(client.next().await, "220 2.0.0 Begin TLS");
    client.send("not a handshake, so the server gives up").await;
    assert!(!String::from_utf8_lossy(&client.rest().await).contains("250"));
}
