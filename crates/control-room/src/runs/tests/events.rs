use super::Room;
use super::history::WORK;
use super::room::EN;
use crate::access::Caller;
use crate::runs::Line;
use crate::runs::events::{FIRST, LAST, Sink, keep};
use crate::testing::{Standing, on_both};
use crate::values;
use carteiro_engine::{Event, Events as _, Report};
use futures_util::TryStreamExt as _;
use std::sync::Arc;
use tokio::sync::watch;

on_both!(
    events_are_told_from_any_of_them_on,
    of_a_very_long_run_the_first_and_the_last_events_are_kept,
    whoever_reports_waits_for_room_and_never_else,
    of_a_line_that_is_very_long_the_beginning_is_kept,
);

async fn events_are_told_from_any_of_them_on(standing: &Standing) {
    let mut room = Room::idle(standing).await;
    let by = &Caller::holder();
    let run = room.runs.queue(by, room.tried(WORK), None).await.unwrap();
    let live = room.runs.follow(by, &run.id, 0, EN).await.unwrap();
    let elsewhere = room.beside().follow(by, &run.id, 0, EN).await.unwrap();
    room.begin();
    let (live, elsewhere) =
        futures_util::join!(live.try_collect::<Vec<Line>>(), elsewhere.try_collect::<Vec<Line>>());
    let told =
        |lines: Vec<Line>| lines.iter().map(|line| serde_json::to_value(line).unwrap()).collect::<Vec<_>>();
    let (live, elsewhere) = (told(live.unwrap()), told(elsewhere.unwrap()));
    assert_eq!(live, elsewhere);
    let after = room.runs.follow(by, &run.id, 5, EN).await.unwrap();
    assert_eq!(told(after.try_collect().await.unwrap()), live[5..]);
    for (at, line) in live[..live.len() - 1].iter().enumerate() {
        assert_eq!(line["number"], at + 1);
    }
    assert_eq!(live[0]["event"]["event"], "run_started");
    assert_eq!(live[0]["event"]["run"], run.id.as_str());
    assert_eq!(live[live.len() - 2]["event"]["event"], "run_finished");
    assert_eq!(live[live.len() - 1]["run"]["state"], "ok");
    let in_portuguese = room.runs.follow(by, &run.id, 0, carteiro_world::Language::Portuguese).await.unwrap();
    let in_portuguese = told(in_portuguese.try_collect().await.unwrap());
    let moved = |lines: &[serde_json::Value]| {
        let moved = lines.iter().find(|line| line["event"]["kind"] == "move").unwrap();
        moved["said"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        (moved(&live).as_str(), moved(&in_portuguese).as_str()),
        ("moved to \"Done\"", "movida para \"Done\"")
    );
}

fn line(room: &Room, number: i64) -> Report {
    let event = Event::Log { text: number.to_string() };
    Report { at: room.ground.clock.now(), step: None, items: Vec::new(), event }
}

async fn of_a_very_long_run_the_first_and_the_last_events_are_kept(standing: &Standing) {
    let room = Room::idle(standing).await;
    let by = &Caller::holder();
    let run = room.runs.queue(by, room.tried(WORK), None).await.unwrap();
    let sink = Sink::new(None);
    let keeping = keep(room.runs.clone(), run.id.clone(), Arc::clone(&sink), watch::Sender::new(0));
    let count = FIRST + LAST + 2_345;
    let telling = async {
        for number in 1..=count {
            sink.room().await;
            sink.report(line(&room, number));
            if number % 500 == 0 {
                tokio::task::yield_now().await;
            }
        }
        sink.end();
    };
    let (kept, ()) = futures_util::join!(keeping, telling);
    assert!(kept.problem().is_none());
    let sql = "SELECT COUNT(*), MIN(number), MAX(number) FROM run_event WHERE run_id = $1";
    let kept: (i64, i64, i64) = room.ground.db.one(sql, values![&run.id]).await.unwrap().unwrap();
    assert_eq!(kept, (FIRST + LAST, 1, count));
    let opened = room.runs.get(by, &run.id, EN).await.unwrap();
    assert_eq!((opened.events, opened.left_out), (count, 2_345));
    let sql = "SELECT MAX(number) FROM run_event WHERE run_id = $1 AND number <= $2";
    let first: (i64,) = room.ground.db.one(sql, values![&run.id, count - LAST]).await.unwrap().unwrap();
    assert_eq!(first.0, FIRST);
}

async fn whoever_reports_waits_for_room_and_never_else(standing: &Standing) {
    let room = Room::idle(standing).await;
    let run = room.runs.queue(&Caller::holder(), room.tried(WORK), None).await.unwrap();
    let sink = Sink::new(None);
    // Nobody writes yet, and whoever reports goes on.
    for number in 0..30_000 {
        sink.report(line(&room, number));
    }
    let mut waiting = sink.room();
    assert!(futures_util::poll!(&mut waiting).is_pending());
    let keeping = keep(room.runs.clone(), run.id.clone(), Arc::clone(&sink), watch::Sender::new(0));
    let ending = async {
        waiting.await;
        sink.end();
    };
    futures_util::join!(keeping, ending);
    let opened = room.runs.get(&Caller::holder(), &run.id, EN).await.unwrap();
    assert_eq!((opened.events, opened.left_out), (20_000, 10_000));
}

async fn of_a_line_that_is_very_long_the_beginning_is_kept(standing: &Standing) {
    let room = Room::new(standing).await;
    let text = "é".repeat(40_000);
    let (_, run) = room.run(room.tried(&format!("  - log: {{ text: \"{text}\" }}\n"))).await;
    assert_eq!(run.state, crate::runs::State::Ok);
    let lines = room.runs.follow(&Caller::holder(), &run.id, 0, EN).await.unwrap();
    let lines: Vec<Line> = lines.try_collect().await.unwrap();
    let lines = lines.iter().map(|line| serde_json::to_value(line).unwrap());
    let logged = lines.map(|line| line["event"].clone()).find(|event| event["event"] == "log").unwrap();
    assert_eq!(logged["text"], format!("{}…", "é".repeat(8192)));
}
