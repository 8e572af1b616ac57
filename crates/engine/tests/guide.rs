//! What the guide shows and says is so.

use carteiro_engine::{Automation, Library};
use carteiro_mail::Kind;
use std::path::Path;

const WRITING: &str = include_str!("../../../docs/guide/writing-an-automation.md");
const ERRORS: &str = include_str!("../../../docs/guide/errors.md");

const PROVIDERS: [(&str, &str); 8] = [
    ("exchange", include_str!("../../../docs/guide/providers/exchange.md")),
    ("gmail", include_str!("../../../docs/guide/providers/gmail.md")),
    ("microsoft-365", include_str!("../../../docs/guide/providers/microsoft-365.md")),
    ("outlook-com", include_str!("../../../docs/guide/providers/outlook-com.md")),
    ("outlook", include_str!("../../../docs/guide/providers/outlook.md")),
    ("own-server", include_str!("../../../docs/guide/providers/own-server.md")),
    ("shared-mailboxes", include_str!("../../../docs/guide/providers/shared-mailboxes.md")),
    ("yahoo", include_str!("../../../docs/guide/providers/yahoo.md")),
];

const HEAD: &str = "name: Guide
steps:
  - connect:
      session: work
      mail_server:
        host: mail.example
        auth: { basic: { username: ana@mail.example, password: { credential: mail/ana.password } } }
";

#[test]
fn every_example_of_the_guide_is_all_right() {
    let blocks = blocks(ERRORS);
    assert!(blocks.len() >= 5);
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/errors.md");
    for block in blocks {
        let steps: String = block.lines().flat_map(|line| ["  ", line, "\n"]).collect();
        let automation = format!("{HEAD}{steps}");
        let library = Library::beside(Path::new(examples));
        match Automation::load_with("errors.md", automation.as_bytes(), &library) {
            Ok(checked) => assert_eq!(checked.warnings(), [], "{automation}"),
            Err(mistakes) => panic!("{mistakes:#?}\n{automation}"),
        }
    }
}

fn blocks(page: &str) -> Vec<&str> {
    page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn every_connection_that_a_page_about_a_provider_shows_is_taken() {
    for (name, page) in PROVIDERS {
        assert!(!blocks(page).is_empty(), "{name} shows none");
        for block in blocks(page) {
            let steps: String = block.lines().flat_map(|line| ["  ", line, "\n"]).collect();
            let automation = format!("name: Guide\nsteps:\n{steps}");
            if let Err(mistakes) = Automation::load(name, automation.as_bytes()) {
                panic!("{name}: {mistakes:#?}\n{automation}");
            }
        }
    }
}

#[test]
fn every_page_about_a_provider_is_among_those_that_are_tried() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/providers");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    assert_eq!(found, PROVIDERS.map(|(name, _)| format!("{name}.md")));
}

/// Their text is held against the files by `cargo xtask generate --check`.
#[test]
fn every_automation_of_the_guide_is_a_file_among_the_examples() {
    let blocks = WRITING.matches("```yaml\n").count();
    assert!(blocks >= 12);
    assert_eq!(WRITING.matches(".yaml -->\n```yaml\n").count(), blocks);
}

/// The rows of the table: its cells, trimmed.
fn rows() -> Vec<Vec<&'static str>> {
    let rows = ERRORS.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn the_table_of_kinds_has_every_kind_and_says_what_is_tried_again() {
    let told: Vec<[&str; 3]> = rows().iter().map(|row| [row[0], row[2], row[3]]).collect();
    let names: Vec<String> = Kind::ALL.iter().map(|kind| format!("`{kind}`")).collect();
    let expected: Vec<[&str; 3]> = Kind::ALL
        .iter()
        .zip(&names)
        .map(|(kind, name)| {
            let again = if kind.is_passing() { "yes" } else { "no" };
            [name.as_str(), again, if *kind == Kind::Cancelled { "130" } else { "1" }]
        })
        .collect();
    assert_eq!(told, expected);
    assert!(rows().iter().all(|row| row.len() == 5 && !row[1].is_empty() && !row[4].is_empty()));
}
