//! Values as JSON that may stand in HTML too.

use crate::template::budget::Budget;
use crate::template::evaluate::{Stop, text};
use crate::vars::Value;
use carteiro_world::phrase;
use std::fmt::Write;

/// As long as what is written for it.
const CONTROL: &str = "\\u0000";

/// `value` as JSON, each level `indent` deeper when it is given.
pub(super) fn json(value: &Value, indent: Option<usize>, budget: &mut Budget) -> Result<String, Stop> {
    let mut writer = Writer { out: String::new(), indent, depth: 0, budget };
    writer.value(value)?;
    Ok(writer.out)
}

struct Writer<'b> {
    out: String,
    indent: Option<usize>,
    depth: usize,
    budget: &'b mut Budget,
}

impl Writer<'_> {
    fn push(&mut self, text: &str) -> Result<(), Stop> {
        self.budget.push(&mut self.out, text)
    }

    fn value(&mut self, value: &Value) -> Result<(), Stop> {
        self.budget.steps(1)?;
        match value {
            Value::Nothing => self.push("null"),
            Value::Boolean(value) => self.push(if *value { "true" } else { "false" }),
            Value::Number(_) => self.push(&text(value)?),
            Value::Text(text) => self.text(text),
            Value::List(values) => self.inside("[", "]", values.iter().map(|value| (None, value))),
            Value::Record(record) => {
                self.inside("{", "}", record.fields().map(|(name, value)| (Some(name), value)))
            }
            Value::Message(_) => {
                Err(Stop::Wrong(phrase!("template-input", name = "tojson", found = value.kind_name())))
            }
            other => self.text(&text(other)?),
        }
    }

    fn inside<'v>(
        &mut self,
        open: &str,
        close: &str,
        fields: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
    ) -> Result<(), Stop> {
        self.push(open)?;
        self.depth += 1;
        let mut any = false;
        for (name, value) in fields {
            if any {
                self.push(if self.indent.is_some() { "," } else { ", " })?;
            }
            any = true;
            self.line()?;
            if let Some(name) = name {
                self.text(name)?;
                self.push(": ")?;
            }
            self.value(value)?;
        }
        self.depth -= 1;
        if any {
            self.line()?;
        }
        self.push(close)
    }

    fn line(&mut self) -> Result<(), Stop> {
        let Some(indent) = self.indent else { return Ok(()) };
        let width = indent.saturating_mul(self.depth);
        self.budget.make(width.saturating_add(1))?;
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', width));
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        self.budget.read(text.len())?;
        let length: usize = text.chars().map(|c| escape(c).map_or(c.len_utf8(), str::len)).sum();
        self.budget.make(length.saturating_add(2))?;
        self.out.push('"');
        for c in text.chars() {
            match escape(c) {
                Some(CONTROL) => {
                    // Writing to a text does not fail.
                    write!(self.out, "\\u{:04x}", u32::from(c)).ok();
                }
                Some(escaped) => self.out.push_str(escaped),
                None => self.out.push(c),
            }
        }
        self.out.push('"');
        Ok(())
    }
}

/// What stands for a letter that JSON escapes, or that would be markup.
fn escape(letter: char) -> Option<&'static str> {
    Some(match letter {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '<' => "\\u003c",
        '>' => "\\u003e",
        '&' => "\\u0026",
        '\'' => "\\u0027",
        // Rare: as JSON writes any other control character.
        '\0'..='\u{1f}' => CONTROL,
        _ => return None,
    })
}
