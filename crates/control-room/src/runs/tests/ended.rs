use super::Room;
use super::history::WORK;
use super::room::EN;
use crate::access::{Caller, Permission};
use crate::runs::{Again, Lend, Of, Runs, Started, State, Text};
use crate::testing::{Standing, on_both};
use crate::values;
use carteiro_mail::Kind;

/// It waits until it is ended.
const WAITS: &str = "  - for_each_mail:
      session: s
      do:
        - copy: { to: Done }
  - wait: { for: 1d }
";

on_both!(
    a_run_that_waits_is_cancelled_at_once_and_one_that_runs_is_asked_to,
    a_run_is_ended_from_another_process,
    a_process_that_is_told_to_end_marks_what_it_leaves,
    the_runs_of_a_process_that_is_gone_are_marked,
    a_run_that_is_tried_again_repeats_nothing_and_a_new_one_everything,
    a_run_whose_bearer_comes_down_is_marked_and_the_others_go_on,
);

async fn a_run_that_waits_is_cancelled_at_once_and_one_that_runs_is_asked_to(standing: &Standing) {
    let mut room = Room::idle(standing).await;
    let ana = room.somebody("ana", &[Permission::RunAutomations]).await;
    let bia = room.somebody("bia", &[Permission::RunAutomations]).await;
    let chief = room.somebody("chief", &[Permission::ViewOthersRuns]).await;
    let waiting = room.runs.queue(&ana, room.tried(WORK), None).await.unwrap();
    assert_eq!(room.runs.cancel(&bia, &waiting.id).await.unwrap_err().kind(), Kind::NotFound);
    assert_eq!(room.runs.cancel(&chief, &waiting.id).await.unwrap_err().kind(), Kind::Denied);
    assert_eq!(room.runs.cancel(&ana, &waiting.id).await.unwrap().state, State::Cancelled);
    assert_eq!(room.runs.cancel(&ana, &waiting.id).await.unwrap_err().kind(), Kind::Rejected);
    let running = room.runs.queue(&ana, room.tried(WAITS), None).await.unwrap();
    room.begin();
    room.until(&running.id, "waiting").await;
    assert!(room.runs.cancel(&ana, &running.id).await.unwrap().stop_asked);
    let (_, run) = room.ended(&running.id).await;
    assert_eq!((run.state, run.done, room.count("Done")), (State::Cancelled, 2, 2));
    assert_eq!(room.count("INBOX"), 2, "the one that waited never ran");
}

async fn a_run_is_ended_from_another_process(standing: &Standing) {
    let room = Room::new(standing).await;
    let run = room.runs.queue(&Caller::holder(), room.tried(WAITS), None).await.unwrap();
    room.until(&run.id, "waiting").await;
    room.beside().cancel(&Caller::holder(), &run.id).await.unwrap();
    // As it does every few seconds.
    room.runs.beat().await.unwrap();
    assert_eq!(room.ended(&run.id).await.1.state, State::Cancelled);
}

async fn a_process_that_is_told_to_end_marks_what_it_leaves(standing: &Standing) {
    let mut room = Room::new(standing).await;
    let run = room.runs.queue(&Caller::holder(), room.tried(WAITS), None).await.unwrap();
    room.until(&run.id, "waiting").await;
    room.end().await;
    let opened = room.runs.get(&Caller::holder(), &run.id, EN).await.unwrap();
    assert_eq!(opened.run.state, State::Interrupted);
    assert_eq!(opened.run.failure.unwrap().failure["code"], "run-stopped");
}

async fn the_runs_of_a_process_that_is_gone_are_marked(standing: &Standing) {
    let room = Room::idle(standing).await;
    let by = &Caller::holder();
    let lost = room.runs.queue(by, room.tried(WORK), None).await.unwrap();
    let kept = room.runs.queue(by, room.tried(WORK), None).await.unwrap();
    let other = room.beside();
    other.beat().await.unwrap();
    let sql = "UPDATE run SET state = 'running', runner = 'gone' WHERE id = $1";
    room.ground.db.run(sql, values![&lost.id]).await.unwrap();
    let sql = "UPDATE run SET state = 'running', runner = (SELECT id FROM runner) WHERE id = $1";
    room.ground.db.run(sql, values![&kept.id]).await.unwrap();
    room.runs.sweep().await.unwrap();
    let state = async |id: &str| room.runs.get(by, id, EN).await.unwrap().run;
    let run = state(&lost.id).await;
    assert_eq!(
        (run.state, &run.failure.unwrap().failure["code"]),
        (State::Interrupted, &"run-interrupted".into())
    );
    assert_eq!(state(&kept.id).await.state, State::Running);
    // What a process holds is free at once when it ends.
    drop(other);
    let folder = room.data.path().join("runners");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    let long_ago = room.ground.clock.now() - jiff::SignedDuration::from_secs(61);
    room.ground.db.run("UPDATE runner SET beat_at = $1", values![long_ago]).await.unwrap();
    room.runs.sweep().await.unwrap();
    assert_eq!(state(&kept.id).await.state, State::Interrupted);
}

async fn a_run_that_is_tried_again_repeats_nothing_and_a_new_one_everything(standing: &Standing) {
    let room = Room::new(standing).await;
    let by = &Caller::holder();
    let steps = "  - for_each_mail:
      session: s
      do:
        - copy: { to: Done }
        - copy: { to: Later }
";
    let (_, run) = room.run(room.added("a.yaml", steps).await).await;
    assert_eq!((run.state, run.failed, room.count("Done")), (State::WithFailures, 2, 2));
    room.sandbox.account().create("Later").unwrap();
    let rest = room.runs.again(by, &run.id, Again::Rest).await.unwrap();
    assert_eq!(rest.origin, run.id);
    let (_, rest) = room.ended(&rest.id).await;
    assert_eq!((rest.state, room.count("Done"), room.count("Later")), (State::Ok, 2, 2));
    let rest = room.runs.again(by, &rest.id, Again::Rest).await.unwrap();
    assert_eq!(room.ended(&rest.id).await.1.origin, run.id);
    assert_eq!((room.count("Done"), room.count("Later")), (2, 2));
    let all = room.runs.again(by, &run.id, Again::All).await.unwrap();
    let (_, all) = room.ended(&all.id).await;
    assert_eq!((all.origin, room.count("Done"), room.count("Later")), (all.id, 4, 4));
}

async fn a_run_whose_bearer_comes_down_is_marked_and_the_others_go_on(standing: &Standing) {
    let mut room = Room::idle(standing).await;
    let ana = room.somebody("ana", &[Permission::RunAutomations]).await;
    let lend = Lend::new(|caller, _| {
        assert!(caller.person.name != "ana", "on purpose");
        let secrets = carteiro_engine::secrets::Given::default();
        Lend::secrets(secrets).to(caller, "")
    });
    room.runs = Runs::new(room.ground.clone(), room.access.clone(), room.data.path(), lend);
    let hers = room.runs.queue(&ana, room.tried("  - log: { text: a }\n"), None).await.unwrap();
    room.begin();
    let (_, hers) = room.ended(&hers.id).await;
    assert_eq!(
        (hers.state, &hers.failure.unwrap().failure["kind"]),
        (State::Interrupted, &"internal".into())
    );
    let text = Text { path: "a.yaml".into(), text: LOG.into(), others: std::collections::BTreeMap::new() };
    let (said, run) = room.run(Started::new(Of::Tried, text.checked().unwrap(), text)).await;
    assert_eq!(run.state, State::Ok, "{said:?}");
}

const LOG: &str = "name: Log\nsteps:\n  - log: { text: a }\n";
