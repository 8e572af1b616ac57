use super::Room;
use super::room::{CANARY, EN};
use crate::access::{Caller, Permission};
use crate::app::Asked;
use crate::runs::{Item, Outcome, Search, State, Wanted};
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;

pub const WORK: &str = "  - for_each_mail:
      session: s
      do:
        - save_attachments: { to: 'of/{{ mail.subject }}' }
        - move: { to: Done }
";

on_both!(
    what_a_run_did_to_which_message_is_known_afterwards,
    what_one_step_did_to_many_messages_is_known_too,
    a_run_is_seen_by_its_person_and_by_who_may_see_those_of_others,
    runs_are_found_by_automation_state_person_and_time,
    no_secret_is_in_what_is_kept,
    an_automation_fails_as_long_as_its_last_run_did,
);

async fn what_a_run_did_to_which_message_is_known_afterwards(standing: &Standing) {
    let room = Room::new(standing).await;
    let started = room.added("a.yaml", WORK).await;
    let (said, run) = room.run(started).await;
    assert_eq!((run.state, run.done, run.failed, run.files), (State::Ok, 2, 0, 2), "{said:?}");
    assert_eq!((room.count("INBOX"), room.count("Done")), (0, 2));
    let by = &Caller::holder();
    let items = room.runs.items(by, &run.id, None, &Asked::default(), EN).await.unwrap().items;
    let told = |item: &Item| (item.place.clone(), item.subject.clone(), item.outcome);
    assert_eq!(
        items.iter().map(told).collect::<Vec<_>>(),
        [
            ("1".to_owned(), "Invoice 41".to_owned(), Outcome::Done),
            ("2".to_owned(), "News".to_owned(), Outcome::Done),
        ]
    );
    let first = &items[0];
    let alone = room.runs.item(by, &run.id, first.number, EN).await.unwrap();
    assert_eq!((alone.subject.as_str(), &alone.effects), ("Invoice 41", &first.effects));
    assert_eq!(room.runs.item(by, &run.id, 3, EN).await.unwrap_err().kind(), Kind::NotFound);
    assert_eq!(
        (first.from.as_str(), first.message_id.as_deref()),
        ("bia@acme.example", Some("Invoice-41@acme.example"))
    );
    assert_eq!((first.folder.as_deref(), first.effects.len()), (Some("INBOX"), 2), "{:?}", first.effects);
    assert!(first.effects[1].contains("Done"), "{:?}", first.effects);
    for (wanted, count) in [
        (Wanted { message_id: Some("<Invoice-41@acme.example>".into()), ..Wanted::default() }, 1),
        (Wanted { from: Some("BIA@acme.example".into()), ..Wanted::default() }, 1),
        (Wanted { from: Some("news@else.test".into()), ..Wanted::default() }, 1),
        (Wanted { from: Some("@else".into()), ..Wanted::default() }, 1),
        (Wanted { text: Some("INVOICE".into()), ..Wanted::default() }, 1),
        (Wanted { text: Some("in%41".into()), ..Wanted::default() }, 0),
        (Wanted { text: Some("e".into()), ..Wanted::default() }, 2),
        (Wanted { from: Some("bia@acme.example".into()), text: Some("news".into()), message_id: None }, 0),
    ] {
        let found = room.runs.messages(by, &wanted, &Asked::default(), EN).await.unwrap();
        assert_eq!(found.items.len(), count, "{wanted:?}");
        assert!(found.items.iter().all(|found| found.run.id == run.id));
    }
    let wanted = Wanted { text: Some("e".into()), ..Wanted::default() };
    let first = room.runs.messages(by, &wanted, &Asked::new(1, None), EN).await.unwrap();
    let second = room.runs.messages(by, &wanted, &Asked::new(1, first.next), EN).await.unwrap();
    assert_eq!((first.items[0].item.number, second.items[0].item.number, second.next), (2, 1, None));
    let all = room.runs.messages(by, &Wanted::default(), &Asked::default(), EN).await;
    assert_eq!(all.unwrap_err().kind(), Kind::InvalidInput);
    let files = room.runs.files(by, &run.id, &Asked::default()).await.unwrap().items;
    assert_eq!(files[0].path, "of/Invoice 41/a.pdf");
    let (saved, spool) = room.runs.file(by, &run.id, 1).await.unwrap();
    assert_eq!(saved, files[0]);
    assert_eq!(spool.read(0..spool.len(), 1000).unwrap().as_ref(), b"%PDF of Invoice 41");
    assert_eq!(room.runs.file(by, &run.id, 3).await.unwrap_err().kind(), Kind::NotFound);
    let opened = room.runs.get(by, &run.id, EN).await.unwrap();
    assert!(opened.events > 10 && opened.cost.unwrap()["commands"].as_u64().unwrap() > 3);
}

