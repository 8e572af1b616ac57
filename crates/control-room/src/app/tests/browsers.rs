//! Who comes with a browser where programs ask is shown a page, in words.

use super::{Room, read};
use crate::access::Permission;
use crate::testing::{Standing, on_both};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use serde_json::json;

on_both!(whoever_comes_back_from_a_provider_in_vain_is_told_on_a_page, programs_are_told_in_json);

const PAGE: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async fn shown(room: &Room, path: &str, cookie: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(path).header(header::COOKIE, cookie).header(header::ACCEPT, PAGE);
    let request = request.header(header::ACCEPT_LANGUAGE, "pt-BR,pt;q=0.9");
    let answer = room.ask(request.body(Body::empty()).unwrap()).await;
    let (parts, body) = answer.into_parts();
    let text = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().into()).unwrap();
    (parts.status, parts.headers, text)
}

async fn whoever_comes_back_from_a_provider_in_vain_is_told_on_a_page(standing: &Standing) {
    let room = Room::new(standing).await;
    let ana = room.cookie("ana").await;
    let asked = "?code=canary-code&state=canary-state&error=%3Cscript%3Ecanary%3C/script%3E";
    let (way_in, way_home) =
        (r#"<a href="/sign-in">Ir para a entrada</a>"#, r#"<a href="/">Ir para a Control Room</a>"#);
    for (path, cookie, status, words, way) in [
        // Their session has ended meanwhile.
        ("/api/oauth/callback", "", StatusCode::UNAUTHORIZED, "Entre primeiro", way_in),
        // It answers nothing that was asked.
        ("/api/oauth/callback", ana.as_str(), StatusCode::BAD_REQUEST, "<p>", way_home),
        ("/api/sso/callback", "", StatusCode::UNAUTHORIZED, "<p>", way_in),
        ("/api/sso/nobody/begin", "", StatusCode::NOT_FOUND, "<p>", way_home),
    ] {
        let (got, headers, text) = shown(&room, &format!("{path}{asked}"), cookie).await;
        assert_eq!(
            (got, &headers[header::CONTENT_TYPE]),
            (status, &"text/html; charset=utf-8".parse().unwrap())
        );
        assert!(text.contains(words) && text.contains(way) && text.contains("lang=pt-BR"), "{path}: {text}");
        assert!(!text.contains("canary") && !text.contains("script"), "{path}: {text}");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
        assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("default-src 'none'"));
        assert!(!headers.contains_key(header::LOCATION));
    }
    // Whoever may not is denied on a page too, and that is written down as ever.
    let eve = room.somebody("eve", [Permission::ViewAudit].into()).await;
    let (status, _, text) = shown(&room, "/api/settings", &eve).await;
    assert!(status == StatusCode::FORBIDDEN && text.contains("permissão"), "{text}");
}

async fn programs_are_told_in_json(standing: &Standing) {
    let room = Room::new(standing).await;
    for accept in ["application/json", "*/*", "", "application/json, text/plain, */*"] {
        for path in ["/api/oauth/callback", "/api/sso/callback"] {
            let request = Request::get(path).header(header::ACCEPT, accept).body(Body::empty()).unwrap();
            let answer = room.ask(request).await;
            assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json", "{path} {accept}");
            let (_, said) = read(answer).await;
            assert_eq!(said["status"], json!(401), "{said}");
        }
    }
    // What is posted is no visit.
    let request = Request::post("/api/session").header(header::ACCEPT, PAGE).body(Body::from("{}")).unwrap();
    let answer = room.ask(request).await;
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
}
