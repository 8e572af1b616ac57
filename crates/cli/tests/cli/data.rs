//! What is remembered between runs.

use crate::desk::{CLEAR, Desk, Ended, PASSWORD, automation};
use crate::server::Server;

const ONCE: &str = "  - for_each_mail:
      session: s
      process: once
      do:
        - log: { text: '{{ mail.subject }}' }
";

#[test]
fn what_a_run_has_done_the_next_leaves_out() {
    let server = Server::with_mail(&["one", "two"]);
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ONCE));
    let ended = desk.run(&["--data", "data"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (0, "one\ntwo\n"), "{}", ended.stderr);
    let again = desk.run(&["--data", "data"]);
    again.expect(0, "no new message, 2 done before, in ");
    assert_eq!(again.stdout, "");
    desk.run(&["--data", "data", "--lang", "pt-BR"])
        .expect(0, "nenhuma mensagem nova, 2 já feitas antes, em ");
    assert_eq!(desk.run(&["--data", "elsewhere"]).stdout.lines().count(), 2);
}

#[test]
fn the_surroundings_say_where_it_is_kept() {
    let server = Server::with_mail(&["one"]);
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ONCE));
    let run = |variable: &str, folder: &str| {
        let folder = desk.path().join(folder);
        Ended::of(desk.carteiro(&["run", "a.yaml"]).env(PASSWORD, "sandbox").env(variable, folder))
    };
    run("CARTEIRO_DATA", "here").expect(0, "Done: 1 message, in ");
    assert_eq!(desk.files("here/seen").len(), 1);
    if cfg!(target_os = "linux") {
        run("HOME", "home").expect(0, "Done: 1 message, in ");
        assert_eq!(desk.files("home/.local/share/carteiro/seen").len(), 1);
    }
}

#[test]
fn without_a_folder_only_what_needs_one_fails() {
    let server = Server::with_mail(&["one"]);
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ONCE));
    desk.run(&[]).expect(1, "Name one with --data or CARTEIRO_DATA.");
    desk.run(&["--lang", "pt-BR"]).expect(1, "Indique uma com --data ou CARTEIRO_DATA.");
    desk.write("a.yaml", automation(server.port(), CLEAR, &ONCE.replace("      process: once\n", "")));
    desk.run(&[]).expect(0, "Done: 1 message, in ");
}

#[test]
fn what_is_damaged_is_told_with_what_to_do() {
    let server = Server::with_mail(&["one"]);
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, ONCE));
    desk.run(&["--data", "data"]).expect(0, "Done: 1 message, in ");
    let file = desk.files("data/seen").remove(0);
    std::fs::write(file, "no ledger".repeat(500)).unwrap();
    desk.run(&["--data", "data"]).expect(1, "is damaged. Restore it from a backup");
}
