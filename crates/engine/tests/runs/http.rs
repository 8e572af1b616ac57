//! Requests to a web server.

use crate::web::{Answer, Asked, Web, answer};
use crate::world::{World, automation, checked, mail, shown};
use carteiro_engine::journal::InMemory;
use carteiro_engine::{Automation, Status};
use carteiro_mail::Kind;
use carteiro_world::Transcript;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const CANARY: &str = "canary-91c2";

/// Runs one `http_request` outside of loops, and tells its outcome in one word.
async fn outcome(world: &World, fields: &str) -> Result<(), Kind> {
    let outcome = world.steps(&format!("- http_request: {{ {fields} }}\n")).await;
    match outcome.summary.failure {
        None => Ok(()),
        Some(failure) => {
            assert_eq!(&*failure.operation, "http_request");
            Err(failure.kind)
        }
    }
}

fn echo(asked: &Asked) -> Answer {
    let body = format!("{}|{}", asked.line, asked.body);
    answer(200, &[("content-type", "text/plain"), ("x-a", "b"), ("set-cookie", "session=1")], body)
}

fn mistakes(steps: &str) -> String {
    shown(&Automation::load("test.yaml", automation(steps).as_bytes()).unwrap_err())
}

#[tokio::test]
async fn each_kind_of_body_is_sent_as_what_it_is() {
    for (body, kind, sent) in [
        ("json: { a: [1, '{{ 1 + 1 }}', null] }", "application/json", r#"{"a":[1,2,null]}"#),
        ("form: { a: '{{ \"x y&\" }}', b: 'é' }", "application/x-www-form-urlencoded", "a=x+y%26&b=%C3%A9"),
        ("text: 'Olá'", "text/plain; charset=utf-8", "Olá"),
        ("text: 'a', headers: { content-type: text/x-mine }", "text/x-mine", "a"),
    ] {
        let (world, web) = (World::new(), Web::start(echo).await);
        outcome(&world, &format!("url: '{}', {body}", web.url("/x"))).await.unwrap();
        let asked = &web.asked()[0];
        assert_eq!(asked.headers["content-type"], kind, "{body}");
        assert_eq!((asked.line.as_str(), asked.body.as_str()), ("POST /x", sent), "{body}");
    }
}

#[test]
fn an_answer_too_large_for_a_text_must_be_saved() {
    let request = |fields: &str| format!("- http_request: {{ url: https://a.example, {fields} }}\n");
    let wrong = mistakes(&request("max_size: 10MB"));
    assert!(wrong.contains("http-size-as-text") && wrong.contains("10:55"), "{wrong}");
    for fields in ["max_size: 10MB, save_to: x", "max_size: 4MiB"] {
        checked(&automation(&request(fields)));
    }
}

#[tokio::test]
async fn a_file_of_the_run_is_sent_and_an_answer_becomes_one() {
    let (world, web) = (World::new(), Web::start(echo).await);
    let steps = format!(
        "- http_request: {{ url: '{0}', text: '{1}', save_to: a/b.txt }}
- http_request: {{ url: '{0}', file: a/b.txt, method: put, save_to: a/b.txt, as: answer }}
- log: {{ text: '{{{{ answer.status }}}} {{{{ answer.file }}}} {{{{ answer.file.type }}}} {{{{ answer.file.size }}}} {{{{ answer.text }}}}' }}
",
        web.url("/x"),
        "0123456789".repeat(30_000)
    );
    let outcome = world.steps(&steps).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(web.asked()[1].body.len(), 300_008);
    assert_eq!(world.logged(), ["200 a/b (2).txt text/plain 300015 "]);
    assert_eq!(outcome.summary.files, 2);
    let saved = crate::world::text(&world.folder.path().join("a/b (2).txt"));
    assert!(saved.starts_with("PUT /x|POST /x|0123"));
}

#[tokio::test]
async fn an_answer_is_read_by_its_fields_and_keeps_no_cookies() {
    let json = |_: &Asked| {
        answer(200, &[("content-type", "application/json"), ("set-cookie", "a")], r#"{"id":[7]}"#)
    };
    let (world, web) = (World::new(), Web::start(json).await);
    let steps = format!(
        "- http_request: {{ url: '{}', query: {{ q: 'a b' }}, headers: {{ X-Mine: '{{{{ run.automation }}}}' }}, as: answer }}
- log: {{ text: '{{{{ answer.json.id[0] }}}} {{{{ answer.headers[\"Content-Type\"] }}}} {{{{ answer.headers | length }}}}' }}
",
        web.url("/x?z=1")
    );
    assert_eq!(world.steps(&steps).await.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["7 application/json 3"], "{}", world.told());
    assert_eq!(web.asked()[0].line, "GET /x?z=1&q=a+b");
    assert_eq!(web.asked()[0].headers["x-mine"], "Test");
}

#[tokio::test]
async fn what_a_sender_wrote_stays_one_segment_or_one_value() {
    for (subject, path) in [
        ("../../admin", "/s/..%2F..%2Fadmin/x?q=..%2F..%2Fadmin"),
        ("a?b=c#d", "/s/a%3Fb%3Dc%23d/x?q=a%3Fb%3Dc%23d"),
        ("@evil.test:80\\", "/s/%40evil.test%3A80%5C/x?q=%40evil.test%3A80%5C"),
        ("%2e%2e", "/s/%252e%252e/x?q=%252e%252e"),
    ] {
        let (world, web) = (World::new(), Web::start(echo).await);
        world.deliver(&mail(subject, &[]));
        let url = web.url("/s/{{ mail.subject }}/x?q={{ mail.subject }}");
        let steps = format!(
            "- for_each_mail: {{ session: finance, do: [ {{ http_request: {{ url: '{url}' }} }} ] }}\n"
        );
        assert_eq!(world.steps(&steps).await.status(), Status::Ok, "{}", world.told());
        assert_eq!(web.asked()[0].line, format!("GET {path}"));
    }
    let (world, web) = (World::new(), Web::start(echo).await);
    world.deliver(&mail("..", &[]));
    let url = web.url("/s/{{ mail.subject }}/x");
    let steps =
        format!("- for_each_mail: {{ session: finance, do: [ {{ http_request: {{ url: '{url}' }} }} ] }}\n");
    assert_eq!(world.steps(&steps).await.status(), Status::WithFailures);
    assert!(web.asked().is_empty());
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_told_before_it_runs() {
    for (fields, code) in [
        ("url: 'https://{{ run.id }}/x'", "url-host-fixed"),
        ("url: 'https://a.{{ run.id }}/x'", "url-host-fixed"),
        ("url: '{{ run.id }}'", "url-host-fixed"),
        ("url: 'ftp://example.org/'", "url-scheme"),
        ("url: 'https://ana:pw@example.org/'", "url-user"),
        ("url: 'example.org'", "url-form"),
        ("url: 'https://example.org/', headers: { Authorization: x }", "http-field-auth"),
        ("url: 'https://example.org/', headers: { Host: x }", "http-field-ours"),
        ("url: 'https://example.org/', headers: { X: \"a\\r\\nb\" }", "line-control"),
        ("url: 'https://example.org/', expect: [ok]", "statuses-form"),
        ("url: 'https://example.org/', text: a, json: b", "file-choice-two"),
        ("url: 'https://example.org/', auth: { bearer: { token: { variable: x } } }", "variable-unknown"),
        ("url: 'https://example.org/', bodi: x", "file-unknown-key"),
    ] {
        let told = mistakes(&format!("- http_request: {{ {fields} }}\n"));
        assert!(told.contains(code), "{fields}: {told}");
    }
    let typed =
        "- http_request: { url: 'https://example.org/', auth: { basic: { username: a, password: pw } } }\n";
    let checked = crate::world::checked(&automation(typed));
    assert_eq!(checked.warnings()[0].code(), "secret-typed-in-place");
}

#[tokio::test]
async fn a_line_end_in_a_value_begins_no_field() {
    let (mut world, web) = (World::new(), Web::start(echo).await);
    world.variables.insert("x".into(), "a\r\nEvil: 1".into());
    let text = automation(&format!(
        "- http_request: {{ url: '{}', headers: {{ X: '{{{{ x }}}}' }} }}\n",
        web.url("/")
    ));
    let outcome = world.run(&text.replace("steps:", "variables: { x: b }\nsteps:")).await;
    assert_eq!(outcome.summary.failure.unwrap().kind, Kind::InvalidInput);
    assert!(web.asked().is_empty());
}

#[tokio::test]
async fn a_status_that_is_not_expected_is_a_failure_of_its_kind() {
    for (status, headers, kind) in [
        (404, vec![], Kind::NotFound),
        (401, vec![], Kind::Denied),
        (429, vec![("retry-after", "7")], Kind::Throttled),
        (500, vec![], Kind::Rejected),
        (503, vec![], Kind::Unreachable),
        (302, vec![], Kind::Rejected),
    ] {
        let web = Web::start(move |_| answer(status, &headers, "because")).await;
        let world = World::new();
        assert_eq!(outcome(&world, &format!("url: '{}'", web.url("/"))).await, Err(kind), "{status}");
        assert!(world.told().contains("because"));
        assert!(status != 429 || world.told().contains("\"seconds\":\"7\""), "{}", world.told());
        let expected = format!("url: '{}', expect: [200..299, {status}]", web.url("/"));
        assert_eq!(outcome(&world, &expected).await, Ok(()), "{status}");
    }
}

/// A server that says this to whoever asks, and ends the connection; or keeps silent.
async fn saying(said: &'static str, silent: bool) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(said.as_bytes()).await;
            if silent {
                let _ = stream.read(&mut [0; 1]).await;
            }
        }
    });
    format!("http://{at}/")
}

