//! Stands before the token endpoint, passes requests on, and can hold one back: at a moment that is known, before anything
//! has happened at the provider, or after all has.

use super::provider::client;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use carteiro_world::http::{Limits, Method, Request, address};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Nothing.
    Nothing,
    /// Requests: the provider hears of none.
    Requests,
    /// Answers: the provider has done what was asked.
    Answers,
}

#[derive(Clone)]
pub struct Holding {
    pub url: String,
    to: Arc<str>,
    hold: Arc<Mutex<Hold>>,
    held: Arc<Notify>,
    released: Arc<Notify>,
}

impl Holding {
    pub async fn before(token_url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/token", listener.local_addr().unwrap());
        let this = Self {
            url,
            to: Arc::from(token_url),
            hold: Arc::new(Mutex::new(Hold::Nothing)),
            held: Arc::default(),
            released: Arc::default(),
        };
        let router = Router::new().fallback(pass).with_state(this.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        this
    }

    pub fn hold(&self, what: Hold) {
        *self.hold.lock().unwrap() = what;
    }

    /// Resolves when something is held back.
    pub async fn held(&self) {
        self.held.notified().await;
    }

    /// Lets what is held back go on, and everything after it.
    pub fn release(&self) {
        self.hold(Hold::Nothing);
        self.released.notify_one();
    }

    async fn keep(&self) {
        self.held.notify_one();
        self.released.notified().await;
    }
}

async fn pass(State(holding): State<Holding>, headers: HeaderMap, body: Bytes) -> Response {
    let hold = *holding.hold.lock().unwrap();
    if hold == Hold::Requests {
        holding.keep().await;
    }
    let limits = Limits {
        total: Duration::from_secs(30),
        silence: Duration::from_secs(30),
        size: 1 << 20,
        redirects: 0,
    };
    let mut request = Request::new(Method::POST, address(&holding.to).unwrap(), limits);
    request.headers.insert(header::CONTENT_TYPE, headers[header::CONTENT_TYPE].clone());
    request.body = Some(body.to_vec().into());
    let answer = client().send(request).await.unwrap();
    let status = StatusCode::from_u16(answer.status.as_u16()).unwrap();
    let body = answer.spool().await.unwrap().read(0..u64::MAX, usize::MAX).unwrap();
    if hold == Hold::Answers {
        holding.keep().await;
    }
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_vec()).into_response()
}
