//! What templates do, and what they cannot.

mod escapes;
mod language;
mod load;
mod oracle;

use super::{
    Anything, FileName, FilePaths, Html, Line, OneLine, People, Source, Target, Templated, WebAddress,
};
use crate::file::Place;
use crate::template::Context;
use crate::values::{Date, Day, Size, Span};
use crate::vars::{Number, Record, Scope, Value};
use carteiro_mail::FolderPath;
use carteiro_world::{Language, phrase};
use std::path::PathBuf;
use std::sync::Arc;

fn scope() -> Scope {
    let scope = Scope::default();
    scope.declare("name", Value::text("../a/b\\c"));
    scope.declare("reply", Value::text("R: pedido 2"));
    scope.declare("dots", Value::text(".."));
    scope.declare("count", Value::Number(Number::Integer(3)));
    scope.declare("yes", true.into());
    scope.declare("nothing", Value::Nothing);
    scope.declare("list", Value::list([Value::text("x"), Value::text("y")]));
    scope.declare("lines", Value::text("a\r\nBcc: b@c"));
    let at: jiff::Zoned = "2026-11-22T08:30:00-03:00[America/Sao_Paulo]".parse().unwrap();
    scope.declare("at", Value::DateTime(Arc::new(at)));
    scope.declare("file", Record::new([("size", Value::count(5))]).shown_as("x/y.pdf").into());
    scope.declare("bare", Record::new([("size", Value::count(5))]).into());
    scope.declare("secret", Value::Credential("a/b.c".parse().unwrap()));
    scope
}

fn evaluate<T: Target>(text: &str) -> Result<T, String> {
    let parsed = Templated::<T>::parse(text.to_owned(), Place::default())
        .map_err(|phrase| phrase.code.into_owned())?;
    parsed.evaluate(&scope()).map_err(|failure| failure.words.code.into_owned())
}

#[test]
fn a_value_is_shown_as_it_would_be_written() {
    for (text, shown) in [
        ("{{ count }} {{ yes }} {{ nothing }}.", "3 true ."),
        ("{{ at }} {{ at.year }} {{ at | date('%d/%m/%Y') }}", "2026-11-22T08:30:00-03:00 2026 22/11/2026"),
        ("{{ at | in_time_zone('UTC') | date('%H:%M') }} {{ at.weekday }}", "11:30 7"),
        ("{{ file }} {{ file.size }}", "x/y.pdf 5"),
        ("{{ list | join(', ') }}", "x, y"),
        ("{% for one in list %}{{ loop.index }}{{ one }}{% endfor %}", "1x2y"),
        ("{{ 'no' if count > 3 else 'yes' }}", "yes"),
        ("{{ \"a}}b\" }}", "a}}b"),
    ] {
        assert_eq!(evaluate::<String>(text).as_deref(), Ok(shown), "{text}");
    }
}

#[test]
fn what_is_not_there_or_cannot_be_shown_is_a_failure() {
    for (text, code) in [
        ("{{ missing }}", "template-undefined-name"),
        ("{{ file.missing }}", "template-undefined-name"),
        ("{{ list }}", "template-not-text"),
        ("{{ bare }}", "template-not-text"),
        ("{{ secret }}", "template-undefined-name"),
        ("{{ secret | string }}", "template-undefined-name"),
        ("{{ count | date }}", "template-input"),
    ] {
        assert_eq!(evaluate::<String>(text), Err(code.to_owned()), "{text}");
    }
}

#[test]
fn what_is_interpolated_is_part_of_one_name() {
    assert_eq!(evaluate::<PathBuf>("in/{{ name }}/x"), Ok(PathBuf::from("in/_._a_b_c/x")));
    assert_eq!(evaluate::<FolderPath>("Done/{{ name }}").map(|path| path.names().len()), Ok(2));
    assert_eq!(evaluate::<FileName>("{{ name }}"), Ok(FileName(".._a_b_c".to_owned())));
    assert_eq!(evaluate::<PathBuf>("{{ at | date('%H:%M') }}"), Ok(PathBuf::from("08_30")));
    assert_eq!(evaluate::<PathBuf>("{{ reply }}/x"), Ok(PathBuf::from("R_ pedido 2/x")));
    assert_eq!(evaluate::<PathBuf>("in/{{ dots }}/x"), Ok(PathBuf::from("in/_/x")));
    assert_eq!(evaluate::<FolderPath>("{{ reply }}").map(|path| path.to_string()), Ok("R: pedido 2".into()));
    for out in [
        "../x",
        "{{ reply }}/../x",
        "/{{ reply }}",
        "C:/{{ reply }}",
        "a/../../x",
        "/etc",
        "\\\\host\\x",
        "C:/x",
        "c:x",
    ] {
        assert_eq!(evaluate::<PathBuf>(out), Err("path-leads-out".to_owned()), "{out}");
    }
}

