//! Pages in Markdown.

use super::form::{Field, Form};
use crate::actions::{Entry, catalogue};
use carteiro_world::Language;
use serde_json::Value;

const MADE: &str = "<!-- Made of crates/engine/src/actions by `cargo xtask generate`. -->\n\n";

/// The page of one action.
pub(super) fn action(entry: &Entry, _: &Value, forms: &[Form]) -> String {
    let Some(form) = find(forms, entry.name) else { return String::new() };
    let mut page = format!("{MADE}# {}\n\n", form.label);
    page.push_str(&paragraph(&form.help));
    for example in entry.examples {
        page.extend([example.title, ":\n\n```yaml\n", example.steps, "```\n\n"]);
    }
    page.push_str(&table(&form.fields));
    for name in inner(form, forms) {
        if let Some(form) = find(forms, &name) {
            page.extend(["\n## ", &form.name, "\n\n", &paragraph(&full(&form.label, &form.help))]);
            let warning = form.warning.as_ref().map(|words| Language::English.say(words));
            page.push_str(&paragraph(&warning.unwrap_or_default()));
            page.push_str(&table(&form.fields));
        }
    }
    page
}

/// The list of all actions.
pub(super) fn index(_: &Value, forms: &[Form]) -> String {
    let mut page = format!("{MADE}# Actions\n\nA step of an automation is exactly one of these.\n");
    let mut entries = catalogue();
    entries.sort_by_key(|entry| entry.group);
    let mut group = None;
    for entry in entries {
        if group.replace(entry.group) != Some(entry.group) {
            let name = Language::English.word(&format!("group-{}", entry.group.name())).unwrap_or_default();
            page.extend(["\n## ", &name, "\n\n"]);
        }
        let help = find(forms, entry.name).map(|form| form.help.clone()).unwrap_or_default();
        page.extend(["- [`", entry.name, "`](", entry.name, ".md): ", &help, "\n"]);
    }
    page
}

fn find<'a>(forms: &'a [Form], name: &str) -> Option<&'a Form> {
    forms.iter().find(|form| form.name == name)
}

/// The forms inside a form, each once, in the order in which they are met.
fn inner(form: &Form, forms: &[Form]) -> Vec<String> {
    let mut met: Vec<String> = form.fields.iter().flat_map(|field| field.inner.clone()).collect();
    let mut at = 0;
    while let Some(name) = met.get(at).cloned() {
        at += 1;
        let deeper =
            find(forms, &name).into_iter().flat_map(|form| &form.fields).flat_map(|field| &field.inner);
        met.extend(deeper.cloned().collect::<Vec<_>>());
        let mut seen = std::collections::BTreeSet::new();
        met.retain(|name| seen.insert(name.clone()));
    }
    met
}

fn table(fields: &[Field]) -> String {
    if fields.is_empty() {
        return "No fields.\n".to_owned();
    }
    let mut table = "| field | takes | |\n| --- | --- | --- |\n".to_owned();
    for field in fields {
        let mut takes = field.takes.clone();
        if let Some(default) = field.default.as_ref().filter(|default| !is_empty(default)) {
            takes.extend(["; default `", &default.as_str().map_or(default.to_string(), str::to_owned), "`"]);
        } else if field.required {
            takes.push_str("; required");
        } else if field.choice {
            takes.push_str("; exactly one of these");
        }
        let about = full(&field.label, &field.help).replace('|', "\\|");
        table.extend(["| `", &field.name, "` | ", &takes.replace('|', "\\|"), " | ", &about, " |\n"]);
    }
    table
}

fn is_empty(default: &Value) -> bool {
    default.as_array().is_some_and(Vec::is_empty)
        || default.as_object().is_some_and(serde_json::Map::is_empty)
}

fn full(label: &str, help: &str) -> String {
    if help.is_empty() { format!("{label}.") } else { format!("{label}. {help}") }
}

fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text}\n\n") }
}
