//! Words of forms: English stands in the structs, Portuguese in `strings/pt-BR.ftl`, and neither lacks one.

use super::{Form, files, forms};
use crate::actions::catalogue;
use std::collections::BTreeSet;

const PORTUGUESE: &str = include_str!("../../../../strings/pt-BR.ftl");

/// Every key that the forms need.
fn needed(forms: &[Form]) -> BTreeSet<String> {
    let actions: Vec<&str> = catalogue().iter().map(|entry| entry.name).collect();
    let mut keys = BTreeSet::new();
    for entry in catalogue() {
        let examples = 1..=entry.examples.len();
        keys.extend(examples.map(|number| format!("action-{}.example-{number}", entry.name)));
    }
    for form in forms {
        if actions.contains(&form.name.as_str()) {
            keys.insert(format!("action-{}", form.name));
            keys.insert(format!("action-{}.help", form.name));
        }
        for field in &form.fields {
            keys.insert(format!("field-{}-{}.label", form.name, field.name));
            if !field.help.is_empty() {
                keys.insert(format!("field-{}-{}.help", form.name, field.name));
            }
        }
    }
    keys
}

/// Every key that the file has.
fn given() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut owner = String::new();
    for line in PORTUGUESE.lines() {
        let Some((name, value)) = line.split_once('=') else { continue };
        match name.trim().strip_prefix('.') {
            Some(attribute) if line.starts_with(' ') => drop(keys.insert(format!("{owner}.{attribute}"))),
            _ if line.starts_with(' ') => {}
            _ => {
                owner = name.trim().to_owned();
                if !value.trim().is_empty() {
                    keys.insert(owner.clone());
                }
            }
        }
    }
    keys.retain(|key| key.starts_with("action-") || key.starts_with("field-"));
    keys
}

#[test]
fn every_form_has_its_words_in_portuguese_and_no_words_are_left_over() {
    let needed = needed(&forms(&crate::schema::automation()));
    let given = given();
    let missing: Vec<&String> = needed.difference(&given).collect();
    let stale: Vec<&String> = given.difference(&needed).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing: {missing:#?}\nstale: {stale:#?}");
}

#[test]
fn every_action_and_every_field_has_a_label() {
    for form in forms(&crate::schema::automation()) {
        assert!(!form.fields.is_empty(), "{}", form.name);
        for field in form.fields {
            assert!(
                !field.label.is_empty() && field.label.chars().count() < 50,
                "{}.{}: {}",
                form.name,
                field.name,
                field.label
            );
            assert!(!field.takes.is_empty(), "{}.{}", form.name, field.name);
        }
    }
}

#[test]
fn the_committed_pages_are_the_ones_the_structs_make() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../");
    for (path, contents) in files() {
        let committed = committed(&format!("{root}{}", path.display()));
        assert!(committed == contents, "{} is stale: run `cargo xtask generate`", path.display());
    }
}

#[expect(clippy::disallowed_methods, reason = "a test compares what is committed")]
fn committed(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}
