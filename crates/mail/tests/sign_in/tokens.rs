//! Every grant gives a token, and Dovecot lets it into the mailboxes it is good for, and no others.

use crate::lab::{fresh, port, server};
use crate::provider::Provider;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD as BASE64, URL_SAFE_NO_PAD as BASE64URL};
use carteiro_world::http::form;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

const MAIL: &str = "https://outlook.office.com/IMAP.AccessAsUser.All";
const ALL: &str = "openid email offline_access https://outlook.office.com/IMAP.AccessAsUser.All";

/// How Dovecot's last word begins when this token is shown for this mailbox: with the code.
async fn dovecot(user: &str, answered: &Value) -> Option<String> {
    let token = answered["access_token"].as_str().unwrap_or_else(|| panic!("{answered}"));
    let dovecot = server("dovecot")?;
    #[expect(clippy::disallowed_methods, reason = "the test's own end of the line")]
    let stream = tokio::net::TcpStream::connect(("127.0.0.1", port(&dovecot, "imap"))).await.unwrap();
    let (reading, mut writing) = stream.into_split();
    let said = BASE64.encode(format!("user={user}\x01auth=Bearer {token}\x01\x01"));
    writing.write_all(format!("a AUTHENTICATE XOAUTH2 {said}\r\n").as_bytes()).await.unwrap();
    let mut lines = BufReader::new(reading).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if line.starts_with("+ ") {
            writing.write_all(b"\r\n").await.unwrap();
        }
        if let Some(last) = line.strip_prefix("a ") {
            return last.split(']').next().map(str::to_owned);
        }
    }
    panic!("Dovecot hung up")
}

async fn opens(mailbox: &str, token: &Value) {
    let said = dovecot(mailbox, token).await.unwrap_or("OK".to_owned());
    assert!(said.starts_with("OK"), "{mailbox}: {said}");
}

async fn opens_not(mailbox: &str, token: &Value) {
    let said = dovecot(mailbox, token).await.unwrap_or("NO [AUTHENTICATIONFAILED".to_owned());
    assert_eq!(said, "NO [AUTHENTICATIONFAILED", "{mailbox}");
}

#[tokio::test]
async fn a_password_gives_a_token_for_ones_own_mailbox_and_the_shared_one() {
    let Some(provider) = Provider::stand() else { return };
    let mark = fresh("");
    let user = format!("test-{mark}@lab.test");
    for kind in ["desktop", "desktop-jwt"] {
        let client = provider.client(kind);
        let asking = |password| {
            [
                ("grant_type", "password"),
                ("client_id", client.as_str()),
                ("username", user.as_str()),
                ("password", password),
                ("scope", ALL),
            ]
        };
        let token = provider.token(&asking("pw-test")).await;
        opens(&user, &token).await;
        opens(&format!("shared-{mark}@lab.test"), &token).await;
        opens_not("bob@lab.test", &token).await;
        opens_not("shared@lab.test", &token).await;
        assert!(email(&token["id_token"]).contains(&user));
        let wrong = provider.token(&asking("pw-wrong")).await;
        assert_eq!(wrong["error"], "invalid_grant");
        assert!(wrong["error_description"].as_str().unwrap().contains("AADSTS50126"));
        assert_eq!(provider.counts(&client).await, json!({ "password": 2 }));
    }
}

