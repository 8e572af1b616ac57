//! What the fields of a message become: one line, HTML, people, files.

use super::context::{Context, one_name};
use super::target::Target;
use crate::vars::{Attached, Record, Value};
use carteiro_mail::mime::Address;
use carteiro_mail::{Category, draft};
use carteiro_world::{Phrase, phrase};
use std::path::PathBuf;
use std::sync::Arc;

/// Text without a line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneLine(pub String);

/// HTML: values that are put into it are text, whatever markup they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html(pub String);

/// People with their addresses. One text is one person, whatever commas a value in it has; a list is many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People(pub Vec<Address>);

/// Names of categories. One text is one name; a list is many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryNames(pub Vec<Category>);

/// Files beneath the folder of files: by their paths, or those that a step has saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePaths(pub Vec<PathBuf>);

impl Target for OneLine {
    const NAME: &'static str = "line";
    const CONTEXT: Context = Context::Header;

    fn of_text(text: String) -> Result<Self, Phrase> {
        // What YAML writes on several lines ends with a line end.
        let line = text.trim_end_matches(['\r', '\n']);
        if line.chars().any(char::is_control) {
            return Err(phrase!("line-form"));
        }
        Ok(Self(line.to_owned()))
    }
}

impl Target for Html {
    const NAME: &'static str = "html";
    const CONTEXT: Context = Context::Html;

    fn of_text(text: String) -> Result<Self, Phrase> {
        Ok(Self(text))
    }
}

impl Target for People {
    const NAME: &'static str = "address";
    const CONTEXT: Context = Context::Header;
    const TYPED: bool = true;

    fn of_text(text: String) -> Result<Self, Phrase> {
        let person = draft::address(&text).map_err(|error| error.words().clone())?;
        Ok(Self(vec![person]))
    }

    fn of_value(value: Value) -> Result<Self, Phrase> {
        match value {
            Value::Text(text) => Self::of_text(text.to_string()),
            Value::Record(record) => match text(&record, "address") {
                Some(address) => {
                    let Self(mut people) = Self::of_text(address)?;
                    let name = text(&record, "name").map(|name| name.replace(char::is_control, " "));
                    for person in &mut people {
                        person.name.clone_from(&name);
                    }
                    Ok(Self(people))
                }
                None => Err(misfit(&Value::Record(record), Self::NAME)),
            },
            Value::List(values) => {
                let people = values.iter().map(|value| Self::of_value(value.clone()));
                Ok(Self(people.collect::<Result<Vec<_>, _>>()?.into_iter().flat_map(|one| one.0).collect()))
            }
            other => Err(misfit(&other, Self::NAME)),
        }
    }
}

impl Target for CategoryNames {
    const NAME: &'static str = "category";
    const TYPED: bool = true;

    fn of_text(text: String) -> Result<Self, Phrase> {
        let category = Category::new(&text).map_err(|error| error.words().clone())?;
        Ok(Self(vec![category]))
    }

    fn of_value(value: Value) -> Result<Self, Phrase> {
        match value {
            Value::Text(text) => Self::of_text(text.to_string()),
            Value::Number(number) => Self::of_text(number.to_string()),
            Value::List(values) => {
                let names = values.iter().map(|value| Self::of_value(value.clone()));
                Ok(Self(names.collect::<Result<Vec<_>, _>>()?.into_iter().flat_map(|one| one.0).collect()))
            }
            other => Err(misfit(&other, Self::NAME)),
        }
    }
}

impl Target for FilePaths {
    const NAME: &'static str = "file";
    const CONTEXT: Context = Context::Path;
    const TYPED: bool = true;
    const WIDGET: &'static str = "file";

    fn of_text(text: String) -> Result<Self, Phrase> {
        let path = PathBuf::of_text(text.clone())?;
        if path.as_os_str().is_empty() {
            return Err(phrase!("file-path-empty", found = text));
        }
        Ok(Self(vec![path]))
    }

    fn of_value(value: Value) -> Result<Self, Phrase> {
        match value {
            // What a sender wrote chooses no folder.
            Value::Text(text) => Self::of_text(one_name(&text)),
            Value::Record(record) => match text(&record, "path") {
                Some(path) => Self::of_text(path),
                None => Err(misfit(&Value::Record(record), Self::NAME)),
            },
            Value::List(values) => {
                let files = values.iter().map(|value| Self::of_value(value.clone()));
                Ok(Self(files.collect::<Result<Vec<_>, _>>()?.into_iter().flat_map(|one| one.0).collect()))
            }
            other => Err(misfit(&other, Self::NAME)),
        }
    }
}

/// What is attached to a message.
#[derive(Clone, Debug)]
pub struct Attachables(pub Vec<Attachable>);

/// Something that can be attached.
#[derive(Clone, Debug)]
pub enum Attachable {
    /// A file beneath the folder of files.
    File {
        /// Its path.
        path: PathBuf,
        /// By which name HTML shows it, when not by its own.
        content_id: Option<String>,
    },
    /// A file of a message.
    Part(Arc<Attached>),
}

impl Target for Attachables {
    const NAME: &'static str = "attachment";
    const CONTEXT: Context = Context::Path;
    const TYPED: bool = true;
    const WIDGET: &'static str = "file";

    fn of_text(text: String) -> Result<Self, Phrase> {
        let FilePaths(paths) = FilePaths::of_text(text)?;
        Ok(Self(paths.into_iter().map(|path| Attachable::File { path, content_id: None }).collect()))
    }

    fn of_value(value: Value) -> Result<Self, Phrase> {
        match value {
            Value::Record(record) => {
                if let Some(attached) = record.attached() {
                    return Ok(Self(vec![Attachable::Part(Arc::clone(attached))]));
                }
                let content_id = text(&record, "content_id");
                let FilePaths(paths) = FilePaths::of_value(Value::Record(record))?;
                let file = |path| Attachable::File { path, content_id: content_id.clone() };
                Ok(Self(paths.into_iter().map(file).collect()))
            }
            Value::List(values) => {
                let files = values.iter().map(|value| Self::of_value(value.clone()));
                Ok(Self(files.collect::<Result<Vec<_>, _>>()?.into_iter().flat_map(|one| one.0).collect()))
            }
            other => {
                let FilePaths(paths) = FilePaths::of_value(other)?;
                Ok(Self(paths.into_iter().map(|path| Attachable::File { path, content_id: None }).collect()))
            }
        }
    }
}

fn text(record: &Record, field: &str) -> Option<String> {
    match record.get(field) {
        Some(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    }
}

fn misfit(value: &Value, expected: &'static str) -> Phrase {
    phrase!("value-misfit", found = value.kind_name(), expected = expected)
}
