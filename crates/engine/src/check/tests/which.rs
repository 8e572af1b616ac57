//! Steps that find messages, and steps that work on many.

use super::{SESSION, found};
use crate::Automation;
use carteiro_mail::Parts;

fn steps(text: &str) -> String {
    let steps: String = text.lines().flat_map(|line| ["  ", line, "\n"]).collect();
    format!("name: T\nsteps:\n{SESSION}{steps}")
}

#[test]
fn a_step_works_on_one_message_or_on_those_of_a_folder() {
    for (step, codes) in [
        ("move: { session: a, folder: INBOX, to: X }", vec![]),
        (
            "move: { session: a, folder: INBOX, where: { status: read }, order: newest_first, limit: 3, to: X, as: n }",
            vec![],
        ),
        ("move: { to: X }", vec!["4:5 message-none"]),
        ("move: { session: a, to: X }", vec!["4:22 which-no-folder"]),
        ("mark: { read: true, folder: INBOX }", vec!["4:5 message-none", "4:5 which-no-session"]),
        ("copy: { to: X, as: n }", vec!["4:5 message-none", "4:24 which-no-session"]),
        ("delete: { session: b, folder: INBOX }", vec!["4:24 session-unknown-meant"]),
        ("mark: { session: a, folder: INBOX }", vec!["4:5 mark-how"]),
        ("delete: { session: a, folder: '{{ nowhere }}' }", vec!["4:35 variable-unknown"]),
        (
            "save_attachments: { session: a, folder: INBOX, to: '{{ mail.subject }}', rename: '{{ attachment.name }}' }",
            vec![],
        ),
        (
            "save_attachments: { session: a, folder: INBOX, to: '{{ mail.match.x }}' }",
            vec!["4:56 variable-no-group"],
        ),
        ("rename_folder: { session: a, folder: inbox, to: X }", vec!["4:42 inbox-stays"]),
        ("append_mail: { session: a, folder: X }", vec!["4:5 append-what"]),
        ("create_draft: { session: a, to: [ana@example.org, 'a@b.c, d@e.f'] }", vec!["4:55 address-form"]),
        ("create_draft: { session: a, subject: \"a\\nb\" }", vec!["4:42 line-form"]),
    ] {
        let mut told = found(&steps(&format!("- {step}")));
        told.retain(|code| !code.contains("warning"));
        assert_eq!(told, codes, "{step}");
    }
    let both = "- get_mail: { session: a, as: m }\n- move: { session: a, folder: INBOX, message: m, to: X }";
    assert_eq!(found(&steps(both)), ["5:49 which-both"]);
}

#[test]
fn a_session_allows_what_is_done_to_many() {
    for (allow, step, codes) in [
        ("[read, move]", "move: { session: a, folder: INBOX, to: X }", vec![]),
        ("[read, delete]", "delete: { session: a, folder: INBOX }", vec!["4:5 session-forbids"]),
        ("[move]", "copy: { session: a, folder: INBOX, to: X }", vec!["4:5 session-forbids"]),
        ("[read]", "create_draft: { session: a }", vec!["4:5 session-forbids"]),
        ("[append]", "create_draft: { session: a, folder: X }", vec![]),
        ("[read]", "rename_folder: { session: a, folder: X, to: Y }", vec!["4:5 session-forbids"]),
    ] {
        let text = steps(&format!("- {step}"))
            .replace("session: a, mail", &format!("session: a, allow: {allow}, mail"));
        assert_eq!(found(&text), codes, "{allow} {step}");
    }
}

#[test]
fn a_message_in_a_variable_is_worked_on_as_long_as_its_session_is_open() {
    let text = "- get_mail: { session: a, as: m }
- log: { text: '{{ m.subject }} {{ m.subjct }}' }
- disconnect: { session: a }
- log: { text: '{{ m.subject }}' }
- move: { message: m, to: X }";
    assert_eq!(found(&steps(text)), ["5:18 variable-field-meant", "8:5 session-ended"]);
}

/// What the step at `path` reads.
fn reads(text: &str, path: &str) -> Parts {
    let checked =
        Automation::load("t.yaml", steps(text).as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    checked.plan().of(path).parts
}

#[test]
fn of_a_message_that_is_found_no_more_is_read_than_later_steps_want() {
    let none = Parts::default();
    let text = Parts { text: true, ..none };
    for (later, parts) in [
        ("log: { text: '{{ m.subject }}' }", none),
        ("log: { text: '{{ m.text }}' }", text),
        ("save_mail: { message: m, to: x }", Parts { content: true, ..none }),
        (
            "if: { condition: true, then: [get_mail: { session: a, as: m }] }\n- log: { text: '{{ m.text }}' }",
            text,
        ),
    ] {
        assert_eq!(
            reads(&format!("- get_mail: {{ session: a, as: m }}\n- {later}"), "steps[1]"),
            parts,
            "{later}"
        );
    }
    let two = "- if: { condition: true, then: [get_mail: { session: a, as: m }], else: [get_mail: { session: a, folder: X, as: m }] }
- log: { text: '{{ m.text }}' }";
    for branch in ["then", "else"] {
        assert_eq!(reads(two, &format!("steps[1].if.{branch}[0]")), text, "{branch}");
    }
}

#[test]
fn of_a_list_no_more_is_read_than_is_named() {
    let none = Parts::default();
    let text = Parts { text: true, ..none };
    for (later, parts) in [
        ("log: { text: '{{ all | length }}' }", none),
        ("log: { text: \"{{ all | map(attribute='text') | join }}\" }", text),
        (
            "log: { text: '{% for m in all %}{{ m.attachments | length }}{% endfor %}' }",
            Parts { structure: true, ..none },
        ),
        ("for_each: { in: '{{ all }}', as: m, do: [log: { text: '{{ m.subject }}' }] }", none),
        ("for_each: { in: '{{ all }}', as: m, do: [log: { text: '{{ m.text }}' }] }", text),
        ("for_each: { in: '{{ all }}', as: m, do: [save_mail: { message: m, to: x }] }", none),
        ("for_each: { in: '{{ all }}', as: m, do: [append_mail: { session: a, message: m }] }", none),
        ("set: { name: kept, value: '{{ all }}' }\n- log: { text: '{{ kept | length }}' }", none),
    ] {
        let found = reads(&format!("- list_mail: {{ session: a, as: all }}\n- {later}"), "steps[1]");
        assert_eq!(found, parts, "{later}");
    }
}

#[test]
fn what_an_earlier_step_of_a_loop_wants_in_the_next_pass_is_read() {
    let text = "- get_mail: { session: a, as: m }
- for_each:
    in: [1, 2]
    do:
      - log: { text: '{{ m.text }}' }
      - get_mail: { session: a, folder: X, as: m }";
    assert!(reads(text, "steps[2].for_each.do[1]").text);
}
