//! Connections that are tested with a token of the Control Room's own.

use super::Desk;
use crate::access::{Caller, Permission};
use crate::automations::Automations;
use crate::connections::tests::provider::Provider;
use crate::connections::tests::room::Room;
use crate::looking::{Line, Looked, Looks};
use crate::runs::{Lend, Runs};
use crate::testing::{Standing, lab, on_both};
use crate::vault::Vault;
use carteiro_world::Language;
use futures_util::StreamExt as _;

on_both!(a_look_gets_the_token_that_a_run_of_the_same_person_would);

async fn lines(looks: &Looks, caller: &Caller, text: &str) -> Vec<Line> {
    let looked = Looked { text: Some(text.to_owned()), ..Looked::default() };
    let subject = looks.subject(caller, looked, Language::English).await.unwrap().ok().unwrap();
    looks.connection(caller, subject, "s", Language::English).await.unwrap().collect().await
}

async fn a_look_gets_the_token_that_a_run_of_the_same_person_would(standing: &Standing) {
    let (Some(provider), Some(dovecot)) = (Provider::stand(), lab("dovecot")) else { return };
    let room = Room::new(standing).await;
    room.signed_in(&provider, "desktop").await;
    let data = tempfile::tempdir().unwrap();
    let lend = Lend::of(&Vault::new(room.ground.clone()), &room.connections);
    let runs = Runs::new(room.ground.clone(), room.access.clone(), data.path(), lend);
    let looks = Looks::new(room.ground.clone(), Automations::new(room.ground.clone()), runs);
    let port = dovecot["imap"].as_u64().unwrap();
    let text = format!(
        "name: M\nsteps:\n  - connect:\n      session: s\n      mail_server:\n        host: 127.0.0.1\n        \
         port: {port}\n        security: none\n        auth: {{ managed: {{ connection: mail }} }}\n"
    );
    let found = lines(&looks, &room.ana, &text).await;
    let told = serde_json::to_string(&found).unwrap();
    assert!(matches!(found.last(), Some(Line::Ended(verdict)) if verdict.ok), "{told}");
    assert!(told.contains(r#""step":"token""#), "{told}");
    let token = room.handed(&room.ana, "mail").await.unwrap().credentials;
    let token = token.credential(carteiro_auth::Renew::WhenExpired).await.unwrap();
    assert!(!told.contains(token.secret().expose()), "{told}");
    assert_eq!(Desk::said(&room.ground, "audit-connection-used").await.len(), 2);
    let (eve, _) = room.somebody("eve", &[Permission::RunAutomations, Permission::EditAutomations]).await;
    let found = serde_json::to_string(&lines(&looks, &eve, &text).await).unwrap();
    assert!(found.contains("connection-not-for-you") && found.contains(r#""ok":false"#), "{found}");
}
