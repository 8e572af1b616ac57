//! Proxies that do what the test says, and everything that they can do wrong.

use super::*;
use crate::Secret;
use crate::tls::{Fingerprint, Tls};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const CANARY: &str = "canary-7f3a";

/// One turn of a scripted proxy.
#[derive(Clone, Copy)]
enum Turn {
    /// Hears as many bytes.
    Hear(usize),
    /// Hears a header.
    HearHeader,
    Say(&'static [u8]),
    /// Says so many of a byte.
    SayMany(u8, usize),
    /// Says nothing until the client has gone.
    Keep,
}
use Turn::{Hear, HearHeader, Keep, Say, SayMany};

/// A proxy that takes these turns on each connection, and then hangs up; where it is, and what it hears.
async fn scripted(turns: &[Turn]) -> (u16, Arc<Mutex<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard: Arc<Mutex<Vec<u8>>> = Arc::default();
    let (turns, hearing) = (turns.to_vec(), Arc::clone(&heard));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            for turn in &turns {
                match turn {
                    Hear(count) => {
                        let mut bytes = vec![0; *count];
                        if stream.read_exact(&mut bytes).await.is_err() {
                            break;
                        }
                        hearing.lock().unwrap().extend(bytes);
                    }
                    HearHeader => {
                        let mut all = Vec::new();
                        while !all.ends_with(b"\r\n\r\n") {
                            all.push(stream.read_u8().await.unwrap());
                        }
                        hearing.lock().unwrap().extend(all);
                    }
                    Say(bytes) => stream.write_all(bytes).await.unwrap(),
                    // The client may have heard enough.
                    SayMany(byte, count) => drop(stream.write_all(&vec![*byte; *count]).await),
                    Keep => drop(stream.read_to_end(&mut Vec::new()).await),
                }
            }
        }
    });
    (port, heard)
}

fn through(url: &str) -> Dialer {
    dialer(Policy::OPEN).through(Some(Arc::new(Proxy::parse(url).unwrap())))
}

/// What is told of a proxy, by its code; nothing secret with it.
async fn told(url: &str) -> String {
    let error = through(url).connect("203.0.113.7", 993, ALLOWED).await.unwrap_err();
    let Error::Proxy(blocked) = &error else { panic!("{error}") };
    assert!(!format!("{error} {error:?} {:?}", blocked.words()).contains(CANARY), "{error:?}");
    assert_eq!(blocked.target, "203.0.113.7:993");
    blocked.words().code.into_owned()
}

#[tokio::test]
async fn whatever_a_proxy_answers_to_connect_is_told_as_what_it_is() {
    for (said, open, signed_in) in [
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "proxy-login-wanted", "proxy-login-refused"),
        ("HTTP/1.0 401 Unauthorized\r\n\r\n", "proxy-login-wanted", "proxy-login-refused"),
        ("HTTP/1.1 403 Filtered\r\nContent-Length: 2\r\n\r\nno", "proxy-forbids", "proxy-forbids"),
        ("HTTP/1.1 405 Method Not Allowed\r\n\r\n", "proxy-forbids", "proxy-forbids"),
        ("HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n\r\n", "proxy-forbids", "proxy-forbids"),
        ("HTTP/1.0 500 Unable to connect\r\n\r\n", "proxy-no-way", "proxy-no-way"),
        ("HTTP/1.1 502 Bad Gateway\r\n\r\n", "proxy-no-way", "proxy-no-way"),
        ("HTTP/1.1 504 Gateway Timeout\r\n\r\n", "proxy-no-way", "proxy-no-way"),
        ("* OK IMAP4rev1 ready\r\n\r\n", "proxy-nonsense", "proxy-nonsense"),
        ("\u{5}\u{ff}", "proxy-nonsense", "proxy-nonsense"),
        ("HTTP/1.1 200 OK\r\nX", "proxy-closed", "proxy-closed"),
        ("", "proxy-closed", "proxy-closed"),
    ] {
        let (port, heard) = scripted(&[HearHeader, Say(said.as_bytes())]).await;
        assert_eq!(told(&format!("http://127.0.0.1:{port}")).await, open, "{said}");
        assert!(!String::from_utf8_lossy(&heard.lock().unwrap()).contains("proxy-authorization"));
        assert_eq!(told(&format!("http://ana:{CANARY}@127.0.0.1:{port}")).await, signed_in, "{said}");
        let heard = String::from_utf8_lossy(&heard.lock().unwrap()).into_owned();
        assert!(
            heard.starts_with("CONNECT 203.0.113.7:993 HTTP/1.1\r\nhost: 203.0.113.7:993\r\n"),
            "{heard}"
        );
        assert!(heard.contains("proxy-authorization: Basic YW5hOmNhbmFyeS03ZjNh\r\n"), "{heard}");
    }
}

