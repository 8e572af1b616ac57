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
    assert_eq!(query("{ status: all }"), "Class([Mail])");
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
        "All([Text(From, Text([Contains { text: \"@acme.example\", case: false }, Exact(\"A\"), Contains { text: \"b\", case: true }, Contains { text: \"42\", case: false }])), Class([Mail])])"
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
fn a_day_may_come_from_a_variable() {
    let filter: Filter =
        crate::file::load("filter.yaml", b"received: { on: '{{ run.started_at }}' }").unwrap();
    let zone = TimeZone::get("America/Sao_Paulo").unwrap();
    let scope = Scope::default();
    let now: jiff::Timestamp = "2026-11-23T01:00:00Z".parse().unwrap();
    let now = Value::DateTime(std::sync::Arc::new(now.to_zoned(zone.clone())));
    scope.declare("run", crate::vars::Record::new([("started_at", now)]).into());
    let query = format!("{:?}", filter.query(&scope, &zone).unwrap());
    assert!(query.contains("from: Some(2026-11-22T03:00:00Z)"), "{query}");
}

#[test]
fn every_text_of_a_message_has_every_form() {
    for (name, field) in [
        ("subject", "Subject"),
        ("from", "From"),
        ("to", "To"),
        ("cc", "Cc"),
        ("body", "Body"),
        ("attachment_name", "AttachmentName"),
    ] {
        let meant = query(&format!("{{ {name}: [a, {{ exact: '' }}, {{ regex: b+ }}], class: [mail] }}"));
        let forms = "Text([Contains { text: \"a\", case: false }, Exact(\"\"), Regex(Regex(\"b+\"))])";
        assert_eq!(meant, format!("All([Text({field}, {forms}), Class([Mail])])"));
    }
}

#[test]
fn a_header_field_is_there_or_says_something() {
    assert_eq!(
        query("{ header: { name: X-Ticket, contains: 47, case: true }, class: [mail] }"),
        "All([Text(Header(X-Ticket), Text([Contains { text: \"47\", case: true }])), Class([Mail])])"
    );
    assert_eq!(
        query("{ header: [{ name: List-Id }, { name: X-A, regex: '^a' }], class: [mail] }"),
        "All([Any([Text(Header(List-Id), Text([Anything])), Text(Header(X-A), Text([Regex(Regex(\"^a\"))]))]), Class([Mail])])"
    );
}

#[test]
fn a_variable_that_is_empty_does_not_mean_all_mail() {
    for filter in ["{ subject: '{{ none }}' }", "{ header: { name: X-A, contains: '{{ none }}' } }"] {
        let filter: Filter = crate::file::load("filter.yaml", filter.as_bytes()).unwrap();
        let scope = Scope::default();
        scope.declare("none", Value::text(""));
        let failure = filter.query(&scope, &TimeZone::UTC).unwrap_err();
        assert_eq!(failure.words.code, "filter-text-empty");
        assert!(failure.place.is_some_and(|place| place.line == 1));
    }
}

#[test]
fn what_is_not_in_the_language_is_a_mistake() {
    for (filter, code, at) in [
        ("{ recursive: true }", "file-unknown-key", "recursive"),
        ("{ status: yesterday }", "file-unknown-word", "status"),
        ("{ received: { on: 22/11/2026 } }", "day-form", "received.on"),
        ("{ received: { on: 2026-11-22 08:30 } }", "day-form", "received.on"),
        ("{ received: { after: yesterday } }", "date-form", "received.after"),
        ("{ size: { over: lots } }", "size-form", "size.over"),
        ("{ subject: { exact: a, contains: b } }", "file-choice-two", "subject.contains"),
        ("{ subject: { exact: a, case: true } }", "file-key-not-beside", "subject.case"),
        ("{ subject: [[a]] }", "file-wrong-type-two", "subject[0]"),
        ("{ subject: [] }", "file-list-too-short", "subject"),
        ("{ subject: '' }", "file-text-too-short", "subject"),
        ("{ to: [a, ''] }", "file-text-too-short", "to[1]"),
        ("{ cc: { contains: '' } }", "file-text-too-short", "cc.contains"),
        ("{ body: { regex: '' } }", "file-text-too-short", "body.regex"),
        ("{ body: { regex: '(a' } }", "regex-invalid", "body.regex"),
        ("{ attachment_name: { regex: 'a{9999}{9999}' } }", "regex-too-large", "attachment_name.regex"),
        ("{ header: { contains: x } }", "file-missing-key", "header"),
        ("{ header: { name: X Y } }", "header-name-form", "header.name"),
        ("{ header: { name: 'X:' } }", "header-name-form", "header.name"),
        ("{ header: { name: X, contains: '' } }", "file-text-too-short", "header.contains"),
        ("{ header: { name: X, exact: a, regex: b } }", "filter-text-one-key", "header"),
        ("{ header: { name: X, contians: a } }", "file-unknown-key-meant", "header.contians"),
        ("{ header: [] }", "file-list-too-short", "header"),
        ("{ header: X }", "file-wrong-type-two", "header"),
        ("{ class: [] }", "file-list-too-short", "class"),
        ("{ class: [spam] }", "file-unknown-word", "class[0]"),
        ("{ all: [] }", "file-list-too-short", "all"),
        ("{ any: [] }", "file-list-too-short", "any"),
        ("{ any: [{}] }", "file-mapping-empty", "any[0]"),
        ("{ not: {} }", "file-mapping-empty", "not"),
        ("{ received: {} }", "file-mapping-empty", "received"),
        ("{ size: {} }", "file-mapping-empty", "size"),
        ("{}", "file-mapping-empty", ""),
    ] {
        let Err(mistakes) = crate::file::load::<Filter>("filter.yaml", filter.as_bytes()) else {
            panic!("{filter} is accepted");
        };
        let found: Vec<_> =
            mistakes.iter().map(|one| (one.code(), one.place.clone().unwrap().path)).collect();
        assert_eq!(found, [(code, at.to_owned())], "{filter}");
    }
}

#[test]
fn what_is_wrong_with_a_regular_expression_is_told_in_words_of_ours() {
    use carteiro_world::words::Language;
    for (written, portuguese) in [
        ("(a", "um grupo é aberto"),
        ("a)", "um grupo é fechado"),
        ("[a", "nunca é fechado"),
        ("*a", "não há o que repetir"),
        ("a{2", "os números entre chaves"),
        (r"\y", "não significa nada"),
        ("(?=a)", "olhar adiante"),
        (r"(a)\1", "grupo anterior"),
        (r"\p{Nada}", "não existe"),
        ("(?<1>a)", "o nome de um grupo"),
    ] {
        let text = serde_json::to_string(written).unwrap();
        let error = serde_json::from_str::<super::Pattern>(&text).unwrap_err().to_string();
        let phrase = crate::file::phrase_in(&error).unwrap();
        assert!(Language::Portuguese.say(&phrase).contains(portuguese), "{written}: {phrase}");
    }
}
