//! Tables, read back by Python.

use crate::world::{World, mail};
use carteiro_engine::journal::InMemory;
use carteiro_engine::{Host, Status};
use carteiro_mail::Kind;
use carteiro_world::Clock;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

const READ: &str = "import csv, json, sys
with open(sys.argv[1], encoding='utf-8-sig', newline='') as table:
    print(json.dumps(list(csv.reader(table, delimiter=sys.argv[2], strict=True))))";

/// The rows that Python's csv module reads.
fn rows(world: &World, file: &str, separator: &str) -> Vec<Vec<String>> {
    let path = world.folder.path().join(file);
    let output = Command::new("python3").args(["-c", READ]).arg(path).arg(separator).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn put(world: &World, file: &str, bytes: impl AsRef<[u8]>) {
    put_at(&world.folder.path().join(file), bytes.as_ref());
}

#[expect(clippy::disallowed_methods, reason = "somebody else writes")]
fn put_at(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

/// The outside of a run that no other has claimed anything of.
fn new_run(world: &World) -> Host {
    Host { journal: Arc::new(InMemory::default()), ..world.host() }
}

async fn append(world: &World, fields: &str) -> Result<(), (Kind, String)> {
    let automation = crate::world::automation(&format!("- append_csv: {{ {fields} }}\n"));
    let outcome = world.run_on(&automation, new_run(world)).await;
    outcome.summary.failure.map_or(Ok(()), |failure| Err((failure.kind, failure.words.code.into_owned())))
}

#[tokio::test]
async fn what_is_written_is_what_is_read_in_the_order_of_the_messages() {
    let world = World::new();
    let subjects = ["Plain", "a,b;c", "say \"x\"", "'quoted'", "Ação ✓", ""];
    for subject in subjects {
        world.deliver(&mail(subject, &[]));
    }
    let steps = "- for_each_mail:
    session: finance
    do:
      - append_csv:
          to: a/list.csv
          columns: { n: '{{ mail.subject | length }}', subject: '{{ mail.subject }}', text: \"{{ mail.text }}\\n2nd\" }
          as: table
      - log: { text: '{{ table }} {{ table.created }}' }
";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    let rows = rows(&world, "a/list.csv", ",");
    assert_eq!(rows[0], ["n", "subject", "text"]);
    let read: Vec<&str> = rows[1..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(read, subjects);
    assert!(rows[1][2].starts_with("Hello.") && rows[1][2].ends_with("\n2nd"), "{rows:?}");
    assert_eq!(world.logged()[..2], ["a/list.csv true", "a/list.csv false"]);
}

#[tokio::test]
async fn a_formula_becomes_text_unless_the_author_wants_it() {
    let world = World::new();
    let cells = r#"row: ['=cmd|1', '+1', '-1', '@x', "\t=1", 'a=b', '{{ "=1" }}', '']"#;
    append(&world, &format!("to: a.csv, {cells}")).await.unwrap();
    append(&world, &format!("to: a.csv, raw: true, {cells}")).await.unwrap();
    let rows = rows(&world, "a.csv", ",");
    assert_eq!(rows[0], ["'=cmd|1", "'+1", "'-1", "'@x", "'\t=1", "a=b", "'=1", ""]);
    assert_eq!(rows[1], ["=cmd|1", "+1", "-1", "@x", "\t=1", "a=b", "=1", ""]);
}

#[tokio::test]
async fn a_cell_does_not_come_apart_at_another_programs_separator() {
    let world = World::new();
    append(&world, "to: a.csv, row: ['x;=1+1', 'y']").await.unwrap();
    assert_eq!(crate::world::bytes(world.folder.path().join("a.csv")), b"\"x;=1+1\",\"y\"\r\n");
}

#[tokio::test]
async fn separator_and_mark_are_the_authors_choice() {
    let world = World::new();
    for _ in 0..2 {
        append(&world, "to: a.csv, columns: { a: 'é', b: 'x,y' }, separator: ';', encoding: utf-8-bom")
            .await
            .unwrap();
    }
    let bytes = crate::world::bytes(world.folder.path().join("a.csv"));
    assert!(bytes.starts_with(b"\xef\xbb\xbfa;b\r\n"), "{bytes:?}");
    assert_eq!(rows(&world, "a.csv", ";"), [["a", "b"], ["é", "x,y"], ["é", "x,y"]]);
    append(&world, "to: b.csv, columns: { a: 1 }, separator: tab, header: false").await.unwrap();
    append(&world, "to: b.csv, row: [2]").await.unwrap();
    assert_eq!(rows(&world, "b.csv", "\t"), [["1"], ["2"]]);
}

#[tokio::test]
async fn a_file_with_other_columns_is_left_as_it_is() {
    for theirs in ["b,a\n1,2\n", "a\n", "a;b\n", "\n", "a,b,c\n"] {
        let world = World::new();
        put(&world, "a.csv", theirs);
        let refused = append(&world, "to: a.csv, columns: { a: 1, b: 2 }").await.unwrap_err();
        assert_eq!(refused, (Kind::InvalidInput, "csv-header-differs".to_owned()), "{theirs:?}");
        assert_eq!(crate::world::text(&world.folder.path().join("a.csv")), theirs);
    }
    for theirs in [b"\xff\xfea\0,\0b\0\n\0".as_slice(), b"a,b\xe9\n"] {
        let world = World::new();
        put(&world, "a.csv", theirs);
        let refused = append(&world, "to: a.csv, columns: { a: 1, b: 2 }").await.unwrap_err();
        assert_eq!(refused.1, "csv-not-utf8");
    }
}

#[tokio::test]
async fn a_file_with_other_columns_is_left_as_it_is_in_the_same_run_too() {
    let world = World::new();
    let steps = |second: &str| {
        format!(
            "- append_csv: {{ to: t.csv, columns: {{ a: '1', b: '2' }} }}
- try: {{ do: [ {{ append_csv: {{ to: t.csv, {second} }} }} ], catch: [ {{ as: e, do: [ {{ log: {{ text: '{{{{ e.message }}}}' }} }} ] }} ] }}
- append_csv: {{ to: t.csv, columns: {{ a: '5', b: '6' }} }}
- append_csv: {{ to: t.csv, row: ['7'] }}
"
        )
    };
    for second in ["columns: { b: '3', a: '4', c: '5' }", "columns: { a: '3', b: '4' }, separator: ';'"] {
        let automation = crate::world::automation(&steps(second));
        let outcome = world.run_on(&automation, new_run(&world)).await;
        assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
        assert!(
            world.logged().last().is_some_and(|text| text.contains("a | b")),
            "{second}: {}",
            world.told()
        );
        assert_eq!(rows(&world, "t.csv", ","), [vec!["a", "b"], vec!["1", "2"], vec!["5", "6"], vec!["7"]]);
        put(&world, "t.csv", "");
    }
}

#[tokio::test]
async fn nothing_is_glued_onto_a_line_that_was_broken_off() {
    for (left, expected, mended) in [
        ("a,b\r\n1,2", vec![vec!["a", "b"], vec!["1", "2"], vec!["3", "4"]], false),
        ("a,b\n1,\"ha", vec![vec!["a", "b"], vec!["1", "ha"], vec!["3", "4"]], true),
        ("a,b\n1", vec![vec!["a", "b"], vec!["1"], vec!["3", "4"]], false),
        ("\u{feff}\"a\",b", vec![vec!["a", "b"], vec!["3", "4"]], false),
    ] {
        let world = World::new();
        put(&world, "a.csv", left);
        append(&world, "to: a.csv, columns: { a: 3, b: 4 }").await.unwrap();
        assert_eq!(rows(&world, "a.csv", ","), expected, "{left:?}");
        assert_eq!(world.told().contains("csv-mended"), mended, "{left:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_open_in_an_office_program_is_told() {
    let world = World::new();
    put(&world, ".~lock.a.csv#", ",ana,desk,,;");
    assert_eq!(
        append(&world, "to: a.csv, row: [1]").await.unwrap_err(),
        (Kind::Denied, "csv-locked".to_owned())
    );
    for path in ["../a.csv", "/etc/a.csv"] {
        let steps = format!("- append_csv: {{ to: '{path}', row: [1] }}\n");
        let automation = crate::world::automation(&steps);
        let mistakes = carteiro_engine::Automation::load("t.yaml", automation.as_bytes()).unwrap_err();
        assert_eq!(mistakes[0].code(), "path-leads-out");
    }
}

#[tokio::test]
async fn an_author_gives_columns_or_a_row() {
    for (fields, code) in [
        ("to: a.csv", "file-choice-none"),
        ("to: a.csv, row: [1], columns: { a: 1 }", "file-choice-two"),
        ("to: a.csv, row: [1], separator: x", "separator-form"),
        ("to: a.csv, row: []", "file-"),
    ] {
        let automation = crate::world::automation(&format!("- append_csv: {{ {fields} }}\n"));
        let mistakes = carteiro_engine::Automation::load("t.yaml", automation.as_bytes()).unwrap_err();
        assert!(mistakes[0].code().starts_with(code), "{fields}: {}", mistakes[0].code());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_at_the_same_time_take_turns() {
    let world = World::new();
    for n in 0..50 {
        world.deliver(&mail(&format!("Message {n}"), &[]));
    }
    let steps = "- for_each_mail: { session: finance, do: [ { append_csv: { to: a.csv, columns: { s: '{{ mail.subject }}' } } } ] }\n";
    let automation = crate::world::automation(steps);
    let host = || Host { clock: Clock::system(), ..new_run(&world) };
    let (one, two) = tokio::join!(world.run_on(&automation, host()), world.run_on(&automation, host()));
    assert_eq!((one.status(), two.status()), (Status::Ok, Status::Ok), "{}", world.told());
    let rows = rows(&world, "a.csv", ",");
    assert_eq!(rows.len(), 101);
    assert_eq!(rows[0], ["s"]);
    let mut sorted: Vec<String> = rows[1..].iter().map(|row| row[0].clone()).collect();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), 50);
}
