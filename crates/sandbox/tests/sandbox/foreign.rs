//! Mail clients other people wrote, with the sandbox as their server.

use std::{
    ffi::OsString,
    process::{Output, Stdio},
};

use carteiro_sandbox::{Fault, Options, Sandbox, User};
use tokio::{io::AsyncWriteExt, process::Command};

use crate::{client::start, client::three_messages, tls, tokens};

/// What a variable of the environment names. Only CI must have it.
#[expect(
    clippy::disallowed_methods,
    reason = "the test is told by its environment where foreign clients are"
)]
pub fn told(variable: &str) -> Option<OsString> {
    let told = std::env::var_os(variable);
    if told.is_none() {
        assert!(std::env::var_os("CI").is_none(), "CI must set {variable}");
        eprintln!("skipped: {variable} is not set");
    }
    told
}

async fn run(script: &str, sandbox: &Sandbox, certificate: &str) {
    let port =
        |address: Option<std::net::SocketAddr>| address.map_or(0, |address| address.port()).to_string();
    let imap = [port(Some(sandbox.imap_addr())), port(sandbox.imaps_addr())];
    let pop3 = [port(Some(sandbox.pop3_addr())), port(sandbox.pop3s_addr())];
    let smtp = [port(Some(sandbox.smtp_addr())), port(sandbox.smtps_addr())];
    run_with(script, &[&imap[0], &imap[1], certificate, &pop3[0], &pop3[1], &smtp[0], &smtp[1]]).await;
}

/// Runs a script with these arguments, and fails as it fails.
pub async fn run_with(script: &str, arguments: &[&str]) {
    // A Python that has the clients these tests use.
    let Some(python) = told("CARTEIRO_PYTHON") else { return };
    succeeds(Command::new(python).arg("-c").arg(script).args(arguments)).await;
}

pub async fn succeeds(command: &mut Command) {
    let Output { status, stdout, stderr } = command.output().await.unwrap();
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{status}\n{stdout}\n{stderr}");
}

#[tokio::test]
async fn imaplib_reads_marks_moves_and_deletes() {
    run(include_str!("../foreign/imaplib_tour.py"), &start(three_messages()).await, "").await;
}

#[tokio::test]
async fn imaplib_speaks_over_tls_both_ways() {
    let (options, certificate) = tls::options();
    run(include_str!("../foreign/imaplib_tls.py"), &start(options).await, &certificate).await;
}

#[tokio::test]
async fn imapclient_understands_every_answer() {
    run(include_str!("../foreign/imapclient_tour.py"), &start(three_messages()).await, "").await;
}

#[tokio::test]
async fn imap_tools_works_through_a_mailbox() {
    run(include_str!("../foreign/imap_tools_tour.py"), &start(three_messages()).await, "").await;
}

#[tokio::test]
async fn poplib_reads_and_deletes() {
    run(include_str!("../foreign/poplib_tour.py"), &start(three_messages()).await, "").await;
}

#[tokio::test]
async fn poplib_speaks_over_tls_both_ways_and_signs_in_by_token() {
    let (options, certificate) = tls::options();
    let options = Options { introspection: tokens::options().introspection, ..options };
    run(include_str!("../foreign/poplib_tls.py"), &start(options).await, &certificate).await;
}

#[tokio::test]
async fn smtplib_signs_in_and_sends() {
    let faults = vec![
        Fault::RejectedRecipient("rejected@else.test".into()),
        Fault::Greylisted("slow@else.test".into()),
    ];
    let sandbox = start(Options { faults, ..Options::default() }).await;
    if told("CARTEIRO_PYTHON").is_none() {
        return;
    }
    run(include_str!("../foreign/smtplib_tour.py"), &sandbox, "").await;
    let inbox = sandbox.account().messages("INBOX").unwrap();
    assert_eq!(inbox.len(), 3);
    let told = String::from_utf8_lossy(inbox[0].raw());
    assert!(told.starts_with("Return-Path: <ana@sandbox.test>\r\nReceived: from "), "{told}");
    assert!(
        told.contains(" with ESMTPA id ") && told.ends_with("\r\n\r\n.\r\n..\r\nfrom a dot on\r\n"),
        "{told}"
    );
    let outbox = sandbox.outbox();
    assert_eq!(outbox.len(), 3);
    assert_eq!(&*outbox[0].raw, b"Subject: one is refused\r\n\r\n");
    assert_eq!(
        (outbox[0].sender.ret.as_deref(), outbox[0].sender.envid.as_deref()),
        (Some("HDRS"), Some("a+b"))
    );
    assert_eq!(outbox[0].recipients[0].notify, ["SUCCESS", "DELAY"]);
    assert_eq!(outbox[0].recipients[0].orcpt, Some(("rfc822".into(), "bia@else.test".into())));
    assert_eq!(outbox[2].recipients[0].address, "josé@else.test");
}

