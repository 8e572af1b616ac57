//! Over HTTP: a credential of the vault, an automation, and what is told of its runs.

use super::history::WORK;
use super::room::{CANARY, mail};
use crate::access::Permission;
use crate::app::tests::Room;
use crate::audit::Actor;
use crate::settings::Settings;
use crate::testing::{Standing, on_both};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use carteiro_sandbox::{Options, Sandbox, User};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

on_both!(
    a_run_is_started_followed_and_looked_up,
    a_stream_of_events_goes_on_where_it_was_left,
    a_saved_file_is_handed_over_as_it_was_saved,
    what_cannot_be_run_is_refused_with_its_code,
    a_run_is_ended_and_run_again,
);

/// A Control Room that works its queue, beside a mail server.
struct Office {
    room: Room,
    sandbox: Sandbox,
    /// The administrator's cookie.
    ana: String,
    _ending: oneshot::Sender<()>,
    _working: JoinHandle<crate::Result<()>>,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{} {}", self.status, self.text))
    }

    /// The status and the code of the sentence.
    fn refused(&self) -> (u16, String) {
        (self.status.as_u16(), self.json()["words"].as_str().unwrap_or_default().to_owned())
    }

    /// What each of the server-sent events is: its name, its number, its data.
    fn events(&self) -> Vec<(String, Option<i64>, Value)> {
        assert_eq!(self.headers[header::CONTENT_TYPE], "text/event-stream");
        let event = |lines: &str| {
            let field = |name: &str| lines.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
            let data = serde_json::from_str(field("data:")?).unwrap();
            let name = field("event:").unwrap_or("message").to_owned();
            Some((name, field("id:").map(|id| id.parse().unwrap()), data))
        };
        self.text.split("\n\n").filter_map(event).collect()
    }
}

impl Office {
    async fn open(standing: &Standing) -> Self {
        let two = [mail("Invoice 41", "Bia <bia@acme.example>"), mail("News", "<News@Else.test>")];
        let users = vec![User::new("ana@sandbox.test", CANARY)];
        let options = Options { mail: two.into(), users, ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        sandbox.account().create("Done").unwrap();
        let room = Room::new(standing).await;
        let open = Settings { reach_this_machine: true, ..Settings::default() };
        room.ground.decide(&Actor::TERMINAL, 0, &open).await.unwrap();
        let (ending, end) = oneshot::channel::<()>();
        let runs = room.app().runs;
        let working = tokio::spawn(async move {
            runs.work(async {
                let _ = end.await;
            })
            .await
        });
        let ana = room.cookie("ana").await;
        let office = Self { room, sandbox, ana, _ending: ending, _working: working };
        office.keep_the_password().await;
        office
    }

    async fn ask(&self, line: &str, body: &Value) -> Answer {
        self.ask_as(&self.ana, line, body, &[]).await
    }

    async fn ask_as(&self, cookie: &str, line: &str, body: &Value, more: &[(&str, &str)]) -> Answer {
        let (method, path) = line.split_once(' ').unwrap();
        let mut request = Request::builder().method(method).uri(path).header(header::COOKIE, cookie);
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        if !body.is_null() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let answer = self.room.ask(request.body(Body::from(body.to_string())).unwrap()).await;
        let (parts, body) = answer.into_parts();
        let text = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().into()).unwrap();
        assert!(!text.contains(CANARY), "{text}");
        Answer { status: parts.status, headers: parts.headers, text }
    }

    async fn done(&self, line: &str, body: &Value) -> Value {
        let answer = self.ask(line, body).await;
        assert!(answer.status.is_success(), "{line}: {} {}", answer.status, answer.text);
        if answer.text.is_empty() { Value::Null } else { answer.json() }
    }

    /// The password of the mailbox, as `sandbox/ana.password`.
    async fn keep_the_password(&self) {
        let locker = self.done("POST /api/lockers", &json!({ "name": "sandbox" })).await;
        let path = format!("POST /api/lockers/{}/credentials", text(&locker["id"]));
        let made = self.done(&path, &json!({ "name": "ana", "attributes": [{ "name": "password" }] })).await;
        let path = format!("PUT /api/credentials/{}/attributes/password/value", text(&made["id"]));
        let value = json!({ "value": CANARY });
        let answer = self.ask_as(&self.ana, &path, &value, &[("if-match", "\"1\"")]).await;
        assert!(answer.status.is_success(), "{} {}", answer.status, answer.text);
    }

