use super::Room;
use super::history::WORK;
use super::room::EN;
use crate::access::{Caller, Permission};
use crate::app::Asked;
use crate::audit::Actor;
use crate::runs::State;
use crate::settings::Settings;
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;

const ONCE: &str = "  - for_each_mail:
      session: s
      process: once
      do:
        - copy: { to: Done }
";

on_both!(
    a_run_acts_for_whoever_starts_it_and_for_nobody_else,
    somebody_who_may_no_longer_come_in_runs_nothing,
    what_does_not_fit_is_refused_before_it_is_queued,
    runs_of_one_ledger_follow_each_other_and_repeat_nothing,
    runs_of_one_automation_follow_each_other_even_if_it_remembers_nothing,
    with_no_room_nothing_begins,
    a_dry_run_changes_nothing_and_remembers_nothing,
    what_a_run_dials_is_within_the_settings,
    dates_are_written_in_the_time_zone_of_the_settings,
);

async fn a_run_acts_for_whoever_starts_it_and_for_nobody_else(standing: &Standing) {
    let room = Room::idle(standing).await;
    let ana = room.somebody("ana", &[Permission::RunAutomations]).await;
    let bia = room.somebody("bia", &[Permission::RunAutomations]).await;
    let reader = room.somebody("reader", &[Permission::ViewAutomations]).await;
    let refused = room.runs.queue(&reader, room.tried(WORK), None).await.unwrap_err();
    assert_eq!(refused.kind(), Kind::Denied);
    let refused = room.runs.queue(&ana, room.tried(WORK), Some(&bia.person.id)).await.unwrap_err();
    assert_eq!(refused.kind(), Kind::Denied);
    let own = room.runs.queue(&ana, room.tried(WORK), Some(&ana.person.id)).await.unwrap();
    assert_eq!((own.person.as_deref(), own.state), (Some("ana"), State::Queued));
    let holder = Caller::holder();
    let theirs = room.runs.queue(&holder, room.tried(WORK), Some(&bia.person.id)).await.unwrap();
    assert_eq!((theirs.person.as_deref(), theirs.by_name), (Some("bia"), None));
    let nobodys = room.runs.queue(&holder, room.tried(WORK), None).await.unwrap();
    assert_eq!(nobodys.person, None);
    let unknown = room.runs.queue(&holder, room.tried(WORK), Some("x")).await.unwrap_err();
    assert_eq!(unknown.kind(), Kind::NotFound);
}

async fn somebody_who_may_no_longer_come_in_runs_nothing(standing: &Standing) {
    let mut room = Room::idle(standing).await;
    let ana = room.somebody("ana", &[Permission::RunAutomations]).await;
    let bia = room.somebody("bia", &[Permission::RunAutomations]).await;
    let theirs = room.runs.queue(&ana, room.tried(WORK), None).await.unwrap();
    let others = room.runs.queue(&bia, room.tried(WORK), None).await.unwrap();
    room.access.disable(&Actor::TERMINAL, &ana.person.id, true).await.unwrap();
    let role = room.access.roles().await.unwrap().into_iter().find(|role| role.name == "bia").unwrap();
    room.access.assign(&Actor::TERMINAL, &bia.person.id, &role.id, false).await.unwrap();
    room.begin();
    for (run, code) in [(theirs, "person-disabled"), (others, "permission-missing")] {
        let (_, run) = room.ended(&run.id).await;
        let failure = run.failure.unwrap().failure;
        assert_eq!(
            (run.state, &failure["kind"], &failure["code"]),
            (State::Failed, &"denied".into(), &code.into())
        );
    }
    assert_eq!(room.count("INBOX"), 2);
}

async fn what_does_not_fit_is_refused_before_it_is_queued(standing: &Standing) {
    let room = Room::idle(standing).await;
    let by = &Caller::holder();
    let mut started = room.tried(WORK);
    let text = started.text.text.replace(
        "steps:\n",
        "variables:\n  n: 1\n  who: { type: text, required: true }\n  key: { type: credential, required: false }\nsteps:\n",
    );
    started.text.text = text;
    started.checked = started.text.checked().unwrap();
    for (variables, code) in [
        (serde_json::json!({}), Some("variable-required")),
        (serde_json::json!({ "who": "x", "else": 1 }), Some("variable-not-declared")),
        (serde_json::json!({ "who": "x", "n": "many" }), Some("variable-misfit")),
        (serde_json::json!({ "who": "x", "key": "box/ana.password" }), Some("variable-is-credential")),
        (serde_json::json!({ "who": "x".repeat(300_000) }), Some("run-variables-large")),
        (serde_json::json!({ "who": "x\u{0}y" }), None),
    ] {
        started.variables = serde_json::from_value(variables.clone()).unwrap();
        let queued = room.runs.queue(by, started.clone(), None).await;
        let told = queued.as_ref().err().map(|problem| problem.words().code.to_string());
        assert_eq!(told.as_deref(), code, "{:.60}", variables.to_string());
    }
}

