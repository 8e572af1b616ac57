//! What a test in any language says to the sandbox, by HTTP below `/control`: JSON, and a raw message where one is
//! delivered.
//!
//! | request | does |
//! | --- | --- |
//! | `GET /control` | tells addresses, users, folders, what was sent, faults, knobs, requests for tokens |
//! | `GET /control/faults`, `GET /control/knobs` | tells what there is, and what it does |
//! | `PUT`, `DELETE /control/faults/TEXT` | switches a fault on, off; `DELETE` without text, all |
//! | `PUT`, `DELETE /control/knobs/TEXT` | the same of the authorization server |
//! | `POST /control/messages?user=NAME` | delivers the body to a folder, by default INBOX |
//! | `DELETE /control/messages` | empties the outbox and the folders of all users, or the folders of `?user=NAME` |
//! | `PUT /control/apps/ID` | registers an app: `secret`, `certificates`, `redirect_uris` |
//! | `PUT /control/service-accounts/EMAIL` | registers a service account: `certificate`, `scopes` |
//! | `GET /control/ntlm` | tells who is signed in by NTLM on this connection, and signs in |
//! | `POST /control/clock` | lets `advance_seconds` pass for codes and tokens |

mod apps;
mod clock;
mod faults;
mod guard;
mod knobs;
mod messages;
mod ntlm;
mod state;

use std::{net::SocketAddr, sync::Arc};

use serde_json::{Value, json};

use crate::{
    http::{Reply, Request},
    oauth,
    site::Site,
};

/// The largest body, which is a message.
pub(crate) const BODY: usize = 32 * 1024 * 1024;

/// The control endpoint.
pub(crate) struct Control {
    site: Arc<Site>,
    oauth: Option<oauth::Server>,
    addresses: Vec<(&'static str, SocketAddr)>,
}

/// An answer that is JSON, or why there is none: the status and a sentence.
type Answer = Result<Value, (u16, String)>;

impl Control {
    pub fn new(
        site: Arc<Site>,
        oauth: Option<oauth::Server>,
        addresses: Vec<(&'static str, SocketAddr)>,
    ) -> Self {
        Self { site, oauth, addresses }
    }

    /// Answers one request.
    pub fn answer(&self, request: &Request) -> Reply {
        let checked = guard::check(request);
        if checked.is_ok() && request.path == "/control/ntlm" {
            return ntlm::answer(self, request);
        }
        match checked.and_then(|()| self.route(request)) {
            Ok(value) => Reply::json(200, &value),
            Err((status, why)) => Reply::json(status, &json!({ "error": why })),
        }
    }

    fn route(&self, request: &Request) -> Answer {
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().skip(1).map(String::as_str).collect();
        match (request.method.as_str(), path.as_slice()) {
            ("GET", []) => Ok(state::tell(self)),
            (method, ["faults", text @ ..]) => faults::answer(&self.site, method, text),
            (method, ["knobs", text @ ..]) => knobs::answer(self.oauth()?, method, text),
            ("POST", ["messages"]) => messages::deliver(&self.site.store, request),
            ("DELETE", ["messages"]) => messages::delete(&self.site, request),
            ("PUT", ["apps", id]) => apps::register(self.oauth()?, id, &request.body),
            ("PUT", ["service-accounts", email]) => {
                apps::register_service_account(self.oauth()?, email, &request.body)
            }
            ("POST", ["clock"]) => clock::advance(self.oauth()?, &request.body),
            (method, _) => Err((404, format!("the control endpoint has no {method} {}", request.path))),
        }
    }

    fn oauth(&self) -> Result<&oauth::Server, (u16, String)> {
        self.oauth.as_ref().ok_or_else(|| (404, "this sandbox has no authorization server".to_owned()))
    }
}

/// The object in a body.
fn object(body: &[u8]) -> Answer {
    /// Nothing that is registered is longer.
    const LONGEST: usize = 64 * 1024;
    if body.len() > LONGEST {
        return Err((413, format!("a body may have {LONGEST} bytes here")));
    }
    let value: Value =
        serde_json::from_slice(body).map_err(|error| (400, format!("the body is no JSON: {error}")))?;
    if value.is_object() { Ok(value) } else { Err((400, "the body is no JSON object".to_owned())) }
}
