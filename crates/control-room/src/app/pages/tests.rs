use super::super::tests::{Room, read};
use super::*;
use crate::testing::Standing;
use axum::body::to_bytes;
use std::collections::BTreeMap;

/// What a build might have made.
struct Made(BTreeMap<&'static str, &'static [u8]>);

impl built::Pages for Made {
    fn file(&self, path: &str) -> Option<File> {
        self.0.get(path).map(|bytes| File::of(bytes))
    }
}

fn made() -> Made {
    Made(BTreeMap::from([
        ("index.html", b"<meta property=csp-nonce nonce=CARTEIRO-NONCE><div id=root>".as_slice()),
        ("assets/app-1a2b.js", b"plain".as_slice()),
        ("assets/app-1a2b.js.br", b"br".as_slice()),
        ("assets/app-1a2b.js.gz", b"gz".as_slice()),
        ("scheme.js", b"scheme".as_slice()),
        ("LICENSE", b"text".as_slice()),
    ]))
}

async fn asked(made: &Made, path: &str, fields: &[(HeaderName, &str)]) -> (StatusCode, HeaderMap, String) {
    let mut headers = HeaderMap::new();
    for (name, value) in fields {
        headers.insert(name, value.parse().unwrap());
    }
    let answer = answered(made, path, &headers, || "n0nce".to_owned()).await;
    let (parts, body) = answer.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn every_address_is_the_page_and_its_nonce_is_of_this_answer() {
    for path in ["", "index.html", "runs", "automations/invoices/archive.yaml", "me/security"] {
        let (status, fields, body) = asked(&made(), path, &[]).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(body.contains("nonce=n0nce>"), "{path}: {body}");
        let kinds: Vec<_> = fields.get_all(header::CONTENT_TYPE).iter().collect();
        assert_eq!(kinds, ["text/html; charset=utf-8"]);
        let policy = fields[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("script-src 'self';"), "{policy}");
        assert!(policy.contains("style-src 'self' 'nonce-n0nce'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(fields.contains_key("permissions-policy"));
        assert!(fields.contains_key(header::REFERRER_POLICY));
        // As every answer it is kept by nobody, unless it says otherwise.
        assert!(!fields.contains_key(header::CACHE_CONTROL));
    }
}

#[tokio::test]
async fn what_a_page_loads_comes_as_small_as_it_is_taken_and_is_kept_for_ever() {
    let path = "assets/app-1a2b.js";
    for (accepted, encoding, text) in
        [("gzip, br", Some("br"), "br"), ("gzip", Some("gzip"), "gz"), ("identity", None, "plain")]
    {
        let (status, fields, body) = asked(&made(), path, &[(header::ACCEPT_ENCODING, accepted)]).await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, text));
        assert_eq!(fields.get(header::CONTENT_ENCODING).map(|one| one.to_str().unwrap()), encoding);
        assert_eq!(fields[header::CACHE_CONTROL], FOREVER);
        assert_eq!(fields[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
        assert_eq!(fields[header::VARY], "Accept-Encoding");
    }
}

#[tokio::test]
async fn what_keeps_its_name_is_asked_for_again_and_not_sent_twice() {
    let (_, fields, _) = asked(&made(), "scheme.js", &[]).await;
    assert_eq!(fields[header::CACHE_CONTROL], ASKED_AGAIN);
    let tag = fields[header::ETAG].to_str().unwrap();
    let (status, fields, body) = asked(&made(), "scheme.js", &[(header::IF_NONE_MATCH, tag)]).await;
    assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(fields[header::ETAG], tag);
    let (status, ..) = asked(&made(), "scheme.js", &[(header::IF_NONE_MATCH, "\"another\"")]).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_page_of_before_loads_is_not_answered_with_another_page() {
    let (status, ..) = asked(&made(), "assets/app-0000.js", &[]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, ..) = asked(&made(), "LICENSE", &[]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_build_it_is_told_how_to_make_one() {
    let none = Made(BTreeMap::new());
    for (language, says) in [("en", "built without them"), ("pt-BR", "compilado sem elas")] {
        let (status, fields, body) = asked(&none, "runs", &[(header::ACCEPT_LANGUAGE, language)]).await;
        assert_eq!(status, StatusCode::NOT_IMPLEMENTED);
        assert!(body.contains(says) && body.contains("cargo xtask web"), "{body}");
        assert!(fields.contains_key(header::CONTENT_SECURITY_POLICY));
    }
}

#[tokio::test]
async fn routes_stay_what_they_are() {
    let room = Room::new(&Standing::sqlite().await).await;
    let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
    for path in ["/api", "/api/nothing", "/metrics/nothing"] {
        let (status, problem) = read(room.ask(get(path)).await).await;
        assert_eq!(
            (status, problem["words"].as_str()),
            (StatusCode::NOT_FOUND, Some("route-missing")),
            "{path}"
        );
    }
    for path in ["/", "/runs", "/apiary"] {
        let answer = room.ask(get(path)).await;
        assert!(answer.headers().contains_key(header::CONTENT_SECURITY_POLICY), "{path}");
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    }
}