async fn what_one_step_did_to_many_messages_is_known_too(standing: &Standing) {
    let room = Room::new(standing).await;
    let (said, run) = room.run(room.tried("  - move: { session: s, folder: INBOX, to: Done }\n")).await;
    assert_eq!((run.state, run.done), (State::Ok, 2), "{said:?}");
    let by = &Caller::holder();
    let wanted = Wanted { from: Some("bia@acme.example".into()), ..Wanted::default() };
    let found = room.runs.messages(by, &wanted, &Asked::default(), EN).await.unwrap().items;
    assert_eq!((found.len(), found[0].item.outcome), (1, Outcome::Done));
    assert!(found[0].item.effects[0].contains("Done"), "{:?}", found[0].item.effects);
}

async fn a_run_is_seen_by_its_person_and_by_who_may_see_those_of_others(standing: &Standing) {
    let room = Room::new(standing).await;
    let ana = room.somebody("ana", &[Permission::RunAutomations]).await;
    let bia = room.somebody("bia", &[Permission::RunAutomations]).await;
    let chief = room.somebody("chief", &[Permission::ViewOthersRuns]).await;
    let nobody = room.somebody("nobody", &[]).await;
    let run = room.runs.queue(&ana, room.tried(WORK), None).await.unwrap();
    assert_eq!((run.person.as_deref(), run.by_name.as_deref()), (Some("ana"), Some("ana")));
    room.ended(&run.id).await;
    let wanted = Wanted { text: Some("e".into()), ..Wanted::default() };
    for (caller, sees) in [(&ana, true), (&bia, false), (&chief, true), (&nobody, false)] {
        let kind = |result: Option<Kind>| {
            assert_eq!(result, (!sees).then_some(Kind::NotFound), "{}", caller.person.name);
        };
        let asked = Asked::default();
        kind(room.runs.get(caller, &run.id, EN).await.err().map(|problem| problem.kind()));
        kind(room.runs.items(caller, &run.id, None, &asked, EN).await.err().map(|problem| problem.kind()));
        kind(room.runs.files(caller, &run.id, &asked).await.err().map(|problem| problem.kind()));
        kind(room.runs.file(caller, &run.id, 1).await.err().map(|problem| problem.kind()));
        kind(room.runs.follow(caller, &run.id, 0, EN).await.err().map(|problem| problem.kind()));
        let found = room.runs.messages(caller, &wanted, &asked, EN).await.unwrap();
        assert_eq!(!found.items.is_empty(), sees);
        let runs = room.runs.list(caller, &Search::default(), &asked, EN).await.unwrap();
        assert_eq!(!runs.items.is_empty(), sees);
    }
    let missing = room.runs.get(&chief, "nothing", EN).await.unwrap_err();
    assert_eq!(missing.kind(), Kind::NotFound);
}

