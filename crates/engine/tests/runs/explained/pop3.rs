//! The same of a maildrop: what is listed, what comes as a header and what as a whole, and what takes hold when.

use super::told;
use crate::network;
use crate::world::indented;
use carteiro_engine::explain::Speaks;
use carteiro_engine::explain::{Decided, Explanation, Held, WayOut, What};
use carteiro_sandbox::sample;
use std::collections::BTreeMap;

const VERBS: [&str; 5] = ["LIST", "UIDL", "TOP", "RETR", "DELE"];

/// These steps in a session over POP3.
fn automation(port: u16, steps: &str) -> String {
    format!(
        "name: Maildrop
steps:
  - connect:
      session: drop
      mail_server:
        protocol: pop3
        host: 127.0.0.1
        port: {port}
        security: none
        auth: {{ basic: {{ username: ana@sandbox.test, password: {{ credential: sandbox/ana.password }} }} }}
{}",
        indented(steps)
    )
}

/// How often each command was given in a run.
async fn commands(steps: &str) -> (BTreeMap<&'static str, usize>, usize, String) {
    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    let (mut world, sandbox, said) = network::world(sample::inbox(now)).await;
    world.variables.clear();
    let text = automation(sandbox.pop3_addr().port(), steps);
    let here = sandbox.account().messages("INBOX").unwrap().len();
    world.run_on(&text, network::host(&world, &said)).await;
    let said = said.lock().unwrap();
    let mut found = BTreeMap::new();
    for verb in said.lines().filter_map(|line| line.strip_prefix("C: ")?.split(' ').next()) {
        if let Some(verb) = VERBS.iter().find(|known| **known == verb) {
            *found.entry(*verb).or_default() += 1;
        }
    }
    (found, here, world.told())
}

