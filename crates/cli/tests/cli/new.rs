//! From an address to an automation that works.

use crate::desk::{Desk, Ended};
use crate::server::Server;

const PASSWORD: &str = "CARTEIRO_CREDENTIAL_MAIL__ANA__PASSWORD";

/// `carteiro new` for Ana's mailbox in the sandbox, with this password.
fn new(desk: &Desk, server: &Server, password: Option<&str>, more: &[&str]) -> Ended {
    let port = server.port().to_string();
    let place = ["new", "ana@sandbox.test", "--host", "127.0.0.1", "--port", &port, "--security", "none"];
    let mut command = desk.carteiro(&[&place, more].concat());
    if let Some(password) = password {
        command.env(PASSWORD, password);
    }
    Ended::of(&mut command)
}

#[test]
fn an_address_becomes_an_automation_that_was_tried_and_runs() {
    let (server, desk) = (Server::with_sample(), Desk::new());
    let ended = new(&desk, &server, Some("sandbox"), &[]);
    ended.expect(0, "The newest message of the inbox");
    ended.expect(0, "Written: first-steps.yaml");
    ended.expect(0, PASSWORD);
    ended.expect(0, "Next: carteiro run first-steps.yaml");
    assert!(!ended.stdout.contains("password: sandbox"), "{}", ended.stdout);
    desk.end(&["check", "first-steps.yaml"]).expect(0, "");
    let mut run = desk.carteiro(&["run", "first-steps.yaml"]);
    Ended::of(run.env(PASSWORD, "sandbox")).expect(0, " unread");
    let changing = ["STORE", "MOVE", "COPY", "APPEND", "EXPUNGE", "CREATE", "DELETE", "RENAME"];
    let said = server.sandbox.commands();
    let verb = |line: &String| line.trim_start_matches("UID ").split(' ').next().map(str::to_owned);
    assert!(!said.iter().filter_map(verb).any(|verb| changing.contains(&verb.as_str())), "{said:?}");
}

#[test]
fn an_address_at_a_maildrop_becomes_an_automation_that_runs() {
    let (server, desk) = (Server::with_sample(), Desk::new());
    let port = server.sandbox.pop3_addr().port().to_string();
    let place = ["--host", "127.0.0.1", "--protocol", "pop3", "--security", "none", "--port", &port];
    let mut command = desk.carteiro(&[&["new", "ana@sandbox.test"], &place[..]].concat());
    let ended = Ended::of(command.env(PASSWORD, "sandbox"));
    ended.expect(0, "Server: 127.0.0.1 (POP3), port ");
    ended.expect(0, "The newest message of the inbox");
    assert!(desk.read("first-steps.yaml").contains("protocol: pop3\n"));
    let mut run = desk.carteiro(&["run", "first-steps.yaml", "--data", "data"]);
    Ended::of(run.env(PASSWORD, "sandbox")).expect(0, " unread");
    assert!(!server.sandbox.commands().iter().any(|line| line.starts_with("DELE")));
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    let (server, desk) = (Server::with_sample(), Desk::new());
    desk.write("first-steps.yaml", "mine");
    new(&desk, &server, Some("sandbox"), &[]).expect(3, "There is a file first-steps.yaml already");
    assert_eq!(desk.read("first-steps.yaml"), "mine");
    new(&desk, &server, Some("sandbox"), &["--output", "other.yaml"]).expect(0, "Written: other.yaml");
}

#[test]
fn a_folder_that_is_not_there_is_told_before_anybody_is_asked() {
    let (server, desk) = (Server::with_sample(), Desk::new());
    let ended = new(&desk, &server, Some("sandbox"), &["--output", "nowhere/first.yaml"]);
    ended.expect(3, "nowhere/first.yaml cannot be written");
    assert!(ended.stdout.is_empty() && server.sandbox.commands().is_empty(), "{}", ended.stdout);
}

#[test]
fn a_sign_in_that_is_refused_ends_before_anything_is_written() {
    let (server, desk) = (Server::with_sample(), Desk::new());
    let ended = new(&desk, &server, Some("wrong-canary"), &[]);
    ended.expect(4, "did not accept the user name and password");
    ended.expect(4, "Nothing was written.");
    assert!(!ended.stdout.contains("wrong-canary") && !ended.stderr.contains("wrong-canary"));
    assert!(desk.files("").is_empty());
}

#[test]
fn without_a_password_it_is_written_and_says_how_to_give_one() {
    let (server, desk) = (Server::with_sample(), Desk::new());
    let ended = new(&desk, &server, None, &["--lang", "pt-BR"]);
    ended.expect(0, "Escrito: first-steps.yaml");
    ended.expect(0, "carteiro doctor first-steps.yaml");
    assert!(desk.read("first-steps.yaml").starts_with("name: Primeiros passos\n"));
    desk.write("kept.yaml", "mail: { ana: { password: sandbox } }");
    let file = desk.path().join("kept.yaml");
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let more = ["--credentials", "kept.yaml", "--output", "second.yaml"];
    new(&desk, &server, None, &more).expect(0, "The newest message of the inbox");
}

#[test]
fn a_server_that_is_not_there_and_one_that_takes_nothing_are_told() {
    let desk = Desk::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let place = ["new", "ana@sandbox.test", "--host", "127.0.0.1", "--security", "none", "--port", &free];
    desk.end(&place).expect(4, "refuses connections on port");
    let server = Server::with_sample();
    new(&desk, &server, None, &["--mode", "device_code", "--client-id", "c"])
        .expect(3, "The server does not take device_code. It takes: basic");
    assert!(desk.files("").is_empty());
}

#[test]
fn what_cannot_lead_in_is_told_before_anybody_is_asked() {
    let desk = Desk::new();
    for (arguments, words) in [
        (&["new"][..], "give ADDRESS"),
        (&["new", "ana"], "This is no address"),
        (&["new", "ana@hotmail.com", "--mode", "basic"], "takes tokens and no passwords"),
        (&["new", "ana@gmail.com", "--mode", "device_code"], "Google gives no access to mail by a code"),
        (
            &["new", "ana@example.test", "--host", "mail.example.test", "--security", "none"],
            "without TLS only this machine is reached",
        ),
    ] {
        desk.end(arguments).expect(3, words);
    }
    assert!(desk.files("").is_empty());
}
