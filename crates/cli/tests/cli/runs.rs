//! Whole runs against the sandbox.

use crate::desk::{CLEAR, Desk, automation};
use crate::server::{Server, with_mail};
use carteiro_sandbox::{Fault, Options};
use serde_json::Value;

fn example(name: &str) -> String {
    let path = format!("{}/../../examples/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

const SAVE: &str = "  - for_each_mail:
      session: s
      do:
        - save_attachments: { to: saved }
";

#[test]
fn the_example_archives_invoices() {
    let server = Server::with_sample();
    let desk = Desk::new();
    desk.write("a.yaml", example("archive-invoices"));
    let ended = desk.run(&["--var", &format!("port={}", server.port()), "--files", "out"]);
    ended.expect(0, "Done: 53 messages, in ");
    ended.expect(
        0,
        &format!("54 files saved (33.7 kB) in {}", desk.path().canonicalize().unwrap().join("out").display()),
    );
    assert_eq!(desk.files("out").len(), 54, "one message has two");
    assert_eq!(ended.stdout.lines().count(), 53, "what is logged, and nothing else");
    assert_eq!(server.count("INBOX"), 200 - 53);
    let again = desk.run(&["--var", &format!("port={}", server.port()), "--files", "out"]);
    again.expect(0, "no message matched");
}

#[test]
fn in_a_pipe_there_is_a_line_for_everything() {
    let server = Server::with_mail(&["one", "two"]);
    let desk = Desk::new();
    let steps = "  - for_each_mail:
      session: s
      do:
        - save_attachments: { to: saved }
        - mark: { read: true, flagged: true }
        - move: { to: \"{{ 'Archive' if 'one' in mail.subject else 'Nowhere' }}\" }
";
    desk.write("a.yaml", automation(server.port(), CLEAR, steps));
    let ended = desk.run(&[]);
    let (lines, _) = ended.stderr.split_once("\n\n").unwrap();
    insta::assert_snapshot!(lines, @r#"
s: connected to 127.0.0.1 as ana@sandbox.test
s: messages of "INBOX"
[1] one (bia@acme.example)
[1] saved saved/a.pdf (11 B)
[1] marked read, flagged
[1] moved to "Archive"
[2] two (bia@acme.example)
[2] saved saved/a (2).pdf (11 B)
[2] marked read, flagged
[2] failed: There is no folder "Nowhere" in this mailbox. (No such mailbox)
s: disconnected
"#);
    assert_eq!((ended.code, ended.stdout.as_str()), (1, ""));
    let ended = desk.run(&["--lang", "pt-BR"]);
    let (lines, _) = ended.stderr.split_once("\n\n").unwrap();
    insta::assert_snapshot!(lines, @r#"
s: conectada a 127.0.0.1 como ana@sandbox.test
s: mensagens de "INBOX"
[1] two (bia@acme.example)
[1] salvo: saved/a (3).pdf (11 B)
[1] marcada: lida, sinalizada
[1] falhou: Não existe a pasta "Nowhere" nesta caixa de correio. (No such mailbox)
s: desconectada
"#);
    desk.run(&[]).expect(1, "Done, but not everything: no message done, 1 failed, in ");
    desk.run(&["--lang", "pt-BR"])
        .expect(1, "Pronto, mas nem tudo deu certo: nenhuma mensagem feita, 1 falhou");
}

#[test]
fn a_step_that_works_on_many_messages_is_told_in_one_line() {
    let server = Server::with_mail(&["one", "two", "three"]);
    let desk = Desk::new();
    let steps = "  - mark: { session: s, folder: INBOX, where: { subject: o }, flagged: true }
  - move: { session: s, folder: INBOX, where: { flagged: true }, to: Archive }
  - delete: { session: s, folder: INBOX, where: { subject: nothing } }
  - save_attachments: { session: s, folder: Archive, to: saved }
";
    desk.write("a.yaml", automation(server.port(), CLEAR, steps));
    let ended = desk.run(&[]);
    let lines = |told: &str| told.rsplit_once("disconnected").map(|(lines, _)| lines.to_owned());
    insta::assert_snapshot!(lines(&ended.stderr).unwrap(), @r#"
s: connected to 127.0.0.1 as ana@sandbox.test
2 messages: marked flagged
2 messages: moved to "Archive"
no message: moved to the deleted mail
saved saved/a.pdf (11 B)
saved saved/a (2).pdf (11 B)
2 messages
s:
"#);
    ended.expect(0, "Done: 6 messages, in ");
    let ended = desk.run(&["--lang", "pt-BR"]);
    ended.expect(0, "nenhuma mensagem: movida para \"Archive\"");
}

#[test]
fn programs_get_every_event_as_a_line_of_json() {
    let server = Server::with_mail(&["one", "two"]);
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, SAVE));
    let ended = desk.run(&["--json"]);
    let events: Vec<Value> = ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events.first().unwrap()["event"], "run_started");
    let last = events.last().unwrap();
    assert_eq!(
        (&last["event"], &last["status"], &last["done"]),
        (&"run_finished".into(), &"ok".into(), &2.into())
    );
    assert!(last["turns"].is_u64() && last["commands"].is_u64());
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
}

#[test]
fn a_missing_folder_fails_the_run_with_the_line_that_names_it() {
    let server = Server::with_mail(&["one"]);
    let desk = Desk::new();
    let steps = "  - for_each_mail:\n      session: s\n      folder: Nowhere\n      do: [log: { text: x }]\n";
    desk.write("a.yaml", automation(server.port(), CLEAR, steps));
    desk.run(&[]).expect(1, "There is no folder \"Nowhere\" in this mailbox.");
    let ended = desk.run(&["--lang", "pt-BR"]);
    ended.expect(1, "Não existe a pasta \"Nowhere\"");
    ended.expect(1, "a.yaml:");
    assert_eq!(desk.run(&["--json"]).code, 1);
}

#[test]
fn a_folder_of_files_that_cannot_be_written_fails_the_item_and_says_what_to_check() {
    let server = Server::with_mail(&["one"]);
    let desk = Desk::new();
    desk.write("saved", "a file where the folder should be");
    desk.write("a.yaml", automation(server.port(), CLEAR, SAVE));
    desk.run(&[]).expect(1, "Check that the folder of files can be written to");
    desk.run(&["--lang", "pt-BR"]).expect(1, "Confira se é possível gravar na pasta de arquivos");
}

#[test]
fn a_reason_is_told_once_with_the_messages_it_failed() {
    let server = Server::with_mail(&["1", "2", "3", "4", "5", "6", "7"]);
    let desk = Desk::new();
    let steps = "  - for_each_mail:\n      session: s\n      do: [move: { to: Nowhere }]\n";
    desk.write("a.yaml", automation(server.port(), CLEAR, steps));
    let ended = desk.run(&[]);
    let (_, told) = ended.stderr.split_once("\n\n").unwrap();
    let (reason, _) = told.split_once("\n\n").unwrap();
    insta::assert_snapshot!(reason, @r#"
a.yaml:16:12: There is no folder "Nowhere" in this mailbox.
  16 |       do: [move: { to: Nowhere }]
     |            ^ steps[1].for_each_mail.do[0]
The server said: No such mailbox
Check the name, or make the folder first with create_folder.
    [1] 1
    [2] 2
    [3] 3
    [4] 4
    [5] 5
    … and 2 more that failed.
"#);
}

#[test]
fn a_server_that_lies_about_sizes_is_not_believed() {
    let server = Server::start(Options { faults: vec![Fault::LiteralLie(-7)], ..with_mail(&["one"]) });
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, SAVE));
    let run = std::thread::scope(|scope| {
        let run = scope.spawn(|| desk.run(&[]));
        while !server.sandbox.commands().iter().any(|command| command.contains("FETCH")) {
            std::thread::yield_now();
        }
        server.sandbox.set_faults([]);
        run.join().unwrap()
    });
    run.expect(0, "Done: 1 message,");
    assert!(desk.read("saved/a.pdf").starts_with("%PDF of one"));
}

#[test]
fn a_server_that_closes_in_the_middle_of_a_message_is_asked_again() {
    let server =
        Server::start(Options { faults: vec![Fault::DropAfterBytes(1_500)], ..with_mail(&["one", "two"]) });
    let desk = Desk::new();
    desk.write("a.yaml", automation(server.port(), CLEAR, SAVE));
    let run = std::thread::scope(|scope| {
        let run = scope.spawn(|| desk.run(&[]));
        while !server.sandbox.commands().iter().any(|command| command.contains("FETCH")) {
            std::thread::yield_now();
        }
        server.sandbox.set_faults([]);
        run.join().unwrap()
    });
    run.expect(0, "Done: 2 messages");
    assert_eq!(desk.files("saved").len(), 2);
}
