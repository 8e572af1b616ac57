//! Runs on the database of a Control Room: at the terminal of its machine, and from elsewhere.

use crate::desk::{CLEAR, Desk, Ended, PASSWORD, automation};
use crate::server::Server;
use crate::serving::Serving;
use carteiro_sandbox::Fault;
use carteiro_world::http::Method;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Names the database, which makes it the first time; after that the folder of data is enough.
const HERE: [&str; 4] = ["--data", "data", "--database", "sqlite:data/carteiro.db"];

const ONCE: &str = "  - for_each_mail:
      session: s
      process: once
      concurrency: 1
      do:
        - copy: { to: Done }
        - log: { text: '{{ mail.subject }}' }
";

fn with_done(subjects: &[&str]) -> Server {
    let server = Server::with_mail(subjects);
    server.sandbox.account().create("Done").unwrap();
    server
}

fn desk(server: &Server, steps: &str) -> Desk {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("data")).unwrap();
    desk.write("a.yaml", automation(server.port(), CLEAR, steps));
    desk
}

/// Lines of JSON that a command says.
fn told(desk: &Desk, arguments: &[&str]) -> Vec<Value> {
    let ended = desk.end(&[arguments, &["--json", "--data", "data"]].concat());
    ended.expect(0, "");
    ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_was_run_at_the_terminal_is_in_the_history() {
    let server = with_done(&["Invoice 41", "News"]);
    let desk = desk(&server, ONCE);
    let ended = desk.run(&HERE);
    assert_eq!((ended.code, ended.stdout.as_str()), (0, "Invoice 41\nNews\n"), "{}", ended.stderr);
    // Where there is a database it is gone by.
    desk.run(&["--data", "data"]).expect(0, "no new message, 2 done before, in ");
    assert!(!desk.path().join("data/seen").exists());
    let runs = told(&desk, &["runs", "list"]);
    assert_eq!(runs.len(), 2);
    let first = &runs[1];
    assert_eq!((&first["name"], &first["state"], &first["done"]), (&json!("Test"), &json!("ok"), &json!(2)));
    let id = first["id"].as_str().unwrap();
    let shown = told(&desk, &["runs", "show", id]);
    assert_eq!(shown.len(), 3);
    assert_eq!((&shown[1]["subject"], &shown[1]["outcome"]), (&json!("Invoice 41"), &json!("done")));
    let found = told(&desk, &["runs", "search", "invoice"]);
    assert_eq!((found.len(), &found[0]["run"]["id"]), (1, &json!(id)));
    desk.end(&["runs", "search", "invoice", "--data", "data"])
        .expect(0, "  Invoice 41 (bia@acme.example): done, copied to \"Done\"");
    desk.end(&["runs", "search", "nothing", "--data", "data", "--lang", "pt-BR"])
        .expect(0, "Nenhuma execução trabalhou com uma mensagem assim.");
    desk.end(&["runs", "show", "x", "--data", "data"]).expect(1, "There is no such run.");
    desk.end(&["runs", "list", "--data", "elsewhere"]).expect(3, "There is no database of a Control Room in");
    desk.run(&["--data", "data", "--as", "ana"]).expect(3, "Nobody here is called \"ana\".");
    desk.run(&["--data", "elsewhere", "--as", "ana"]).expect(3, "\"--as\" needs a Control Room");
}

#[test]
fn what_was_done_before_there_was_a_database_is_not_done_again() {
    let server = with_done(&["one", "two"]);
    let desk = desk(&server, ONCE);
    desk.run(&["--data", "data"]).expect(0, "Done: 2 messages, in ");
    assert_eq!(desk.files("data/seen").len(), 1);
    desk.run(&[&HERE[..], &["--dry-run"]].concat()).expect(0, "2 done before");
    desk.run(&HERE).expect(0, "no new message, 2 done before, in ");
    assert_eq!(server.count("Done"), 2);
}

/// Starts a run, and kills it as soon as the first message was copied and before it is told so.
fn killed_in_the_middle(server: &Server, desk: &Desk) {
    // Each answer comes later than what it tells of.
    server.sandbox.set_faults([Fault::DelayAnswers(400)]);
    let mut run = Command::new(assert_cmd::cargo::cargo_bin("carteiro"))
        .args(["run", "a.yaml"])
        .args(HERE)
        .current_dir(desk.path())
        .env_clear()
        .env(PASSWORD, "sandbox")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while server.count("Done") == 0 {
        assert!(began.elapsed() < Duration::from_mins(1), "the first message is copied");
        std::thread::yield_now();
    }
    run.kill().unwrap();
    run.wait().unwrap();
    server.sandbox.set_faults([]);
}

#[test]
fn a_run_that_was_killed_is_told_of_and_the_next_repeats_nothing() {
    let server = with_done(&["one", "two", "three"]);
    let desk = desk(&server, ONCE);
    killed_in_the_middle(&server, &desk);
    assert_eq!(server.count("Done"), 1);
    let ended = desk.run(&HERE);
    ended.expect(1, "nothing tells whether it took place");
    assert_eq!(ended.stdout, "two\nthree\n", "{}", ended.stderr);
    assert_eq!(server.count("Done"), 3, "{}", ended.stderr);
    let runs = told(&desk, &["runs", "list"]);
    assert_eq!((&runs[1]["state"], &runs[0]["state"]), (&json!("interrupted"), &json!("with_failures")));
    assert!(runs[1]["failure"]["said"].as_str().unwrap().contains("ended in the middle of it"));
    let found = told(&desk, &["runs", "search", "one"]);
    let outcomes: Vec<_> = found.iter().map(|found| found["item"]["outcome"].clone()).collect();
    assert_eq!(outcomes, ["unknown", "unknown"]);
    desk.run(&HERE).expect(0, "no new message, 2 done before");
    assert_eq!(server.count("Done"), 3);
}

/// `carteiro serve`, and an API token of its administrator.
struct Room {
    serving: Serving,
    token: String,
}

impl Room {
    fn start(desk: &Desk) -> Self {
        let serving = Serving::start(desk, &[]);
        let scopes = ["run_automations", "edit_automations", "view_automations", "view_others_runs"];
        let token = serving.token(&serving.root, &scopes);
        Self { serving, token }
    }

    fn with_token(&self, method: Method, path: &str, body: &Value) -> Value {
        let token = format!("Bearer {}", self.token);
        self.serving.ask(method, path, &[("authorization", &token)], body).done().body
    }

    /// Has the Control Room keep an automation.
    fn add(&self, path: &str, server: &Server, steps: &str) {
        let text = automation(server.port(), CLEAR, steps);
        let text = text.replace("{ credential: sandbox/ana.password }", "sandbox");
        self.with_token(Method::POST, "/api/automations", &json!({ "path": path, "text": text }));
    }

    fn run(&self, desk: &Desk, arguments: &[&str]) -> Ended {
        let all = [&["run", "work/a.yaml", "--server", &self.serving.url], arguments].concat();
        Ended::of(desk.carteiro(&all).env("CARTEIRO_TOKEN", &self.token))
    }
}

#[test]
fn a_control_room_elsewhere_runs_and_is_watched_from_here() {
    let server = with_done(&["one", "two"]);
    let desk = desk(&server, ONCE);
    let room = Room::start(&desk);
    room.add("work/a.yaml", &server, ONCE);
    let ended = room.run(&desk, &[]);
    ended.expect(0, "Done: 2 messages, in ");
    ended.expect(0, "copied to \"Done\"");
    assert_eq!(ended.stdout, "one\ntwo\n", "{}", ended.stderr);
    assert_eq!(server.count("Done"), 2);
    room.run(&desk, &["--lang", "pt-BR"]).expect(0, "nenhuma mensagem nova, 2 já feitas antes, em ");
    let told = room.run(&desk, &["--json"]).stdout;
    let events: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&events[0]["event"], &events.last().unwrap()["event"]),
        (&json!("run_started"), &json!("run_finished"))
    );
    let page = room.with_token(Method::GET, "/api/runs", &Value::Null);
    assert_eq!(page["items"].as_array().unwrap().len(), 3);
    let missing = [&["run", "nothing.yaml", "--server", &room.serving.url][..]].concat();
    Ended::of(desk.carteiro(&missing).env("CARTEIRO_TOKEN", &room.token))
        .expect(1, "There is no such automation");
    Ended::of(desk.carteiro(&missing).env("CARTEIRO_TOKEN", "carteiro_x")).expect(4, &room.serving.url);
    Ended::of(&mut desk.carteiro(&missing)).expect(3, "An API token is needed");
    room.run(&desk, &["--var", "x=1"]).expect(1, "x");
}

#[test]
fn ctrl_c_ends_the_run_of_a_control_room_elsewhere() {
    let server = with_done(&["one"]);
    let desk = desk(&server, ONCE);
    let room = Room::start(&desk);
    room.add("work/a.yaml", &server, &format!("{ONCE}  - wait: {{ for: 1d }}\n"));
    let mut run = Command::new(assert_cmd::cargo::cargo_bin("carteiro"))
        .args(["run", "work/a.yaml", "--json", "--server", &room.serving.url])
        .current_dir(desk.path())
        .env_clear()
        .env("CARTEIRO_TOKEN", &room.token)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(run.stdout.take().unwrap()).lines();
    while !lines.next().unwrap().unwrap().contains("\"waiting\"") {}
    let pid = rustix::process::Pid::from_raw(run.id().try_into().unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert_eq!(run.wait().unwrap().code(), Some(130));
    let page = room.with_token(Method::GET, "/api/runs", &Value::Null);
    assert_eq!((&page["items"][0]["state"], &page["items"][0]["done"]), (&json!("cancelled"), &json!(1)));
}
