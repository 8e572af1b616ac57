//! Time, size, and answers that are no answers.

use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

async fn packed(body: Vec<u8>) -> Server {
    Server::start(move |_| server::answer(200, &[("content-encoding", "gzip")], body.clone())).await
}

async fn error(url: &str) -> Failed {
    read(&client(), get(url)).await.unwrap_err()
}

#[tokio::test]
async fn an_answer_ends_at_its_cap_whether_its_length_is_said_or_not() {
    let long = "x".repeat(1_000_001);
    let server = Server::start(move |_| server::answer(200, &[], long.clone())).await;
    assert!(matches!(error(&server.url("/")).await.error, Error::TooLarge(1_000_000)));
    let endless = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &b"x".repeat(1_000_001)].concat();
    assert!(matches!(error(&server::saying(endless, true).await).await.error, Error::TooLarge(1_000_000)));
}

#[tokio::test]
async fn a_compressed_answer_is_unpacked() {
    let server = packed(gzip(b"hello")).await;
    assert_eq!(text(&client(), get(&server.url("/"))).await, "200 hello");
    assert_eq!(server.asked()[0].headers["accept-encoding"], "gzip");
}

#[tokio::test]
async fn a_bomb_is_stopped_at_the_cap_and_never_in_memory() {
    let bomb = gzip(&vec![0; 30_000_000]);
    assert!(bomb.len() < 40_000);
    let server = packed(bomb).await;
    let mut response = client().send(get(&server.url("/"))).await.unwrap();
    let mut largest = 0;
    let failed = loop {
        match response.chunk().await {
            Ok(piece) => largest = largest.max(piece.unwrap().len()),
            Err(failed) => break failed,
        }
    };
    assert!(matches!(failed.error, Error::TooLarge(1_000_000)), "{failed:?}");
    assert!(largest < 600_000, "{largest}");
}

#[tokio::test]
async fn what_is_cut_off_or_packed_otherwise_is_no_answer() {
    let whole = gzip(&[7; 10_000]);
    let server = packed(whole[..whole.len() - 9].to_vec()).await;
    assert!(matches!(error(&server.url("/")).await.error, Error::Coding(_)));
    let server = Server::start(|_| server::answer(200, &[("content-encoding", "br")], "x")).await;
    assert!(matches!(error(&server.url("/")).await.error, Error::Coding(_)));
    let cut = server::saying(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello".to_vec(), false).await;
    let failed = error(&cut).await;
    assert!(matches!(failed.error, Error::Broken(_)) && failed.status == Some(StatusCode::OK), "{failed:?}");
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n".to_vec();
    assert!(matches!(error(&server::saying(chunked, false).await).await.error, Error::Broken(_)));
    let other = server::saying(b"* OK IMAP4rev1 ready\r\n".to_vec(), false).await;
    let failed = error(&other).await;
    assert!(matches!(failed.error, Error::NotHttp(_)) && failed.sent, "{failed:?}");
}

#[tokio::test]
async fn a_chunked_answer_is_put_together() {
    let chunked =
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\nX: y\r\n\r\n";
    let url = server::saying(chunked.to_vec(), true).await;
    assert_eq!(text(&client(), get(&url)).await, "200 hello!");
}

#[tokio::test]
async fn an_answer_to_head_has_a_header_only() {
    let server = Server::start(|_| server::answer(200, &[("content-encoding", "gzip")], "")).await;
    assert_eq!(text(&client(), request(Method::HEAD, &server.url("/"))).await, "200 ");
}

/// Advances the clock while the request is at it, in steps in which something could arrive.
async fn given_up(said: &[u8]) -> Failed {
    let manual = Manual::at(Timestamp::UNIX_EPOCH);
    let client = client_on(manual.clock(), Transcript::default());
    let url = server::saying(said.to_vec(), true).await;
    let asking = tokio::spawn(async move { read(&client, get(&url)).await });
    while !asking.is_finished() {
        settle().await;
        manual.advance(Duration::from_secs(1));
    }
    let failed = asking.await.unwrap().unwrap_err();
    assert_eq!(manual.clock().since(Timestamp::UNIX_EPOCH).as_secs() / 10, 3, "about 30 s");
    failed
}

#[tokio::test]
async fn a_server_that_says_nothing_or_too_little_is_given_up_in_time() {
    for said in ["", "HTTP/1.1 200 OK\r\nX-Slow:", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel"] {
        let failed = given_up(said.as_bytes()).await;
        assert!(matches!(failed.error, Error::Timeout(_)), "{said:?}: {failed:?}");
        assert!(failed.sent, "{said:?}");
    }
}

#[tokio::test]
async fn nobody_there_means_that_nothing_was_sent() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let failed = error(&format!("http://{free}/")).await;
    let Error::Dial(why) = &failed.error else { panic!("{failed:?}") };
    assert!(matches!(**why, dial::Error::Connect { .. }) && !failed.sent);
}

#[tokio::test]
async fn a_server_that_falls_silent_is_given_up_before_all_the_time_there_is() {
    for said in ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"] {
        let manual = Manual::at(Timestamp::UNIX_EPOCH);
        let client = client_on(manual.clock(), Transcript::default());
        let url = server::saying(said.as_bytes().to_vec(), true).await;
        let silence = Duration::from_secs(5);
        let limits = Limits { total: Duration::from_hours(1), silence, ..LIMITS };
        let asking = Request { limits, ..get(&url) };
        let asking = tokio::spawn(async move { read(&client, asking).await });
        while !asking.is_finished() {
            settle().await;
            manual.advance(Duration::from_secs(1));
        }
        let failed = asking.await.unwrap().unwrap_err();
        assert!(matches!(failed.error, Error::Timeout(after) if after == silence), "{failed:?}");
        assert!(manual.clock().since(Timestamp::UNIX_EPOCH) < Duration::from_secs(30), "{said}");
    }
}
