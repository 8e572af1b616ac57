//! What is told for Prometheus is read as Prometheus would.

use super::Room;
use crate::access::Permission;
use crate::testing::{Standing, on_both};
use crate::values;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use carteiro_world::Clock;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

on_both!(runs_connections_and_notices_are_counted_and_nobody_is_named);

/// Samples by their names with labels; each belongs to a family that was announced with its type, once.
fn parsed(text: &str) -> BTreeMap<String, f64> {
    let (mut types, mut samples, mut is_over) = (BTreeMap::new(), BTreeMap::new(), false);
    for line in text.lines() {
        assert!(!is_over, "{line}");
        if line == "# EOF" {
            is_over = true;
        } else if let Some(said) = line.strip_prefix("# TYPE ") {
            let (name, kind) = said.split_once(' ').unwrap();
            assert!(types.insert(name.to_owned(), kind.to_owned()).is_none(), "{name} twice");
        } else if !line.starts_with("# ") {
            let (name, value) = line.rsplit_once(' ').unwrap();
            let family = name.split('{').next().unwrap();
            let ends = ["_total", "_bucket", "_count", "_sum", "_info", ""];
            let family =
                ends.iter().find_map(|end| family.strip_suffix(end).filter(|name| types.contains_key(*name)));
            let family = family.unwrap_or_else(|| panic!("{line}"));
            assert_eq!(name.contains("_total"), types[family] == "counter", "{line}");
            assert!(samples.insert(name.to_owned(), value.parse().unwrap()).is_none(), "{name} twice");
        }
    }
    assert!(is_over);
    samples
}

async fn scraped(room: &Room, cookie: &str) -> (String, BTreeMap<String, f64>) {
    let request = Request::get("/metrics").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let bytes = to_bytes(room.ask(request).await.into_body(), 1 << 20).await.unwrap();
    let text = String::from_utf8(bytes.into()).unwrap();
    let samples = parsed(&text);
    (text, samples)
}

async fn a_run(room: &Room, id: &str, state: &'static str, done: i64, failed: i64) {
    let sql = "INSERT INTO run (id, name, digest, variables, dry_run, origin, way, state, queued_at, done, failed) \
               VALUES ($1, 'canary', 'd', '{}', 0, $1, 'session', $2, 0, $3, $4)";
    room.ground.db.run(sql, values![id, state, done, failed]).await.unwrap();
}

