//! Where the tokens of a connection may go, and what they are for.

use super::provider::Provider;
use super::room::{Room, draft, purpose, user_specific};
use crate::connections::{Draft, Grant, ProviderType};
use crate::testing::{Standing, on_both};
use carteiro_auth::Renew;
use carteiro_auth::modes::{Managed, Token};
use carteiro_auth::providers::{Cloud, Service};
use carteiro_engine::Purpose;
use carteiro_mail::Kind;
use serde_json::json;
use std::collections::BTreeSet;

on_both!(
    a_token_goes_where_the_connection_says,
    a_token_of_microsoft_goes_to_its_cloud,
    an_automation_says_whose_token_it_means,
    a_token_is_for_one_resource_of_microsoft,
);

async fn a_token_goes_where_the_connection_says(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.signed_in(&provider, "desktop").await;
    room.clock.pass(std::time::Duration::from_mins(61));
    for host in ["evil.example", "imap.example.org.evil.example", "xn--imap", "127.0.0.2", "localhost", ""] {
        let failure = room.handed_for(&room.ana, "mail", host, None).await.err().unwrap();
        assert_eq!((failure.kind, &*failure.words.code), (Kind::Denied, "connection-other-host"), "{host}");
    }
    // A proxy that could read along is a host like others.
    let managed = Managed { connection: "mail".to_owned(), token: None, username: None };
    let by = async |through| {
        let tokens = room.connections.tokens(room.ana.clone(), "run-1");
        let purpose = Purpose { through, ..purpose("127.0.0.1", None) };
        tokens.managed(&managed, &purpose).await
    };
    let failure = by(Some("proxy.evil.example")).await.err().unwrap();
    assert_eq!((failure.kind, &*failure.words.code), (Kind::Denied, "connection-other-host"));
    let client = provider.client("desktop");
    assert_eq!(provider.count(&client, "refresh_token").await, 0, "nothing is asked for what is not shown");
    for host in ["127.0.0.1", "IMAP.example.org", "imap.example.org."] {
        room.handed_for(&room.ana, "mail", host, None).await.unwrap();
    }
    let handed = by(Some("imap.example.org")).await.unwrap();
    handed.credentials.credential(Renew::WhenExpired).await.unwrap();
    // It is looked at each time: who takes a host away takes it from runs that are under way.
    let mut draft = Draft { roles: connection.roles.clone(), ..draft("mail", &provider, "desktop") };
    draft.details.allowed_hosts = vec!["127.0.0.1".to_owned()];
    room.connections.change(&room.ana, &connection.id, connection.version, draft).await.unwrap();
    let refused = handed.credentials.credential(Renew::WhenExpired).await.unwrap_err();
    assert_eq!(refused.reason.code, "connection-not-for-you");
    room.handed(&room.ana, "mail").await.unwrap();
}

/// What comes of asking for a token at a host: nobody has signed in, or it is not shown there.
async fn at(room: &Room, host: &str) -> String {
    let failure = room.handed_for(&room.ana, "cloud", host, None).await.err().unwrap();
    failure.words.code.to_string()
}

async fn a_token_of_microsoft_goes_to_its_cloud(standing: &Standing) {
    let room = Room::new(standing).await;
    let draft = Draft::new("cloud", ProviderType::Microsoft, Grant::AuthorizationCode, "client");
    let connection = room.add(draft.clone()).await;
    let (yes, no) = ("connection-not-signed-in", "connection-other-host");
    for (host, told) in [
        ("outlook.office365.com", yes),
        ("Outlook.Office365.com.", yes),
        ("graph.microsoft.com", yes),
        ("imap.example.org", no),
        ("office365.com.evil.example", no),
        ("notoffice365.com", no),
        ("imap.gmail.com", no),
        ("127.0.0.1", no),
    ] {
        assert_eq!(at(&room, host).await, told, "{host}");
    }
    let mut own = Draft { roles: connection.roles.clone(), ..draft };
    own.details.cloud = Cloud::Custom(
        serde_json::from_value(json!({
            "login": "https://login.cloud.example", "graph": "https://graph.cloud.example",
            "outlook": "https://outlook.cloud.example",
        }))
        .unwrap(),
    );
    room.connections.change(&room.ana, &connection.id, 1, own).await.unwrap();
    for (host, told) in [
        ("outlook.cloud.example", yes),
        ("graph.cloud.example", yes),
        ("login.cloud.example", no),
        ("cloud.example", no),
    ] {
        assert_eq!(at(&room, host).await, told, "{host}");
    }
}

async fn an_automation_says_whose_token_it_means(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let (bia, role) = room.somebody("bia", &[]).await;
    let shared = room.signed_in(&provider, "desktop").await;
    let own = room.add(user_specific(draft("own", &provider, "desktop"), &role)).await;
    room.sign_in(&provider, &bia, &own).await;
    for (caller, name, token, is_right) in [
        (&room.ana, &shared.name, Token::Shared, true),
        (&room.ana, &shared.name, Token::UserSpecific, false),
        (&bia, &own.name, Token::UserSpecific, true),
        (&bia, &own.name, Token::Shared, false),
    ] {
        let managed = Managed { connection: name.clone(), token: Some(token), username: None };
        let tokens = room.connections.tokens(caller.clone(), "run-1");
        let handed = tokens.managed(&managed, &purpose("127.0.0.1", None)).await;
        let failure = handed.err().map(|failure| (failure.kind, failure.words.code.to_string()));
        let wrong = Some((Kind::InvalidInput, "connection-token-type".to_owned()));
        assert_eq!(failure, if is_right { None } else { wrong }, "{name} {token:?}");
    }
}

async fn a_token_is_for_one_resource_of_microsoft(standing: &Standing) {
    let room = Room::new(standing).await;
    let draft = |services: &[Service]| {
        let mut draft = Draft::new("cloud", ProviderType::Microsoft, Grant::AuthorizationCode, "client");
        draft.details.services = services.iter().copied().collect();
        draft
    };
    for services in [[Service::Graph, Service::Imap], [Service::Ews, Service::Graph]] {
        let problem = room.connections.add(&room.ana, draft(&services)).await.unwrap_err();
        assert_eq!(problem.words().code, "connection-two-resources", "{services:?}");
    }
    for (services, scopes) in [
        (
            vec![Service::Imap, Service::Smtp],
            "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send",
        ),
        (vec![Service::Ews], "https://outlook.office365.com/EWS.AccessAsUser.All"),
        (
            vec![Service::Graph],
            "https://graph.microsoft.com/Mail.ReadWrite https://graph.microsoft.com/Mail.Send \
             https://graph.microsoft.com/Mail.ReadWrite.Shared https://graph.microsoft.com/Mail.Send.Shared",
        ),
    ] {
        let connection = room.add(draft(&services)).await;
        let asked: BTreeSet<String> = connection.scopes().into_iter().collect();
        let wanted = format!("{scopes} offline_access openid email");
        assert_eq!(asked, wanted.split_whitespace().map(str::to_owned).collect(), "{services:?}");
        room.connections.remove(&room.ana, &connection.id).await.unwrap();
    }
    // What a token says of itself is told where it is tested.
    let Some(provider) = Provider::stand() else { return };
    let connection = room.signed_in(&provider, "desktop-jwt").await;
    let tried = room.connections.test(&room.ana, &connection.id, None).await.unwrap();
    assert_eq!(
        (tried.is_ok, tried.audience, tried.allowed),
        (true, vec!["urn:lab:jwt".into()], vec!["mail".into()])
    );
}
