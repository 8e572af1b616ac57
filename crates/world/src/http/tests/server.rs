//! Servers on loopback.

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// What a server was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: Method,
    pub target: String,
    pub headers: HeaderMap,
    pub body: String,
}

/// A server that answers requests, and keeps them.
pub struct Server {
    pub at: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    connections: Arc<Mutex<usize>>,
    scheme: &'static str,
}

pub type Answer = Response<Full<Bytes>>;

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Answer {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Full::new(body.into())).unwrap()
}

impl Server {
    pub async fn start(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self::with_tls(answer, None).await
    }

    pub async fn echoing() -> Self {
        let echo = |asked: &Asked| format!("{} {} {}", asked.method, asked.target, asked.body);
        Self::start(move |asked| answer(200, &[], echo(asked))).await
    }

    pub async fn with_tls(
        answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
        tls: Option<tokio_rustls::TlsAcceptor>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let server = Self { at, asked: Arc::default(), connections: Arc::default(), scheme };
        let (asked, connections, answer) =
            (Arc::clone(&server.asked), Arc::clone(&server.connections), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *connections.lock().unwrap() += 1;
                let (asked, answer, tls) = (Arc::clone(&asked), Arc::clone(&answer), tls.clone());
                tokio::spawn(async move {
                    let stream: crate::dial::Stream = match tls {
                        None => Box::new(stream),
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => Box::new(stream),
                            Err(_) => return,
                        },
                    };
                    let serve = service_fn(|request| {
                        let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
                        async move {
                            let Some(one) = read(request).await else {
                                return Ok::<_, Infallible>(self::answer(400, &[], ""));
                            };
                            asked.lock().unwrap().push(one.clone());
                            Ok(answer(&one))
                        }
                    });
                    let http = hyper::server::conn::http1::Builder::new();
                    drop(http.serve_connection(TokioIo::new(stream), serve).await);
                });
            }
        });
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}://127.0.0.1:{}{path}", self.scheme, self.at.port())
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }
}

async fn read(request: Request<Incoming>) -> Option<Asked> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.ok()?.to_bytes();
    let body = String::from_utf8_lossy(&body).into_owned();
    Some(Asked { method: head.method, target: head.uri.to_string(), headers: head.headers, body })
}

/// A server that says exactly these bytes to each request, and then ends the connection or keeps silent.
pub async fn saying(said: Vec<u8>, then_silent: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let said = said.clone();
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                    let mut piece = [0; 1024];
                    match stream.read(&mut piece).await {
                        Ok(read @ 1..) => request.extend_from_slice(&piece[..read]),
                        _ => return,
                    }
                }
                let _ = stream.write_all(&said).await;
                if then_silent {
                    // Until the client hangs up.
                    let _ = stream.read(&mut [0; 1024]).await;
                }
            });
        }
    });
    format!("http://{at}/")
}
