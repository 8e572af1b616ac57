//! A web server on loopback.

use bytes::Bytes;
use http::{HeaderMap, Response};
use http_body_util::{BodyExt, Full};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

pub type Answer = Response<Full<Bytes>>;

/// What it was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Method, path and query.
    pub line: String,
    pub headers: HeaderMap,
    pub body: String,
}

pub struct Web {
    pub port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Answer {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Full::new(body.into())).unwrap()
}

impl Web {
    pub async fn start(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let web = Self { port: listener.local_addr().unwrap().port(), asked: Arc::default() };
        let (asked, answer) = (Arc::clone(&web.asked), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
                let serve = service_fn(move |request: http::Request<hyper::body::Incoming>| {
                    let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
                    async move {
                        let (head, body) = request.into_parts();
                        let line = format!("{} {}", head.method, head.uri);
                        let body = match body.collect().await {
                            Ok(body) => String::from_utf8_lossy(&body.to_bytes()).into_owned(),
                            Err(_) => return Ok::<_, Infallible>(self::answer(400, &[], "")),
                        };
                        let one = Asked { line, headers: head.headers, body };
                        asked.lock().unwrap().push(one.clone());
                        Ok(answer(&one))
                    }
                });
                let http = hyper::server::conn::http1::Builder::new();
                tokio::spawn(http.serve_connection(TokioIo::new(stream), serve));
            }
        });
        web
    }

    /// The servers that the examples speak of.
    pub async fn of_the_examples() -> Self {
        const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
        Self::start(|asked| match asked.line.as_str() {
            "POST /api/tickets" if asked.headers["authorization"] == "Bearer t0ken" => {
                answer(201, JSON, format!("{{\"id\": {}}}", asked.body.len()))
            }
            "GET /people/ana%40acme.example" => answer(200, JSON, "{}"),
            "GET /rates.csv" => answer(200, &[("content-type", "text/csv")], "BRL,5.4\n"),
            _ => answer(404, &[], ""),
        })
        .await
    }

    /// The automation, with this server in place of every other.
    pub fn instead(&self, automation: &str) -> String {
        let hosts = ["tickets.example.org", "crm.example.org", "www.example.org"];
        let here = self.url("");
        hosts.iter().fold(automation.to_owned(), |text, host| text.replace(&format!("https://{host}"), &here))
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}
