mod office;

use self::office::{Office, URL, automation, read_all, reading, sandbox, simulated};
use super::post::APART;
use crate::access::Permission;
use crate::app::tests::{Room, read};
use crate::automations::store::Text;
use crate::testing::{Standing, lab, on_both};
use crate::values;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use carteiro_mail::Kind;
use carteiro_world::{Language, Random};
use serde_json::{Value, json};
use std::time::Duration;

on_both!(
    notices_of_a_person_go_out_in_one_letter_by_a_real_server,
    a_letter_that_fails_is_tried_again_later_and_not_for_ever_and_makes_no_notice,
    no_more_letters_go_to_one_person_than_so_many_an_hour,
    what_may_have_arrived_is_not_sent_again,
    a_letter_that_was_sent_is_not_sent_again_because_of_what_fails_after_it,
    a_letter_runs_as_whoever_has_chosen_it_and_by_the_text_of_then,
    only_what_takes_a_notice_is_chosen_and_only_by_who_may_run_it,
    people_say_where_they_get_mail,
);

async fn notices_of_a_person_go_out_in_one_letter_by_a_real_server(standing: &Standing) {
    let (Some(exim), Some(dovecot)) = (lab("exim"), lab("dovecot")) else { return };
    let office = Office::new(standing).await;
    let port = |server: &Value, name: &str| u16::try_from(server[name].as_u64().unwrap()).unwrap();
    let address = |name: &str| format!("test-{name}-{}@lab.test", Random::system().id::<8>());
    let (from, to_ana, to_bia) = (address("from"), address("ana"), address("bia"));
    let text = automation(port(&dovecot, "imap"), port(&exim, "smtp"), &from, "pw-test");
    office.add("post.yaml", &text).await;
    let bia = office.somebody("bia", &[]).await;
    let nobody = office.somebody("no address", &[]).await;
    office.address(&office.ana, &to_ana, Language::English).await;
    office.address(&bia, &to_bia, Language::Portuguese).await;
    office.tell(&[&office.ana], "before").await;
    office.app.letters.choose(&office.ana, Some("post.yaml")).await.unwrap();
    office.tell(&[&office.ana, &bia, &nobody], "mail").await;
    office.tell(&[&bia], "other").await;
    assert_eq!(office.post().await, 2);
    assert_eq!(office.deliveries().await, [(1, true, false); 3], "{:?}", office.wrong().await);
    assert_eq!(office.post().await, 0);
    let mut letters = Vec::new();
    for to in [to_ana, to_bia] {
        letters.push(read_all(&office, &reading(port(&dovecot, "imap"), &to)).await);
    }
    assert_eq!(letters[0].len(), 1, "{letters:?}");
    let (subject, text) = &letters[0][0];
    let said =
        "The provider refuses the connection mail. Runs that use it wait or fail until somebody mends it.";
    assert_eq!(subject, &format!("Carteiro: {said}"));
    assert!(text.contains(said) && text.contains("Somebody has to sign in again."), "{text}");
    assert!(text.contains(URL) && !text.contains("before"), "{text}");
    assert_eq!(letters[1].len(), 1, "{letters:?}");
    let (subject, text) = &letters[1][0];
    assert_eq!(subject, "Carteiro: 2 avisos");
    assert!(text.contains("a conexão mail") && text.contains("a conexão other"), "{text}");
}

async fn a_letter_that_fails_is_tried_again_later_and_not_for_ever_and_makes_no_notice(standing: &Standing) {
    let office = Office::new(standing).await;
    let sandbox = sandbox().await;
    let (imap, smtp) = (sandbox.imap_addr().port(), sandbox.smtp_addr().port());
    office.add("post.yaml", &automation(imap, smtp, "ana@sandbox.test", "canary-wrong")).await;
    office.app.letters.choose(&office.ana, Some("post.yaml")).await.unwrap();
    office.address(&office.ana, "ana@sandbox.test", Language::English).await;
    office.tell(&[&office.ana], "mail").await;
    for tries in 1..=6 {
        assert_eq!(office.post().await, 1, "{tries}");
        assert_eq!(office.deliveries().await, [(tries, false, true)]);
        assert_eq!(office.post().await, 0, "not at once");
        office.clock.pass(Duration::from_hours(12));
    }
    assert_eq!(office.post().await, 1);
    assert_eq!(office.deliveries().await, [(7, false, false)], "it is given up");
    office.clock.pass(Duration::from_hours(1000));
    assert_eq!(office.post().await, 0);
    assert_eq!(office.wrong().await, ["notice-mail-run"]);
    assert_eq!(office.count("SELECT COUNT(*) FROM notice").await, 1);
    assert_eq!(office.count("SELECT COUNT(*) FROM run").await, 7);
    let listed =
        office.app.notices.deliveries(&crate::app::Asked::default(), Language::English).await.unwrap();
    let one = &listed.items[0];
    assert_eq!((one.channel.as_str(), one.person_id.as_ref()), ("mail", Some(&office.ana.person.id)));
    // Mended, and tried again by somebody.
    let given = Text { text: &simulated(&sandbox), note: "" };
    let automation = office.app.automations.named("post.yaml").await.unwrap();
    office.app.automations.save(&office.ana, &automation.id, 1, given, Language::English).await.unwrap();
    office.app.letters.choose(&office.ana, Some("post.yaml")).await.unwrap();
    office.app.notices.retry(&one.id).await.unwrap();
    assert_eq!(office.post().await, 1);
    assert_eq!(office.deliveries().await, [(1, true, false)]);
    assert_eq!(sandbox.account().messages("INBOX").unwrap().len(), 1);
}

