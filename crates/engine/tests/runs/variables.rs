//! Values that come from outside.

use crate::world::{World, automation};
use carteiro_engine::Status;
use serde_json::json;

fn with_variables(variables: &str, steps: &str) -> String {
    automation(steps).replacen("steps:", &format!("variables:\n{variables}steps:"), 1)
}

#[tokio::test]
async fn a_value_is_the_one_given_or_the_default() {
    let mut world = World::new();
    world.variables.insert("b".into(), json!("7"));
    let text = with_variables(
        "  a: 3\n  b: { type: number, required: true }\n  c: [x, y]\n  d: { type: date_time, default: 2026-01-02 }\n",
        "- log: { text: '{{ a + b }} {{ c | join(\"-\") }} {{ d.year }} {{ d }}' }\n",
    );
    assert_eq!(world.run(&text).await.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["10 x-y 2026 2026-01-02T00:00:00-03:00"]);
}

#[tokio::test]
async fn what_is_missing_misspelt_or_of_the_wrong_kind_ends_the_run_before_it_begins() {
    let text = with_variables(
        "  n: { type: number, required: true }\n  secret: { type: credential, default: a/b.c }\n",
        "- log: { text: never }\n",
    );
    for (name, value, code) in [
        ("other", json!(1), "variable-not-declared"),
        ("n", json!("many"), "variable-misfit"),
        ("secret", json!("x"), "variable-is-credential"),
    ] {
        let mut world = World::new();
        world.variables.insert(name.into(), value);
        if name == "secret" {
            world.variables.insert("n".into(), json!(1));
        }
        let outcome = world.run(&text).await;
        assert_eq!(outcome.summary.failure.unwrap().words.code, code);
        assert!(!world.told().contains("connected"));
    }
    let outcome = World::new().run(&text).await;
    assert_eq!(outcome.summary.failure.unwrap().words.code, "variable-required");
}

#[tokio::test]
async fn a_message_offers_its_fields_to_expressions() {
    let world = World::with_mail();
    let fields = [
        "mail.subject",
        "mail.from",
        "mail.from.name",
        "mail.from.domain",
        "mail.to[0]",
        "mail.message_id",
        "mail.received_at",
        "mail.received_at.year",
        "mail.sent_at | date('%d/%m/%Y %H:%M')",
        "mail.text | trim",
        "mail.headers['X-Nothing'] | default('none')",
        "mail.headers.subject",
        "mail.attachments | length",
        "mail.attachments[0].name",
        "mail.folder",
        "mail.flags.read",
        "mail.importance",
        "mail.class",
        "mail.match.number",
        "mail.legacy.emailReceivedDate",
        "mail.legacy.emailNoOfAttachments",
        "mail.size > 100",
        "mail.received_at > run.started_at",
        "mail.in_reply_to | length",
        "mail.attachments[0].name | extension",
    ];
    let templates: Vec<String> = fields.iter().map(|field| format!("{{{{ {field} }}}}")).collect();
    let text = serde_json::to_string(&templates.join(" | ")).unwrap();
    let outcome = world
        .steps(&format!("- for_each_mail:\n    session: finance\n    where: {{ subject: {{ regex: 'Invoice (?<number>42)' }} }}\n    do:\n      - log: {{ text: {text} }}\n"))
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    insta::assert_snapshot!(world.logged()[0].replace(" | ", "\n"));
}

#[tokio::test]
async fn a_group_that_caught_nothing_is_nothing() {
    let world = World::with_mail();
    let outcome = world
        .steps("- for_each_mail:
    session: finance
    where: { any: [{ subject: { regex: 'Invoice (?<number>\\d+)' } }, { subject: { regex: '(?<other>News)' } }] }
    do:
      - log: { text: '{{ mail.match.number }}/{{ mail.match.other }}' }
")
        .await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["41/", "42/", "/News"]);
}

#[tokio::test]
async fn a_loop_may_read_what_lies_below_its_folder() {
    let world = World::with_mail();
    world.server.create_folder(&crate::world::path("INBOX/Sales")).unwrap();
    let raw = crate::world::mail("Below", &[]);
    let at = "2026-11-21T11:30:00Z".parse().unwrap();
    world
        .server
        .deliver(&crate::world::path("INBOX/Sales"), raw, carteiro_mail::Flags::default(), at)
        .unwrap();
    let steps = "- for_each_mail:
    session: finance
    recursive: true
    limit: 2
    do:
      - log: { text: '{{ mail.folder }} {{ mail.subject }}' }
";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["INBOX/Sales Below", "INBOX Invoice 41"]);
}
