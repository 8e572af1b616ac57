//! Everything that a form needs to draw an automation: the actions in their groups, the fields, and the words for them in
//! each language.

use super::form::{Form, forms};
use crate::actions::{Entry, Group, catalogue};
use crate::schema;
use carteiro_world::Language;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A text in each language, by its tag: `en`, `pt-BR`.
pub type InLanguages = BTreeMap<&'static str, String>;

/// What automations are made of.
#[derive(Clone, Debug, Serialize)]
pub struct Palette {
    /// Groups of actions, in their order.
    pub groups: Vec<Titled>,
    /// Actions, in their order.
    pub actions: Vec<Offered>,
    /// Forms: the automation, each action, and what is inside them.
    pub forms: Vec<Drawn>,
    /// The schema of a whole automation; `x-carteiro` says how a field is shown.
    pub schema: Value,
}

/// Something with a title.
#[derive(Clone, Debug, Serialize)]
pub struct Titled {
    /// As programs call it.
    pub name: &'static str,
    /// What people call it.
    pub label: InLanguages,
}

/// An action.
#[derive(Clone, Debug, Serialize)]
pub struct Offered {
    /// Its name in an automation.
    pub name: &'static str,
    /// Where it stands in the palette.
    pub group: Group,
    /// What people call it.
    pub label: InLanguages,
    /// What it does.
    pub help: InLanguages,
    /// Ways to use it.
    pub examples: Vec<Shown>,
}

/// A way to use an action.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// What it shows.
    pub title: InLanguages,
    /// Steps, in YAML.
    pub steps: &'static str,
}

/// A form.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    /// Its name: `move`, `mail_server`.
    pub name: String,
    /// Its fields, in their order.
    pub fields: Vec<Asked>,
}

/// A field of a form.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// Its name in an automation.
    pub name: String,
    /// What people call it.
    pub label: InLanguages,
    /// What it is for; may be empty.
    pub help: InLanguages,
    /// Whether it must be given.
    pub required: bool,
    /// Whether exactly one of the fields like this is given.
    pub choice: bool,
    /// Its value when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// The forms inside it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inner: Vec<String>,
}

/// The palette.
pub fn palette() -> Palette {
    let schema = schema::automation();
    let entries = catalogue();
    let mut groups: Vec<Titled> = Vec::new();
    for Entry { group, .. } in &entries {
        if groups.iter().all(|known| known.name != group.name()) {
            let key = format!("group-{}", group.name());
            let label = each(|language| language.word(&key).unwrap_or_else(|| group.name().to_owned()));
            groups.push(Titled { name: group.name(), label });
        }
    }
    let actions = entries.iter().map(|entry| offered(entry, &schema)).collect();
    let forms = forms(&schema).iter().map(drawn).collect();
    Palette { groups, actions, forms, schema }
}

/// Label and help of what words call `key`, in a language: its own, or those of the struct.
pub fn said(language: Language, key: &str, label: &str, help: &str) -> (String, String) {
    let own = language.word(&format!("{key}.label")).or_else(|| language.word(key));
    let own_help = language.word(&format!("{key}.help"));
    (own.unwrap_or_else(|| label.to_owned()), own_help.unwrap_or_else(|| help.to_owned()))
}

fn offered(entry: &Entry, schema: &Value) -> Offered {
    let definition = schema::definition(schema, entry.name).and_then(|path| schema.pointer(&path));
    let own = |name| definition.and_then(|node| node.get(name)).and_then(Value::as_str).unwrap_or_default();
    let (label, help) = both(&format!("action-{}", entry.name), own("title"), own("description"));
    let examples = (1..).zip(entry.examples).map(|(number, example)| {
        let key = format!("action-{}.example-{number}", entry.name);
        let title = each(|language| language.word(&key).unwrap_or_else(|| example.title.to_owned()));
        Shown { title, steps: example.steps }
    });
    Offered { name: entry.name, group: entry.group, label, help, examples: examples.collect() }
}

fn drawn(form: &Form) -> Drawn {
    let fields = form.fields.iter().map(|field| {
        let (label, help) = both(&format!("field-{}-{}", form.name, field.name), &field.label, &field.help);
        Asked {
            name: field.name.clone(),
            label,
            help,
            required: field.required,
            choice: field.choice,
            default: field.default.clone(),
            inner: field.inner.clone(),
        }
    });
    Drawn { name: form.name.clone(), fields: fields.collect() }
}

fn both(key: &str, label: &str, help: &str) -> (InLanguages, InLanguages) {
    (each(|language| said(language, key, label, help).0), each(|language| said(language, key, label, help).1))
}

fn each(text: impl Fn(Language) -> String) -> InLanguages {
    Language::ALL.into_iter().map(|language| (language.tag(), text(language))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_and_field_has_words_in_each_language() {
        let palette = palette();
        assert_eq!(palette.actions.len(), catalogue().len());
        let moved = palette.actions.iter().find(|action| action.name == "move").unwrap();
        assert_eq!((moved.label["en"].as_str(), moved.label["pt-BR"].as_str()), ("Move", "Mover"));
        assert!(!moved.help["pt-BR"].is_empty() && !moved.examples.is_empty());
        for action in &palette.actions {
            assert!(palette.forms.iter().any(|form| form.name == action.name), "{}", action.name);
            assert!(palette.groups.iter().any(|group| group.name == action.group.name()), "{}", action.name);
        }
        let groups: std::collections::BTreeSet<_> = palette.groups.iter().map(|group| group.name).collect();
        assert_eq!(groups.len(), palette.groups.len(), "each stands there once");
        let fields = palette.forms.iter().flat_map(|form| &form.fields);
        let labels: Vec<_> = fields.flat_map(|field| field.label.values()).collect();
        assert!(labels.len() > 200 && labels.iter().all(|label| !label.is_empty()), "{}", labels.len());
    }
}
