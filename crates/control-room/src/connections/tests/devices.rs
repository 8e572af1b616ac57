//! Signing in on another device.

use super::browser::{HERE, state};
use super::provider::Provider;
use super::room::{Room, draft};
use crate::access::{Caller, Permission};
use crate::connections::device::Progress;
use crate::connections::{Begun, Connection, Draft, Grant, State};
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;
use serde_json::json;
use std::time::Duration;

on_both!(
    somebody_signs_in_on_another_device,
    a_code_that_is_declined_or_forgotten_brings_nothing,
    a_code_of_somebody_who_may_come_in_no_more_brings_nothing,
    nobody_begins_without_end,
);

/// A code for another device: the attempt, where it is typed, and the code.
async fn code(room: &Room, caller: &Caller, connection: &Connection) -> (String, String, String) {
    let begun = room.connections.begin(caller, &connection.id, None, HERE).await.unwrap();
    let Begun::Device { attempt, page, user_code, .. } = begun else { panic!("{begun:?}") };
    (attempt, page, user_code)
}

async fn progress(room: &Room, attempt: &str) -> (Progress, Option<String>) {
    let (progress, reason) = room.connections.progress(&room.ana, attempt).await.unwrap();
    (progress, reason.map(|reason| reason.words.code.into_owned()))
}

fn on_device(provider: &Provider) -> Draft {
    let mut draft = draft("mail", provider, "desktop");
    draft.details.grant = Grant::DeviceCode;
    draft
}

const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// Past the pause between two questions.
const PAUSE: Duration = Duration::from_secs(6);

async fn somebody_signs_in_on_another_device(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::asleep(standing).await;
    let connection = room.add(on_device(&provider)).await;
    let client = provider.client("desktop");
    let (attempt, page, user_code) = code(&room, &room.ana, &connection).await;
    assert_eq!(progress(&room, &attempt).await, (Progress::Pending, None));
    assert_eq!(provider.count(&client, DEVICE).await, 0, "it is too early to ask");
    room.clock.pass(PAUSE);
    assert_eq!(progress(&room, &attempt).await, (Progress::Pending, None));
    assert_eq!(progress(&room, &attempt).await, (Progress::Pending, None));
    assert_eq!(provider.count(&client, DEVICE).await, 1);
    // RFC 8628 §3.5: from then on it is asked more seldom.
    let slower = json!({ "error": "slow_down" });
    provider.fail(&client, json!({ "mode": "answer", "times": 1, "status": 400, "body": slower })).await;
    room.clock.pass(PAUSE);
    progress(&room, &attempt).await;
    for asked in [2, 3] {
        room.clock.pass(PAUSE);
        progress(&room, &attempt).await;
        assert_eq!(provider.count(&client, DEVICE).await, asked);
        room.clock.pass(PAUSE);
        progress(&room, &attempt).await;
    }
    let person = provider.person();
    let typed = [("user_code", user_code.as_str()), ("login", person.as_str()), ("password", "pw-test")];
    assert_eq!(provider.fill(&page, &typed).await, 200);
    let (bia, _) = room.somebody("bia", &[Permission::ViewConnections, Permission::ManageConnections]).await;
    let other = room.connections.progress(&bia, &attempt).await.unwrap_err();
    assert_eq!(other.kind(), Kind::NotFound, "it is nobody else's");
    room.clock.pass(PAUSE * 2);
    assert_eq!(progress(&room, &attempt).await, (Progress::Done, None));
    let asked = provider.count(&client, DEVICE).await;
    room.clock.pass(PAUSE * 2);
    assert_eq!(progress(&room, &attempt).await, (Progress::Done, None));
    assert_eq!(provider.count(&client, DEVICE).await, asked);
    assert_eq!(room.handed(&room.ana, "mail").await.unwrap().user, person);
    assert_eq!(state(&room, &connection).await, State::Active);
}

async fn a_code_that_is_declined_or_forgotten_brings_nothing(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::asleep(standing).await;
    let connection = room.add(on_device(&provider)).await;
    let (attempt, page, user_code) = code(&room, &room.ana, &connection).await;
    assert_eq!(provider.fill(&page, &[("user_code", user_code.as_str()), ("deny", "1")]).await, 200);
    room.clock.pass(PAUSE);
    let declined = (Progress::Refused, Some("oauth-declined".to_owned()));
    assert_eq!(progress(&room, &attempt).await, declined);
    assert_eq!(progress(&room, &attempt).await, declined);
    let (attempt, ..) = code(&room, &room.ana, &connection).await;
    room.clock.pass(Duration::from_secs(601));
    let expired = (Progress::Expired, Some("oauth-code-expired".to_owned()));
    assert_eq!(progress(&room, &attempt).await, expired);
    // The connection has changed while somebody typed the code.
    let (attempt, page, user_code) = code(&room, &room.ana, &connection).await;
    let draft = Draft { roles: connection.roles.clone(), title: "Mail".to_owned(), ..on_device(&provider) };
    room.connections.change(&room.ana, &connection.id, connection.version, draft).await.unwrap();
    let person = provider.person();
    let typed = [("user_code", user_code.as_str()), ("login", person.as_str()), ("password", "pw-test")];
    assert_eq!(provider.fill(&page, &typed).await, 200);
    room.clock.pass(PAUSE);
    let over = (Progress::Refused, Some("connection-attempt-over".to_owned()));
    assert_eq!(progress(&room, &attempt).await, over);
    assert_eq!(state(&room, &connection).await, State::NotSignedIn);
}

async fn a_code_of_somebody_who_may_come_in_no_more_brings_nothing(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::asleep(standing).await;
    let connection = room.add(on_device(&provider)).await;
    let (bia, _) = room.somebody("bia", &[Permission::ViewConnections, Permission::ManageConnections]).await;
    let (attempt, page, user_code) = code(&room, &bia, &connection).await;
    let person = provider.person();
    let typed = [("user_code", user_code.as_str()), ("login", person.as_str()), ("password", "pw-test")];
    assert_eq!(provider.fill(&page, &typed).await, 200);
    room.clock.pass(PAUSE);
    let (id, way) = (&bia.person.id, bia.way);
    let ask = async || room.connections.progress_of_absent(id, way, &attempt).await;
    room.access.disable(&room.ana.actor(), id, true).await.unwrap();
    assert_eq!(ask().await.unwrap_err().kind(), Kind::Denied);
    room.access.disable(&room.ana.actor(), id, false).await.unwrap();
    room.without_roles(&bia).await;
    assert_eq!(ask().await.unwrap_err().kind(), Kind::NotFound);
    assert_eq!(state(&room, &connection).await, State::NotSignedIn);
}

async fn nobody_begins_without_end(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::asleep(standing).await;
    let connection = room.add(on_device(&provider)).await;
    for _ in 0..20 {
        code(&room, &room.ana, &connection).await;
    }
    let many = room.connections.begin(&room.ana, &connection.id, None, HERE).await.unwrap_err();
    assert_eq!((many.kind(), &*many.words().code), (Kind::Throttled, "request-too-often"));
    assert!(many.wait().is_some());
    let (bia, _) = room.somebody("bia", &[Permission::ViewConnections, Permission::ManageConnections]).await;
    code(&room, &bia, &connection).await;
    room.clock.pass(Duration::from_mins(30));
    code(&room, &room.ana, &connection).await;
}