async fn runs_of_one_ledger_follow_each_other_and_repeat_nothing(standing: &Standing) {
    let mut room = Room::idle(standing).await;
    let once = room.added("once.yaml", ONCE).await;
    let by = &Caller::holder();
    let first = room.runs.queue(by, once.clone(), None).await.unwrap();
    let second = room.runs.queue(by, once.clone(), None).await.unwrap();
    let other = room.runs.queue(by, room.tried(ONCE), None).await.unwrap();
    room.begin();
    let (_, other) = room.ended(&other.id).await;
    let ((_, first), (_, second)) = (room.ended(&first.id).await, room.ended(&second.id).await);
    assert_eq!((first.state, first.done), (State::Ok, 2));
    assert_eq!((second.state, second.done), (State::Ok, 0));
    assert!(second.began_at.unwrap() >= first.ended_at.unwrap());
    assert_eq!((other.state, other.done), (State::Ok, 2), "a text that is tried has a ledger of its own");
    assert_eq!(room.count("Done"), 4);
}

async fn runs_of_one_automation_follow_each_other_even_if_it_remembers_nothing(standing: &Standing) {
    let mut room = Room::idle(standing).await;
    let work = room.added("work.yaml", WORK).await;
    let by = &Caller::holder();
    let first = room.runs.queue(by, work.clone(), None).await.unwrap();
    let second = room.runs.queue(by, work, None).await.unwrap();
    room.begin();
    let ((_, first), (_, second)) = (room.ended(&first.id).await, room.ended(&second.id).await);
    assert!(second.began_at.unwrap() >= first.ended_at.unwrap());
}

async fn with_no_room_nothing_begins(standing: &Standing) {
    let mut room = Room::idle(standing).await;
    let (settings, version) = room.ground.settings().await.unwrap();
    let none = Settings { runs_at_once: 0, ..settings };
    room.ground.decide(&Actor::TERMINAL, version, &none).await.unwrap();
    let run = room.runs.queue(&Caller::holder(), room.tried(WORK), None).await.unwrap();
    room.begin();
    room.end().await;
    assert_eq!(room.runs.get(&Caller::holder(), &run.id, EN).await.unwrap().run.state, State::Queued);
}

async fn a_dry_run_changes_nothing_and_remembers_nothing(standing: &Standing) {
    let room = Room::new(standing).await;
    let mut once = room.added("once.yaml", ONCE).await;
    once.dry_run = true;
    for _ in 0..2 {
        let (said, run) = room.run(once.clone()).await;
        assert_eq!((run.state, run.done), (State::Ok, 2), "{said:?}");
    }
    assert_eq!(room.count("Done"), 0);
    assert!(!room.data.path().join("files").exists());
    once.dry_run = false;
    assert_eq!(room.run(once.clone()).await.1.done, 2);
    once.dry_run = true;
    assert_eq!(room.run(once).await.1.done, 0, "what was done is known to a dry run");
}

async fn what_a_run_dials_is_within_the_settings(standing: &Standing) {
    let room = Room::new(standing).await;
    let (_, version) = room.ground.settings().await.unwrap();
    room.ground.decide(&Actor::TERMINAL, version, &Settings::default()).await.unwrap();
    let (said, run) = room.run(room.tried(WORK)).await;
    assert_eq!(run.state, State::Failed, "{said:?}");
    assert_eq!(run.failure.unwrap().failure["operation"], "connect");
}

async fn dates_are_written_in_the_time_zone_of_the_settings(standing: &Standing) {
    let room = Room::new(standing).await;
    let (settings, version) = room.ground.settings().await.unwrap();
    let nowhere = Settings { time_zone: "Nowhere/Town".into(), ..settings.clone() };
    let refused = room.ground.decide(&Actor::TERMINAL, version, &nowhere).await.unwrap_err();
    assert_eq!((refused.kind(), refused.words().code.as_ref()), (Kind::InvalidInput, "time-zone-unknown"));
    let there = Settings { time_zone: "America/Sao_Paulo".into(), ..settings };
    room.ground.decide(&Actor::TERMINAL, version, &there).await.unwrap();
    let steps = "  - for_each_mail:
      session: s
      do:
        - save_mail: { to: \"{{ mail.received_at | date('%H-%M') }}\" }
";
    let (said, run) = room.run(room.tried(steps)).await;
    assert_eq!(run.files, 2, "{said:?}");
    let files = room.runs.files(&Caller::holder(), &run.id, &Asked::default()).await.unwrap().items;
    assert!(files[0].path.starts_with("07-00/"), "{}", files[0].path);
}
