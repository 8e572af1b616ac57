//! Over HTTP.

use super::{Part, path};
use crate::access::{Access, Permission};
use crate::app::tests::{Room, read};
use crate::audit::Way;
use crate::testing::{Standing, on_both};
use crate::vault::Vault;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use carteiro_world::Clock;
use serde_json::{Value, json};

on_both!(the_vault_is_filled_over_http_and_tells_no_value);

/// What is answered, its `ETag`, and its body.
async fn ask(room: &Room, cookie: &str, line: &str, etag: &str, body: Value) -> (StatusCode, String, Value) {
    let (method, path) = line.split_once(' ').unwrap();
    let request = Request::builder().method(method).uri(path).header(header::COOKIE, cookie);
    let request = request.header(header::CONTENT_TYPE, "application/json").header(header::IF_MATCH, etag);
    let answer = room.ask(request.body(Body::from(body.to_string())).unwrap()).await;
    let tag = answer.headers().get(header::ETAG).map(|tag| tag.to_str().unwrap().to_owned());
    let (status, body) = read(answer).await;
    assert!(!body.to_string().contains("canary"), "{body}");
    (status, tag.unwrap_or_default(), body)
}

async fn the_vault_is_filled_over_http_and_tells_no_value(standing: &Standing) {
    let room = Room::new(standing).await;
    let ana = room.cookie("Ana").await;
    let bia = room.somebody("bia", [Permission::RunAutomations].into()).await;
    let (status, tag, locker) =
        ask(&room, &ana, "POST /api/lockers", "", json!({ "name": "finance", "description": "Invoices" }))
            .await;
    assert_eq!((status, tag.as_str(), &locker["standing"]), (StatusCode::CREATED, "\"1\"", &json!("owner")));
    let at = format!("/api/lockers/{}", locker["id"].as_str().unwrap());
    let (status, ..) = ask(&room, &bia, &format!("GET {at}"), "", Value::Null).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (_, _, candidates) = ask(&room, &ana, &format!("GET {at}/candidates"), "", Value::Null).await;
    let id = |list: &str| {
        let all = candidates[list].as_array().unwrap().iter();
        all.clone().find(|one| one["name"] == "bia").unwrap()["id"].as_str().unwrap().to_owned()
    };
    let (person, role) = (id("people"), id("roles"));
    let (status, ..) = ask(&room, &ana, &format!("PUT {at}/consumers/{role}"), "", Value::Null).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let new = json!({
        "name": "mail",
        "allowed_hosts": ["*.Example.org"],
        "attributes": [{ "name": "user", "masked": false }, { "name": "password", "input": "user_provided" }],
    });
    let (status, tag, mail) = ask(&room, &ana, &format!("POST {at}/credentials"), "", new.clone()).await;
    assert_eq!((status, tag.as_str()), (StatusCode::CREATED, "\"1\""));
    assert_eq!(mail["allowed_hosts"], json!(["*.example.org"]));
    let (status, _, denied) = ask(&room, &bia, &format!("POST {at}/credentials"), "", new.clone()).await;
    assert_eq!((status, &denied["words"]), (StatusCode::FORBIDDEN, &json!("locker-denied")));
    let mut wrong = new;
    wrong["allowed_hosts"] = json!(["https://example.org"]);
    let (status, _, told) = ask(&room, &ana, &format!("POST {at}/credentials"), "", wrong).await;
    assert_eq!((status, &told["words"]), (StatusCode::BAD_REQUEST, &json!("request-form")));
    let credential = format!("/api/credentials/{}", mail["id"].as_str().unwrap());
    let value = json!({ "value": "canary-7f3a" });
    let set = format!("PUT {credential}/attributes/user/value");
    let (status, tag, _) = ask(&room, &ana, &set, &tag, value.clone()).await;
    assert_eq!((status, tag.as_str()), (StatusCode::NO_CONTENT, "\"2\""));
    let (status, ..) = ask(&room, &ana, &set, "\"1\"", value.clone()).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    let (status, ..) = ask(&room, &bia, &set, &tag, value.clone()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let wrong = json!({ "value": ["canary-7f3a"] });
    assert_eq!(ask(&room, &ana, &set, &tag, wrong).await.0, StatusCode::BAD_REQUEST);
    let (_, _, mine) = ask(&room, &bia, "GET /api/me/credentials", "", Value::Null).await;
    assert_eq!(
        (&mine["items"][0]["attribute"], &mine["items"][0]["set_at"]),
        (&json!("password"), &Value::Null)
    );
    let give = format!("PUT /api/me/credentials/{}/password", mail["id"].as_str().unwrap());
    assert_eq!(ask(&room, &bia, &give, "", value).await.0, StatusCode::NO_CONTENT);
    let (_, _, mine) = ask(&room, &bia, "GET /api/me/credentials", "", Value::Null).await;
    assert!(mine["items"][0]["set_at"].is_string(), "{mine}");
    for line in [
        format!("GET {credential}"),
        format!("GET {at}/credentials"),
        format!("GET {at}/members"),
        format!("GET {credential}/attributes/user/versions"),
        "GET /api/audit".to_owned(),
        "GET /api/lockers".to_owned(),
    ] {
        assert_eq!(ask(&room, &ana, &line, "", Value::Null).await.0, StatusCode::OK, "{line}");
    }
    let restore = format!("POST {credential}/attributes/user/versions/1/restore");
    assert_eq!(ask(&room, &ana, &restore, &tag, Value::Null).await.0, StatusCode::NO_CONTENT);
    let ground = standing.ground(Clock::system()).await;
    let absent = Access::new(ground.clone()).absent(&person, Way::Run).await.unwrap();
    let run = Vault::new(ground).secrets(absent, "run-9");
    for attribute in ["user", "password"] {
        let kept = run.secret(&path(&format!("finance/mail.{attribute}"))).await.unwrap().unwrap();
        assert_eq!(kept.secret.expose(), "canary-7f3a");
    }
    let (_, _, reads) = ask(&room, &ana, &format!("GET {credential}/reads"), "", Value::Null).await;
    assert_eq!(reads["items"].as_array().unwrap().len(), 2);
    assert!(reads["items"][0]["said"].as_str().unwrap().contains("run-9"), "{reads}");
    assert_eq!(
        ask(&room, &bia, &format!("GET {credential}/reads"), "", Value::Null).await.0,
        StatusCode::FORBIDDEN
    );
    let place = format!("PUT {at}/people/{person}");
    assert_eq!(
        ask(&room, &ana, &place, "", json!({ "standing": "consumer" })).await.0,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        ask(&room, &ana, &place, "", json!({ "standing": "manager" })).await.0,
        StatusCode::NO_CONTENT
    );
    let (_, _, seen) = ask(&room, &bia, &format!("GET {at}"), "", Value::Null).await;
    assert_eq!(seen["standing"], json!(Part::Manager));
    let nul = ask(&room, &ana, "GET /api/credentials/a%00b", "", Value::Null).await;
    assert_eq!(nul.0, StatusCode::BAD_REQUEST);
    assert!(!standing.remains().await.contains("canary"));
    assert_eq!(
        ask(&room, &bia, &format!("DELETE {credential}"), "", Value::Null).await.0,
        StatusCode::NO_CONTENT
    );
    assert_eq!(ask(&room, &ana, &format!("DELETE {at}"), "", Value::Null).await.0, StatusCode::NO_CONTENT);
    assert_eq!(ask(&room, &ana, "GET /api/lockers", "", Value::Null).await.2["items"], json!([]));
}
