//! From what is written to what is asked.

use super::Filter;
use crate::vars::{Scope, Value};
use jiff::tz::TimeZone;

fn query(filter: &str) -> String {
    let filter: Filter = crate::file::load("filter.yaml", filter.as_bytes()).unwrap();
    let scope = Scope::default();
    scope.declare("who", Value::text("acme.example"));
    scope.declare("limit", Value::text("5MB"));
    let query = filter.query(&scope, &TimeZone::get("America/Sao_Paulo").unwrap()).unwrap();
    format!("{:?}", query.condition.unwrap())
}

#[test]
fn who_does_not_speak_of_classes_means_mail() {
    assert_eq!(query("{}"), "Class([Mail])");
    assert_eq!(query("{ not: { class: [mail] } }"), "Not(Class([Mail]))");
    assert_eq!(query("{ status: all, class: [bounce, receipt] }"), "Class([Bounce, Receipt])");
}

#[test]
fn what_is_written_together_must_hold_together() {
    assert_eq!(
        query("{ status: unread, flagged: true }"),
        "All([Seen(false), Flagged(true), Class([Mail])])"
    );
    assert_eq!(
        query(
            "{ any: [ { status: read }, { has_attachments: true, size: { over: '{{ limit }}' } } ], class: [mail] }"
        ),
        "All([Class([Mail]), Any([Seen(true), All([Size { over: Some(5000000), under: None }, HasAttachments(true)])])])"
    );
}

#[test]
fn text_has_four_forms_and_a_list_means_any() {
    assert_eq!(
        query("{ from: ['@{{ who }}', { exact: A }, { contains: b, case: true }, 42], class: [mail] }"),
        "All([From(Text([Contains { text: \"@acme.example\", case: false }, Exact(\"A\"), Contains { text: \"b\", case: true }, Contains { text: \"42\", case: false }])), Class([Mail])])"
    );
    assert!(query("{ subject: { regex: '^a{2}' }, class: [mail] }").contains("Regex(Regex(\"^a{2}\"))"));
}

#[test]
fn days_are_those_of_the_time_zone() {
    assert!(
        query("{ received: { on: 2026-11-22 } }")
            .contains("Received { from: Some(2026-11-22T03:00:00Z), until: Some(2026-11-23T03:00:00Z) }")
    );
    assert!(query("{ received: { after: 2026-11-22, before: 2026-11-24 } }").contains(
        "Received { from: Some(2026-11-23T03:00:00Z), until: None }, Received { from: None, until: Some(2026-11-24T03:00:00Z) }"
    ));
}

#[test]
fn what_is_not_in_the_language_is_a_mistake() {
    for (filter, code) in [
        ("{ recursive: true }", "file-unknown-key"),
        ("{ status: yesterday }", "file-unknown-word"),
        ("{ received: { on: 22/11/2026 } }", "date-form"),
        ("{ size: { over: lots } }", "size-form"),
        ("{ subject: { exact: a, contains: b } }", ""),
        ("{ subject: [[a]] }", ""),
    ] {
        let mistakes = crate::file::load::<Filter>("filter.yaml", filter.as_bytes()).unwrap_err();
        assert!(mistakes[0].code().starts_with(code), "{filter}: {mistakes:?}");
    }
}
