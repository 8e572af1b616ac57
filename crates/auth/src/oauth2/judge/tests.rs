//! Tokens that nobody has issued, and what is told of them.

use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use carteiro_world::Secret;
use carteiro_world::words::Language;
use serde_json::{Value, json};

const APP: &str = "11111111-2222-3333-4444-555555555555";
const OBJECT: &str = "66666666-7777-8888-9999-000000000000";

fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

/// A token of an application, with other claims in place of these; `null` takes one away.
fn app_only(other: &Value) -> Value {
    with(
        json!({
            "iss": "https://sts.windows.net/t/", "aud": "https://outlook.office365.com", "roles": ["IMAP.AccessAsApp"],
            "appid": APP, "oid": OBJECT, "tid": "t", "nbf": 1_795_345_200, "exp": 1_795_352_400,
        }),
        other,
    )
}

/// A token of a person.
fn delegated(other: &Value) -> Value {
    let person =
        json!({ "roles": null, "scp": "IMAP.AccessAsUser.All SMTP.Send", "upn": "ana@contoso.example" });
    with(app_only(&person), other)
}

fn with(mut claims: Value, other: &Value) -> Value {
    for (name, value) in other.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

fn shown(claims: &Value, mailbox: &str) -> Facts {
    let token = Secret::new(format!("e30.{}.c2lnbmVk", URL_SAFE_NO_PAD.encode(claims.to_string())));
    let credential = Credential::Bearer { user: mailbox.to_owned(), token, expires_at: None };
    Facts { names_told: true, ..Facts::of(&credential).unwrap() }
}

fn code(found: Option<Phrase>) -> Option<String> {
    found.map(|phrase| {
        for language in Language::ALL {
            let said = language.say(&phrase);
            assert!(!said.contains(&*phrase.code) && !said.contains("{ $"), "{said}");
        }
        phrase.code.into_owned()
    })
}

#[test]
fn what_does_not_fit_is_seen_before_anybody_refuses() {
    let none = &json!({});
    for (claims, service, expected) in [
        (delegated(none), Service::Imap, None),
        (app_only(none), Service::Imap, None),
        (delegated(&json!({ "aud": "00000002-0000-0ff1-ce00-000000000000" })), Service::Imap, None),
        (delegated(&json!({ "aud": "https://OUTLOOK.office.com/" })), Service::Smtp, None),
        (delegated(&json!({ "aud": "https://graph.microsoft.com" })), Service::Imap, Some("token-for-graph")),
        (
            app_only(&json!({ "aud": "00000003-0000-0000-c000-000000000000" })),
            Service::Pop3,
            Some("token-for-graph"),
        ),
        (delegated(&json!({ "aud": "https://vault.azure.net" })), Service::Imap, Some("token-for-another")),
        (delegated(none), Service::Graph, Some("token-for-another")),
        (delegated(&json!({ "scp": "SMTP.Send" })), Service::Imap, Some("token-without-scope")),
        (delegated(none), Service::Pop3, Some("token-without-scope")),
        (delegated(none), Service::Ews, Some("token-without-scope")),
        (app_only(&json!({ "roles": null })), Service::Imap, Some("token-without-role")),
        (app_only(&json!({ "roles": ["full_access_as_app"] })), Service::Imap, Some("token-without-role")),
        (app_only(&json!({ "roles": ["full_access_as_app"] })), Service::Ews, None),
        (delegated(&json!({ "exp": 1_795_348_799 })), Service::Imap, Some("token-over")),
        (delegated(&json!({ "nbf": 1_795_349_200 })), Service::Imap, Some("token-not-yet")),
        (delegated(&json!({ "nbf": 1_795_348_810 })), Service::Imap, None),
    ] {
        let facts = shown(&claims, "ana@contoso.example");
        assert_eq!(code(facts.at_sight(service, now())).as_deref(), expected, "{claims} {service:?}");
    }
}

#[test]
fn an_application_that_is_refused_is_told_the_commands_with_its_own_ids() {
    let facts = shown(&app_only(&json!({})), "sales@contoso.example");
    let said = facts.on_refusal(Service::Imap, now()).unwrap().to_string();
    for command in [
        format!("New-ServicePrincipal -AppId '{APP}' -ObjectId '{OBJECT}'"),
        format!(
            "Add-MailboxPermission -Identity 'sales@contoso.example' -User '{OBJECT}' -AccessRights FullAccess"
        ),
    ] {
        assert!(said.contains(&command), "{said}");
    }
}

#[test]
fn at_exchange_web_services_no_service_principal_is_missing() {
    let role = json!({ "roles": ["full_access_as_app"] });
    let facts = shown(&app_only(&role), "sales@contoso.example");
    assert_eq!(facts.on_refusal(Service::Ews, now()), None);
    let without = shown(&app_only(&json!({ "roles": ["Mail.Read"] })), "sales@contoso.example");
    let said = without.on_refusal(Service::Ews, now()).unwrap();
    assert_eq!(said.code, "token-without-role");
    assert!(said.to_string().contains("full_access_as_app"), "{said}");
}

#[test]
fn at_microsoft_graph_an_application_has_its_right_with_its_role_or_by_exchange() {
    let graph = |roles: Value| {
        let claims = app_only(&json!({ "aud": "https://graph.microsoft.com", "roles": roles }));
        let facts = shown(&claims, "sales@contoso.example");
        assert_eq!(facts.at_sight(Service::Graph, now()), None, "Exchange may let it in all the same");
        facts.on_refusal(Service::Graph, now())
    };
    assert_eq!(graph(json!(["Mail.ReadWrite"])), None);
    for roles in [json!(null), json!([]), json!(["User.Read.All"])] {
        let found = graph(roles);
        let test = format!(
            "Test-ServicePrincipalAuthorization -Identity '{OBJECT}' -Resource 'sales@contoso.example'"
        );
        let said = found.clone().unwrap().to_string();
        assert_eq!(code(found).as_deref(), Some("token-without-mailbox-role"));
        assert!(said.contains(&test) && !said.contains("Office 365 Exchange Online"), "{said}");
    }
    let elsewhere = shown(&app_only(&json!({})), "sales@contoso.example");
    assert_eq!(code(elsewhere.at_sight(Service::Graph, now())).as_deref(), Some("token-for-another"));
}

#[test]
fn what_a_token_says_cannot_become_a_command() {
    let claims = app_only(&json!({ "appid": "'; Remove-Mailbox x", "oid": "$(x)" }));
    let said = shown(&claims, "a'b@contoso.example").on_refusal(Service::Imap, now()).unwrap().to_string();
    assert!(said.contains("-AppId 'APPLICATION-ID' -ObjectId 'OBJECT-ID'"), "{said}");
    assert!(said.contains("-Identity 'MAILBOX'") && !said.contains("Remove-Mailbox"), "{said}");
}

#[test]
fn a_token_of_another_person_than_the_mailbox_is_told_when_it_is_refused() {
    let token = delegated(&json!({}));
    let own = shown(&token, "Ana@Contoso.example");
    assert_eq!(own.on_refusal(Service::Imap, now()), None);
    let shared = shown(&token, "sales@contoso.example");
    assert_eq!(shared.at_sight(Service::Imap, now()), None);
    let said = shared.on_refusal(Service::Imap, now()).unwrap().to_string();
    assert!(said.contains("-Identity 'sales@contoso.example' -User 'ana@contoso.example'"), "{said}");
}

#[test]
fn names_are_told_only_where_they_may_be() {
    let without = app_only(&json!({ "aud": "https://graph.microsoft.com" }));
    for (claims, service) in [
        (delegated(&json!({})), Service::Imap),
        (app_only(&json!({})), Service::Imap),
        (without, Service::Graph),
    ] {
        let facts = Facts { names_told: false, ..shown(&claims, "sales@contoso.example") };
        let said = facts.on_refusal(service, now()).unwrap();
        for said in Language::ALL.map(|language| language.say(&said)) {
            assert!(said.contains(" 'MAILBOX'") && !said.contains("contoso"), "{said}");
        }
    }
}

#[test]
fn tokens_of_others_and_tokens_that_say_nothing_are_not_judged() {
    for issuer in [
        json!("https://id.example.org"),
        json!("https://login.microsoftonline.com.example.org/"),
        json!(null),
    ] {
        let facts = shown(&app_only(&json!({ "iss": issuer, "aud": "anything", "roles": null })), "ana");
        assert_eq!(
            (facts.at_sight(Service::Imap, now()), facts.on_refusal(Service::Imap, now())),
            (None, None)
        );
    }
    let ends = Some(now());
    let opaque =
        Credential::Bearer { user: "ana".into(), token: Secret::new("ya29.canary"), expires_at: ends };
    let facts = Facts::of(&opaque).unwrap();
    assert_eq!((&facts.claims, facts.expires_at), (&None, ends));
    assert_eq!(facts.on_refusal(Service::Imap, now()), None);
    assert!(!format!("{facts:?}").contains("canary"));
    assert_eq!(Facts::of(&Credential::Password { user: "ana".into(), password: Secret::new("x") }), None);
}
