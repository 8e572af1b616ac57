//! Every example that a person is shown.

use crate::web::Web;
use crate::world::{World, automation, checked, indented};
use carteiro_engine::Status;
use carteiro_engine::actions::catalogue;

/// As a whole automation.
pub fn whole(steps: &str) -> String {
    if steps.starts_with("- connect") {
        format!("name: Example\nsteps:\n{}", indented(steps))
    } else {
        automation(steps)
    }
}

#[tokio::test]
async fn every_example_of_every_action_runs_as_it_is_shown() {
    for entry in catalogue() {
        assert!(!entry.examples.is_empty(), "{} has no example", entry.name);
        for (number, example) in entry.examples.iter().enumerate() {
            let world = World::with_mail();
            let web = Web::of_the_examples().await;
            let outcome = world.run(&web.instead(&whole(example.steps))).await;
            let told = world.told();
            assert_eq!(outcome.status(), Status::Ok, "{}: {}\n{told}", entry.name, example.title);
            let after = format!("{told}\n---\n{}", world.files().join("\n"));
            insta::with_settings!({ description => example.title, omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(format!("{}-{}", entry.name, number + 1), after);
            });
        }
    }
}

#[test]
fn every_automation_among_the_examples_has_no_mistakes() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let checked = checked(&crate::world::text(&path));
            assert_eq!(checked.warnings(), [], "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 3);
}

#[tokio::test]
async fn the_demo_archives_the_invoices_that_are_unread() {
    let mut world = World::with_mail();
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "s3cret");
    world.variables.insert("port".into(), "1143".into());
    let text = include_str!("../../../../examples/archive-invoices.yaml");
    let outcome = world.run(text).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    let mut done = world.subjects("Done/2026");
    done.sort();
    assert_eq!(done, ["Invoice 41", "Invoice 42"]);
    assert_eq!(
        world.files(),
        ["invoices/", "invoices/2026/", "invoices/2026/a (2).pdf 6", "invoices/2026/a.pdf 6"]
    );
    assert_eq!(
        world.logged(),
        ["Archived invoice 41 from ana@acme.example", "Archived invoice 42 from ana@acme.example"]
    );
    assert_eq!((outcome.summary.done, outcome.summary.files, outcome.summary.bytes), (2, 2, 12));
}
