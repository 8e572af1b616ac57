//! A tunnel asked for by HTTP: CONNECT (RFC 9110 §9.3.6).

use super::{Fault, Login};
use crate::dial::Stream;
use bytes::Bytes;
use http::{Method, StatusCode, header};
use http_body_util::Empty;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::error::Error as _;

/// The longest header of an answer.
const LONGEST: usize = 16 * 1024;

/// Turns `stream`, on which a proxy listens, into one to `target` (`HOST:PORT`).
pub(super) async fn connect(stream: Stream, target: &str, login: Option<&Login>) -> Result<Stream, Fault> {
    let asked = http::Request::builder()
        .method(Method::CONNECT)
        .uri(target)
        .header(header::HOST, target)
        .body(Empty::<Bytes>::new());
    let mut asked = asked.map_err(|error| Fault::NoWay(error.to_string()))?;
    let authorization = login.and_then(|login| crate::http::basic(&login.user, &login.password));
    asked.headers_mut().extend(authorization.map(|value| (header::PROXY_AUTHORIZATION, value)));
    let handshake = http1::Builder::new().max_buf_size(LONGEST).handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(|error| unanswered(&error))?;
    let asking = async {
        let answer = sender.send_request(asked).await.map_err(|error| unanswered(&error))?;
        if let Some(fault) = refused(answer.status(), login.is_some()) {
            return Err(fault);
        }
        let tunnel = hyper::upgrade::on(answer).await.map_err(|error| unanswered(&error))?;
        Ok(Box::new(TokioIo::new(tunnel)) as Stream)
    };
    // It ends when the tunnel is handed over, or broken: both are heard where the answer is waited for.
    let carrying = async {
        drop(connection.with_upgrades().await);
        std::future::pending::<Infallible>().await
    };
    tokio::select! {
        biased;
        asked = asking => asked,
        never = carrying => match never {},
    }
}

/// RFC 9110 §15: what is no success is a refusal; of the proxy (4xx), or of the server that it asked (5xx).
fn refused(status: StatusCode, has_login: bool) -> Option<Fault> {
    let said = status.to_string();
    match status.as_u16() {
        200..=299 => None,
        // tinyproxy says 401 to a wrong password, where a server would.
        401 | 407 if has_login => Some(Fault::LoginRefused),
        401 | 407 => Some(Fault::LoginWanted),
        500.. => Some(Fault::NoWay(said)),
        _ => Some(Fault::Forbidden(said)),
    }
}

fn unanswered(error: &hyper::Error) -> Fault {
    let is_io = error.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
    if error.is_incomplete_message() || error.is_closed() || error.is_canceled() || is_io {
        return Fault::Closed;
    }
    Fault::Nonsense(error.to_string())
}