/// What an ID token says, undeciphered but for its coding.
fn email(token: &Value) -> String {
    let claims = token.as_str().unwrap().split('.').nth(1).unwrap();
    let claims: Value = serde_json::from_slice(&BASE64URL.decode(claims).unwrap()).unwrap();
    claims["email"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_code_gives_a_token_and_a_refresh_token_that_is_good_once() {
    let Some(provider) = Provider::stand() else { return };
    let verifier = fresh("verifier-verifier-verifier-verifier-");
    let challenge = BASE64URL.encode(Sha256::digest(&verifier));
    let places = [
        ("desktop", "http://127.0.0.1:4711/callback", None),
        ("desktop", "http://localhost:8888/Callback", None),
        ("exact", "http://localhost:9999/callback", None),
        ("web", "http://127.0.0.1:4711/callback", Some("web-secret")),
    ];
    for (kind, place, secret) in places {
        let client = provider.client(kind);
        let mut asking = vec![
            ("client_id", client.as_str()),
            ("response_type", "code"),
            ("redirect_uri", place),
            ("scope", ALL),
            ("state", "s"),
            ("prompt", "consent"),
        ];
        asking.extend([("code_challenge", challenge.as_str()), ("code_challenge_method", "S256")]);
        let url = format!("{}?{}", provider.url("authorize_url"), form(asking));
        let ended = provider.sign_in(&url, "alice@lab.test", "pw-alice").await;
        assert!(ended.as_str().starts_with(place), "{ended}");
        let code = ended.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
        let who: Vec<_> = [("client_id", client.as_str())]
            .into_iter()
            .chain(secret.map(|it| ("client_secret", it)))
            .collect();
        let with = |more: &[(&'static str, &str)]| {
            let more = more.iter().map(|&(name, value)| (name, value.to_owned()));
            who.iter().map(|&(name, value)| (name, value.to_owned())).chain(more).collect::<Vec<_>>()
        };
        let ask = async |fields: Vec<(&str, String)>| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            provider.token(&fields).await
        };
        let token = ask(with(&[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", place),
            ("code_verifier", &verifier),
        ]))
        .await;
        opens("alice@lab.test", &token).await;
        let refresh = token["refresh_token"].as_str().unwrap();
        let renewing = with(&[("grant_type", "refresh_token"), ("refresh_token", refresh)]);
        let renewed = ask(renewing.clone()).await;
        opens("alice@lab.test", &renewed).await;
        assert_ne!(renewed["refresh_token"], token["refresh_token"]);
        assert_eq!(ask(renewing).await["error"], "invalid_grant");
        // Who shows a token twice may be a thief: what was given for it is worth nothing any more.
        opens_not("alice@lab.test", &renewed).await;
    }
}

#[tokio::test]
async fn a_redirect_to_elsewhere_is_refused() {
    let Some(provider) = Provider::stand() else { return };
    for (kind, place) in
        [("exact", "http://localhost:4711/callback"), ("desktop", "https://elsewhere.test/callback")]
    {
        let client = provider.client(kind);
        let asking = [("client_id", client.as_str()), ("response_type", "code"), ("redirect_uri", place)];
        let url = format!("{}?{}", provider.url("authorize_url"), form(asking));
        let answered = provider.control("sign_in", &json!({ "url": url })).await;
        assert_eq!(answered["status"], 400, "{answered}");
    }
}

#[tokio::test]
async fn a_page_is_given_its_tokens_in_the_address() {
    let Some(provider) = Provider::stand() else { return };
    let client = provider.client("page");
    let asking = [
        ("client_id", client.as_str()),
        ("response_type", "id_token token"),
        ("redirect_uri", "https://app.lab.test/callback"),
        ("scope", ALL),
        ("nonce", "n"),
        ("state", "s"),
    ];
    let url = format!("{}?{}", provider.url("authorize_url"), form(asking));
    let ended = provider.sign_in(&url, "bob@lab.test", "pw-bob").await;
    let fragment = format!("http://x/?{}", ended.fragment().unwrap());
    let fragment = carteiro_world::http::Url::parse(&fragment).unwrap();
    let token: Value = fragment
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), Value::from(value.into_owned())))
        .collect();
    opens("bob@lab.test", &token).await;
    assert_eq!(email(&token["id_token"]), "bob@lab.test");
}

#[tokio::test]
async fn a_device_gets_its_token_once_the_person_has_typed_the_code() {
    let Some(provider) = Provider::stand() else { return };
    let client = provider.client("desktop");
    let begun = provider.post("device_url", &[("client_id", &client), ("scope", ALL)]).await;
    let asking = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("client_id", &client),
        ("device_code", begun["device_code"].as_str().unwrap()),
    ];
    assert_eq!(provider.token(&asking).await["error"], "authorization_pending");
    let typed = [
        ("user_code", begun["user_code"].as_str().unwrap()),
        ("login", "alice@lab.test"),
        ("password", "pw-alice"),
    ];
    let (status, page) = provider.fill(begun["verification_uri"].as_str().unwrap(), &typed).await;
    assert_eq!(status, 200, "{page}");
    let token = provider.token(&asking).await;
    opens("alice@lab.test", &token).await;
    assert_eq!(email(&token["id_token"]), "alice@lab.test");
    assert!(token["refresh_token"].is_string());
}

#[tokio::test]
async fn a_program_opens_every_mailbox() {
    let Some(provider) = Provider::stand() else { return };
    for kind in ["daemon", "daemon-jwt"] {
        let client = provider.client(kind);
        let asking = |secret| {
            [
                ("grant_type", "client_credentials"),
                ("client_id", client.as_str()),
                ("client_secret", secret),
                ("scope", "https://outlook.office365.com/.default"),
            ]
        };
        let token = provider.token(&asking("daemon-secret")).await;
        opens("alice@lab.test", &token).await;
        opens(&format!("{}@lab.test", fresh("test-")), &token).await;
        assert_eq!(provider.token(&asking("wrong")).await["error"], "invalid_client");
    }
}

