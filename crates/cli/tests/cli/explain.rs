//! `carteiro explain`: what an automation will do, without a server anywhere.

use crate::desk::Desk;

const AUTOMATION: &str = "name: Sort bills
steps:
  - connect:
      session: work
      allow: [read, move, delete, mark]
      mail_server:
        host: imap.example.org
        auth: { basic: { username: ana@example.org, password: { credential: work/ana.password } } }
  - set: { name: limit, value: 5MB }
  - for_each_mail:
      session: work
      recursive: true
      process: once
      order: newest_first
      where:
        received: { after: 2026-01-01 }
        size: { under: '{{ limit }}' }
        any: [ { status: unread }, { subject: { regex: '^Bill (?<number>\\d+)' } } ]
        not: { flagged: true }
      do:
        - save_mail: { to: bills }
        - mark: { read: true }
        - move: { to: Bills }
  - count_mail: { session: work, where: { flagged: true, class: [mail, invitation, receipt, bounce] }, as: flagged }
  - wait_for_mail: { session: work, where: { body: code }, timeout: 5m, as: code }
  - delete: { session: work, folder: Old, permanently: true }
";

#[test]
fn what_an_automation_will_do_is_told_before_it_runs() {
    let desk = Desk::new();
    desk.write("a.yaml", AUTOMATION);
    let ended = desk.end(&["explain", "a.yaml"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ended.stdout);
    let ended = desk.end(&["explain", "a.yaml", "--lang", "pt-BR"]);
    insta::assert_snapshot!("in_portuguese", ended.stdout);
}

const MAILDROP: &str = "name: Empty a maildrop
steps:
  - connect:
      session: drop
      mail_server:
        protocol: pop3
        host: pop.example.org
        auth: { basic: { username: ana@example.org, password: { credential: work/ana.password } } }
        outgoing:
          host: smtp.example.org
          security: starttls
          auth: { basic: { username: sender@example.org, password: { credential: work/sender.password } } }
  - connect:
      session: copy
      mail_server:
        host: imap.gmail.com
        auth: { basic: { username: bia@gmail.com, password: { credential: work/bia.password } } }
  - for_each_mail:
      session: drop
      process: once
      where: { status: unread, subject: Order }
      do:
        - save_attachments: { to: orders }
        - mark: { read: true }
        - reply: { text: Thanks }
        - delete: { permanently: true }
  - get_mail: { session: drop, where: { from: boss@example.org }, on_missing: nothing, as: letter }
  - wait_for_mail: { session: drop, where: { body: code }, timeout: 5m, as: code }
  - send: { session: copy, to: [ana@example.org], subject: Done, text: Done }
";

#[test]
fn of_a_maildrop_it_is_told_what_comes_when_it_is_gone_and_by_whom_it_sends() {
    let desk = Desk::new();
    desk.write("a.yaml", MAILDROP);
    let ended = desk.end(&["explain", "a.yaml"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ended.stdout);
    let ended = desk.end(&["explain", "a.yaml", "--lang", "pt-BR"]);
    insta::assert_snapshot!("a_maildrop_in_portuguese", ended.stdout);
}

#[test]
fn the_same_is_told_as_data() {
    let desk = Desk::new();
    desk.write("a.yaml", AUTOMATION);
    let ended = desk.end(&["explain", "a.yaml", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(told["sessions"][0]["port"], "993");
    assert_eq!(told["looks"][0]["conditions"][1]["unless_large"], true);
    assert_eq!(told["looks"][1]["counted_there"], true);
    let kinds: Vec<&str> =
        told["changes"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["save_files", "mark", "move", "delete"]);
}

#[test]
fn an_automation_with_mistakes_is_not_explained() {
    let desk = Desk::new();
    desk.write("a.yaml", "name: x\nsteps: [ move: { to: X } ]\n");
    let ended = desk.end(&["explain", "a.yaml"]);
    ended.expect(2, "a.yaml:2");
    assert_eq!(ended.stdout, "");
    desk.end(&["explain", "b.yaml"]).expect(2, "b.yaml");
    desk.write("a.yaml", AUTOMATION.replace("2026-01-01", "9999-12-31"));
    desk.end(&["explain", "a.yaml"]).expect(2, "a.yaml:16");
}

#[test]
fn what_is_typed_as_a_secret_is_not_told() {
    let desk = Desk::new();
    desk.write("a.yaml", AUTOMATION.replace("{ credential: work/ana.password }", "canary"));
    for arguments in [&["explain", "a.yaml"][..], &["explain", "a.yaml", "--json"]] {
        let ended = desk.end(arguments);
        assert!(ended.code == 0 && !ended.stdout.contains("canary"), "{}", ended.stdout);
    }
}
