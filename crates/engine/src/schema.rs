//! The JSON Schema of automations: for editors, forms and pages, made of the same structs that read the files.

use crate::actions::{Entry, catalogue};
use crate::automation::Automation;
use schemars::SchemaGenerator;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Value, json};

/// The schema of a whole automation. Every field has a title and a description; `x-carteiro` says how a form shows it.
pub fn automation() -> Value {
    let mut schema = SchemaGenerator::default().into_root_schema_for::<Automation>();
    schema.insert("$id".to_owned(), json!("https://carteiro.example/automation.schema.json"));
    Titles.transform(&mut schema);
    let mut schema = schema.to_value();
    for Entry { name, group, .. } in catalogue() {
        if let Some(definition) = definition(&schema, name).and_then(|path| schema.pointer_mut(&path)) {
            merge(definition, &json!({ "group": group }));
        }
    }
    schema
}

/// Where the definition of an action stands in the schema.
pub fn definition(schema: &Value, action: &str) -> Option<String> {
    let variants = schema.pointer("/$defs/Step/oneOf")?.as_array()?;
    let reference =
        variants.iter().find_map(|variant| variant.pointer(&format!("/properties/{action}/$ref")))?;
    reference.as_str()?.strip_prefix('#').map(str::to_owned)
}

/// The first sentence of a text, and the rest.
pub fn label_and_help(text: &str) -> (String, String) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.find(". ").unwrap_or(text.len());
    let (label, help) = text.split_at_checked(end).unwrap_or((&text, ""));
    (label.trim_end_matches('.').to_owned(), help.trim_start_matches(['.', ' ']).to_owned())
}

fn merge(definition: &mut Value, hints: &Value) {
    let Some(definition) = definition.as_object_mut() else { return };
    let known = definition.entry("x-carteiro").or_insert_with(|| json!({}));
    if let (Some(known), Some(hints)) = (known.as_object_mut(), hints.as_object()) {
        known.extend(hints.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
}

/// The `///` of a field is its label, and after the first period its help.
struct Titles;

impl Transform for Titles {
    fn transform(&mut self, schema: &mut schemars::Schema) {
        if let Some(text) = schema.get("description").and_then(Value::as_str).map(str::to_owned) {
            let (label, help) = label_and_help(&text);
            schema.insert("title".to_owned(), label.into());
            if help.is_empty() {
                schema.remove("description");
            } else {
                schema.insert("description".to_owned(), help.into());
            }
        }
        transform_subschemas(self, schema);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_is_the_label() {
        assert_eq!(
            label_and_help("To. The folder; it\nmust be there."),
            ("To".into(), "The folder; it must be there.".into())
        );
        assert_eq!(label_and_help("Client secret."), ("Client secret".into(), String::new()));
    }

    #[test]
    fn every_action_is_in_the_schema_with_its_group() {
        let schema = automation();
        for entry in catalogue() {
            let path = definition(&schema, entry.name).unwrap_or_else(|| panic!("{}", entry.name));
            let definition = schema.pointer(&path).unwrap();
            assert_eq!(definition["x-carteiro"]["group"], entry.group.name(), "{}", entry.name);
            assert!(definition["title"].is_string(), "{}", entry.name);
        }
    }
}
