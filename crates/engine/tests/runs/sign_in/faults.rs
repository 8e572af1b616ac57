//! An authorization server that misbehaves.

use super::Lab;
use carteiro_auth::oauth2::{Authentication, Client};
use carteiro_auth::providers::Endpoints;
use carteiro_auth::{Refused, Why};
use carteiro_world::clock::Manual;
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http::{self, Url};
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Random, Secret, Transcript};
use serde_json::{Value, json};
use std::time::Duration;

fn client(lab: &Lab, id: &str, clock: Clock) -> Client {
    let url = |name| Url::parse(lab.provider.url(name)).unwrap();
    let dialer = Dialer::new(Policy::OPEN, clock.clone());
    Client {
        endpoints: Endpoints { authorization: None, token: url("token_url"), device: None, revocation: None },
        id: id.to_owned(),
        authentication: Authentication::Secret(Secret::new("daemon-secret")),
        scopes: vec!["https://outlook.office365.com/.default".to_owned()],
        http: http::Client::new(dialer, Spools::default(), Transcript::default()),
        clock,
        random: Random::system(),
    }
}

async fn refused(lab: &Lab, how: Value) -> Refused {
    let id = lab.provider.client("daemon");
    let mut fault = how;
    fault["client"] = id.clone().into();
    lab.provider.control("fail", &fault).await;
    let refused = client(lab, &id, Clock::system()).client_credentials().await.unwrap_err();
    lab.provider.control("heal", &json!({ "client": id })).await;
    refused
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_comes_instead_of_a_token_is_of_a_kind() {
    let Some(lab) = Lab::stand() else { return };
    for (how, why, passes) in [
        (json!({ "mode": "html_500" }), Why::Unavailable, true),
        (json!({ "mode": "not_json" }), Why::Protocol, false),
        (json!({ "mode": "huge" }), Why::Protocol, false),
        (
            json!({ "mode": "unavailable", "retry_after": 7 }),
            Why::Throttled(Some(Duration::from_secs(7))),
            true,
        ),
        (json!({ "mode": "reset" }), Why::Unreachable, true),
        (json!({ "mode": "aadsts", "code": 700_082 }), Why::SignInNeeded, false),
        (json!({ "mode": "aadsts", "code": 7_000_215, "error": "invalid_client" }), Why::Denied, false),
        (
            json!({ "mode": "answer", "body": { "access_token": "a", "token_type": "mac" } }),
            Why::Protocol,
            false,
        ),
        (json!({ "mode": "answer", "status": 302, "body": "" }), Why::Protocol, false),
    ] {
        let refused = refused(&lab, how.clone()).await;
        assert_eq!((refused.why, refused.is_temporary()), (why, passes), "{how}: {refused:?}");
        assert!(!format!("{refused:?}").contains("daemon-secret"));
    }
}

#[tokio::test]
async fn an_answer_that_never_ends_and_one_that_never_comes_are_given_up() {
    let Some(lab) = Lab::stand() else { return };
    for mode in ["drip", "silence"] {
        let id = lab.provider.client("daemon");
        lab.provider.control("fail", &json!({ "client": id, "mode": mode })).await;
        let clock = Manual::at("2026-11-22T12:00:00Z".parse().unwrap());
        let client = client(&lab, &id, clock.clock());
        let asking = tokio::spawn(async move { client.client_credentials().await });
        while !asking.is_finished() {
            clock.advance(Duration::from_secs(31));
            tokio::task::yield_now().await;
        }
        let refused = asking.await.unwrap().unwrap_err();
        assert_eq!(refused.why, Why::Timeout, "{mode}: {refused:?}");
        lab.provider.control("heal", &json!({ "client": id })).await;
    }
}

#[tokio::test]
async fn a_server_that_is_down_may_come_back() {
    let Some(lab) = Lab::stand() else { return };
    let mut client = client(&lab, "daemon", Clock::system());
    // A port that nobody listens on.
    let closed = http::loopback::Loopback::listen(0).await.unwrap();
    let port = closed.port();
    drop(closed);
    client.endpoints.token.set_port(Some(port)).unwrap();
    let refused = client.client_credentials().await.unwrap_err();
    assert_eq!((refused.why, refused.is_temporary()), (Why::Unreachable, true), "{refused:?}");
}
