//! What goes wrong inside is told to whoever reads the log, and to nobody else.

use super::Room;
use crate::testing::{Log, Standing, on_both};
use crate::values;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

on_both!(a_mistake_of_ours_is_found_in_the_log_by_what_whoever_asked_is_told);

async fn a_mistake_of_ours_is_found_in_the_log_by_what_whoever_asked_is_told(standing: &Standing) {
    let room = Room::new(standing).await;
    let ana = room.cookie("ana").await;
    room.ground.db.run("DROP TABLE notice", values![]).await.unwrap();
    let (log, _heard) = Log::heard();
    let request = Request::put("/api/me/notices/canary-4d1f/read").header(header::COOKIE, &ana);
    let (status, said) = super::read(room.ask(request.body(Body::empty()).unwrap()).await).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    let by = said["request"].as_str().unwrap();
    let title = format!("Something went wrong inside Carteiro: {by}. Please report it.");
    assert_eq!(said["title"], title.as_str(), "and nothing of what the database said");
    let text = log.text();
    let told: Vec<&str> = text.lines().filter(|line| line.contains(by)).collect();
    let [line] = told.as_slice() else { panic!("{text}") };
    for part in ["ERROR", "PUT", "/api/me/notices/{id}/read", "notice"] {
        assert!(line.contains(part), "{part}: {line}");
    }
    let ours: Vec<&str> = text.lines().filter(|line| line.contains("carteiro")).collect();
    assert!(!ours.iter().any(|line| line.contains("canary")), "{ours:?}");
}
