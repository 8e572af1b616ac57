//! Something happens to a connection while the next token is on its way.

use super::holding::{Hold, Holding};
use super::provider::Provider;
use super::room::{Room, draft};
use crate::connections::{Connection, Draft, Grant, State, Whose};
use crate::testing::{Standing, on_both};
use carteiro_auth::Why;
use carteiro_mail::Kind;
use carteiro_world::Secret;
use std::time::Duration;

on_both!(
    whoever_signs_in_anew_is_not_overwritten_by_an_older_answer,
    an_older_answer_makes_nothing_active_that_was_not_allowed,
    nobody_asks_for_a_token_of_the_application_of_before,
    after_a_sign_out_nothing_comes,
);

const HOUR: Duration = Duration::from_mins(61);

/// A connection whose next token the provider has given out, and which nobody has yet; and who waits for it.
struct Late {
    holding: Holding,
    connection: Connection,
    draft: Draft,
    waiting: tokio::task::JoinHandle<Result<String, Kind>>,
}

impl Late {
    async fn new(room: &std::sync::Arc<Room>, provider: &Provider) -> Self {
        let holding = Holding::before(&provider.url("token_url")).await;
        let mut draft = draft("mail", provider, "desktop");
        draft.details.token_url = Some(holding.url.clone());
        let connection = room.add(draft.clone()).await;
        draft.roles.clone_from(&connection.roles);
        room.sign_in(provider, &room.ana, &connection).await;
        room.clock.pass(HOUR);
        holding.hold(Hold::Answers);
        let of = std::sync::Arc::clone(room);
        let waiting = tokio::spawn(async move {
            let handed = of.handed(&of.ana, "mail").await.map_err(|failure| failure.kind)?;
            let token = handed.credentials.credential(carteiro_auth::Renew::WhenExpired).await.unwrap();
            Ok(token.secret().expose().to_owned())
        });
        holding.held().await;
        holding.hold(Hold::Nothing);
        Self { holding, connection, draft, waiting }
    }

    /// The answer comes.
    async fn comes(self) -> Result<String, Kind> {
        self.holding.release();
        self.waiting.await.unwrap()
    }
}

async fn room(standing: &Standing) -> std::sync::Arc<Room> {
    std::sync::Arc::new(Room::new(standing).await)
}

async fn whoever_signs_in_anew_is_not_overwritten_by_an_older_answer(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = room(standing).await;
    let late = Late::new(&room, &provider).await;
    let whose = Whose::shared(&late.connection);
    room.sign_in(&provider, &room.ana, &late.connection).await;
    let row = room.connections.row(&whose).await.unwrap().unwrap();
    let of_person = room.connections.held(&row).unwrap();
    assert_eq!(late.comes().await.unwrap(), of_person.token.expose(), "whoever waited gets what is there");
    let row = room.connections.row(&whose).await.unwrap().unwrap();
    assert_eq!(row.generation, of_person.generation);
}

async fn an_older_answer_makes_nothing_active_that_was_not_allowed(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = room(standing).await;
    let late = Late::new(&room, &provider).await;
    let (id, whose) = (late.connection.id.clone(), Whose::shared(&late.connection));
    let mut more = late.draft.clone();
    more.details.scopes.get_or_insert_default().push("calendar".to_owned());
    let connection = room.connections.change(&room.ana, &id, 1, more).await.unwrap();
    assert_eq!(room.connections.status(&connection, &whose).await.unwrap().state, State::NeedsSignIn);
    assert_eq!(late.comes().await.unwrap_err(), Kind::SignInNeeded);
    let status = room.connections.status(&connection, &whose).await.unwrap();
    assert_eq!(status.state, State::NeedsSignIn, "{status:?}");
}

async fn nobody_asks_for_a_token_of_the_application_of_before(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = room(standing).await;
    let mut daemon = draft("daemon", &provider, "daemon");
    daemon.details.grant = Grant::ClientCredentials;
    daemon.details.scopes = Some(vec!["mail".to_owned()]);
    daemon.secret = Some(Secret::new("daemon-secret"));
    let before = room.add(daemon.clone()).await;
    let whose = Whose::shared(&before);
    daemon.roles.clone_from(&before.roles);
    daemon.details.client_id = "another".to_owned();
    room.connections.change(&room.ana, &before.id, 1, daemon).await.unwrap();
    // By whoever has read it before that.
    let refused = room.connections.fresh(&before, &whose, None).await.unwrap_err();
    assert_eq!((refused.why, &*refused.reason.code), (Why::Unavailable, "version-changed"));
    assert_eq!(provider.count(&provider.client("daemon"), "client_credentials").await, 0);
    let row = room.connections.row(&whose).await.unwrap();
    assert!(row.is_none_or(|row| row.generation == 0));
}

async fn after_a_sign_out_nothing_comes(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = room(standing).await;
    let late = Late::new(&room, &provider).await;
    room.connections.sign_out(&room.ana, &late.connection.id).await.unwrap();
    let whose = Whose::shared(&late.connection);
    assert!(late.comes().await.is_err());
    assert!(room.connections.row(&whose).await.unwrap().is_none());
}
