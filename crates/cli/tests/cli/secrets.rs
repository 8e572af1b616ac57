//! A password is seen nowhere but on the wire.

use crate::desk::{CLEAR, Desk, Ended, PASSWORD, automation};
use crate::server::{Server, with_mail};
use carteiro_sandbox::{Options, User};
use std::os::unix::fs::PermissionsExt as _;

const CANARY: &str = "canary-7f3a-Zq";
/// As SASL PLAIN would carry it.
const CANARY_BASE64: &str = "Y2FuYXJ5LTdmM2EtWn";

fn server() -> Server {
    let users = vec![User::new("ana@sandbox.test", CANARY)];
    Server::start(Options { users, ..with_mail(&["one", "two"]) })
}

fn steps(folder: &str) -> String {
    format!(
        "  - for_each_mail:
      session: s
      do:
        - log: {{ text: '{{{{ mail.subject }}}}' }}
        - save_attachments: {{ to: saved }}
        - move: {{ to: {folder} }}
"
    )
}

fn private(desk: &Desk, name: &str, text: &str, mode: u32) {
    let path = desk.write(name, text);
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[track_caller]
fn unseen(desk: &Desk, ended: &Ended, given: &str) {
    let mut seen =
        vec![("stdout".to_owned(), ended.stdout.clone()), ("stderr".to_owned(), ended.stderr.clone())];
    for path in desk.files(".") {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        seen.push((path.display().to_string(), text));
    }
    for (place, text) in seen {
        let is_source = place.ends_with(given);
        let leaks = text.contains(CANARY) || text.contains(CANARY_BASE64);
        assert!(is_source || !leaks, "{place}:\n{text}");
    }
}

#[test]
fn it_is_in_no_output_trace_or_file_whether_the_run_succeeds_or_fails() {
    for (folder, password, code) in
        [("Archive", CANARY, 0), ("Nowhere", CANARY, 1), ("Archive", "canary-7f3a-Zq!", 4)]
    {
        for view in [&["--json"][..], &[]] {
            let server = server();
            let desk = Desk::new();
            desk.write("a.yaml", automation(server.port(), CLEAR, &steps(folder)));
            let arguments = [&["run", "a.yaml", "--trace", "trace.log", "--files", "out"], view].concat();

            let from_environment = Ended::of(desk.carteiro(&arguments).env(PASSWORD, password));
            assert_eq!(from_environment.code, code, "{}", from_environment.stderr);
            unseen(&desk, &from_environment, "nothing");
            assert!(desk.read("trace.log").contains("AUTHENTICATE PLAIN ***"), "{}", desk.read("trace.log"));
            let mode = desk.path().join("trace.log").metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);

            private(
                &desk,
                "secrets.yaml",
                &format!("sandbox: {{ ana: {{ password: {password} }} }}\n"),
                0o600,
            );
            let from_file = desk.end(&[&arguments[..], &["--credentials", "secrets.yaml"]].concat());
            assert_eq!(from_file.code, if code == 1 { 1 } else { code }, "{}", from_file.stderr);
            unseen(&desk, &from_file, "secrets.yaml");
        }
    }
}

#[test]
fn a_file_of_credentials_that_others_can_read_is_refused() {
    let desk = Desk::new();
    desk.write("a.yaml", "name: x\nsteps: [log: { text: x }]\n");
    for mode in [0o644, 0o640, 0o604] {
        private(&desk, "secrets.yaml", &format!("a: {{ b: {{ c: {CANARY} }} }}\n"), mode);
        let ended = desk.end(&["run", "a.yaml", "--credentials", "secrets.yaml"]);
        ended.expect(2, "chmod 600 secrets.yaml");
        unseen(&desk, &ended, "secrets.yaml");
        desk.end(&["run", "a.yaml", "--credentials", "secrets.yaml", "--lang", "pt-BR"])
            .expect(2, "Outros usuários");
    }
}

#[test]
fn a_mistake_in_a_file_of_credentials_shows_nothing_of_it() {
    let desk = Desk::new();
    desk.write("a.yaml", "name: x\nsteps: [log: { text: x }]\n");
    for text in [
        format!("a: {{ b: {CANARY} }}\n"),
        format!("a:\n  b:\n    {CANARY}\n"),
        format!("a: {{ b: {{ c: [{CANARY}] }} }}\n"),
        format!("a: {{ b: {{ c: !{CANARY} x }} }}\n"),
        format!("a: {{ b: {{ c: *{CANARY} }} }}\n"),
        format!("a: {{ b: {{ {CANARY}: 1, {CANARY}: 2 }} }}\n"),
        format!("{CANARY}\n"),
        format!("a: \"{CANARY}\n"),
    ] {
        private(&desk, "secrets.yaml", &text, 0o600);
        let ended = desk.end(&["run", "a.yaml", "--credentials", "secrets.yaml"]);
        ended.expect(2, "secrets.yaml:");
        unseen(&desk, &ended, "secrets.yaml");
    }
}

#[test]
fn the_log_tells_operations_and_nothing_of_what_they_were_about() {
    let users = vec![User::new("ana@sandbox.test", CANARY)];
    let server = Server::start(Options { users, ..with_mail(&["subject-canary-51c"]) });
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, &steps("Archive")));
    let run = ["run", "a.yaml", "--json", "--log", "debug"];
    let ended = Ended::of(desk.carteiro(&run).env(PASSWORD, CANARY));
    ended.expect(0, "subject-canary-51c");
    for told in
        ["session open", "operation{name=\"search\" attempt=1 outcome=\"ok\"}: ended", "name=\"move\""]
    {
        assert!(ended.stderr.contains(told), "{}", ended.stderr);
    }
    for private in ["canary", "ana@", "Archive", "127.0.0.1"] {
        assert!(!ended.stderr.contains(private), "{}", ended.stderr);
    }
    unseen(&desk, &ended, "nothing");
    let calm = Ended::of(desk.carteiro(&["run", "a.yaml", "--json", "--log", "warn"]).env(PASSWORD, CANARY));
    assert_eq!((calm.code, calm.stderr.as_str()), (0, ""));
    desk.end(&["run", "a.yaml", "--log", "loud"]).expect(3, "warn, info, debug");
}
