use super::shown;
use crate::access::tests::{BY, PASSWORD, secret, set_up, signed_in};
use crate::access::{Access, Caller, Proof};
use crate::testing::{Hands, Standing, on_both};
use carteiro_mail::Kind;
use carteiro_world::{Clock, Secret};
use std::time::Duration;

const STEP: Duration = Duration::from_secs(30);

on_both!(
    with_a_second_factor_a_code_is_wanted_and_taken_once,
    nothing_is_wanted_before_a_code_has_confirmed_it,
    a_recovery_code_opens_once_and_new_ones_take_the_place_of_the_old,
    wrong_codes_count_as_wrong_passwords_do_and_the_password_forgets_none,
    it_is_turned_off_by_who_knows_the_password_or_a_code_and_by_who_manages_people,
    nothing_that_opens_is_in_the_database,
);

/// Ana, whose second factor is on: its secret and recovery codes.
async fn on(access: &Access, hands: &Hands) -> (Caller, Secret, Vec<Secret>) {
    let ana = signed_in(access, "ana").await;
    let begun = access.begin_second_factor(&ana).await.unwrap();
    let code = shown(&begun.secret, &Clock::from(hands.clone()));
    let codes = access.confirm_second_factor(&ana, &code).await.unwrap();
    hands.pass(STEP);
    (ana, begun.secret, codes)
}

async fn come(access: &Access, code: Option<&Secret>) -> Option<Kind> {
    let came = access.sign_in_with_code("ana", &secret(PASSWORD), code, "", None).await;
    came.map_err(|problem| problem.kind()).err()
}

async fn with_a_second_factor_a_code_is_wanted_and_taken_once(standing: &Standing) {
    let (access, hands) = set_up(standing).await;
    let (ana, app, _) = on(&access, &hands).await;
    let before = access.sessions(&ana.person.id, None).await.unwrap().len();
    let wanted = access.sign_in("ana", &secret(PASSWORD), "", None).await.unwrap_err();
    assert_eq!((wanted.kind(), wanted.words().code.as_ref()), (Kind::SignInNeeded, "sign-in-code-wanted"));
    assert_eq!(access.sessions(&ana.person.id, None).await.unwrap().len(), before);
    let wrong = access.sign_in("ana", &secret("wrong"), "", None).await.unwrap_err();
    assert_eq!(wrong.words().code, "sign-in-wrong");
    let clock = Clock::from(hands.clone());
    let code = shown(&app, &clock);
    assert_eq!(come(&access, Some(&code)).await, None);
    assert_eq!(come(&access, Some(&code)).await, Some(Kind::SignInFailed));
    hands.pass(STEP);
    assert_eq!(come(&access, Some(&code)).await, Some(Kind::SignInFailed));
    let (one, other) = (shown(&app, &clock), shown(&app, &clock));
    let (one, other) = futures_util::join!(come(&access, Some(&one)), come(&access, Some(&other)));
    assert!(one.is_none() != other.is_none(), "{one:?} {other:?}");
    hands.pass(STEP);
    let spaced = shown(&app, &clock);
    let spaced = {
        let (first, last) = spaced.expose().split_at(3);
        secret(&format!(" {first} {last}"))
    };
    assert_eq!(come(&access, Some(&spaced)).await, None);
}

async fn nothing_is_wanted_before_a_code_has_confirmed_it(standing: &Standing) {
    let (access, hands) = set_up(standing).await;
    let (ana, clock) = (signed_in(&access, "ana").await, Clock::from(hands.clone()));
    let none = access.confirm_second_factor(&ana, &secret("123456")).await.unwrap_err();
    assert_eq!(none.kind(), Kind::NotFound);
    let first = access.begin_second_factor(&ana).await.unwrap().secret;
    let second = access.begin_second_factor(&ana).await.unwrap().secret;
    let wrong = access.confirm_second_factor(&ana, &shown(&first, &clock)).await.unwrap_err();
    assert_eq!(wrong.kind(), Kind::Denied);
    assert_eq!(come(&access, None).await, None);
    let code = shown(&second, &clock);
    let codes = access.confirm_second_factor(&ana, &code).await.unwrap();
    assert_eq!((codes.len(), come(&access, None).await), (10, Some(Kind::SignInNeeded)));
    assert_eq!(come(&access, Some(&code)).await, Some(Kind::SignInFailed));
    let again = access.begin_second_factor(&ana).await.unwrap_err();
    assert_eq!(again.kind(), Kind::Exists);
    let again = access.confirm_second_factor(&ana, &code).await.unwrap_err();
    assert_eq!(again.kind(), Kind::Exists);
}

