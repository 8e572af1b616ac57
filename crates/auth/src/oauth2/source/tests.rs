//! What a person has brought goes back to whom it came from.

use super::*;
use crate::logins::OnDisk;
use crate::oauth2::Authentication;
use crate::providers::Endpoints;
use carteiro_world::clock::Manual;
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http::{self, Url};
use carteiro_world::spool::Spools;
use carteiro_world::{Random, Records, Transcript};
use std::net::TcpListener;

fn client(token: &str) -> Client {
    let clock = Manual::at("2026-11-22T15:00:00Z".parse().unwrap()).clock();
    let dialer = Dialer::new(Policy::OPEN, clock.clone());
    Client {
        endpoints: Endpoints {
            authorization: None,
            token: Url::parse(token).unwrap(),
            device: None,
            revocation: None,
        },
        id: "app".to_owned(),
        authentication: Authentication::None,
        scopes: Vec::new(),
        http: http::Client::new(dialer, Spools::default(), Transcript::default()),
        clock,
        random: Random::seeded(7),
    }
}

fn name(token_endpoint: Option<&str>) -> Name {
    Name {
        provider: "microsoft".to_owned(),
        tenant: None,
        client: "app".to_owned(),
        scopes: vec!["https://graph.microsoft.com/Mail.Send".to_owned()],
        user: Some("ana@contoso.example".to_owned()),
        token_endpoint: token_endpoint.map(str::to_owned),
    }
}

#[tokio::test]
async fn what_renews_a_login_is_sent_to_whom_it_came_from_and_to_nobody_else() {
    let at = "2026-11-22T12:00:00Z".parse().unwrap();
    let kept = Kept {
        access_token: Secret::new("canary-access"),
        obtained_at: at,
        expires_at: Some(at),
        refresh_token: Some(Secret::new("canary-refresh")),
        user: None,
        signed_in_at: at,
        renewing_since: None,
        needs_proof: false,
    };
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let url = format!("http://{}/common/oauth2/v2.0/token", elsewhere.local_addr().unwrap());
    let microsoft = "https://login.microsoftonline.com/common/oauth2/v2.0/token";
    for written in [None, Some(microsoft)] {
        let folder = tempfile::tempdir().unwrap();
        let records = |name: &str| Records::beneath(&folder.path().join(name));
        let logins = Arc::new(OnDisk::new(records("logins"), records("keys"), None, Random::seeded(7)));
        logins.keep(name(written), kept.clone()).await.unwrap();
        // However the login is named by whoever asks.
        for named in [name(None), name(Some(microsoft)), name(Some(&url))] {
            let source = Source::new(client(&url), Grant::Kept(named, logins.clone()), None);
            for renew in [Renew::WhenExpired, Renew::Now] {
                let refused = source.credential(renew).await.unwrap_err();
                assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "login-elsewhere"));
                assert_eq!(elsewhere.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
            }
        }
    }
}