#[test]
fn what_goes_on_one_line_brings_no_further_line() {
    let source = Source::parse("{{ lines }}".to_owned(), Place::default(), Context::Header).unwrap();
    assert!(source.text(&scope()).is_err());
}

#[test]
fn what_a_field_wants_is_said_in_words() {
    let names = [
        OneLine::NAME,
        Html::NAME,
        FolderPath::NAME,
        PathBuf::NAME,
        FilePaths::NAME,
        FileName::NAME,
        WebAddress::NAME,
        Line::NAME,
        u16::NAME,
        usize::NAME,
        bool::NAME,
        Size::NAME,
        Span::NAME,
        Date::NAME,
        Day::NAME,
        People::NAME,
        "list",
    ];
    for language in [Language::English, Language::Portuguese] {
        let said = |name: &str| language.say(&phrase!("value-misfit", found = "nothing", expected = name));
        for name in names {
            assert_ne!(said(name), said(String::NAME), "{name}");
        }
    }
    let found = Value::list([]).kind_name();
    let words = phrase!("value-misfit", found = found, expected = "list");
    assert_eq!(Language::Portuguese.say(&words), "Era esperada uma lista; foi encontrado: uma lista.");
    assert_eq!(Language::English.say(&words), "Expected a list, found a list.");
}

#[test]
fn a_field_becomes_what_it_wants_and_nothing_else() {
    assert_eq!(evaluate::<u16>("{{ count + 140 }}"), Ok(143));
    assert_eq!(evaluate::<u16>("{{ count }}43"), Ok(343));
    assert_eq!(evaluate::<u16>("{{ list }}"), Err("value-misfit".to_owned()));
    assert_eq!(evaluate::<u16>("70000"), Err("port-form".to_owned()));
    assert_eq!(evaluate::<bool>("{{ count > 2 and yes }}"), Ok(true));
    assert_eq!(evaluate::<bool>("{{ count }}"), Err("condition-form".to_owned()));
    assert!(matches!(evaluate::<Date>("{{ at }}"), Ok(Date::Moment(_))));
}

#[test]
fn an_expression_alone_keeps_its_kind_and_text_is_never_parsed_again() {
    let value = |text: &str| {
        let source = Source::parse(text.to_owned(), Place::default(), Context::Text).unwrap();
        Anything::Template(source).evaluate(&scope()).unwrap()
    };
    assert!(matches!(value("{{ list }}"), Value::List(list) if list.len() == 2));
    assert!(matches!(value(" {{ at }} "), Value::DateTime(_)));
    assert!(matches!(value("{{ file }}"), Value::Record(record) if record.shown() == Some("x/y.pdf")));
    assert!(matches!(value("{{ [count, {'a': at}] }}"), Value::List(_)));
    assert!(matches!(value("{{ count }}{{ count }}"), Value::Text(text) if &*text == "33"));
    let scope = Scope::default();
    scope.declare("text", Value::text("{{ secret }}"));
    let source = Source::parse("{{ text }}".to_owned(), Place::default(), Context::Text).unwrap();
    assert_eq!(source.text(&scope).unwrap(), "{{ secret }}");
}

#[test]
fn a_value_is_no_larger_than_its_share_however_short_it_is_written() {
    let scope = scope();
    let value = |text: &str| {
        let source = Source::parse(text.to_owned(), Place::default(), Context::Text).unwrap();
        Anything::Template(source).evaluate(&scope).map_err(|failure| failure.words.code.into_owned())
    };
    let grow = |text: &str, steps| {
        scope.declare("a", value("{{ [0] }}").unwrap());
        (0..steps).find_map(|_| match value(text) {
            Ok(grown) => {
                scope.set("a", grown);
                None
            }
            Err(code) => Some(code),
        })
    };
    for text in ["{{ [a,a,a,a,a,a,a,a,a,a] }}", "{{ {'a': a, 'b': a} }}", "{{ [a] }}", "{{ a + a }}"] {
        let code = grow(text, 200).unwrap();
        assert!(["template-value-too-large", "template-too-much"].contains(&&*code), "{text}: {code}");
    }
}

#[test]
fn a_list_that_goes_through_a_template_is_a_list_there() {
    for (text, shown) in [
        ("{{ list | length }}{{ list[0] }}{{ list | last }}{{ list[1:] | join }}", "2xyy"),
        ("{{ (list + list) | join }}{{ 'x' in list }}{{ list == ['x', 'y'] }}", "xyxytruetrue"),
        ("{{ list is sequence }}{{ list | reverse | join }}{{ list | sort | first }}", "trueyxx"),
    ] {
        assert_eq!(evaluate::<String>(text).as_deref(), Ok(shown), "{text}");
    }
}
