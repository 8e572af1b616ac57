//! A browser in which somebody signs in at the lab's authorization server, and what comes of what it brings back.

use super::provider::Provider;
use super::room::Room;
use crate::access::Caller;
use crate::connections::{Begun, Browser, Connection, Signed, State, Whose};
use crate::{Result, values};
use carteiro_mail::Kind;
use carteiro_world::Secret;
use carteiro_world::http::Url;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where browsers come back to.
pub const HERE: &str = "http://localhost:8630/api/oauth/callback";

pub fn browser(session: &str) -> Browser {
    Browser::of(&Secret::new(session))
}

/// The address at which somebody signs in who began in this session.
pub async fn begun(room: &Room, caller: &Caller, connection: &Connection, session: &str) -> Url {
    let begun = room.connections.begin(caller, &connection.id, Some(&browser(session)), HERE).await.unwrap();
    let Begun::Browser { url } = begun else { panic!("{begun:?}") };
    url
}

/// What the browser brings back, in the query.
pub async fn back(room: &Room, provider: &Provider, connection: &Connection) -> String {
    let url = begun(room, &room.ana, connection, "one").await;
    signed_in(provider, &url, json!({})).await
}

pub async fn signed_in(provider: &Provider, url: &Url, more: Value) -> String {
    let back = provider.sign_in(url.as_str(), more).await;
    assert!(back.as_str().starts_with(HERE), "{back}");
    back.query().unwrap().to_owned()
}

/// What came of it: the kind of the problem, none where it is the provider who refuses; and the words.
pub async fn finished(room: &Room, caller: &Caller, session: &str, query: &str) -> (Option<Kind>, String) {
    told(&room.connections.finish(caller, Some(&browser(session)), query).await)
}

pub fn told(finished: &Result<Signed>) -> (Option<Kind>, String) {
    match finished {
        Ok(Signed::Active { .. }) => (None, "active".to_owned()),
        Ok(Signed::Refused(reason)) => (None, reason.words.code.clone().into_owned()),
        Err(problem) => (Some(problem.kind()), problem.words().code.clone().into_owned()),
    }
}

pub fn no(kind: Kind, code: &str) -> (Option<Kind>, String) {
    (Some(kind), code.to_owned())
}

pub fn refused(code: &str) -> (Option<Kind>, String) {
    (None, code.to_owned())
}

/// The query with another value.
pub fn with(query: &str, name: &str, value: &str) -> String {
    let pairs: BTreeMap<String, String> = parts(query).into_iter().collect();
    assert!(pairs.contains_key(name), "{query}");
    let mut url = Url::parse(HERE).unwrap();
    url.query_pairs_mut().extend_pairs(pairs.iter().filter(|(own, _)| *own != name));
    url.query_pairs_mut().append_pair(name, value);
    url.query().unwrap().to_owned()
}

pub fn parts(query: &str) -> Vec<(String, String)> {
    let mut url = Url::parse(HERE).unwrap();
    url.set_query(Some(query));
    url.query_pairs().into_owned().collect()
}

pub fn part(query: &str, name: &str) -> String {
    let found = parts(query).into_iter().find(|(own, _)| own == name);
    found.unwrap_or_else(|| panic!("no {name} in {query}")).1
}

pub async fn exchanges(provider: &Provider, kind: &str) -> u64 {
    provider.count(&provider.client(kind), "authorization_code").await
}

pub async fn state(room: &Room, connection: &Connection) -> State {
    let whose = Whose::shared(connection);
    room.connections.status(connection, &whose).await.unwrap().state
}

/// How all attempts stand.
pub async fn attempts(room: &Room) -> Vec<String> {
    let sql = "SELECT state FROM connection_attempt ORDER BY id";
    let rows: Vec<(String,)> = room.ground.db.all(sql, values![]).await.unwrap();
    rows.into_iter().map(|(state,)| state).collect()
}
