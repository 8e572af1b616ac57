//! The first words of a server.

use crate::client::Client;
use crate::script::Script;
use carteiro_mail::{Kind, Retry};

async fn greeted(script: &str) -> carteiro_mail::Error {
    let script = Script::play(&[script]).await;
    Client::to(script.port()).refused().await
}

#[tokio::test]
async fn a_server_that_says_goodbye_at_once_is_tried_later() {
    let error = greeted("S: * BYE too many connections").await;
    assert_eq!((error.kind(), error.retry()), (Kind::Throttled, Retry::Later));
    assert!(error.to_string().contains("too many connections"), "{error}");
}

#[tokio::test]
async fn the_greeting_of_another_protocol_is_told_apart() {
    for greeting in [
        "S: 220 mail.test ESMTP Postfix",
        "S: +OK POP3 ready",
        "S: HTTP/1.1 400 Bad Request",
        "S: SSH-2.0-OpenSSH_9.6",
        "S: 220 OK",
        "S: + go ahead",
        "S: * CAPABILITY IMAP4rev1",
        "S:",
    ] {
        let error = greeted(greeting).await;
        assert_eq!(error.kind(), Kind::Protocol, "{greeting}: {error}");
        assert_eq!(error.words().code, "imap-no-greeting", "{greeting}: {error}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_before_a_word_is_unreachable() {
    let error = greeted("").await;
    assert_eq!(error.kind(), Kind::Unreachable, "{error}");
}

#[tokio::test]
async fn a_server_that_wants_no_sign_in_is_not_believed() {
    assert_eq!(greeted("S: * PREAUTH welcome").await.kind(), Kind::Unsupported);
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_unreachable() {
    let script = Script::play(&[""]).await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let error = Client::to(free).refused().await;
    assert_eq!(error.kind(), Kind::Unreachable, "{error}");
    assert!(error.to_string().contains(&free.to_string()), "{error}");
    drop(script);
}

#[tokio::test]
async fn what_the_egress_policy_refuses_is_not_dialled() {
    let script = Script::play(&["S: * OK ready"]).await;
    let mut client = Client::to(script.port());
    client.imap.world.dialer.egress = carteiro_world::egress::Policy::PUBLIC;
    assert_eq!(client.refused().await.kind(), Kind::Denied);
    assert!(script.heard().is_empty());
}
