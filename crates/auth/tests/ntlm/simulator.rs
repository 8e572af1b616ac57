//! The simulator's acceptor, which shares nothing with ours but what was written of the protocol.

use carteiro_auth::ntlm::{self, Account, SignIn};
use carteiro_sandbox::{Options, Sandbox};
use carteiro_world::dial::{Dialer, Stream};
use carteiro_world::{Clock, Random, Secret, egress};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

/// Status, the field that asks for more, and the body.
async fn get(stream: &mut BufReader<Stream>, authorization: &str) -> (u16, String, String) {
    let field = if authorization.is_empty() {
        String::new()
    } else {
        format!("Authorization: NTLM {authorization}\r\n")
    };
    let request = format!("GET /control/ntlm HTTP/1.1\r\nHost: localhost\r\n{field}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let (mut status, mut asked, mut length) = (0, String::new(), 0);
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        match line.trim_end().split_once(": ") {
            Some(("www-authenticate", value)) => value.clone_into(&mut asked),
            Some(("content-length", value)) => length = value.parse().unwrap(),
            None if line.starts_with("HTTP/1.1 ") => {
                status = line.split(' ').nth(1).unwrap().parse().unwrap();
            }
            None if line == "\r\n" => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    (status, asked, String::from_utf8(body).unwrap())
}

async fn sign_in(sandbox: &Sandbox, username: &str, domain: Option<&str>, password: &str) -> (u16, String) {
    let clock = Clock::system();
    let dialer = Dialer::new(egress::Policy::OPEN, clock.clone());
    let port = sandbox.http_addr().port();
    let connection = dialer.connect("localhost", port, Duration::from_secs(20)).await.unwrap();
    let mut stream = BufReader::new(connection.stream);
    let sign_in = SignIn {
        account: &Account::of(username, domain).unwrap(),
        password: &Secret::new(password),
        service: "HTTP/localhost",
        end_point: None,
        clock: &clock,
        random: &Random::system(),
    };
    let (status, asked, _) = get(&mut stream, &ntlm::negotiate()).await;
    assert_eq!(status, 401);
    let answer = sign_in.answer(asked.strip_prefix("NTLM ").unwrap()).unwrap();
    let (status, _, _) = get(&mut stream, answer.expose()).await;
    // What was said once on the connection holds.
    let (again, _, told) = get(&mut stream, "").await;
    assert_eq!(again, status);
    (status, told)
}

#[tokio::test]
async fn the_simulator_lets_in_who_it_knows() {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    for (username, domain) in
        [("ana@sandbox.test", None), ("SANDBOX\\ana", None), ("Ana", Some("sandbox.test")), ("ana", None)]
    {
        let (status, told) = sign_in(&sandbox, username, domain, "sandbox").await;
        assert_eq!(status, 200, "{username} {domain:?}: {told}");
        assert!(told.contains("ana@sandbox.test"), "{told}");
    }
    for (username, domain, password) in
        [("ana", None, "wrong"), ("eva", None, "sandbox"), ("ana", Some("CONTOSO"), "sandbox")]
    {
        assert_eq!(sign_in(&sandbox, username, domain, password).await.0, 401, "{username} {domain:?}");
    }
}
