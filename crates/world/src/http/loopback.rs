//! A web server on this machine, for a browser that comes back with something.

use super::{HeaderMap, Method, StatusCode, header};
use crate::Clock;
use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

/// Listens on the loopback addresses of this machine and nowhere else.
#[derive(Debug)]
pub struct Loopback {
    port: u16,
    visits: mpsc::Receiver<Visit>,
    listening: JoinSet<()>,
    /// One for each connection that is open.
    open: mpsc::Sender<Infallible>,
    all_closed: mpsc::Receiver<Infallible>,
}

/// What a browser asks for.
#[derive(Debug)]
pub struct Visit {
    /// How.
    pub method: Method,
    /// The path.
    pub path: String,
    /// The query, as it is written; empty when there is none.
    pub query: String,
    /// What it sends along.
    pub body: Bytes,
    answer: oneshot::Sender<(StatusCode, String)>,
}

/// Longer ones are sent by no browser that comes back.
const LONGEST: usize = 64 * 1024;
/// For the last page to arrive.
const FAREWELL: Duration = Duration::from_secs(2);

impl Loopback {
    /// Listens on this port, or on any that is free with 0. [`io::ErrorKind::AddrInUse`]: another program does.
    pub async fn listen(port: u16) -> io::Result<Self> {
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = first.local_addr()?.port();
        let mut listeners = vec![first];
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
            Ok(second) => listeners.push(second),
            // Behind "localhost" there may be somebody else.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            // Not every machine has IPv6.
            Err(_) => {}
        }
        let (tell, visits) = mpsc::channel(8);
        let (open, all_closed) = mpsc::channel(1);
        let mut listening = JoinSet::new();
        for listener in listeners {
            listening.spawn(accept(listener, port, tell.clone(), open.clone()));
        }
        Ok(Self { port, visits, listening, open, all_closed })
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The next visit.
    pub async fn next(&mut self) -> Visit {
        match self.visits.recv().await {
            Some(visit) => visit,
            // Somebody listens as long as this is there.
            None => std::future::pending().await,
        }
    }

    /// Listens no longer, and waits a moment for what was answered last to arrive.
    pub async fn close(self, clock: &Clock) {
        let Self { mut listening, open, mut all_closed, .. } = self;
        listening.abort_all();
        while listening.join_next().await.is_some() {}
        drop(open);
        // Whatever has not arrived by then never will.
        let _ = clock.within(FAREWELL, all_closed.recv()).await;
    }
}

impl Visit {
    /// Answers with a page.
    pub fn answer(self, status: StatusCode, html: String) {
        // Whoever asked may have gone.
        let _ = self.answer.send((status, html));
    }
}

async fn accept(listener: TcpListener, port: u16, tell: mpsc::Sender<Visit>, open: mpsc::Sender<Infallible>) {
    loop {
        // What went wrong with one is no matter of the next.
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, port, tell.clone(), open.clone()));
        }
    }
}

async fn serve(stream: TcpStream, port: u16, tell: mpsc::Sender<Visit>, open: mpsc::Sender<Infallible>) {
    let answering = service_fn(move |request| {
        let tell = tell.clone();
        async move { Ok::<_, Infallible>(page(answered(request, port, tell).await)) }
    });
    let mut server = http1::Builder::new();
    server.keep_alive(false).max_buf_size(LONGEST);
    // A browser that breaks off comes again.
    let _ = server.serve_connection(TokioIo::new(stream), answering).await;
    drop(open);
}

async fn answered(request: Request<Incoming>, port: u16, tell: mpsc::Sender<Visit>) -> (StatusCode, String) {
    // A page of somebody else's, whose name was made to mean this machine.
    if !is_for_us(request.headers(), port) {
        return (StatusCode::MISDIRECTED_REQUEST, String::new());
    }
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, LONGEST).collect().await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, String::new());
    };
    let (answer, answered) = oneshot::channel();
    let visit = Visit {
        method: head.method,
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        body: body.to_bytes(),
        answer,
    };
    match tell.send(visit).await {
        Ok(()) => answered.await.unwrap_or((StatusCode::GONE, String::new())),
        Err(_) => (StatusCode::GONE, String::new()),
    }
}

fn is_for_us(headers: &HeaderMap, port: u16) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let (name, given) = match host.rsplit_once(':') {
        Some((name, given)) if !given.ends_with(']') => (name, given.parse().unwrap_or(0)),
        _ => (host, 80),
    };
    given == port && ["localhost", "127.0.0.1", "[::1]"].iter().any(|ours| name.eq_ignore_ascii_case(ours))
}

/// Nothing is loaded from elsewhere, and nobody is told the address, which has a code in it.
fn page((status, html): (StatusCode, String)) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(html)));
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[expect(clippy::disallowed_methods, reason = "the test is the browser")]
    async fn ask(port: u16, request: String) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    #[tokio::test]
    async fn a_browser_is_answered_and_the_last_page_arrives() {
        let mut loopback = Loopback::listen(0).await.unwrap();
        let port = loopback.port();
        let browser = tokio::spawn(ask(
            port,
            format!("GET /Callback?code=a%20b HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"),
        ));
        let visit = loopback.next().await;
        assert_eq!((visit.path.as_str(), visit.query.as_str()), ("/Callback", "code=a%20b"));
        visit.answer(StatusCode::OK, "<p>done".to_owned());
        loopback.close(&Clock::system()).await;
        let answer = browser.await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("<p>done"), "{answer}");
    }

    #[tokio::test]
    async fn a_port_that_is_taken_is_told() {
        let loopback = Loopback::listen(0).await.unwrap();
        assert_eq!(Loopback::listen(loopback.port()).await.unwrap_err().kind(), io::ErrorKind::AddrInUse);
    }

    #[tokio::test]
    async fn other_names_and_endless_bodies_are_turned_away() {
        let loopback = Loopback::listen(0).await.unwrap();
        let port = loopback.port();
        for host in ["evil.example", &format!("evil.example:{port}"), "localhost", "localhost:1"] {
            let answer = ask(port, format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).await;
            assert!(answer.starts_with("HTTP/1.1 421"), "{host}: {answer}");
        }
        let body = "x".repeat(LONGEST + 1);
        let length = body.len();
        let request =
            format!("POST / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: {length}\r\n\r\n{body}");
        assert!(!ask(port, request).await.starts_with("HTTP/1.1 200"));
    }
}
