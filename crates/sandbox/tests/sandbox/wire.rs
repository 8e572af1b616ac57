//! What the wire does to every protocol alike.

use std::net::SocketAddr;

use carteiro_sandbox::{Capability, Fault, Options, Sandbox};

use crate::{
    client::{Client, start, three_messages},
    tls,
};

type Port = fn(&Sandbox) -> SocketAddr;

/// The port of a protocol, and a command that it answers as often as it is asked.
const PROTOCOLS: [(Port, &str); 3] = [
    (Sandbox::imap_addr, "a CAPABILITY\r\n"),
    (Sandbox::pop3_addr, "CAPA\r\n"),
    (Sandbox::smtp_addr, "EHLO client.test\r\n"),
];

/// All that is told before the server closes, with these faults.
async fn told(faults: Vec<Fault>, address: Port, sent: &str) -> String {
    let sandbox = start(Options { faults, ..tls::options().0 }).await;
    let mut client = Client::dial(address(&sandbox)).await;
    client.send(sent).await;
    client.rest_after_half_close().await
}

#[tokio::test]
async fn a_connection_is_cut_after_so_many_bytes_in_the_midst_of_an_answer() {
    for (address, command) in PROTOCOLS {
        let whole = told(Vec::new(), address, command).await;
        let cut = told(vec![Fault::DropAfterBytes(70)], address, command).await;
        assert!(whole.len() > 70 && cut.len() == 70 && whole.starts_with(&cut), "{whole}");
    }
}

#[tokio::test]
async fn answers_come_byte_by_byte_and_are_the_same() {
    for (address, command) in PROTOCOLS {
        let whole = told(Vec::new(), address, command).await;
        assert_eq!(told(vec![Fault::OneByteWrites], address, command).await, whole);
    }
}

#[tokio::test]
async fn after_so_many_commands_there_is_no_answer() {
    for (address, command) in PROTOCOLS {
        let once = told(Vec::new(), address, command).await;
        let twice = format!("{command}{command}");
        assert!(told(Vec::new(), address, &twice).await.len() > once.len());
        assert_eq!(told(vec![Fault::SilentAfterCommands(1)], address, &twice).await, once);
    }
}

#[tokio::test]
async fn tls_is_not_started_where_it_is_off() {
    for ((address, command), start_tls) in PROTOCOLS.into_iter().zip(["a STARTTLS", "STLS", "STARTTLS"]) {
        let faults = vec![Fault::Without(Capability::StartTls)];
        assert!(told(Vec::new(), address, command).await.contains(start_tls.trim_start_matches("a ")));
        let told = told(faults, address, &format!("{command}{start_tls}\r\n")).await;
        let (listed, refusal) = told.trim_end().rsplit_once("\r\n").unwrap();
        assert!(!listed.contains("STARTTLS") && !listed.contains("STLS"), "{listed}");
        assert!(["a BAD ", "-ERR ", "502 "].iter().any(|no| refusal.starts_with(no)), "{refusal}");
    }
}

#[tokio::test]
async fn a_silent_connection_holds_up_no_other() {
    let sandbox = start(Options { faults: vec![Fault::SilentAfterCommands(0)], ..three_messages() }).await;
    let mut silent = Client::connect(sandbox.pop3_addr()).await;
    silent.send("USER ana@sandbox.test\r\nPASS sandbox\r\n").await;
    sandbox.set_faults([]);
    let mut other = Client::connect(sandbox.pop3_addr()).await;
    other.say("USER ana@sandbox.test").await;
    assert!(other.say("PASS sandbox").await.starts_with("+OK"));
}