/// The commands that were told.
fn foretold(told: &Explanation) -> Vec<&'static str> {
    let asks = |verb: &str| {
        let reads = || told.looks.iter().flat_map(|look| &look.reads).flat_map(|reading| &reading.what);
        match verb {
            "TOP" => reads().any(|what| *what == What::Header),
            "RETR" => reads().any(|what| *what == What::Content),
            "DELE" => told.changes.iter().any(|change| change.held == Some(Held::AtTheEnd)),
            verb => told.looks.iter().any(|look| look.asked.split(", ").any(|asked| asked == verb)),
        }
    };
    let mut found: Vec<&str> = VERBS.into_iter().filter(|verb| asks(verb)).collect();
    found.sort_unstable();
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_is_asked_for_what_was_told_and_nothing_else() {
    for (look, step) in [
        ("where: { status: unread }", "log: { text: '{{ mail.subject }}' }"),
        ("where: { class: [mail, invitation, receipt, bounce] }", "log: { text: '{{ mail.subject }}' }"),
        ("where: { class: [mail, invitation, receipt, bounce] }", "log: { text: '{{ mail.text }}' }"),
        ("where: { class: [mail, invitation, receipt, bounce] }", "mark: { read: true }"),
        ("where: { body: Hello }", "log: { text: x }"),
        ("where: { subject: Invoice }", "save_mail: { to: kept }"),
        ("where: { has_attachments: true }", "save_attachments: { to: kept }"),
        ("limit: 3", "save_mail: { to: kept }"),
        ("recursive: true", "save_mail: { to: kept }"),
        ("where: { size: { over: 10 } }", "delete: { permanently: true }"),
        ("limit: 1", "log: { text: '{{ mail.attachments | length }}' }"),
    ] {
        let steps = format!("- for_each_mail:\n    session: drop\n    {look}\n    do: [ {step} ]\n");
        let (given, _, events) = commands(&steps).await;
        let told = told(&automation(110, &steps));
        assert_eq!(given.into_keys().collect::<Vec<_>>(), foretold(&told), "{steps}\n{events}");
        assert_eq!(told.looks[0].protocol, Speaks::Pop3);
        assert!(!told.looks[0].counted_there && !told.looks[0].in_parts);
        assert!(told.looks[0].conditions.iter().all(|one| one.asked.is_none() && one.why.is_none()));
        assert!(told.looks[0].body.iter().all(|turn| !turn.joined));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_header_comes_once_with_all_of_its_fields() {
    let steps = "- for_each_mail:
    session: drop
    where: { class: [mail, invitation, receipt, bounce] }
    do: [ log: { text: \"{{ mail.headers['X-Mailer'] }}\" } ]
";
    let (given, here, events) = commands(steps).await;
    assert_eq!((given.get("TOP"), given.get("RETR")), (Some(&here), None), "{events}");
    assert_eq!(foretold(&told(&automation(110, steps))), ["LIST", "TOP", "UIDL"]);
}

#[test]
fn marks_are_kept_here_and_removals_take_hold_when_the_session_ends() {
    let steps = "- for_each_mail:
    session: drop
    where: { any: [ { status: unread }, { subject: again } ], class: [mail, invitation, receipt, bounce] }
    do:
      - mark: { read: true }
      - delete: { permanently: true }
      - save_mail: { to: kept }
";
    let told = told(&automation(110, steps));
    let held: Vec<_> = told.changes.iter().map(|change| (change.step.action, change.held)).collect();
    assert_eq!(held, [("mark", Some(Held::Here)), ("delete", Some(Held::AtTheEnd)), ("save_mail", None)]);
    let conditions = &told.looks[0].conditions;
    let decided: Vec<Decided> = conditions.iter().map(|one| one.decided).collect();
    assert_eq!(decided, [Decided::Always, Decided::Here]);
    let inner: Vec<Decided> = conditions[1].of.iter().map(|one| one.decided).collect();
    assert_eq!(inner, [Decided::Marks, Decided::Here]);
}

/// An automation that answers mail in this session.
fn answering(server: &str) -> String {
    format!(
        "name: Answers
variables: {{ host: imap.gmail.com }}
steps:
  - connect:
      session: s
      mail_server:
        {server}
        auth: {{ basic: {{ username: ana@example.org, password: {{ credential: a/b.c }} }} }}
  - for_each_mail: {{ session: s, where: {{ subject: x }}, do: [ {{ reply: {{ text: Thanks }} }} ] }}
"
    )
}

#[test]
fn where_mail_goes_out_is_told_where_something_is_sent() {
    for (server, known) in [
        ("host: pop.gmail.com\n        protocol: pop3", "provider smtp.gmail.com 465 tls as for reading"),
        ("host: IMAP.gmail.com", "provider smtp.gmail.com 465 tls as for reading"),
        ("host: outlook.office365.com", "provider smtp.office365.com 587 starttls as for reading"),
        (
            "host: imap.gmail.com\n        outgoing: { host: out.example.org }",
            "written out.example.org 465 tls as for reading",
        ),
        (
            "host: '{{ host }}'\n        protocol: pop3\n        outgoing: { host: out.example.org, security: starttls, auth: { basic: { username: bia@example.org, password: { credential: a/c.d } } } }",
            "written out.example.org 587 starttls basic bia@example.org",
        ),
        (
            "host: h.example\n        outgoing: { host: h, port: 26, security: none, auth: { basic: { username: { credential: a/c.user }, password: { credential: a/c.d } } } }",
            "written h 26 none basic somebody",
        ),
        ("host: '{{ host }}'", "later"),
    ] {
        let told = told(&answering(server));
        let (named, sender) = match told.sessions[0].outgoing.as_ref().unwrap() {
            WayOut::Written(sender) => ("written", sender),
            WayOut::Provider(sender) => ("provider", sender),
            WayOut::Nobody | WayOut::Itself => panic!("{server}"),
            WayOut::Later => {
                assert_eq!(known, "later", "{server}");
                continue;
            }
        };
        let signs_in = match sender.sign_in {
            None => "as for reading".to_owned(),
            Some(mode) => format!("{mode} {}", sender.user.as_deref().unwrap_or("somebody")),
        };
        let found = format!("{named} {} {} {} {signs_in}", sender.host, sender.port, sender.security);
        assert_eq!(found, known, "{server}");
    }
    let quiet = answering("host: imap.gmail.com").replace("reply: { text: Thanks }", "log: { text: x }");
    assert!(told(&quiet).sessions[0].outgoing.is_none());
}

#[test]
fn a_session_by_which_nobody_can_send_is_told_as_one() {
    let block = |host: &str| {
        format!(
            "connect: {{ session: s, mail_server: {{ host: {host}, auth: {{ basic: {{ username: ana@example.org, password: {{ credential: a/b.c }} }} }} }} }}"
        )
    };
    let text = format!(
        "name: One of two\nvariables: {{ own: yes }}\nsteps:\n  - if:\n      condition: '{{{{ own == \"yes\" }}}}'\n      then: [ {} ]\n      else: [ {} ]\n  - send: {{ session: s, to: [a@b.example], subject: x, text: y }}\n",
        block("mail.example.org"),
        block("imap.gmail.com"),
    );
    let told = told(&text);
    let named: Vec<_> = told.sessions.iter().map(|one| one.outgoing.as_ref().unwrap()).collect();
    assert!(matches!(named[..], [WayOut::Nobody, WayOut::Provider(_)]), "{named:?}");
}

#[test]
fn what_a_maildrop_has_no_place_for_is_not_told_as_kept() {
    let changes = |server: &str| -> Vec<String> {
        let told = told(&answering(server));
        let kinds = told.changes.iter().map(|change| serde_json::to_value(change).unwrap());
        kinds.map(|change| change["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(changes("host: imap.gmail.com"), ["send", "append", "mark"]);
    assert_eq!(changes("host: pop.gmail.com\n        protocol: pop3"), ["send"]);
}
