//! The forms a schema accepts, with its references and alternatives resolved.

use super::fields::Fields;
use serde_json::{Map, Value};

/// What is followed through references and alternatives before giving up on a schema that goes in circles.
const DEEPEST: usize = 32;

/// An object of a schema.
pub type Object = Map<String, Value>;

/// Every form a value may have.
#[derive(Default)]
pub struct Forms<'a> {
    pub null: bool,
    pub boolean: bool,
    pub anything: bool,
    pub integer: Option<&'a Object>,
    pub number: Option<&'a Object>,
    pub texts: Vec<&'a Object>,
    pub words: Vec<&'a str>,
    /// Accepted like [`Self::words`], but not offered.
    pub other_words: Vec<&'a str>,
    pub lists: Vec<&'a Object>,
    pub mappings: Vec<Fields<'a>>,
}

/// A schema and its definitions.
#[derive(Clone, Copy)]
pub struct Schemas<'a> {
    definitions: Option<&'a Object>,
    root: &'a Value,
}

impl<'a> Schemas<'a> {
    pub fn new(root: &'a Value) -> Self {
        Self { definitions: root.get("$defs").and_then(Value::as_object), root }
    }

    pub fn forms(&self, schema: &'a Value) -> Forms<'a> {
        let mut forms = Forms::default();
        self.collect(schema, &mut forms, 0);
        forms
    }

    /// The schema a reference leads to.
    pub fn follow(&self, reference: &str) -> Option<&'a Value> {
        match reference.strip_prefix("#/$defs/") {
            Some(name) => self.definitions?.get(&name.replace("~1", "/").replace("~0", "~")),
            None => (reference == "#").then_some(self.root),
        }
    }

    fn collect(&self, schema: &'a Value, forms: &mut Forms<'a>, depth: usize) {
        let Some(object) = schema.as_object() else {
            forms.anything |= schema == &Value::Bool(true);
            return;
        };
        if depth > DEEPEST {
            forms.anything = true;
        } else if let Some(reference) = text(object, "$ref") {
            match self.follow(reference) {
                Some(target) => self.collect(target, forms, depth + 1),
                None => forms.anything = true,
            }
        } else if let Some(constant) = object.get("const") {
            forms.constant(constant, object);
        } else if let Some(values) = object.get("enum").and_then(Value::as_array) {
            for value in values {
                forms.constant(value, object);
            }
        } else if let Some(kind) = object.get("type") {
            let kinds = kind.as_array().map_or(std::slice::from_ref(kind), Vec::as_slice);
            for kind in kinds.iter().filter_map(Value::as_str) {
                self.typed(kind, object, forms, depth);
            }
        } else if ["properties", "required", "additionalProperties", "allOf"]
            .iter()
            .any(|key| object.contains_key(*key))
        {
            self.typed("object", object, forms, depth);
        } else if let Some(alternatives) = alternatives(object) {
            for alternative in alternatives {
                self.collect(alternative, forms, depth + 1);
            }
        } else {
            forms.anything = true;
        }
    }

    fn typed(&self, kind: &str, object: &'a Object, forms: &mut Forms<'a>, depth: usize) {
        match kind {
            "null" => forms.null = true,
            "boolean" => forms.boolean = true,
            "integer" => forms.integer = Some(object),
            "number" => forms.number = Some(object),
            "string" => forms.texts.push(object),
            "array" => forms.lists.push(object),
            "object" => forms.mappings.push(Fields::read(self, object, depth + 1)),
            _ => forms.anything = true,
        }
    }
}

impl<'a> Forms<'a> {
    fn constant(&mut self, value: &'a Value, object: &'a Object) {
        match value {
            Value::String(word) => {
                self.words.push(word);
                self.other_words.extend(aliases(object));
            }
            Value::Null => self.null = true,
            Value::Bool(_) => self.boolean = true,
            _ => self.anything = true,
        }
    }
}

/// The alternatives of a schema that has nothing but these.
pub fn alternatives(object: &Object) -> Option<&Vec<Value>> {
    object.get("oneOf").or_else(|| object.get("anyOf")).and_then(Value::as_array)
}

/// Other names that are accepted for what the schema describes.
pub fn aliases(object: &Object) -> impl Iterator<Item = &str> {
    object
        .get("x-carteiro")
        .and_then(|extension| extension.get("aliases"))
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

pub fn text<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}