#[tokio::test]
async fn a_header_that_does_not_end_is_given_up_after_16_kib() {
    let (port, _) =
        scripted(&[HearHeader, Say(b"HTTP/1.1 200 OK\r\nX: "), SayMany(b'x', 64 * 1024), Keep]).await;
    assert_eq!(told(&format!("http://127.0.0.1:{port}")).await, "proxy-nonsense");
}

#[tokio::test]
async fn what_comes_right_behind_the_answer_belongs_to_the_tunnel() {
    let answer = Say(b"HTTP/1.1 200 Connection established\r\n\r\n* OK ready\r\n");
    let (port, heard) = scripted(&[HearHeader, answer, Hear(4), Say(b"bye")]).await;
    let reached = through(&format!("http://127.0.0.1:{port}")).connect("[2001:db8::1]", 993, ALLOWED).await;
    let mut connection = reached.unwrap();
    assert_eq!((connection.address.port(), connection.stays_here), (port, false));
    connection.stream.write_all(b"ping").await.unwrap();
    let mut all = String::new();
    connection.stream.read_to_string(&mut all).await.unwrap();
    assert_eq!(all, "* OK ready\r\nbye");
    let heard = String::from_utf8_lossy(&heard.lock().unwrap()).into_owned();
    assert!(heard.starts_with("CONNECT [2001:db8::1]:993 ") && heard.ends_with("ping"), "{heard}");
}

