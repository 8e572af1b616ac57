//! Proxies, when whoever makes the client names them.

use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A proxy that answers everything with this; what it was asked.
async fn proxy(said: &'static str) -> (u16, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked: Arc<Mutex<String>> = Arc::default();
    let heard = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let read = stream.read(&mut request).await.unwrap_or(0);
            heard.lock().unwrap().push_str(&String::from_utf8_lossy(&request[..read]));
            let _ = stream.write_all(said.as_bytes()).await;
        }
    });
    (port, asked)
}

fn through(port: u16, no: &str) -> Client {
    let proxy = format!("http://ana:s3cret@127.0.0.1:{port}");
    client().through(Proxies::new(&proxy, &proxy, no))
}

#[tokio::test]
async fn a_request_in_the_clear_names_its_whole_address_to_the_proxy() {
    let (port, asked) = proxy("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").await;
    assert_eq!(text(&through(port, ""), get("http://203.0.113.7:81/a?b")).await, "200 ok");
    let asked = asked.lock().unwrap();
    assert!(asked.starts_with("GET http://203.0.113.7:81/a?b HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains("proxy-authorization: Basic YW5hOnMzY3JldA=="), "{asked}");
}

#[tokio::test]
async fn a_secure_one_asks_for_a_tunnel_and_a_proxy_that_refuses_is_told() {
    let (port, asked) = proxy("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").await;
    let failed = read(&through(port, ""), get("https://203.0.113.7/")).await.unwrap_err();
    assert!(failed.error.to_string().ends_with(": 403 Forbidden") && !failed.sent, "{failed:?}");
    let asked = asked.lock().unwrap();
    assert!(asked.starts_with("CONNECT 203.0.113.7:443 HTTP/1.1\r\n"), "{asked}");
    assert!(!asked.contains("GET"), "{asked}");
}

#[tokio::test]
async fn what_goes_through_a_tunnel_is_between_us_and_the_server() {
    let (acceptor, _, fingerprint) = super::connections::certified();
    let server = Server::with_tls(|_| server::answer(200, &[], "tunnelled"), Some(acceptor)).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (address, asked) = (server.at, Arc::new(Mutex::new(Vec::new())));
    let heard = Arc::clone(&asked);
    tokio::spawn(async move {
        let (mut ours, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4096];
        let read = ours.read(&mut request).await.unwrap();
        heard.lock().unwrap().extend_from_slice(&request[..read]);
        ours.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
        let dialer = Dialer::new(Policy::OPEN, Clock::system());
        let mut theirs = dialer.connect("127.0.0.1", address.port(), LIMITS.total).await.unwrap();
        let _ = tokio::io::copy_bidirectional(&mut ours, &mut theirs.stream).await;
    });
    let client = through(port, "").trusting(Tls::pinned(fingerprint).unwrap());
    let mut request = get("https://203.0.113.7/secret");
    request.headers.insert(header::AUTHORIZATION, bearer(&Secret::new("token")).unwrap());
    assert_eq!(text(&client, request).await, "200 tunnelled");
    assert!(!String::from_utf8_lossy(&asked.lock().unwrap()).contains("token"));
    assert_eq!(server.asked()[0].headers["authorization"], "Bearer token");
    assert!(!server.asked()[0].headers.contains_key("proxy-authorization"));
}

#[tokio::test]
async fn a_proxy_is_no_way_around_the_policy_and_this_machine_needs_none() {
    let (port, asked) = proxy("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").await;
    let failed = read(&through(port, ""), get("http://169.254.169.254/")).await.unwrap_err();
    assert!(matches!(failed.error, Error::Dial(_)), "{failed:?}");
    let server = Server::echoing().await;
    assert_eq!(text(&through(port, ""), get(&server.url("/x"))).await, "200 GET /x ");
    assert_eq!(*asked.lock().unwrap(), "");
}

#[tokio::test]
async fn a_proxy_that_is_not_understood_is_not_gone_around() {
    let client = client().through(Proxies::new("", "socks4://proxy.example", ""));
    let failed = read(&client, get("https://203.0.113.7/")).await.unwrap_err();
    assert!(matches!(failed.error, Error::ProxySetting("HTTPS_PROXY")), "{failed:?}");
    assert!(!format!("{:?}", Proxies::new("http://a:b@c:1", "", "")).contains("a:b"));
}

#[tokio::test]
async fn a_proxy_may_be_written_without_its_scheme_and_hosts_may_need_none() {
    let (port, asked) = proxy("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").await;
    let client = client().through(Proxies::new(&format!("127.0.0.1:{port}"), "", "192.0.2.0/24"));
    assert_eq!(text(&client, get("http://203.0.113.7/")).await, "200 ok");
    assert!(
        client.proxies.of(&address::Origin::of(&address("http://192.0.2.1/").unwrap())).unwrap().is_none()
    );
    assert!(asked.lock().unwrap().starts_with("GET http://203.0.113.7/ "));
}
