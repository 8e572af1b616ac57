use crate::access::Details;
use crate::access::tests::{BY, secret, set_up};
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;
use serde_json::json;

on_both!(a_provider_is_said_with_an_address_that_nobody_listens_in_on_and_its_secret_is_told_to_nobody);

fn details(issuer: &str) -> Details {
    serde_json::from_value(json!({ "name": "Login", "issuer": issuer, "client_id": "carteiro" })).unwrap()
}

async fn a_provider_is_said_with_an_address_that_nobody_listens_in_on_and_its_secret_is_told_to_nobody(
    standing: &Standing,
) {
    let (access, _) = set_up(standing).await;
    for issuer in [
        "",
        "login.example.org",
        "http://login.example.org",
        "ftp://x",
        "https://",
        "javascript:x",
        "https://ana:secret@login.example.org",
        "https://login.example.org?x=1",
        "http://127.0.0.1.evil.test",
    ] {
        let problem = access.add_sso_provider(BY, &details(issuer), None).await.unwrap_err();
        assert_eq!(problem.kind(), Kind::InvalidInput, "{issuer}");
    }
    for (field, value) in [
        ("client_id", json!("")),
        ("name", json!(" ")),
        ("name_claim", json!("a b")),
        ("scopes", json!(["x y"])),
    ] {
        let mut said = serde_json::to_value(details("https://login.example.org")).unwrap();
        said[field] = value;
        let problem =
            access.add_sso_provider(BY, &serde_json::from_value(said).unwrap(), None).await.unwrap_err();
        assert_eq!(problem.kind(), Kind::InvalidInput, "{field}");
    }
    let canary = secret("canary-7f3a");
    let said = details("https://login.example.org/realms/x");
    let made = access.add_sso_provider(BY, &said, Some(&canary)).await.unwrap();
    assert_eq!((made.has_secret, made.version), (true, 1));
    let twice = access.add_sso_provider(BY, &details("http://[::1]:8080"), None).await.unwrap_err();
    assert_eq!(twice.kind(), Kind::Exists);
    assert_eq!(access.sso_secret(&made.id).await.unwrap(), Some(canary.clone()));
    let change =
        async |version, secret| access.change_sso_provider(BY, &made.id, version, &said, secret).await;
    assert_eq!(change(1, None).await.unwrap(), 2);
    assert_eq!(change(1, None).await.unwrap_err().kind(), Kind::Changed);
    assert_eq!(access.sso_secret(&made.id).await.unwrap(), Some(canary.clone()));
    let dump = standing.dump().await;
    assert!(dump.contains("login.example.org") && !dump.contains(canary.expose()));
    change(2, Some(None)).await.unwrap();
    assert!(!access.sso_provider(&made.id).await.unwrap().has_secret);
    access.remove_sso_provider(BY, &made.id).await.unwrap();
    assert!(access.sso_providers().await.unwrap().is_empty());
}