#[tokio::test]
async fn nobody_knows_what_came_of_a_request_whose_answer_never_came() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe";
    for said in ["", cut, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"] {
        let url = saying(said, false).await;
        for (fields, kind) in [
            ("method: GET", Kind::Unreachable),
            ("method: POST", Kind::OutcomeUnknown),
            ("method: DELETE", Kind::OutcomeUnknown),
            ("method: POST, idempotency_key: true", Kind::Unreachable),
        ] {
            let fields = format!("url: '{url}', {fields}");
            assert_eq!(outcome(&World::new(), &fields).await, Err(kind), "{said:?} {fields}");
        }
    }
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let fields = format!("url: 'http://{free}/', method: POST");
    assert_eq!(outcome(&World::new(), &fields).await, Err(Kind::Unreachable), "nothing was sent");
}

#[tokio::test]
async fn a_server_that_keeps_silent_is_given_up_in_time() {
    for (method, kind) in [("GET", Kind::Timeout), ("POST", Kind::OutcomeUnknown)] {
        let world = Arc::new(World::new());
        let fields = format!("url: '{}', method: {method}, timeout: 5s", saying("HTTP/1.1 2", true).await);
        let asking = Arc::clone(&world);
        let running = tokio::spawn(async move { outcome(&asking, &fields).await });
        while !running.is_finished() {
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            world.clock.advance(Duration::from_secs(1));
        }
        assert_eq!(running.await.unwrap(), Err(kind), "{method}");
    }
}

