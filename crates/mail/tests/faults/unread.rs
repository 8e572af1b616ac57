//! What nobody reads stands in nobody's way, and takes no memory.

use crate::client::{Client, all, inbox};
use crate::lab::{fresh, port, read, server};
use carteiro_mail::{Backend, Flags, FolderPath, Parts};
use carteiro_sandbox::{Options, Sandbox};
use carteiro_world::spool::Spools;
use futures_util::StreamExt;

const SIZE: usize = 50_000_000;

/// The most memory this process ever had, in bytes.
fn peak() -> u64 {
    let status = String::from_utf8(read("/proc/self/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// A large message and a small one, the large one never whole in memory here.
async fn fill(backend: &dyn Backend) {
    let mut writer = Spools::default().writer();
    writer.push(b"Subject: large\r\n\r\n").await.unwrap();
    let line = [b"x".repeat(74), b"\r\n".to_vec()].concat().repeat(1000);
    while writer.len() < SIZE as u64 {
        writer.push(&line).await.unwrap();
    }
    let large = writer.finish().await.unwrap();
    backend.append(inbox(), large, Flags::default(), None).await.unwrap();
    let small = b"Subject: small\r\n\r\n".to_vec().into();
    backend.append(inbox(), small, Flags::default(), None).await.unwrap();
}

/// A move completes while an unread 50 MB body arrives and nobody reads it; answers how much memory reading took.
async fn move_beside(client: &Client) -> u64 {
    let backend = client.backend().await.unwrap();
    fill(&*backend).await;
    let messages = all(&*backend).await.unwrap();
    let before = peak();
    let parts = Parts { content: true, ..Parts::default() };
    let mut arriving = backend.fetch(vec![messages[0].clone()], parts.into());
    let moved =
        backend.move_to(vec![messages[1].clone()], FolderPath::parse("Archive").unwrap()).await.unwrap();
    assert!(moved[0].is_ok(), "{moved:?}");
    assert_eq!(all(&*backend).await.unwrap(), [messages[0].clone()]);
    let large = arriving.next().await.unwrap().unwrap();
    assert!(large.content.unwrap().len() >= SIZE as u64);
    peak() - before
}

#[tokio::test]
async fn a_move_completes_while_a_large_body_arrives_unread_from_dovecot() {
    let Some(dovecot) = server("dovecot") else { return };
    let user = format!("{}@lab.test", fresh("test-"));
    let client = Client::to(port(&dovecot, "imap")).signing_in(&user, "pw-test");
    let grew = move_beside(&client).await;
    assert!(grew < 30_000_000, "reading took {grew} bytes");
    assert!(peak() < 120_000_000, "{} bytes in all", peak());
}

#[tokio::test]
async fn a_move_completes_while_a_large_body_arrives_unread_from_the_simulator() {
    let simulator = Sandbox::start(Options::default()).await.unwrap();
    let client = Client::to(simulator.imap_addr().port()).signing_in("ana@sandbox.test", "sandbox");
    // The simulator lives in this process, and holds the message itself.
    move_beside(&client).await;
}
