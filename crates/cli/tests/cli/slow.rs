//! A program that is killed while a token is renewed, which can only be seen where tokens end by themselves.

use crate::lab::fresh;
use crate::login::{Lab, address, ended};
use serde_json::json;
use std::time::{Duration, Instant};

/// Longer than the tokens of `…-short` clients live.
const LIFE: Duration = Duration::from_secs(6);

/// Somebody has signed in, the token has ended, and the program was killed after the provider had answered with the next
/// one and before it was kept.
fn killed_while_renewing(lab: &Lab, client: &str) {
    lab.automation(&format!("authorization_code: {{ PROVIDER, client_id: '{client}' }}"));
    let mut login = lab.start(&["login", "a.yaml", "--no-browser"]);
    let (url, _) = address(&mut login);
    lab.person_signs_in(&url);
    assert_eq!(ended(login).0, 0);
    // The clock that ends it is the authorization server's.
    std::thread::sleep(LIFE);
    lab.control("fail", Some(json!({ "client": client, "mode": "unheard" })));
    let mut run = lab.start(&["run", "a.yaml"]);
    let began = Instant::now();
    while lab.control(&format!("done?client={client}"), None)["done"] != true {
        assert!(began.elapsed() < Duration::from_secs(30), "the token is renewed");
    }
    run.kill().unwrap();
    run.wait().unwrap();
    lab.control("heal", Some(json!({ "client": client })));
}

#[test]
fn a_login_whose_next_token_was_lost_is_told_and_made_again() {
    let Some(lab) = Lab::stand() else { return };
    let client = fresh("desktop-short~");
    killed_while_renewing(&lab, &client);
    for _ in 0..2 {
        lab.end(&["run", "a.yaml"]).expect(4, "what is new was lost with it");
    }
    let listed = lab.end(&["logins"]);
    listed.expect(0, &lab.user);
    let mut login = lab.start(&["login", "a.yaml", "--no-browser"]);
    let (url, _) = address(&mut login);
    lab.person_signs_in(&url);
    assert_eq!(ended(login).0, 0);
    lab.end(&["run", "a.yaml"]).expect(0, "0 here");
    lab.assert_hidden(&client, &listed.stdout);
}

#[test]
fn a_login_whose_provider_takes_a_token_again_goes_on() {
    let Some(lab) = Lab::stand() else { return };
    killed_while_renewing(&lab, &fresh("desktop-short-steady~"));
    for _ in 0..2 {
        lab.end(&["run", "a.yaml"]).expect(0, "0 here");
    }
}
