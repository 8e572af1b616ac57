use super::said;
use crate::failure::Failure;
use crate::file::Place;
use crate::template::{
    Anything, Context, FileName, FilePaths, Html, Line, OneLine, People, Source, Target, Templated,
    WebAddress,
};
use crate::values::{Date, Day, Size, Span};
use crate::vars::{Number, Record, Scope, Value};
use carteiro_mail::FolderPath;
use carteiro_world::http::address;
use std::fmt::Debug;
use std::path::{Component, PathBuf};
use std::sync::Arc;

/// What evaluating may make, and what may stay of it: `template/budget.rs`.
const MADE: usize = 16 * 1024 * 1024;
const KEPT: (usize, usize, usize) = (100_000, 4 * 1024 * 1024, 100);

/// Any text is a template or is refused; evaluating it ends, makes the same twice and no more than it may, and what it
/// puts in brings nothing along that does not belong there.
pub fn template(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let scope = scope();
    let contexts =
        [Context::Text, Context::Path, Context::Folder, Context::Url, Context::Header, Context::Html];
    for context in contexts {
        let source = match Source::parse(text.to_owned(), Place::default(), context) {
            Ok(source) => source,
            Err(words) => return said(&words),
        };
        if let Some(made) = twice(|| source.text(&scope)) {
            assert!(made.len() <= MADE.max(text.len()));
            brings_nothing_along(context, text, &made);
        }
        if context == Context::Text {
            let anything = Anything::Template(source);
            if let Some(value) = twice(|| anything.evaluate(&scope)) {
                let (mut nodes, mut octets) = (0, 0);
                measure(&value, 0, &mut nodes, &mut octets);
                assert!(nodes <= KEPT.0 && octets <= KEPT.1.max(text.len()), "{nodes} and {octets}");
            }
        }
    }
    becomes(text, &scope);
}

/// Whatever a field wants.
fn becomes(text: &str, scope: &Scope) {
    let is_control = |c: char| c.is_control();
    made::<String>(text, scope);
    made::<Html>(text, scope);
    made::<u16>(text, scope);
    made::<usize>(text, scope);
    made::<bool>(text, scope);
    made::<Size>(text, scope);
    made::<Span>(text, scope);
    made::<Date>(text, scope);
    made::<Day>(text, scope);
    let beneath = |path: &PathBuf| path.components().all(|part| matches!(part, Component::Normal(_)));
    assert!(made::<PathBuf>(text, scope).is_none_or(|path| beneath(&path)));
    assert!(made::<FilePaths>(text, scope).is_none_or(|paths| paths.0.iter().all(beneath)));
    assert!(made::<FileName>(text, scope).is_none_or(|name| !name.0.contains(['/', '\\'])));
    assert!(made::<OneLine>(text, scope).is_none_or(|line| !line.0.contains(is_control)));
    assert!(made::<Line>(text, scope).is_none_or(|line| !line.0.contains(['\r', '\n', '\0'])));
    if let Some(people) = made::<People>(text, scope) {
        for person in people.0 {
            assert!(!person.address.contains(is_control) && person.address.contains('@'));
            assert!(!person.name.unwrap_or_default().contains(['\r', '\n', '\0']));
        }
    }
    if let Some(path) = made::<FolderPath>(text, scope) {
        // A loop repeats what its author wrote.
        assert!(text.contains("for") || path.names().len() <= text.matches('/').count() + 1);
    }
    if let Some(made) = made::<WebAddress>(text, scope) {
        let fixed = ["{{", "{%", "{#"].iter().filter_map(|opening| text.find(opening)).min();
        let fixed = text.get(..fixed.unwrap_or(text.len())).map(address);
        assert!(fixed.is_some_and(|fixed| fixed.is_ok_and(|fixed| fixed.origin() == made.0.origin())));
    }
}

fn made<T: Target + Debug>(text: &str, scope: &Scope) -> Option<T> {
    match Templated::<T>::parse(text.to_owned(), Place::default()) {
        Ok(templated) => twice(|| templated.evaluate(scope)),
        Err(words) => {
            said(&words);
            None
        }
    }
}

fn twice<T: Debug>(evaluate: impl Fn() -> Result<T, Failure>) -> Option<T> {
    let (one, other) = (evaluate(), evaluate());
    match (&one, &other) {
        (Ok(one), Ok(other)) => assert_eq!(format!("{one:?}"), format!("{other:?}")),
        (Err(one), Err(other)) => {
            assert_eq!(one.words, other.words);
            said(&one.words);
        }
        _ => panic!("{one:?}\nand then\n{other:?}"),
    }
    one.ok()
}

/// What a template does not have itself, its values do not bring.
fn brings_nothing_along(context: Context, text: &str, made: &str) {
    let forbidden: &[char] = match context {
        Context::Text => &[],
        Context::Path => &['/', '\\', ':', '\0', '\r', '\n'],
        Context::Folder => &['/', '\\', '\0', '\r', '\n'],
        Context::Url => &['/', '\\', '?', '#', '@', ':', '&', '=', '+', ' ', '\r', '\n'],
        Context::Header => &['\r', '\n'],
        Context::Html => &['<', '>', '"', '\''],
    };
    for c in forbidden {
        // A backslash writes any other.
        assert!(text.contains([*c, '\\']) || !made.contains(*c), "{context:?} {c:?} in {made:?}");
    }
}

fn measure(value: &Value, depth: usize, nodes: &mut usize, octets: &mut usize) {
    assert!(depth <= KEPT.2);
    *nodes += 1;
    match value {
        Value::Text(text) => *octets += text.len(),
        Value::List(values) => values.iter().for_each(|value| measure(value, depth + 1, nodes, octets)),
        Value::Record(record) => record.fields().for_each(|(name, value)| {
            *octets += name.len();
            measure(value, depth + 1, nodes, octets);
        }),
        _ => {}
    }
}

/// Values of every kind, some of them as a sender would write them who means harm.
fn scope() -> Scope {
    let scope = Scope::default();
    scope.declare("a", Value::text("../a/b\\c:d?e#f&g=h@i\r\nBcc: <b@c>\"'\0;"));
    scope.declare("b", Value::text(".."));
    scope.declare("c", Value::Number(Number::Integer(3)));
    scope.declare("d", Value::Number(Number::Float(-2.5)));
    scope.declare("e", true.into());
    scope.declare("f", Value::Nothing);
    scope.declare("g", Value::list([Value::text("Ação"), Value::text("x.pdf"), Value::count(7)]));
    scope.declare("h", Value::text("ana@example.com"));
    scope.declare(
        "i",
        Record::new([("size", Value::count(5)), ("path", Value::text("x/y"))]).shown_as("z").into(),
    );
    scope.declare("j", Value::text("<b>long</b> {{ a }}\n".repeat(5_000)));
    if let Ok(at) = "2026-11-22T08:30:00-03:00[America/Sao_Paulo]".parse() {
        scope.declare("k", Value::DateTime(Arc::new(at)));
    }
    if let Ok(path) = "a/b.c".parse() {
        scope.declare("l", Value::Credential(path));
    }
    let rows = (0..50).map(|n| Record::new([("n", Value::count(n % 7)), ("t", Value::text("x"))]).into());
    scope.declare("m", Value::list(rows));
    scope
}