async fn no_more_letters_go_to_one_person_than_so_many_an_hour(standing: &Standing) {
    let office = Office::new(standing).await;
    let sandbox = sandbox().await;
    office.add("post.yaml", &simulated(&sandbox)).await;
    office.app.letters.choose(&office.ana, Some("post.yaml")).await.unwrap();
    office.address(&office.ana, "ana@sandbox.test", Language::English).await;
    let mut letters = 0;
    for minute in 0..60 {
        office.tell(&[&office.ana], &format!("connection-{minute}")).await;
        letters += office.post().await;
        office.clock.pass(Duration::from_mins(1));
    }
    assert_eq!(letters, 6);
    office.clock.pass(APART);
    assert_eq!(office.post().await, 1);
    assert!(office.deliveries().await.iter().all(|one| *one == (1, true, false)));
}

async fn what_may_have_arrived_is_not_sent_again(standing: &Standing) {
    let office = Office::new(standing).await;
    let sandbox = sandbox().await;
    office.add("post.yaml", &simulated(&sandbox)).await;
    office.app.letters.choose(&office.ana, Some("post.yaml")).await.unwrap();
    office.address(&office.ana, "ana@sandbox.test", Language::English).await;
    office.tell(&[&office.ana], "mail").await;
    office.post().await;
    // As if the process had been killed in the middle of it.
    let sql = "UPDATE run SET state = 'interrupted'";
    office.room.ground.db.run(sql, values![]).await.unwrap();
    let sql = "UPDATE notice_delivery SET done_at = NULL, due_at = tried_at";
    office.room.ground.db.run(sql, values![]).await.unwrap();
    office.clock.pass(Duration::from_hours(24));
    assert_eq!(office.post().await, 0);
    assert_eq!(office.deliveries().await, [(1, false, false)]);
    // One that nobody has queued is sent, once.
    office.tell(&[&office.ana], "other").await;
    let (notices, _) = office.app.letters.claim(&office.ana.person.id, "lost").await.unwrap();
    assert_eq!(notices.len(), 1);
    assert_eq!(office.post().await, 0, "whoever has it may be about to queue it");
    office.clock.pass(Duration::from_hours(1));
    assert_eq!(office.post().await, 1);
    assert_eq!(office.deliveries().await, [(1, false, false), (2, true, false)]);
    assert_eq!(sandbox.account().messages("INBOX").unwrap().len(), 2);
}

async fn a_letter_that_was_sent_is_not_sent_again_because_of_what_fails_after_it(standing: &Standing) {
    let office = Office::new(standing).await;
    let sandbox = sandbox().await;
    let text =
        format!("{}  - count_mail: {{ session: s, folder: Missing, as: count }}\n", simulated(&sandbox));
    office.add("post.yaml", &text).await;
    office.app.letters.choose(&office.ana, Some("post.yaml")).await.unwrap();
    office.address(&office.ana, "ana@sandbox.test", Language::English).await;
    office.tell(&[&office.ana], "mail").await;
    assert_eq!(office.post().await, 1);
    assert_eq!(office.wrong().await, ["notice-mail-run"]);
    office.clock.pass(Duration::from_hours(24));
    assert_eq!(office.post().await, 0);
    assert_eq!(office.deliveries().await, [(1, false, false)]);
    assert_eq!(sandbox.account().messages("INBOX").unwrap().len(), 1);
}

