use super::Room;
use crate::access::tests::BY;
use crate::settings::Settings;
use crate::testing::{Standing, on_both};
use crate::values;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

on_both!(
    a_browser_comes_back_once_in_time_and_is_the_one_that_went,
    what_the_provider_did_not_sign_for_this_attempt_is_refused,
    who_declines_there_is_told,
    a_provider_that_answers_nonsense_or_is_out_of_reach_is_told,
);

async fn a_browser_comes_back_once_in_time_and_is_the_one_that_went(standing: &Standing) {
    let Some(room) = Room::new(standing, |_| {}).await else { return };
    let bia = room.lab.person("bia");
    let refused = (401, "sso-attempt");
    let (back, cookie) = room.away(&bia, "/").await;
    let (_, other) = room.away(&bia, "/").await;
    assert_eq!(room.ask("GET", &back, &[&other]).await.refused(), refused);
    assert_eq!(room.ask("GET", &back, &[&cookie]).await.refused(), refused);
    let (back, cookie) = room.away(&bia, "/").await;
    assert_eq!(room.ask("GET", &back, &[]).await.refused(), refused);
    let (back, cookie_of_second) = room.away(&bia, "/").await;
    assert_eq!(room.ask("GET", &back, &[&cookie_of_second]).await.location(), "/");
    assert_eq!(room.ask("GET", &back, &[&cookie_of_second]).await.refused(), refused);
    let (back, late) = room.away(&bia, "/").await;
    let now = carteiro_world::Clock::system().now();
    room.ground.db.run("UPDATE sso_attempt SET ends_at = $1", values![now]).await.unwrap();
    assert_eq!(room.ask("GET", &back, &[&late]).await.refused(), refused);
    for query in ["", "?state=", "?state=x&code=y", "?code=y"] {
        let path = format!("/api/sso/callback{query}");
        assert_eq!(room.ask("GET", &path, &[&cookie]).await.refused(), refused, "{query}");
    }
    let (back, cookie) = room.away(&bia, "/").await;
    let mixed = back.replace("iss=", "iss=https%3A%2F%2Fevil.test%2F&was=");
    assert_ne!(mixed, back);
    assert_eq!(room.ask("GET", &mixed, &[&cookie]).await.refused(), (502, "sso-token"));
}

/// A token with another header, another claim, and this signature.
fn forged(token: &str, header: &Value, claim: (&str, Value), signature: Option<&str>) -> String {
    let parts: Vec<&str> = token.split('.').collect();
    let mut claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    claims[claim.0] = claim.1;
    let coded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", coded(header), coded(&claims), signature.unwrap_or(parts[2]))
}

async fn what_the_provider_did_not_sign_for_this_attempt_is_refused(standing: &Standing) {
    let Some(room) = Room::new(standing, |_| {}).await else { return };
    let bia = room.lab.person("bia");
    assert_eq!(room.come(&bia).await.location(), "/runs");
    let secrets = room.lab.secrets().await;
    let token = secrets.iter().find(|(_, name)| *name == "id_token").unwrap().0;
    let rs256 = json!({ "alg": "RS256", "typ": "JWT", "kid": "lab" });
    let is = |claim: &'static str, value: &str| (claim, json!(value));
    let eve = || is("sub", "test-eve@lab.test");
    for token in [
        // Of another attempt.
        token.clone(),
        forged(token, &rs256, eve(), None),
        forged(token, &json!({ "alg": "none" }), eve(), Some("")),
        forged(token, &json!({ "alg": "HS256", "typ": "JWT" }), eve(), None),
        token.rsplit_once('.').unwrap().0.to_owned(),
        "nonsense".to_owned(),
        String::new(),
    ] {
        let body = json!({ "access_token": "x", "token_type": "Bearer", "id_token": token });
        room.lab.answer_tokens(json!({ "mode": "answer", "body": body })).await;
        let (status, words) = (502, ["sso-token", "sso-nonsense"]);
        let came = room.come(&bia).await;
        let refused = came.refused();
        assert!(refused.0 == status && words.contains(&refused.1), "{token}: {refused:?}");
        assert!(came.cookie("carteiro_session").is_none());
        room.lab.heal().await;
    }
    let without = json!({ "access_token": "x", "token_type": "Bearer" });
    room.lab.answer_tokens(json!({ "mode": "answer", "body": without })).await;
    assert_eq!(room.come(&bia).await.refused(), (502, "sso-nonsense"));
    room.lab.heal().await;
    room.lab.answer_tokens(json!({ "mode": "aadsts", "code": 70_008 })).await;
    assert_eq!(room.come(&bia).await.refused(), (401, "sso-code-refused"));
    room.lab.heal().await;
    assert_eq!(room.come(&bia).await.location(), "/runs");
}

async fn who_declines_there_is_told(standing: &Standing) {
    let Some(room) = Room::new(standing, |_| {}).await else { return };
    let begun = room.ask("GET", &format!("/api/sso/{}/begin", room.provider.id), &[]).await;
    let back = room.lab.decline(begun.location()).await;
    let came = room.ask("GET", &back, &[&begun.cookie("carteiro_sso").unwrap()]).await;
    assert_eq!(came.refused(), (401, "sso-refused"));
    assert!(came.body["title"].as_str().unwrap().contains("access_denied"), "{}", came.body);
}

async fn a_provider_that_answers_nonsense_or_is_out_of_reach_is_told(standing: &Standing) {
    let Some(room) = Room::new(standing, |_| {}).await else { return };
    let bia = room.lab.person("bia");
    for mode in ["not_json", "huge", "html_500", "reset"] {
        let (back, cookie) = room.away(&bia, "/").await;
        room.lab.answer_tokens(json!({ "mode": mode })).await;
        let came = room.ask("GET", &back, &[&cookie]).await;
        assert_eq!(came.status.as_u16(), 502, "{mode}: {}", came.body);
        room.lab.heal().await;
    }
    let begin = format!("/api/sso/{}/begin", room.provider.id);
    let (back, cookie) = room.away(&bia, "/").await;
    let (_, version) = room.ground.settings().await.unwrap();
    room.ground.decide(BY, version, &Settings::default()).await.unwrap();
    assert_eq!(room.ask("GET", &begin, &[]).await.refused(), (502, "sso-unreachable"));
    assert_eq!(room.ask("GET", &back, &[&cookie]).await.refused(), (502, "sso-unreachable"));
    assert_eq!(room.ask("GET", "/api/sso/nothing/begin", &[]).await.refused(), (404, "sso-missing"));
}