#[tokio::test]
async fn whatever_a_proxy_answers_to_socks_is_told_as_what_it_is() {
    const OPEN: Turn = Say(&[5, 0]);
    for (code, reply) in [
        ("proxy-no-way", Say(&[5, 1, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("proxy-forbids", Say(&[5, 2, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("proxy-no-way", Say(&[5, 3, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("proxy-no-way", Say(&[5, 4, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("proxy-no-way", Say(&[5, 5, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("proxy-no-way", Say(&[5, 6, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("proxy-forbids", Say(&[5, 7, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("proxy-no-way", Say(&[5, 8, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("proxy-nonsense", Say(&[5, 99, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("proxy-nonsense", Say(&[4, 0, 0, 1])),
        ("proxy-nonsense", Say(&[5, 0, 0, 9])),
        ("proxy-closed", Say(&[5])),
    ] {
        for scheme in ["socks5", "socks5h"] {
            let (port, heard) = scripted(&[Hear(3), OPEN, Hear(10), reply]).await;
            assert_eq!(
                told(&format!("{scheme}://127.0.0.1:{port}")).await,
                code,
                "{scheme} {:?}",
                heard.lock()
            );
            assert_eq!(*heard.lock().unwrap(), [5, 1, 0, 5, 1, 0, 1, 203, 0, 113, 7, 3, 0xe1], "{scheme}");
        }
    }
    for (code, said) in [
        ("proxy-login-wanted", Say(&[5, 255])),
        ("proxy-login-wanted", Say(&[5, 2])),
        ("proxy-nonsense", Say(&[5, 1])),
        ("proxy-nonsense", Say(b"HTTP/1.1 400 Bad Request\r\n\r\n")),
        ("proxy-closed", Say(b"")),
    ] {
        let (port, _) = scripted(&[Hear(3), said]).await;
        assert_eq!(told(&format!("socks5h://127.0.0.1:{port}")).await, code);
    }
}

#[tokio::test]
async fn socks_is_told_a_password_only_when_it_wants_one() {
    let login = format!("ana:{CANARY}");
    let (port, heard) = scripted(&[Hear(4), Say(&[5, 2]), Hear(17), Say(&[1, 1])]).await;
    assert_eq!(told(&format!("socks5://{login}@127.0.0.1:{port}")).await, "proxy-login-refused");
    assert_eq!(*heard.lock().unwrap(), [b"\x05\x02\x00\x02\x01\x03ana\x0b", CANARY.as_bytes()].concat());
    let (port, heard) = scripted(&[Hear(4), Say(&[5, 0]), Hear(10), Say(&[5, 2, 0, 1])]).await;
    assert_eq!(told(&format!("socks5://{login}@127.0.0.1:{port}")).await, "proxy-forbids");
    assert!(!String::from_utf8_lossy(&heard.lock().unwrap()).contains(CANARY));
    let (port, _) = scripted(&[Hear(4), Say(&[5, 255])]).await;
    assert_eq!(told(&format!("socks5://{login}@127.0.0.1:{port}")).await, "proxy-login-refused");
}

#[tokio::test]
async fn names_are_looked_up_here_or_by_the_proxy() {
    let (port, heard) = scripted(&[Hear(3), Say(&[5, 0]), Hear(5), Keep]).await;
    let connecting = async |scheme: &str| {
        let dialer = through(&format!("{scheme}://127.0.0.1:{port}"));
        let heard_all = async {
            while heard.lock().unwrap().len() < 8 {
                tokio::task::yield_now().await;
            }
            std::mem::take(&mut *heard.lock().unwrap())
        };
        tokio::select! {
            ended = dialer.connect("localhost", 993, ALLOWED) => panic!("{ended:?}"),
            heard = heard_all => heard,
        }
    };
    let here = connecting("socks5").await;
    assert!(matches!(here[3..], [5, 1, 0, 1 | 4, _]), "an address: {here:?}");
    let there = connecting("socks5h").await;
    assert_eq!(there[3..], [5, 1, 0, 3, 9], "a name of nine letters");
}

#[tokio::test]
async fn a_proxy_that_cannot_be_reached_is_told_and_not_the_server() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert_eq!(told(&format!("http://{closed}")).await, "proxy-unreachable");
    assert_eq!(told("socks5://no-such-proxy.invalid").await, "proxy-unknown");
    let (plain, _) = scripted(&[Hear(5), Say(b"HTTP/1.1 400 Bad Request\r\n\r\n"), Keep]).await;
    assert_eq!(told(&format!("https://127.0.0.1:{plain}")).await, "proxy-not-secure");
}

#[tokio::test]
async fn a_proxy_under_tls_is_told_its_password_under_tls_and_must_be_who_it_is() {
    let key = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let (fingerprint, theirs) = (Fingerprint::of(key.cert.der()), key.cert.der().clone());
    let private = rustls_pki_types::PrivatePkcs8KeyDer::from(key.signing_key.serialize_der());
    let config =
        rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![theirs], private.into())
            .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let answer = Say(b"HTTP/1.1 200 Connection established\r\n\r\n* OK ready\r\n");
    let (behind, heard) = scripted(&[HearHeader, answer]).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut on = dialer(Policy::OPEN).connect("127.0.0.1", behind, ALLOWED).await.unwrap();
            let _ = tokio::io::copy_bidirectional(&mut stream, &mut on.stream).await;
        }
    });
    let url = format!("https://ana:{CANARY}@127.0.0.1:{port}");
    assert_eq!(told(&url).await, "proxy-not-secure", "nobody knows who issued its certificate");
    assert_eq!(*heard.lock().unwrap(), b"");
    let proxy = Proxy::parse(&url).unwrap().trusting(Tls::pinned(fingerprint).unwrap());
    let dialer = dialer(Policy::OPEN).through(Some(Arc::new(proxy)));
    let mut connection = dialer.connect("mail.invalid", 993, ALLOWED).await.unwrap();
    let mut all = [0; 12];
    connection.stream.read_exact(&mut all).await.unwrap();
    assert_eq!(&all, b"* OK ready\r\n");
    let heard = String::from_utf8_lossy(&heard.lock().unwrap()).into_owned();
    assert!(
        heard.starts_with("CONNECT mail.invalid:993 ") && heard.contains("proxy-authorization: Basic "),
        "{heard}"
    );
}

#[tokio::test]
async fn a_proxy_that_stays_silent_is_given_up_before_whoever_waits_for_it() {
    for (scheme, turns) in [
        ("http", &[HearHeader, Keep][..]),
        ("http", &[HearHeader, Say(b"HTTP/1.1 200 OK\r\n"), Keep]),
        ("https", &[Keep]),
        ("socks5", &[Hear(3), Keep]),
        ("socks5h", &[Hear(3), Say(&[5, 0]), Keep]),
    ] {
        let (port, _) = scripted(turns).await;
        let clock = Manual::at(Timestamp::UNIX_EPOCH);
        let proxy = Proxy::parse(&format!("{scheme}://127.0.0.1:{port}")).unwrap();
        let dialer = Dialer::new(Policy::OPEN, clock.clock()).through(Some(Arc::new(proxy)));
        let waiting = tokio::spawn(async move { dialer.connect("203.0.113.7", 993, ALLOWED).await });
        while !waiting.is_finished() {
            clock.advance(Duration::from_secs(1));
            settle().await;
        }
        let Error::Proxy(blocked) = waiting.await.unwrap().unwrap_err() else { panic!("{scheme}") };
        let words = blocked.words();
        assert_eq!(words.code, "proxy-silent", "{scheme}");
        assert!(format!("{words:?}").contains("27"), "{words:?}");
        assert!(clock.clock().since(Timestamp::UNIX_EPOCH) < ALLOWED);
    }
}

#[tokio::test]
async fn a_proxy_is_judged_by_the_policy_and_is_no_way_around_it() {
    let (port, heard) = scripted(&[HearHeader, Say(b"HTTP/1.1 200 OK\r\n\r\n")]).await;
    for scheme in ["http", "socks5", "socks5h"] {
        let proxy = Arc::new(Proxy::parse(&format!("{scheme}://127.0.0.1:{port}")).unwrap());
        let dialer = |egress| dialer(egress).through(Some(Arc::clone(&proxy)));
        let error = dialer(Policy::PUBLIC).connect("203.0.113.7", 993, ALLOWED).await.unwrap_err();
        let Error::Proxy(blocked) = &error else { panic!("{error}") };
        assert_eq!(blocked.words().code, "proxy-egress");
        for cloud in ["169.254.169.254", "[::ffff:169.254.169.254]", "100.100.100.200"] {
            let error = dialer(Policy::OPEN).connect(cloud, 80, ALLOWED).await.unwrap_err();
            assert!(matches!(error, Error::Refused { .. }), "{scheme} {cloud}: {error}");
        }
    }
    assert_eq!(*heard.lock().unwrap(), b"");
}

#[tokio::test]
async fn what_is_said_to_a_server_elsewhere_leaves_this_machine_though_the_proxy_is_here() {
    let (port, _) = scripted(&[HearHeader, Say(b"HTTP/1.1 200 OK\r\n\r\n"), Keep]).await;
    let dialer = through(&format!("http://127.0.0.1:{port}"));
    for (host, stays_here) in [("mail.invalid", false), ("203.0.113.7", false), ("127.0.0.1", true)] {
        assert_eq!(dialer.connect(host, 143, ALLOWED).await.unwrap().stays_here, stays_here, "{host}");
    }
}

#[test]
fn a_proxy_is_named_by_a_url() {
    let shown = |text: &str| Proxy::parse(text).map(|proxy| proxy.to_string());
    for (text, expected) in [
        ("http://proxy.example", "http://proxy.example:80"),
        ("HTTPS://Proxy.Example/", "https://proxy.example:443"),
        ("socks5://proxy.example", "socks5://proxy.example:1080"),
        ("socks5://proxy.example:80", "socks5://proxy.example:80"),
        ("socks5h://[2001:DB8::1]:9050", "socks5h://[2001:db8::1]:9050"),
        ("socks5://2130706433:1", "socks5://127.0.0.1:1"),
        ("http://ana:p%40ss@10.0.0.1:3128", "http://10.0.0.1:3128"),
    ] {
        assert_eq!(shown(text).as_deref(), Ok(expected), "{text}");
    }
    for (text, why) in [
        ("", Unusable::Form),
        ("proxy.example", Unusable::Form),
        ("proxy.example:3128", Unusable::Form),
        ("http://", Unusable::Form),
        ("socks5://", Unusable::Form),
        ("socks5://ex ample", Unusable::Form),
        ("http://proxy.example/path", Unusable::Form),
        ("http://proxy.example?x", Unusable::Form),
        ("http://proxy.example:99999", Unusable::Form),
        ("socks4://proxy.example", Unusable::Scheme),
        ("ftp://proxy.example", Unusable::Scheme),
        ("socks5://ana@proxy.example", Unusable::Login),
        ("http://a%3Ab:c@proxy.example", Unusable::Login),
        ("http://a:%FF@proxy.example", Unusable::Login),
    ] {
        assert_eq!(Proxy::parse(text).map(|proxy| proxy.to_string()), Err(why), "{text}");
    }
    let long = Proxy::parse("socks5://h").unwrap().signing_in("a".into(), Secret::new("x".repeat(256)));
    assert_eq!(long.map(|_| ()), Err(Unusable::Login));
}

#[test]
fn who_signs_in_to_a_proxy_is_never_shown() {
    let dialer = through(&format!("http://ana-{CANARY}:{CANARY}@proxy.example:3128"));
    let shown = format!("{dialer:?} {:#?} {}", dialer.proxy, dialer.proxy.as_ref().unwrap());
    assert!(shown.contains("http://proxy.example:3128") && !shown.contains(CANARY), "{shown}");
}
