//! The template language: what it may do, and what an interpolated value becomes where it is put.

use super::{bridge, filters};
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use std::sync::LazyLock;

/// Where the text of a template goes, which decides what an interpolated value must not bring along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// Any text.
    Text,
    /// A path of files: a value is part of one name, whatever slashes, colons and dots it has.
    Path,
    /// A path of folders in a mailbox: likewise, but drives and dots mean nothing there.
    Folder,
    /// One line: a value with line ends would begin another header field.
    Header,
}

/// Bounds time and memory: one unit pays for an instruction or for 64 bytes.
const FUEL: u64 = 50_000;
const REMOVED_FILTERS: [&str; 4] = ["safe", "escape", "e", "pprint"];
const REMOVED_FUNCTIONS: [&str; 3] = ["debug", "dict", "namespace"];

static TEXT: LazyLock<Environment<'static>> = LazyLock::new(|| build(|text| Ok(text.into())));
static PATH: LazyLock<Environment<'static>> = LazyLock::new(|| build(|text| Ok(part_of_name(text))));
static FOLDER: LazyLock<Environment<'static>> = LazyLock::new(|| build(|text| Ok(one_name(text))));
static HEADER: LazyLock<Environment<'static>> = LazyLock::new(|| build(one_line));

/// The language for a place.
pub(super) fn environment(context: Context) -> &'static Environment<'static> {
    match context {
        Context::Text => &TEXT,
        Context::Path => &PATH,
        Context::Folder => &FOLDER,
        Context::Header => &HEADER,
    }
}

/// The language for expressions that stand alone.
pub(super) fn plain() -> &'static Environment<'static> {
    &TEXT
}

/// Whether the name, or what a dotted name begins with, is a function of the language.
pub(super) fn is_function(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or(name);
    TEXT.globals().any(|(known, _)| known == first)
}

/// Slashes and control characters become `_`.
pub(super) fn one_name(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '/' | '\\') || c.is_control() { '_' } else { c }).collect()
}

/// What a sender wrote makes no drive of a path and leads nowhere: only its author decides where it goes.
fn part_of_name(text: &str) -> String {
    let is_dots = !text.is_empty() && text.chars().all(|c| c == '.');
    if is_dots { "_".to_owned() } else { one_name(text).replace(':', "_") }
}

fn one_line(text: &str) -> Result<String, Error> {
    if text.contains(['\r', '\n']) {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "a line end in a value that must be on one line",
        ));
    }
    Ok(text.to_owned())
}

type Taming = fn(&str) -> Result<String, Error>;

fn build(tame: Taming) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(false);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    for name in REMOVED_FILTERS {
        environment.remove_filter(name);
    }
    for name in REMOVED_FUNCTIONS {
        environment.remove_global(name);
    }
    environment.add_filter("date", filters::date);
    environment.add_filter("in_time_zone", filters::in_time_zone);
    environment.add_filter("extension", filters::extension);
    environment.add_filter("stem", filters::stem);
    environment.set_formatter(move |out: &mut Output, _: &mut State, value: &Value| {
        let text = bridge::shown(value)?;
        out.write_str(&tame(&text)?).map_err(Error::from)
    });
    environment
}