#[tokio::test]
async fn a_longer_answer_than_allowed_is_refused() {
    let web = Web::start(|_| answer(200, &[], "x".repeat(1001))).await;
    let (world, url) = (World::new(), web.url("/"));
    assert_eq!(outcome(&world, &format!("url: '{url}', max_size: 1KB")).await, Err(Kind::InvalidInput));
    let saved = format!("url: '{url}', max_size: 1KB, save_to: a.txt");
    assert_eq!(outcome(&world, &saved).await, Err(Kind::InvalidInput));
    assert_eq!(world.files(), [""; 0]);
    assert_eq!(outcome(&world, &format!("url: '{url}', max_size: 1001")).await, Ok(()));
}

#[tokio::test]
async fn a_request_is_sent_once_and_a_repeated_one_has_the_same_key() {
    let web = Web::start(|asked| match asked.body.as_str() {
        "fails" => answer(500, &[], ""),
        _ => answer(200, &[], "done"),
    })
    .await;
    let mut world = World::new();
    world.journal = Arc::new(crate::journal::SameRun(InMemory::default()));
    let fields = |body: &str| format!("url: '{}', text: {body}, idempotency_key: true", web.url("/"));
    for _ in 0..2 {
        outcome(&world, &fields("works")).await.unwrap();
    }
    assert_eq!(web.asked().len(), 1);
    let mut world = World::new();
    world.journal = Arc::new(crate::journal::SameRun(InMemory::default()));
    for _ in 0..2 {
        outcome(&world, &fields("fails")).await.unwrap_err();
    }
    let keys: Vec<_> =
        web.asked()[1..].iter().map(|asked| asked.headers["idempotency-key"].clone()).collect();
    assert_eq!((keys.len(), &keys[0]), (2, &keys[1]));
}

