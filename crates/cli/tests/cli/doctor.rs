//! Looking at a connection: what works is shown, and where it ends, why, and what to do.

use crate::certificates;
use crate::desk::{CLEAR, Desk, Ended, PASSWORD, automation};
use crate::server::{Server, with_mail};
use carteiro_sandbox::Options;

fn examine(desk: &Desk, arguments: &[&str]) -> Ended {
    let arguments = [&["doctor", "a.yaml"], arguments].concat();
    Ended::of(desk.carteiro(&arguments).env(PASSWORD, "sandbox"))
}

/// What stands before each step that was told.
fn steps(ended: &Ended) -> Vec<(char, String)> {
    let mut steps = Vec::new();
    for line in ended.stdout.lines() {
        let line = line.trim_start();
        if let Some(mark) = line.chars().next().filter(|mark| matches!(mark, '✓' | '✗')) {
            let name = line.trim_start_matches(mark).split('(').next().unwrap_or_default();
            steps.push((mark, name.trim().to_owned()));
        }
    }
    steps
}

#[track_caller]
fn ends_at(ended: &Ended, step: &str, words: &str) {
    ended.expect(4, words);
    let steps = steps(ended);
    let (last, before) = steps.split_last().unwrap();
    assert_eq!(*last, ('✗', step.to_owned()), "{}", ended.stdout);
    assert!(before.iter().all(|(mark, _)| *mark == '✓'), "{}", ended.stdout);
}

#[test]
fn a_session_that_works_is_shown_step_by_step_in_both_languages() {
    let server = Server::with_sample();
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ""));
    let ended = examine(&desk, &[]);
    ended.expect(0, "from the vault: sandbox/ana.password");
    let names: Vec<String> = steps(&ended).into_iter().map(|(_, name)| name).collect();
    assert_eq!(
        names,
        ["Values", "Name of the server", "Connection", "Greeting", "Sign-in", "Folders", "One message"]
    );
    ended.expect(0, "The newest message of the inbox");
    assert!(!ended.stdout.contains("password: sandbox"), "{}", ended.stdout);
    examine(&desk, &["--lang", "pt-BR"]).expect(0, "A mensagem mais nova da caixa de entrada");
}

#[test]
fn it_changes_nothing_and_reads_nothing_as_read() {
    let server = Server::with_sample();
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ""));
    let flags = || -> Vec<_> {
        let messages = server.sandbox.account().messages("INBOX").unwrap();
        messages.iter().map(|message| message.flags.clone()).collect()
    };
    let before = flags();
    examine(&desk, &[]).expect(0, "Folders");
    assert_eq!(flags(), before);
    let changing = ["STORE", "MOVE", "COPY", "APPEND", "EXPUNGE", "CREATE", "DELETE", "RENAME"];
    let said = server.sandbox.commands();
    let verbs = |said: &String| said.to_uppercase().split(' ').take(3).map(str::to_owned).collect::<Vec<_>>();
    assert!(!said.iter().flat_map(verbs).any(|verb| changing.contains(&verb.as_str())), "{said:#?}");
}

#[test]
fn under_tls_the_certificate_is_shown() {
    let server = Server::start(Options { tls: Some(certificates::self_signed()), ..with_mail(&[]) });
    let port = server.sandbox.imaps_addr().unwrap().port();
    let desk = Desk::new();
    desk.write("a.yaml", automation(port, "host: localhost", ""));
    ends_at(&examine(&desk, &[]), "TLS", "signed its certificate itself");
    let ended = examine(&desk, &[]);
    let fingerprint = ended.stdout.split("fingerprint: ").nth(1).unwrap().split('"').next().unwrap();
    let pinned = format!("host: localhost\n        fingerprint: '{fingerprint}'");
    desk.write("a.yaml", automation(port, &pinned, ""));
    examine(&desk, &[]).expect(0, "TLS 1.3");
}

#[test]
fn a_name_a_port_a_protocol_and_a_password_that_are_wrong_are_told_where_it_ends() {
    let server = Server::with_sample();
    let desk = Desk::new();
    desk.write("a.yaml", automation(143, "host: nobody.invalid", ""));
    ends_at(&examine(&desk, &[]), "Name of the server", "There is no server called nobody.invalid");

    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    desk.write("a.yaml", automation(free, CLEAR, ""));
    ends_at(&examine(&desk, &[]), "Connection", "refuses connections on port");

    desk.write("a.yaml", automation(server.port(), "host: localhost", ""));
    ends_at(&examine(&desk, &[]), "TLS", "does not speak TLS on port");

    desk.write("a.yaml", automation(server.port(), CLEAR, ""));
    let wrong = Ended::of(desk.carteiro(&["doctor", "a.yaml"]).env(PASSWORD, "wrong-canary"));
    ends_at(&wrong, "Sign-in", "did not accept the user name and password");
    assert!(!wrong.stdout.contains("wrong-canary") && !wrong.stderr.contains("wrong-canary"));

    let nothing = desk.end(&["doctor", "a.yaml"]);
    ends_at(&nothing, "Values", "Nobody gave the credential sandbox/ana.password");
}

#[test]
fn one_session_may_be_named_and_must_be_there() {
    let server = Server::with_sample();
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ""));
    examine(&desk, &["--session", "s"]).expect(0, "Session s");
    examine(&desk, &["--session", "other"]).expect(3, "opens no session called \"other\"");
    desk.write("a.yaml", "name: T\nsteps:\n  - log: { text: x }\n");
    examine(&desk, &[]).expect(3, "opens no session, so there is nothing to look at");
}

#[test]
fn each_step_is_a_line_of_json() {
    let server = Server::with_sample();
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ""));
    let ended = examine(&desk, &["--json"]);
    assert_eq!(ended.code, 0);
    let lines: Vec<serde_json::Value> =
        ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 7);
    assert!(lines.iter().all(|line| line["session"] == "s" && line["took_ms"].is_u64()));
    assert_eq!(lines[4]["step"], "sign_in");
    assert_eq!(lines[4]["evidence"][0]["code"], "doctor-signed-in");
}
