//! Single values.

use super::forms::{Forms, Object, text};
use super::{Walk, expected};
use crate::file::core;
use crate::file::node::{Node, Scalar};
use carteiro_world::phrase;
use carteiro_world::words::Phrase;
use regex::Regex;
use serde_json::Value;

impl<'a> Walk<'a> {
    pub(super) fn scalar(&mut self, node: &'a Node, scalar: &Scalar, forms: &Forms<'a>) {
        let raw = scalar.raw.as_str();
        let word = forms.words.contains(&raw) || forms.other_words.contains(&raw);
        if core::is_null(scalar) && (forms.null || forms.anything) {
            // Nothing is what may be here.
        } else if node.is_blank() {
            self.wrong(node, expected::empty(forms));
        } else if word {
            self.shape.texts.insert(node.id);
        } else if let (Some(value), Some(limits)) = (core::integer(scalar), forms.integer) {
            #[expect(clippy::cast_precision_loss, reason = "limits in a schema are floats already")]
            self.limits(node, value as f64, limits);
        } else if let (Some(value), Some(limits)) = (core::number(scalar), forms.number) {
            self.limits(node, value, limits);
        } else if core::boolean(scalar).is_some() && forms.boolean {
            // As asked for.
        } else if !forms.texts.is_empty() {
            self.shape.texts.insert(node.id);
            self.text(node, raw, &forms.texts);
        } else if !forms.anything {
            self.wrong_type(node, forms);
        }
    }

    fn limits(&mut self, node: &Node, value: f64, limits: &Object) {
        let limit = |key: &str| limits.get(key).and_then(Value::as_f64);
        // The limit as the schema writes it: 10, where a float would be 10.0.
        let said = |key: &str| limits.get(key).map(ToString::to_string).unwrap_or_default();
        if limit("minimum").is_some_and(|limit| value < limit) {
            self.wrong(node, phrase!("file-too-small", limit = said("minimum")));
        } else if limit("exclusiveMinimum").is_some_and(|limit| value <= limit) {
            self.wrong(node, phrase!("file-not-above", limit = said("exclusiveMinimum")));
        } else if limit("maximum").is_some_and(|limit| value > limit) {
            self.wrong(node, phrase!("file-too-big", limit = said("maximum")));
        } else if limit("exclusiveMaximum").is_some_and(|limit| value >= limit) {
            self.wrong(node, phrase!("file-not-below", limit = said("exclusiveMaximum")));
        }
    }

    /// Any of the texts will do.
    fn text(&mut self, node: &Node, raw: &str, texts: &[&'a Object]) {
        let mut first = None;
        for schema in texts {
            match self.text_mistake(node, raw, schema) {
                None => return,
                wrong => first = first.or(wrong),
            }
        }
        if let Some(phrase) = first {
            self.wrong(node, phrase);
        }
    }

    fn text_mistake(&mut self, node: &Node, raw: &str, schema: &'a Object) -> Option<Phrase> {
        let limit = |key: &str| schema.get(key).and_then(Value::as_u64);
        let length = raw.chars().count() as u64;
        if let Some(limit) = limit("minLength").filter(|limit| length < *limit) {
            return Some(phrase!("file-text-too-short", limit = limit));
        }
        if let Some(limit) = limit("maxLength").filter(|limit| length > *limit) {
            return Some(phrase!("file-text-too-long", limit = limit));
        }
        let pattern = text(schema, "pattern")?;
        if self.matches(pattern, raw) {
            return None;
        }
        let expected =
            schema.get("x-carteiro").and_then(|extension| extension.get("expected")).and_then(Value::as_str);
        let phrase = match expected.filter(|code| *code != "file-pattern") {
            // These sentences have quotes of their own.
            Some(code) => Phrase::new(code.to_owned()).with("found", self.key_name(node)),
            None => phrase!("file-pattern", found = self.name(node)),
        };
        Some(phrase.with("pattern", pattern))
    }

    /// Whether the text has the pattern. What is not known as a pattern refuses nothing: serde has the last word.
    pub(super) fn matches(&mut self, pattern: &'a str, text: &str) -> bool {
        self.patterns
            .entry(pattern)
            .or_insert_with(|| Regex::new(pattern).ok())
            .as_ref()
            .is_none_or(|pattern| pattern.is_match(text))
    }
}