    fn yaml(&self, steps: &str) -> String {
        let port = self.sandbox.imap_addr().port();
        format!(
            "name: Test\nsteps:\n  - connect:\n      session: s\n      mail_server:\n        host: 127.0.0.1\n        \
             port: {port}\n        security: none\n        auth:\n          basic:\n            username: \
             ana@sandbox.test\n            password: {{ credential: sandbox/ana.password }}\n{steps}"
        )
    }

    /// Runs the automation at `a.yaml` to its end; the ID of the run, and its events.
    async fn run(&self, steps: &str) -> (String, Answer) {
        let new = json!({ "path": "a.yaml", "text": self.yaml(steps) });
        self.done("POST /api/automations", &new).await;
        let run = self.done("POST /api/runs", &json!({ "automation": "a.yaml" })).await;
        let id = text(&run["id"]).to_owned();
        let events = self.ask(&format!("GET /api/runs/{id}/events"), &Value::Null).await;
        (id, events)
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

async fn a_run_is_started_followed_and_looked_up(standing: &Standing) {
    let office = Office::open(standing).await;
    let (id, events) = office.run(WORK).await;
    let events = events.events();
    let (name, number, end) = events.last().unwrap();
    assert_eq!((name.as_str(), *number, &end["run"]["state"]), ("end", None, &json!("ok")), "{end}");
    assert!(events.iter().any(|(_, _, data)| data["said"] == "moved to \"Done\""));
    assert_eq!(office.sandbox.account().messages("Done").unwrap().len(), 2);
    let opened = office.done(&format!("GET /api/runs/{id}"), &Value::Null).await;
    assert_eq!((&opened["done"], &opened["person"]), (&json!(2), &json!("Ana")));
    let runs = office.done("GET /api/runs?state=ok&limit=1", &Value::Null).await;
    assert_eq!((&runs["items"][0]["id"], &runs["next"]), (&json!(id), &Value::Null));
    let items = office.done(&format!("GET /api/runs/{id}/items?outcome=done"), &Value::Null).await;
    assert_eq!(items["items"].as_array().unwrap().len(), 2);
    let none = office.ask(&format!("GET /api/runs/{id}/items/999"), &Value::Null).await;
    assert_eq!(none.refused(), (404, "run-item-missing".to_owned()));
    let found = office.done("GET /api/messages?text=invoice", &Value::Null).await;
    assert_eq!(found["items"][0]["item"]["message_id"], "Invoice-41@acme.example");
    let bia = office.room.somebody("bia", [Permission::RunAutomations].into()).await;
    for path in ["", "/items", "/events", "/files", "/files/1"] {
        let answer = office.ask_as(&bia, &format!("GET /api/runs/{id}{path}"), &Value::Null, &[]).await;
        assert_eq!(answer.refused(), (404, "run-missing".to_owned()), "{path}");
    }
    // Whose credential it is stays theirs: the automation is anybody's, its locker is not.
    let theirs = office.ask_as(&bia, "POST /api/runs", &json!({ "automation": "a.yaml" }), &[]).await.json();
    let path = format!("GET /api/runs/{}/events", text(&theirs["id"]));
    let events = office.ask_as(&bia, &path, &Value::Null, &[]).await.events();
    let end = &events.last().unwrap().2["run"];
    assert_eq!(
        (&end["state"], &end["failure"]["failure"]["code"]),
        (&json!("failed"), &json!("credential-not-for")),
        "{end}"
    );
}

async fn a_stream_of_events_goes_on_where_it_was_left(standing: &Standing) {
    let office = Office::open(standing).await;
    let (id, events) = office.run(WORK).await;
    let all = events.events();
    let path = format!("GET /api/runs/{id}/events");
    let after =
        async |last: &str| office.ask_as(&office.ana, &path, &Value::Null, &[("last-event-id", last)]).await;
    assert_eq!(after("3").await.events(), all[3..]);
    assert_eq!(after("of another stream").await.events(), all);
    let last = all.len() - 1;
    assert_eq!(all[last - 1].1, i64::try_from(last).ok());
    assert_eq!(after(&last.to_string()).await.status, StatusCode::NO_CONTENT);
}

async fn a_saved_file_is_handed_over_as_it_was_saved(standing: &Standing) {
    let office = Office::open(standing).await;
    let (id, _) = office.run(WORK).await;
    let files = office.done(&format!("GET /api/runs/{id}/files"), &Value::Null).await;
    assert_eq!(files["items"][0]["path"], "of/Invoice 41/a.pdf");
    let file = office.ask(&format!("GET /api/runs/{id}/files/1"), &Value::Null).await;
    assert_eq!(file.text, "%PDF of Invoice 41");
    assert_eq!(
        file.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf"
    );
    assert_eq!(file.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let missing = office.ask(&format!("GET /api/runs/{id}/files/9"), &Value::Null).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    // Of as many bytes, and another run's.
    let run = office.done(&format!("GET /api/runs/{id}"), &Value::Null).await;
    let folder = run["automation_id"].as_str().or(run["origin"].as_str()).unwrap();
    let saved = office.room.folder().join("files").join(folder).join("of/Invoice 41/a.pdf");
    assert!(saved.exists());
    #[expect(clippy::disallowed_methods, reason = "another run would")]
    std::fs::write(&saved, b"%PDF of Invoice 42").unwrap();
    let other = office.ask(&format!("GET /api/runs/{id}/files/1"), &Value::Null).await;
    assert_eq!((other.status, other.text.contains("42")), (StatusCode::PRECONDITION_FAILED, false));
}

async fn what_cannot_be_run_is_refused_with_its_code(standing: &Standing) {
    let office = Office::open(standing).await;
    let may: BTreeSet<_> = [Permission::RunAutomations].into();
    let runner = office.room.somebody("runner", may).await;
    for (cookie, body, told) in [
        (&office.ana, json!({}), (400, "run-what")),
        (&office.ana, json!({ "automation": "a.yaml", "text": "x" }), (400, "run-what")),
        (&office.ana, json!({ "automation": "nothing.yaml" }), (404, "automation-missing")),
        (&office.ana, json!({ "automation": "../../etc/passwd" }), (404, "automation-missing")),
        (&office.ana, json!({ "text": "steps: 7" }), (422, "")),
        (&runner, json!({ "text": office.yaml(WORK) }), (403, "permission-missing")),
    ] {
        let answer = office.ask_as(cookie, "POST /api/runs", &body, &[]).await;
        let (status, words) = answer.refused();
        assert_eq!(status, told.0, "{body}: {}", answer.text);
        assert!(told.1.is_empty() || words == told.1, "{body}: {}", answer.text);
    }
    let none = office.done("GET /api/runs", &Value::Null).await;
    assert_eq!(none["items"], json!([]));
}

async fn a_run_is_ended_and_run_again(standing: &Standing) {
    let office = Office::open(standing).await;
    let steps = "  - for_each_mail:\n      session: s\n      do:\n        - copy: { to: Done }\n  - wait: { for: 1d }\n";
    let new = json!({ "path": "a.yaml", "text": office.yaml(steps) });
    office.done("POST /api/automations", &new).await;
    let run = office.done("POST /api/runs", &json!({ "automation": "a.yaml" })).await;
    let at = format!("/api/runs/{}", text(&run["id"]));
    let early = office.ask(&format!("POST {at}/again"), &json!({ "what": "rest" })).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
    office.done(&format!("POST {at}/cancel"), &Value::Null).await;
    let events = office.ask(&format!("GET {at}/events"), &Value::Null).await.events();
    assert_eq!(events.last().unwrap().2["run"]["state"], "cancelled");
    let late = office.ask(&format!("POST {at}/cancel"), &Value::Null).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    let dry = office.done("POST /api/runs", &json!({ "automation": "a.yaml", "dry_run": true })).await;
    let events =
        office.ask(&format!("GET /api/runs/{}/events", text(&dry["id"])), &Value::Null).await.events();
    assert_eq!(events.last().unwrap().2["run"]["state"], "ok");
    let again = office.done(&format!("POST {at}/again"), &json!({ "what": "all" })).await;
    office.done(&format!("POST /api/runs/{}/cancel", text(&again["id"])), &Value::Null).await;
    let strange = office.ask(&format!("POST {at}/again"), &json!({ "what": "half" })).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST);
}
