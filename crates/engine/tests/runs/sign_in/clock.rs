//! Clocks that are five minutes off.

use super::{Lab, REDIRECT};
use carteiro_engine::{Host, Status};
use carteiro_mail::Kind;
use carteiro_world::Clock;
use carteiro_world::clock::Manual;
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http::Client;
use jiff::SignedDuration;
use serde_json::json;

/// The world by a clock that is so many minutes off.
fn off(lab: &Lab, minutes: i64) -> Host {
    let host = lab.host();
    let now = Clock::system().now() + SignedDuration::from_mins(minutes);
    let clock = Manual::at(now).clock();
    let dialer = Dialer::new(Policy::OPEN, Clock::system());
    let http = Client::new(dialer, host.spools.clone(), carteiro_world::Transcript::default());
    Host { clock, http, ..host }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_signed_by_a_clock_that_is_a_little_off_is_taken() {
    for minutes in [-5, 5] {
        let Some(mut lab) = Lab::stand() else { return };
        let (_, text) = lab.by_certificate();
        let host = off(&lab, minutes);
        let outcome = lab.world.run_on(&text, host).await;
        assert_eq!(outcome.status(), Status::Ok, "{minutes}: {}", lab.world.told());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_signed_by_a_clock_that_is_far_off_is_refused_and_the_clock_is_named() {
    for minutes in [-60, 60] {
        let Some(mut lab) = Lab::stand() else { return };
        let (_, text) = lab.by_certificate();
        let host = off(&lab, minutes);
        let outcome = lab.world.run_on(&text, host).await;
        let failure = outcome.summary.failure.unwrap();
        assert_eq!(failure.kind, Kind::SignInFailed, "{minutes}: {}", lab.world.told());
        let advice = failure.advice.unwrap_or_else(|| panic!("{}", lab.world.told()));
        assert_eq!(advice.code, "advice-clock-off");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_provider_whose_clock_is_fast_hands_out_tokens_that_are_used() {
    let Some(lab) = Lab::stand() else { return };
    let client = lab.provider.client("desktop");
    let fast = json!({ "client": client, "mode": "clock_skew", "seconds": 300 });
    lab.provider.control("fail", &fast).await;
    let text = lab.automation(&format!(
        "authorization_code: {{ PROVIDER, client_id: '{client}', redirect_uri: '{REDIRECT}' }}"
    ));
    lab.person_signs_in(&text).await;
    lab.assert_in(&lab.run(&text).await);
}
