//! The fields of a mapping, with flattened types merged into it.

use super::forms::{Forms, Object, Schemas, aliases, alternatives};
use serde_json::Value;
use std::sync::LazyLock;

/// What a mapping may hold.
#[derive(Default)]
pub struct Fields<'a> {
    pub properties: Vec<(&'a str, &'a Value)>,
    /// Another name, and the name it stands for.
    pub aliases: Vec<(&'a str, &'a str)>,
    pub required: Vec<&'a str>,
    /// How many keys there must be.
    pub least: u64,
    pub patterns: Vec<(&'a str, &'a Value)>,
    pub rest: Rest<'a>,
    /// Of each of these, one.
    pub groups: Vec<Group<'a>>,
}

/// What keys without a name in the schema may hold.
#[derive(Clone, Copy, Default)]
pub enum Rest<'a> {
    /// Anything.
    #[default]
    Open,
    /// There may be none.
    Closed,
    /// This.
    Like(&'a Value),
}

/// Fields of which one set is chosen.
pub struct Group<'a> {
    pub choices: Vec<Fields<'a>>,
    pub optional: bool,
}

/// What a variant without content holds when it is written as a key.
static NOTHING: LazyLock<Value> = LazyLock::new(|| serde_json::json!({ "type": "null" }));

impl<'a> Fields<'a> {
    /// What a mapping may hold in any of the forms. `None` when no form is a mapping.
    pub fn of_forms(forms: &Forms<'a>) -> Option<Self> {
        let choices: Vec<Self> = forms
            .mappings
            .iter()
            .map(Self::copy)
            .chain(forms.words.iter().map(|word| Self {
                properties: vec![(word, &NOTHING)],
                required: vec![word],
                rest: Rest::Closed,
                ..Self::default()
            }))
            .collect();
        if forms.mappings.len() == 1 && forms.words.is_empty() {
            return choices.into_iter().next();
        }
        (!choices.is_empty())
            .then(|| Self { groups: vec![Group { choices, optional: false }], ..Self::default() })
    }

    fn copy(&self) -> Self {
        Self {
            properties: self.properties.clone(),
            aliases: self.aliases.clone(),
            required: self.required.clone(),
            least: self.least,
            patterns: self.patterns.clone(),
            rest: self.rest,
            groups: self
                .groups
                .iter()
                .map(|group| Group {
                    choices: group.choices.iter().map(Self::copy).collect(),
                    optional: group.optional,
                })
                .collect(),
        }
    }

    /// Reads the schema of a mapping.
    pub fn read(schemas: &Schemas<'a>, object: &'a Object, depth: usize) -> Self {
        let mut fields = Self::default();
        fields.add(schemas, object, depth);
        fields
    }

    fn add(&mut self, schemas: &Schemas<'a>, object: &'a Object, depth: usize) {
        for (name, schema) in entries(object, "properties") {
            self.properties.push((name, schema));
            let others = schema.as_object().into_iter().flat_map(aliases);
            self.aliases.extend(others.map(|other| (other, name)));
        }
        self.least = self.least.max(object.get("minProperties").and_then(Value::as_u64).unwrap_or_default());
        let required = object.get("required").and_then(Value::as_array);
        let required: Vec<&str> = required.into_iter().flatten().filter_map(Value::as_str).collect();
        // On a variant the other name is that of its one key.
        if let [tag] = required.as_slice() {
            self.aliases.extend(aliases(object).map(|other| (other, *tag)));
        }
        self.required.extend(required);
        self.patterns.extend(entries(object, "patternProperties"));
        for key in ["additionalProperties", "unevaluatedProperties"] {
            self.rest = match object.get(key) {
                Some(Value::Bool(false)) => Rest::Closed,
                Some(schema @ Value::Object(_)) => Rest::Like(schema),
                _ => self.rest,
            };
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(alternatives) = object.get(key).and_then(Value::as_array) {
                self.groups.push(Group::read(schemas, alternatives, depth));
            }
        }
        let parts = object.get("allOf").and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            self.part(schemas, part, depth);
        }
    }

    fn part(&mut self, schemas: &Schemas<'a>, part: &'a Value, depth: usize) {
        let target = part.get("$ref").and_then(Value::as_str);
        let part = target.and_then(|target| schemas.follow(target)).unwrap_or(part);
        if let Some(object) = part.as_object().filter(|_| depth < 32) {
            self.add(schemas, object, depth + 1);
        }
    }

    /// The name in the schema of a key in the file.
    pub fn name(&self, key: &str) -> Option<(&'a str, &'a Value)> {
        let alias = self.aliases.iter().find(|(other, _)| *other == key);
        let name = alias.map_or(key, |(_, name)| name);
        self.properties.iter().find(|(known, _)| *known == name).copied()
    }

    /// As [`Self::name`], in the choices too.
    pub fn find(&self, key: &str) -> Option<&'a Value> {
        let mut choices = self.groups.iter().flat_map(|group| &group.choices);
        self.name(key).map(|(_, schema)| schema).or_else(|| choices.find_map(|choice| choice.find(key)))
    }

    /// The keys a person may write, those of its choices included.
    pub fn keys(&self) -> Vec<&'a str> {
        let mut keys: Vec<&str> = self.properties.iter().map(|(name, _)| *name).collect();
        for choice in self.groups.iter().flat_map(|group| &group.choices) {
            keys.extend(choice.keys());
        }
        keys
    }
}

impl<'a> Group<'a> {
    fn read(schemas: &Schemas<'a>, alternatives: &'a [Value], depth: usize) -> Self {
        let mut group = Self { choices: Vec::new(), optional: false };
        group.add(schemas, alternatives, depth);
        group
    }

    fn add(&mut self, schemas: &Schemas<'a>, list: &'a [Value], depth: usize) {
        for alternative in list {
            let inner = alternative.as_object().filter(|object| object.len() == 1);
            match inner.and_then(alternatives) {
                Some(inner) if depth < 32 => self.add(schemas, inner, depth + 1),
                _ => {
                    let forms = schemas.forms(alternative);
                    // `{}` is how schemars says that none of the others need be there.
                    self.optional |= forms.anything || forms.null;
                    self.choices.extend(forms.mappings);
                }
            }
        }
    }
}

fn entries<'a>(object: &'a Object, key: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    object
        .get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, schema)| (name.as_str(), schema))
}