#[tokio::test]
async fn a_web_server_that_is_down_ends_no_loop() {
    let world = World::with_mail();
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let steps = format!(
        "- for_each_mail: {{ session: finance, do: [ {{ http_request: {{ url: 'http://{free}/' }} }} ] }}\n"
    );
    let outcome = world.steps(&steps).await;
    assert_eq!((outcome.status(), outcome.summary.failed), (Status::WithFailures, 4), "{}", world.told());
}

#[tokio::test]
async fn secrets_leave_by_no_other_door() {
    let lines: Arc<Mutex<String>> = Arc::default();
    let written = Arc::clone(&lines);
    for (auth, sent) in [
        ("bearer: { token: { credential: web/api.secret } }", "Bearer canary-91c2"),
        ("basic: { username: { credential: web/api.secret }, password: { variable: vault } }", "Basic "),
        ("header: { name: X-Key, value: { variable: vault } }", "canary-91c2"),
    ] {
        // A server that repeats what it was told, once as an answer and once as a refusal.
        let web = Web::start(|asked| {
            let all = format!("{:?}", asked.headers);
            answer(if asked.line.contains("fail") { 403 } else { 200 }, &[], all)
        })
        .await;
        for path in ["/ok", "/fail"] {
            let mut world = World::new();
            let written = Arc::clone(&written);
            world.transcript = Transcript::new(move |line| written.lock().unwrap().push_str(line));
            world.secrets.take_variable("CARTEIRO_CREDENTIAL_WEB__API__SECRET", CANARY);
            let steps = format!("- http_request: {{ url: '{}', auth: {{ {auth} }} }}\n", web.url(path));
            let text = automation(&steps).replace(
                "steps:",
                "variables: { vault: { type: credential, default: web/api.secret } }\nsteps:",
            );
            let outcome = world.run(&text).await;
            assert_eq!(outcome.status() == Status::Ok, path == "/ok", "{}", world.told());
            let all = format!("{}{outcome:?}{:?}", world.told(), world.host().http);
            assert!(!all.contains(CANARY) && !all.contains("Basic "), "{all}");
            let asked = web.asked().pop().unwrap();
            let value = asked.headers.get("x-key").or_else(|| asked.headers.get("authorization")).unwrap();
            assert!(value.to_str().unwrap().starts_with(sent), "{value:?}");
        }
    }
    let lines = lines.lock().unwrap();
    assert!(
        lines.contains("authorization: ***") && !lines.contains(CANARY) && !lines.contains("Basic "),
        "{lines}"
    );
}

#[tokio::test]
async fn no_secret_is_sent_in_the_clear_and_no_address_that_is_refused_is_asked() {
    let world = World::new();
    let auth = "auth: { bearer: { token: { credential: tickets/api.token } } }";
    assert_eq!(
        outcome(&world, &format!("url: 'http://tickets.example.org/', {auth}")).await,
        Err(Kind::Denied)
    );
    assert!(world.told().contains("http-in-the-clear"));
    let web = Web::start(|_| answer(302, &[("location", "http://2852039166/latest/meta-data/")], "")).await;
    assert_eq!(outcome(&world, &format!("url: '{}'", web.url("/"))).await, Err(Kind::Denied));
    assert!(world.told().contains("egress-refused"), "{}", world.told());
}