async fn runs_are_found_by_automation_state_person_and_time(standing: &Standing) {
    let room = Room::idle(standing).await;
    let ana = room.somebody("ana", &[Permission::RunAutomations]).await;
    let one = room.added("one.yaml", WORK).await;
    let mut ids = Vec::new();
    for number in 0..6 {
        let by = if number % 2 == 0 { ana.clone() } else { Caller::holder() };
        let started = if number < 3 { one.clone() } else { room.tried(WORK) };
        ids.push(room.runs.queue(&by, started, None).await.unwrap());
    }
    room.runs.cancel(&Caller::holder(), &ids[0].id).await.unwrap();
    let by = &Caller::holder();
    let found = async |search: Search| {
        let page = room.runs.list(by, &search, &Asked::default(), EN).await.unwrap();
        let number = |id: &str| ids.iter().position(|run| run.id == id).unwrap();
        page.items.iter().map(|run| number(&run.id)).collect::<Vec<_>>()
    };
    let automation = ids[0].automation_id.clone();
    let (queued, cancelled) = (Some(State::Queued), Some(State::Cancelled));
    let person = Some(ana.person.id.clone());
    assert_eq!(found(Search::default()).await, [5, 4, 3, 2, 1, 0]);
    assert_eq!(found(Search { automation: automation.clone(), ..Search::default() }).await, [2, 1, 0]);
    assert_eq!(found(Search { person: person.clone(), ..Search::default() }).await, [4, 2, 0]);
    assert_eq!(found(Search { state: cancelled, ..Search::default() }).await, [0]);
    assert_eq!(found(Search { state: queued, person: person.clone(), ..Search::default() }).await, [4, 2]);
    let both = Search { state: queued, automation: automation.clone(), ..Search::default() };
    assert_eq!(found(both).await, [2, 1]);
    let all =
        Search { state: queued, automation: automation.clone(), person: person.clone(), ..Search::default() };
    assert_eq!(found(all).await, [2]);
    assert_eq!(found(Search { automation, person, ..Search::default() }).await, [2, 0]);
    let (from, until) = (Some(ids[2].queued_at), Some(ids[4].queued_at));
    assert_eq!(found(Search { from, until, ..Search::default() }).await, [3, 2]);
    let (mut cursor, mut seen) = (None, Vec::new());
    loop {
        let page = room.runs.list(by, &Search::default(), &Asked::new(4, cursor), EN).await.unwrap();
        seen.extend(page.items.into_iter().map(|run| run.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, ids.iter().rev().map(|run| run.id.clone()).collect::<Vec<_>>());
}

async fn no_secret_is_in_what_is_kept(standing: &Standing) {
    let room = Room::new(standing).await;
    let mut started = room.added("a.yaml", WORK).await;
    started.variables.clear();
    let (_, run) = room.run(started).await;
    // One that cannot sign in tells what its server says.
    let wrong = room.text(WORK).replace("{ credential: sandbox/ana.password }", "canary-typed-in-place");
    let text = crate::runs::Text {
        path: "b.yaml".into(),
        text: wrong,
        others: std::collections::BTreeMap::default(),
    };
    let started = crate::runs::Started::new(crate::runs::Of::Tried, text.checked().unwrap(), text);
    let (_, refused) = room.run(started).await;
    assert_eq!(refused.state, State::Failed);
    let told = room.dump(standing).await;
    assert!(told.contains(&run.id) && told.contains("Invoice 41") && told.contains("audit-run-started"));
    let kept = [CANARY, "canary-typed-in-place"].map(|canary| told.matches(canary).count());
    assert_eq!(kept, [0, 0]);
}

async fn an_automation_fails_as_long_as_its_last_run_did(standing: &Standing) {
    let room = Room::new(standing).await;
    let bia = room.somebody("bia", &[Permission::RunAutomations]).await;
    let eve = room.somebody("eve", &[Permission::ViewAudit]).await;
    let good = room.added("good.yaml", "  - log: { text: x }\n").await;
    let bad = room.added("bad.yaml", "  - stop: { as: failed }\n").await;
    let failing = async |by: &Caller| {
        let runs = room.runs.failing(by, EN).await.unwrap();
        runs.into_iter().map(|run| run.id).collect::<Vec<_>>()
    };
    let by = &Caller::holder();
    assert_eq!(room.run(good.clone()).await.1.state, State::Ok);
    assert_eq!(failing(by).await, [""; 0]);
    let (_, first) = room.run(bad.clone()).await;
    let (_, run) = room.run(bad.clone()).await;
    assert_eq!((first.state, run.state), (State::Failed, State::Failed));
    assert_eq!(failing(by).await, [run.id.as_str()], "the last of each");
    // What is tried, and what waits, says nothing.
    room.run(crate::runs::Started { dry_run: true, ..bad.clone() }).await;
    room.run(room.tried("  - stop: { as: failed }\n")).await;
    assert_eq!(failing(by).await, [run.id.as_str()]);
    // Of others' runs whoever may not see them knows nothing.
    assert_eq!((failing(&bia).await, failing(&eve).await), (vec![], vec![]));
    let own = room.runs.queue(&bia, bad.clone(), None).await.unwrap();
    room.ended(&own.id).await;
    assert_eq!((failing(&bia).await, failing(by).await), (vec![own.id.clone()], vec![own.id]));
    let crate::runs::Of::Automation { id, .. } = &bad.of else { panic!("{bad:?}") };
    room.automations.remove(by, id).await.unwrap();
    assert_eq!(failing(by).await, [""; 0], "it is gone");
}