#[tokio::test]
async fn a_program_may_show_a_certificate_in_place_of_a_secret() {
    let Some(provider) = Provider::stand() else { return };
    let client = provider.client("certified");
    let clients = &provider.described["clients"];
    let key = |of: &str| &clients[of]["certificate"]["key_file"];
    let keys = [(key("certified"), Ok(())), (key("robot"), Err("invalid_client"))];
    let claims = json!({ "iss": client, "sub": client, "aud": provider.url("token_url") });
    for (key, outcome) in keys {
        let assertion = provider.assertion(key, claims.clone());
        let asking = [
            ("grant_type", "client_credentials"),
            ("client_id", client.as_str()),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion.as_str()),
            ("scope", "https://outlook.office365.com/.default"),
        ];
        let token = provider.token(&asking).await;
        match outcome {
            Ok(()) => opens("alice@lab.test", &token).await,
            Err(error) => assert_eq!(token["error"], error),
        }
    }
}

#[tokio::test]
async fn a_service_account_acts_for_a_user() {
    let Some(provider) = Provider::stand() else { return };
    let client = provider.client("robot");
    let clients = &provider.described["clients"];
    let ask = async |key: &Value, user: &str| {
        let claims = json!({
            "iss": format!("{client}@robots.lab.test"),
            "sub": user,
            "aud": provider.url("token_url"),
            "scope": "https://mail.google.com/",
        });
        let assertion = provider.assertion(key, claims);
        let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
        provider.token(&[("grant_type", grant), ("assertion", &assertion)]).await
    };
    let robot = &clients["robot"]["certificate"]["key_file"];
    let token = ask(robot, "alice@lab.test").await;
    opens("alice@lab.test", &token).await;
    opens_not("bob@lab.test", &token).await;
    assert_eq!(token.get("refresh_token"), None);
    assert_eq!(ask(robot, "nobody@elsewhere.test").await["error"], "unauthorized_client");
    let another = &clients["certified"]["certificate"]["key_file"];
    assert_eq!(ask(another, "alice@lab.test").await["error"], "invalid_grant");
}

#[tokio::test]
async fn a_revoked_token_opens_nothing() {
    let Some(provider) = Provider::stand() else { return };
    let client = provider.client("desktop");
    let asking = [
        ("grant_type", "password"),
        ("client_id", client.as_str()),
        ("username", "alice@lab.test"),
        ("password", "pw-alice"),
        ("scope", MAIL),
    ];
    let token = provider.token(&asking).await;
    let revoked = [("client_id", client.as_str()), ("token", token["access_token"].as_str().unwrap())];
    provider.post("revoke_url", &revoked).await;
    opens_not("alice@lab.test", &token).await;
    let again = provider.token(&asking).await;
    opens("alice@lab.test", &again).await;
    let whose = json!({ "client": client, "login": "alice@lab.test" });
    assert_ne!(provider.control("forget", &whose).await["forgotten"], 0);
    opens_not("alice@lab.test", &again).await;
}

#[tokio::test]
async fn the_token_endpoint_fails_as_a_test_wants_it_for_one_client() {
    let Some(provider) = Provider::stand() else { return };
    let client = provider.client("daemon");
    let asking = [
        ("grant_type", "client_credentials"),
        ("client_id", client.as_str()),
        ("client_secret", "daemon-secret"),
    ];
    let fail = async |mode: Value| {
        let mut mode = mode;
        mode["client"] = client.clone().into();
        mode["times"] = 1.into();
        assert_eq!(provider.control("fail", &mode).await, json!({}));
    };
    fail(json!({ "mode": "html_500" })).await;
    assert_eq!(provider.token(&asking).await["status"], 500);
    fail(json!({ "mode": "unavailable", "retry_after": 7 })).await;
    assert_eq!(provider.token(&asking).await, json!({}));
    fail(json!({ "mode": "aadsts", "code": 700_082 })).await;
    assert_eq!(provider.token(&asking).await["error_codes"], json!([700_082]));
    assert!(provider.token(&asking).await["access_token"].is_string());
    assert_eq!(provider.counts(&client).await, json!({ "client_credentials": 4 }));
}