async fn a_letter_runs_as_whoever_has_chosen_it_and_by_the_text_of_then(standing: &Standing) {
    let office = Office::new(standing).await;
    let sandbox = sandbox().await;
    office.add("post.yaml", &simulated(&sandbox)).await;
    let bia = office.somebody("bia", &[Permission::ManageSettings, Permission::RunAutomations]).await;
    office.app.letters.choose(&bia, Some("post.yaml")).await.unwrap();
    let automation = office.app.automations.named("post.yaml").await.unwrap();
    let stop = "name: Stop\nsteps:\n  - stop: { as: failed }\n";
    let given = Text { text: stop, note: "" };
    office.app.automations.save(&office.ana, &automation.id, 1, given, Language::English).await.unwrap();
    office.address(&office.ana, "ana@sandbox.test", Language::English).await;
    office.tell(&[&office.ana], "mail").await;
    assert_eq!(office.post().await, 1);
    assert_eq!(office.deliveries().await, [(1, true, false)], "{:?}", office.wrong().await);
    let sql = "SELECT version, person_id FROM run";
    let run: Option<(i64, String)> = office.room.ground.db.one(sql, values![]).await.unwrap();
    assert_eq!(run, Some((1, bia.person.id.clone())));
    // Who may not come in any more has nothing sent.
    office.room.access.disable(&office.ana.actor(), &bia.person.id, true).await.unwrap();
    office.clock.pass(APART + Duration::from_secs(1));
    office.tell(&[&office.ana], "other").await;
    assert_eq!(office.post().await, 0);
    assert_eq!(office.wrong().await, ["person-disabled"]);
    office.app.letters.choose(&office.ana, None).await.unwrap();
    office.clock.pass(Duration::from_hours(1));
    assert_eq!(office.post().await, 0);
    assert_eq!(
        (office.wrong().await, office.deliveries().await[1]),
        (vec!["notice-mail-off".to_owned()], (1, false, false))
    );
    office.tell(&[&office.ana], "third").await;
    assert_eq!(office.deliveries().await.len(), 2, "notices go out no more");
}

async fn only_what_takes_a_notice_is_chosen_and_only_by_who_may_run_it(standing: &Standing) {
    let office = Office::new(standing).await;
    let text = automation(143, 25, "ana", "x");
    office.add("post.yaml", &text).await;
    office.add("less.yaml", &text.replace("  text: { type: text }\n", "").replace("{{ text }}", "x")).await;
    office.add("more.yaml", &text.replace("steps:", "  more: { type: text, required: true }\nsteps:")).await;
    let letters = &office.app.letters;
    for (path, kind) in
        [("less.yaml", Kind::InvalidInput), ("more.yaml", Kind::InvalidInput), ("none.yaml", Kind::NotFound)]
    {
        assert_eq!(letters.choose(&office.ana, Some(path)).await.unwrap_err().kind(), kind, "{path}");
    }
    let eve = office.somebody("eve", &[Permission::ManageSettings]).await;
    assert_eq!(letters.choose(&eve, Some("post.yaml")).await.unwrap_err().kind(), Kind::Denied);
    assert_eq!(letters.chosen().await.unwrap(), None);
    let cookie = office.room.cookie("Ana").await;
    let ask = async |request: axum::http::request::Builder, body: Value| {
        let request =
            request.header(header::COOKIE, &cookie).header(header::CONTENT_TYPE, "application/json");
        read(office.room.ask(request.body(Body::from(body.to_string())).unwrap()).await).await
    };
    let at = "/api/settings/notice-automation";
    let (status, _) = ask(Request::put(at), json!({ "automation": "post.yaml" })).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (_, chosen) = ask(Request::get(at), Value::Null).await;
    assert_eq!(
        (&chosen["path"], &chosen["version"], &chosen["person"]),
        (&json!("post.yaml"), &json!(1), &json!("Ana"))
    );
    let (status, _) = ask(Request::put(at), json!({ "automation": null })).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(ask(Request::get(at), Value::Null).await, (StatusCode::OK, Value::Null));
    let log = "SELECT COUNT(*) FROM audit WHERE code LIKE 'audit-notice-automation%' AND refused IS NULL";
    assert_eq!(office.count(log).await, 2);
}

async fn people_say_where_they_get_mail(standing: &Standing) {
    let room = Room::new(standing).await;
    let cookie = room.cookie("Ana").await;
    let change = async |version: &str, body: Value| {
        let request =
            Request::patch("/api/me").header(header::COOKIE, &cookie).header(header::IF_MATCH, version);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        read(room.ask(request.body(Body::from(body.to_string())).unwrap()).await).await
    };
    for wrong in ["ana", "ana@", "a b@example.org", "a@b.c\r\nX: y", "Ana <ana@example.org>", ""] {
        let (status, told) = change("\"1\"", json!({ "email": wrong })).await;
        assert_eq!((status, &told["words"]), (StatusCode::BAD_REQUEST, &json!("person-email")), "{wrong:?}");
    }
    let (status, _) = change("\"1\"", json!({ "email": "ana@example.org" })).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let ana = room.access.person_named("Ana").await.unwrap();
    assert_eq!(ana.email.as_deref(), Some("ana@example.org"));
    let (status, _) = change("\"2\"", json!({ "email": null })).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(room.access.person(&ana.id).await.unwrap().email, None);
}