async fn a_token(room: &Room, id: &str, grant: &str, token: Option<(&'static str, Option<i64>, bool, i64)>) {
    let details = format!(r#"{{"grant":"{grant}","client_id":"canary"}}"#);
    let sql = "INSERT INTO connection (id, name, title, provider, details, made_at) VALUES ($1, $1, 'canary', 'google', $2, 0)";
    room.ground.db.run(sql, values![id, details]).await.unwrap();
    let Some((state, ends, fails, generation)) = token else { return };
    let sql = "INSERT INTO connection_token (id, connection_id, state, expires_at, reason, generation, access) \
               VALUES ($1, $1, $2, $3, $4, $5, $6)";
    let row = values![id, state, ends, fails.then_some("{}"), generation, b"canary".to_vec()];
    room.ground.db.run(sql, row).await.unwrap();
}

async fn a_notice(room: &Room, id: &str, channel: &'static str, due: Option<i64>, done: Option<i64>) {
    let sql = "INSERT INTO notice_delivery (id, channel, event, kind, about, code, args, at, due_at, done_at) \
               VALUES ($1, $2, $1, 'connection', 'canary', 'canary', '{}', 0, $3, $4)";
    room.ground.db.run(sql, values![id, channel, due, done]).await.unwrap();
}

async fn runs_connections_and_notices_are_counted_and_nobody_is_named(standing: &Standing) {
    let room = Room::new(standing).await;
    let cookie = room.somebody("Canary", [Permission::ViewMetrics].into()).await;
    let (_, nothing) = scraped(&room, &cookie).await;
    let ours = |samples: &BTreeMap<String, f64>| -> BTreeSet<(String, i64)> {
        let ours =
            ["runs", "messages", "connection_tokens", "notices"].map(|name| format!("carteiro_{name}"));
        let all = samples.iter().filter(|(name, _)| ours.iter().any(|own| name.starts_with(own.as_str())));
        #[expect(clippy::cast_possible_truncation, reason = "they are counts")]
        all.map(|(name, value)| (name.clone(), *value as i64)).collect()
    };
    assert_eq!(ours(&nothing).len(), 17);
    assert!(ours(&nothing).iter().all(|(_, count)| *count == 0));
    for (id, state, done, failed) in [
        ("a", "queued", 0, 0),
        ("b", "running", 0, 0),
        ("c", "ok", 7, 0),
        ("d", "ok", 3, 0),
        ("e", "with_failures", 5, 2),
        ("f", "interrupted", 0, 0),
    ] {
        a_run(&room, id, state, done, failed).await;
    }
    let later = (Clock::system().now() + Duration::from_hours(1)).as_microsecond();
    let code = "authorization_code";
    for (id, grant, token) in [
        ("none", code, None),
        ("good", code, Some(("active", Some(later), false, 1))),
        ("ended", code, Some(("active", Some(1), false, 1))),
        ("revoked", code, Some(("needs_sign_in", Some(later), true, 1))),
        ("failing", code, Some(("active", Some(later), true, 1))),
        ("renewed", "client_credentials", Some(("active", Some(1), false, 1))),
    ] {
        a_token(&room, id, grant, token).await;
    }
    for (id, channel, due, done) in [
        ("a", "webhook", Some(1), None),
        ("b", "webhook", None, None),
        ("c", "mail", Some(later), None),
        ("d", "mail", None, Some(1)),
        ("e", "pigeon", Some(1), None),
    ] {
        a_notice(&room, id, channel, due, done).await;
    }
    let (text, samples) = scraped(&room, &cookie).await;
    let told: BTreeSet<_> = ours(&samples).into_iter().filter(|(_, count)| *count > 0).collect();
    let wanted = [
        (r#"runs{state="queued"}"#, 1),
        (r#"runs{state="running"}"#, 1),
        (r#"runs_ended_total{state="ok"}"#, 2),
        (r#"runs_ended_total{state="with_failures"}"#, 1),
        (r#"runs_ended_total{state="interrupted"}"#, 1),
        (r#"messages_total{outcome="done"}"#, 15),
        (r#"messages_total{outcome="failed"}"#, 2),
        (r#"connection_tokens{state="not_signed_in"}"#, 1),
        (r#"connection_tokens{state="active"}"#, 2),
        (r#"connection_tokens{state="needs_sign_in"}"#, 2),
        (r#"connection_tokens{state="failing"}"#, 1),
        (r#"notices_undelivered{channel="webhook",state="waiting"}"#, 1),
        (r#"notices_undelivered{channel="webhook",state="given_up"}"#, 1),
        (r#"notices_undelivered{channel="mail",state="waiting"}"#, 1),
    ];
    let wanted: BTreeSet<_> =
        wanted.into_iter().map(|(name, count)| (format!("carteiro_{name}"), count)).collect();
    assert_eq!(told, wanted, "{text}");
    assert!(!text.to_lowercase().contains("canary"), "{text}");
}

#[tokio::test]
async fn many_runs_are_counted_without_their_rows_being_read() {
    let standing = Standing::sqlite().await;
    let sql = "EXPLAIN QUERY PLAN SELECT state, COUNT(*), CAST(SUM(done) AS BIGINT), CAST(SUM(failed) AS BIGINT) \
               FROM run GROUP BY state";
    let plan: Vec<(i64, i64, i64, String)> = standing.db.all(sql, values![]).await.unwrap();
    assert!(plan[0].3.contains("USING COVERING INDEX run_numbers"), "{plan:?}");
}
