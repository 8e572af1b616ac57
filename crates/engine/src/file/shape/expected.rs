//! Saying what would have been accepted.

use super::forms::Forms;
use super::suggest;
use crate::file::core::{self, Typed};
use crate::file::node::{Node, Scalar, Value};
use carteiro_world::phrase;
use carteiro_world::words::Phrase;

/// The codes of the kinds a person may write, in the words of `file-wrong-type`.
fn kinds(forms: &Forms<'_>) -> Vec<&'static str> {
    let text = !forms.texts.is_empty();
    let tagged = forms.mappings.len() > 1
        || forms.mappings.iter().any(|fields| !fields.groups.is_empty() && fields.properties.is_empty());
    let kinds = [
        ("text", text),
        ("word", !text && forms.words.len() == 1),
        ("words", !text && forms.words.len() > 1),
        ("integer", forms.integer.is_some() && forms.number.is_none()),
        ("number", forms.number.is_some()),
        ("boolean", forms.boolean),
        ("list", !forms.lists.is_empty()),
        ("keys", tagged),
        ("mapping", !tagged && !forms.mappings.is_empty()),
    ]
    .into_iter()
    .filter_map(|(kind, accepted)| accepted.then_some(kind))
    .collect::<Vec<_>>();
    if kinds.is_empty() && forms.null {
        return vec!["nothing"];
    }
    kinds
}

/// The code of what a node is.
fn found(node: &Node) -> &'static str {
    match &node.value {
        Value::Sequence(_) => "list",
        Value::Mapping(_) => "mapping",
        Value::Scalar(scalar) => match core::infer(scalar) {
            Typed::Null => "nothing",
            Typed::Boolean(_) => "boolean",
            Typed::Integer(_) => "integer",
            Typed::Float(_) => "number",
            Typed::Text(_) => "text",
        },
    }
}

/// A value that has none of the forms. `name` is how the scalar may be shown.
pub fn wrong_type(node: &Node, name: &str, forms: &Forms<'_>) -> Phrase {
    let kinds = kinds(forms);
    if let Some(scalar) = node.scalar() {
        if let Some(meant) = core::meant_boolean(&scalar.raw).filter(|_| kinds == ["boolean"]) {
            return phrase!("file-boolean-meant", found = name, meant = meant);
        }
        let unquoted = Scalar { raw: scalar.raw.clone(), quoted: false };
        if matches!(kinds.as_slice(), ["integer" | "number"])
            && scalar.quoted
            && core::number(&unquoted).is_some()
        {
            return phrase!("file-number-in-quotes");
        }
        let meant = suggest::meant(&scalar.raw, forms.words.iter().copied());
        if matches!(kinds.as_slice(), ["word" | "words"]) || meant.is_some() {
            return unknown_word(name, meant, &forms.words);
        }
        if kinds.contains(&"keys") && keys(forms).contains(&scalar.raw.as_str()) {
            return phrase!("file-key-without-colon", key = scalar.raw);
        }
    }
    let found = found(node);
    let phrase = match kinds.as_slice() {
        [one] => phrase!("file-wrong-type", expected = one),
        [one, two] => phrase!("file-wrong-type-two", expected = one, second = two),
        [one, two, three] => phrase!("file-wrong-type-three", expected = one, second = two, third = three),
        _ => phrase!("file-no-form"),
    };
    listing(phrase.with("found", found), forms)
}

/// A key or a dash with nothing after it.
pub fn empty(forms: &Forms<'_>) -> Phrase {
    let expected = kinds(forms).first().copied().unwrap_or("text");
    listing(phrase!("file-empty-value", expected = expected), forms)
}

fn listing(phrase: Phrase, forms: &Forms<'_>) -> Phrase {
    phrase.with("words", forms.words.join(", ")).with("keys", keys(forms).join(", "))
}

/// The keys that tell the forms of a mapping apart.
fn keys<'a>(forms: &Forms<'a>) -> Vec<&'a str> {
    let mut keys: Vec<&str> = Vec::new();
    for fields in &forms.mappings {
        let required = fields.required.iter().copied();
        let offered: Vec<&str> = if fields.groups.is_empty() { required.collect() } else { fields.keys() };
        for key in offered {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}

/// A word that is none of those possible.
pub fn unknown_word(name: &str, meant: Option<&str>, words: &[&str]) -> Phrase {
    let allowed = words.join(", ");
    match meant {
        Some(meant) => phrase!("file-unknown-word-meant", found = name, meant = meant, allowed = allowed),
        None => phrase!("file-unknown-word", found = name, allowed = allowed),
    }
}
