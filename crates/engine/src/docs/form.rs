//! The forms that a person fills in, read off the schema: one for the automation, one for each action, one for each
//! group of fields inside them.

use crate::actions::catalogue;
use crate::schema::definition;
use carteiro_world::Phrase;
use serde::Deserialize as _;
use serde_json::Value;

/// A group of fields.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it is called in keys of words: `move`, `mail_server`.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its help; may be empty.
    pub help: String,
    /// What is to be known before anything is filled in: `x-carteiro.warning`.
    pub warning: Option<Phrase>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// One field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in an automation.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its help; may be empty.
    pub help: String,
    /// Whether it must be given.
    pub required: bool,
    /// Whether exactly one of the fields like this is given.
    pub choice: bool,
    /// Its value when it is left out, if that is more than nothing.
    pub default: Option<Value>,
    /// What it takes, for people.
    pub takes: String,
    /// The forms inside it.
    pub inner: Vec<String>,
}

/// What has keys of its own in a file, and is one field on a form.
const ONE_FIELD: [&str; 3] = ["step", "text_filter", "value"];

/// All forms of the schema: the automation, the actions, and what is inside them.
pub fn forms(schema: &Value) -> Vec<Form> {
    let mut forms = vec![form(schema, "automation", schema)];
    for entry in catalogue() {
        let found = definition(schema, entry.name).and_then(|path| schema.pointer(&path));
        forms.extend(found.map(|node| form(schema, entry.name, node)));
    }
    let actions: Vec<String> = forms.iter().map(|form| form.name.clone()).collect();
    let definitions = schema.get("$defs").and_then(Value::as_object);
    for (name, node) in definitions.into_iter().flatten() {
        let name = snake(name);
        if has_fields(node) && !ONE_FIELD.contains(&name.as_str()) && !actions.contains(&name) {
            forms.push(form(schema, &name, node));
        }
    }
    forms
}

fn form(schema: &Value, name: &str, node: &Value) -> Form {
    let mut fields = Vec::new();
    collect(schema, node, false, &mut fields);
    let warning = node.pointer("/x-carteiro/warning").and_then(|told| Phrase::deserialize(told).ok());
    Form {
        name: name.to_owned(),
        label: text(node, "title"),
        help: text(node, "description"),
        warning,
        fields,
    }
}

/// The fields of a mapping, and of the alternatives that stand among them.
fn collect(schema: &Value, node: &Value, choice: bool, fields: &mut Vec<Field>) {
    let required = node.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
    for (name, field) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let mut inner = Vec::new();
        let takes = takes(schema, field, &mut inner);
        let own = |key| Some(text(field, key)).filter(|text| !text.is_empty());
        // A variant says what it is beside its key, or where it is defined.
        let beside = |key| text(node, key);
        fields.push(Field {
            name: name.clone(),
            label: own("title").unwrap_or_else(|| if choice { beside("title") } else { name.clone() }),
            help: own("description")
                .unwrap_or_else(|| if choice { beside("description") } else { String::new() }),
            required: is_required(name) && !choice,
            choice,
            default: field.get("default").filter(|value| !value.is_null()).cloned(),
            takes,
            inner,
        });
    }
    for variants in ["oneOf", "anyOf"] {
        for variant in node.get(variants).and_then(Value::as_array).into_iter().flatten() {
            collect(schema, variant, true, fields);
        }
    }
}

/// What a field takes, in words.
fn takes(schema: &Value, node: &Value, inner: &mut Vec<String>) -> String {
    if let Some(name) = node.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
        let target = schema.pointer(&format!("/$defs/{name}")).unwrap_or(&Value::Null);
        return match name {
            "Step" => "a step".to_owned(),
            "Value" => "text, `{ variable: NAME }` or `{ credential: LOCKER/NAME.ATTRIBUTE }`".to_owned(),
            "TextFilter" => {
                "text, `{ exact }`, `{ contains, case }`, `{ regex }`, or a list of these".to_owned()
            }
            _ if has_fields(target) => {
                let name = snake(name);
                let link = format!("[{name}](#{name})");
                inner.push(name);
                alternatives(words(target).into_iter().chain([link]))
            }
            _ => takes(schema, target, inner),
        };
    }
    if let Some(word) = node.get("const").and_then(Value::as_str) {
        return format!("`{word}`");
    }
    if let Some(words) = node.get("enum").and_then(Value::as_array) {
        return alternatives(words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")));
    }
    for variants in ["oneOf", "anyOf"] {
        if let Some(variants) = node.get(variants).and_then(Value::as_array) {
            let shown = variants.iter().filter(|variant| !is_null(variant)).map(|variant| {
                let is_expression = variant.get("pattern").is_some_and(|pattern| pattern == "\\{[{%]");
                if is_expression { "an expression".to_owned() } else { takes(schema, variant, inner) }
            });
            return alternatives(shown.collect::<Vec<_>>());
        }
    }
    let kind = match node.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        Some(kind) => kind.as_str(),
        None => None,
    };
    match kind {
        Some("string") => "text".to_owned(),
        Some("integer" | "number") => "a number".to_owned(),
        Some("boolean") => "`true` or `false`".to_owned(),
        Some("array") => match node.get("items") {
            Some(items) if items.get("$ref").is_some_and(|to| to == "#/$defs/Step") => "steps".to_owned(),
            Some(items) => format!("a list: {}", takes(schema, items, inner)),
            None => "a list".to_owned(),
        },
        Some("object") => match node.get("additionalProperties") {
            Some(of @ Value::Object(_)) => format!("names, each with {}", takes(schema, of, inner)),
            _ => "a mapping".to_owned(),
        },
        _ => "any value".to_owned(),
    }
}

/// The words among the alternatives of something that also has fields.
fn words(node: &Value) -> Vec<String> {
    let variants = node.get("oneOf").and_then(Value::as_array);
    let single = |variant: &Value| variant.get("const").and_then(Value::as_str).map(str::to_owned);
    let several = |variant: &Value| {
        let words = variant.get("enum").and_then(Value::as_array).into_iter().flatten();
        words.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    let found = variants
        .into_iter()
        .flatten()
        .flat_map(|variant| single(variant).into_iter().chain(several(variant)));
    found.map(|word| format!("`{word}`")).collect()
}

fn alternatives(shown: impl IntoIterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for one in shown {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    match all.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

fn has_fields(node: &Value) -> bool {
    let variants = ["oneOf", "anyOf"].into_iter().filter_map(|key| node.get(key)?.as_array()).flatten();
    node.get("properties").is_some()
        || variants.into_iter().any(|variant| variant.get("properties").is_some())
}

fn is_null(node: &Value) -> bool {
    node.get("type").is_some_and(|kind| kind == "null")
}

fn text(node: &Value, key: &str) -> String {
    node.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}