async fn a_recovery_code_opens_once_and_new_ones_take_the_place_of_the_old(standing: &Standing) {
    let (access, hands) = set_up(standing).await;
    let (ana, app, codes) = on(&access, &hands).await;
    let typed = secret(&codes[0].expose().to_lowercase().replace('-', ""));
    assert_eq!(come(&access, Some(&typed)).await, None);
    assert_eq!(come(&access, Some(&codes[0])).await, Some(Kind::SignInFailed));
    assert_eq!(access.second_factor(&ana.person.id).await.unwrap().recovery_codes, 9);
    let wrong = access.renew_recovery_codes(&ana, &Proof::Password(secret("wrong"))).await.unwrap_err();
    assert_eq!(wrong.kind(), Kind::Denied);
    let proof = Proof::Code(shown(&app, &Clock::from(hands)));
    let new = access.renew_recovery_codes(&ana, &proof).await.unwrap();
    assert_eq!(access.renew_recovery_codes(&ana, &proof).await.unwrap_err().kind(), Kind::Denied);
    assert_eq!(come(&access, Some(&codes[1])).await, Some(Kind::SignInFailed));
    assert_eq!(come(&access, Some(&new[1])).await, None);
}

async fn wrong_codes_count_as_wrong_passwords_do_and_the_password_forgets_none(standing: &Standing) {
    let (access, hands) = set_up(standing).await;
    let (_, app, _) = on(&access, &hands).await;
    for _ in 0..5 {
        assert_eq!(come(&access, None).await, Some(Kind::SignInNeeded));
        assert_eq!(come(&access, Some(&secret("000000"))).await, Some(Kind::SignInFailed));
    }
    let clock = Clock::from(hands.clone());
    assert_eq!(come(&access, Some(&shown(&app, &clock))).await, Some(Kind::Throttled));
    assert_eq!(come(&access, None).await, Some(Kind::Throttled));
    hands.pass(Duration::from_secs(61));
    assert_eq!(come(&access, Some(&shown(&app, &clock))).await, None);
}

async fn it_is_turned_off_by_who_knows_the_password_or_a_code_and_by_who_manages_people(standing: &Standing) {
    let (access, hands) = set_up(standing).await;
    for proof in [Some("password"), Some("code"), None] {
        let (ana, app, _) = on(&access, &hands).await;
        let wrong = access.remove_second_factor(&ana, &Proof::Code(secret("000000"))).await.unwrap_err();
        assert_eq!(wrong.kind(), Kind::Denied);
        match proof {
            Some("password") => {
                access.remove_second_factor(&ana, &Proof::Password(secret(PASSWORD))).await.unwrap();
            }
            Some(_) => {
                let code = shown(&app, &Clock::from(hands.clone()));
                access.remove_second_factor(&ana, &Proof::Code(code)).await.unwrap();
            }
            None => access.reset_second_factor(BY, &ana.person.id).await.unwrap(),
        }
        assert_eq!(come(&access, None).await, None);
        let proof = Proof::Password(secret(PASSWORD));
        assert_eq!(access.remove_second_factor(&ana, &proof).await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(access.second_factor(&ana.person.id).await.unwrap().recovery_codes, 0);
    }
}

async fn nothing_that_opens_is_in_the_database(standing: &Standing) {
    let (access, hands) = set_up(standing).await;
    let (ana, app, codes) = on(&access, &hands).await;
    let until = "2026-12-23T12:00:00Z".parse().unwrap();
    let (_, token) = access.add_api_token(&ana, "ci", &[].into(), until).await.unwrap();
    let dump = standing.dump().await;
    assert!(dump.contains("audit-second-factor-on") && dump.contains(&ana.person.id), "{dump}");
    let shared = totp_rs::Secret::try_from_base32(app.expose()).unwrap();
    let bytes = carteiro_world::Secret::new(base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        shared.as_bytes(),
    ));
    for canary in codes.iter().chain([&app, &token, &bytes]) {
        let plain = canary.expose().replace('-', "");
        assert!(!dump.contains(canary.expose()) && !dump.contains(&plain));
    }
}