#[tokio::test]
async fn smtplib_speaks_over_tls_both_ways_and_signs_in_by_token() {
    let (options, certificate) = tls::options();
    let introspection = tokens::options().introspection;
    let users = vec![User::new("ana@sandbox.test", "sandbox")];
    let options = Options { introspection, users, sign_in_needs_tls: true, mail: Vec::new(), ..options };
    let sandbox = start(options).await;
    if told("CARTEIRO_PYTHON").is_none() {
        return;
    }
    run(include_str!("../foreign/smtplib_tls.py"), &sandbox, &certificate).await;
    let inbox = sandbox.account().messages("INBOX").unwrap();
    assert_eq!(inbox.len(), 2);
    assert!(inbox.iter().all(|message| String::from_utf8_lossy(message.raw()).contains(" with ESMTPSA id ")));
}

#[tokio::test]
async fn imaplib_signs_in_by_token() {
    run(include_str!("../foreign/imaplib_token.py"), &start(tokens::options()).await, "").await;
}

/// What curl wrote, or `None` where there is no curl.
pub async fn curl(arguments: &[&str], upload: &str) -> Option<String> {
    let mut command = Command::new("curl");
    command.args(["--silent", "--show-error", "--insecure", "--max-time", "20"]).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut running) = command.spawn() else {
        eprintln!("skipped: there is no curl");
        return None;
    };
    running.stdin.take().unwrap().write_all(upload.as_bytes()).await.unwrap();
    let Output { status, stdout, stderr } = running.wait_with_output().await.unwrap();
    assert!(status.success(), "{arguments:?}: {status}\n{}", String::from_utf8_lossy(&stderr));
    Some(String::from_utf8(stdout).unwrap())
}

#[tokio::test]
async fn curl_fetches_over_pop3_with_password_and_token() {
    let options = Options { introspection: tokens::options().introspection, ..tls::options().0 };
    let sandbox = start(options).await;
    let plain = format!("pop3://{}/1", sandbox.pop3_addr());
    let tls = format!("pop3s://{}/1", sandbox.pop3s_addr().unwrap());
    let raw = sandbox.account().messages("INBOX").unwrap()[0].raw().to_vec();
    for arguments in [
        &[&*plain, "--user", "ana@sandbox.test:sandbox"][..],
        &[&*plain, "--ssl-reqd", "--user", "ana@sandbox.test:sandbox"],
        &[&*plain, "--user", "ana@sandbox.test", "--oauth2-bearer", "good", "--sasl-ir"],
        &[&*tls, "--user", "ana@sandbox.test", "--oauth2-bearer", "good"],
        &[&*tls, "--user", "ana@sandbox.test", "--oauth2-bearer", "good", "--login-options", "AUTH=XOAUTH2"],
    ] {
        let Some(told) = curl(arguments, "").await else { return };
        assert_eq!(told.as_bytes(), raw, "{arguments:?}");
    }
}

#[tokio::test]
async fn curl_sends_over_smtp_with_password_and_token() {
    let options = Options { introspection: tokens::options().introspection, ..tls::options().0 };
    let sandbox = start(options).await;
    let plain = format!("smtp://{}/client.test", sandbox.smtp_addr());
    let tls = format!("smtps://{}/client.test", sandbox.smtps_addr().unwrap());
    let mut sent = 0;
    for arguments in [
        &[&*plain, "--user", "ana@sandbox.test:sandbox"][..],
        &[&*plain, "--ssl-reqd", "--user", "ana@sandbox.test:sandbox", "--login-options", "AUTH=LOGIN"],
        &[&*tls, "--user", "ana@sandbox.test", "--oauth2-bearer", "good"],
        &[&*tls, "--user", "ana@sandbox.test", "--oauth2-bearer", "good", "--login-options", "AUTH=XOAUTH2"],
    ] {
        let envelope =
            ["--mail-from", "ana@sandbox.test", "--mail-rcpt", "eva@else.test", "--upload-file", "-"];
        let Some(_) = curl(&[arguments, &envelope].concat(), "a: b\r\n\r\n.\r\nc\r\n").await else { return };
        sent += 1;
        let outbox = sandbox.outbox();
        assert_eq!(outbox.len(), sent);
        assert_eq!(&*outbox[sent - 1].raw, b"a: b\r\n\r\n.\r\nc\r\n", "{arguments:?}");
    }
}
