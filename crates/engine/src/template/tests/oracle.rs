//! Two readings of one template: ours, and that of the language's own engine, which came to the same language by itself.

use super::scope;
use crate::file::Place;
use crate::template::{Context, Source};
use minijinja::{Environment, Error, UndefinedBehavior, Value, context};
use proptest::prelude::*;

/// As the engine of the language says it, with what we show otherwise shown as we do.
fn theirs(text: &str) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_formatter(|out, _, value: &Value| match value {
        value if value.is_none() => Ok(()),
        value if value.kind() == minijinja::value::ValueKind::Bool => {
            out.write_str(if value.is_true() { "true" } else { "false" }).map_err(Error::from)
        }
        value => out.write_str(&value.to_string()).map_err(Error::from),
    });
    let variables = context! { count => 3, yes => true, list => ["x", "y"], reply => "R: pedido 2", file => context! { size => 5 } };
    environment.render_str(text, variables)
}

fn ours(text: &str) -> Result<String, String> {
    let source = Source::parse(text.to_owned(), Place::default(), Context::Text);
    let source = source.map_err(|words| words.code.into_owned())?;
    source.text(&scope()).map_err(|failure| failure.words.code.into_owned())
}

fn pick(from: &'static [&'static str]) -> BoxedStrategy<String> {
    prop::sample::select(from).prop_map(str::to_owned).boxed()
}

fn two(
    left: &BoxedStrategy<String>,
    between: &'static [&'static str],
    right: &BoxedStrategy<String>,
) -> BoxedStrategy<String> {
    (left.clone(), pick(between), right.clone()).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")).boxed()
}

fn after(left: &BoxedStrategy<String>, what: &'static [&'static str]) -> BoxedStrategy<String> {
    (left.clone(), pick(what)).prop_map(|(a, what)| format!("({a}{what})")).boxed()
}

/// Expressions of each kind, so deep.
struct Grammar {
    number: BoxedStrategy<String>,
    text: BoxedStrategy<String>,
    list: BoxedStrategy<String>,
    truth: BoxedStrategy<String>,
}

impl Grammar {
    fn of(depth: usize) -> Self {
        if depth == 0 {
            return Self {
                number: pick(&["0", "1", "2", "7", "-3", "count", "file.size", "2.5", "x", "missing"]),
                text: pick(&["''", "'ab'", "'B c'", "' á '", "reply", "list[0]", "file['no']"]),
                list: pick(&["[]", "list", "[3, 1, 2]", "['b', 'A', 'a']", "range(4)", "range(5, 0, -2)"]),
                truth: pick(&["true", "false", "yes"]),
            };
        }
        let inner = Self::of(depth - 1);
        let Self { number, text, list, truth } = &inner;
        Self {
            number: prop_oneof![
                number.clone(),
                two(number, &["+", "-", "*", "/", "//", "%"], number),
                after(text, &[" | length"]),
                after(list, &[" | length"]),
                after(number, &[" | abs", " | int", " | float", " | round"]),
            ]
            .boxed(),
            text: prop_oneof![
                text.clone(),
                two(text, &["~", "+"], text),
                two(text, &["~"], number),
                after(text, &[" | upper", " | lower", " | trim", " | title", " | capitalize", " | reverse"]),
                after(text, &["[1:]", "[::-1]", "[:2]", "[-1:]", " | replace('a', 'bb')", " | default('d')"]),
                after(list, &[" | join('-')", " | map('string') | join"]),
            ]
            .boxed(),
            list: prop_oneof![
                list.clone(),
                two(list, &["+"], list),
                after(list, &["[1:]", "[::2]", "[::-1]", "[-2:]", " | reverse | list", " | list"]),
                after(list, &[" | sort", " | unique | list", " | select('number') | list"]),
                after(text, &[" | split('b')", " | split", " | list", " | lines"]),
            ]
            .boxed(),
            truth: prop_oneof![
                truth.clone(),
                two(number, &["<", "<=", ">", ">=", "==", "!="], number),
                two(text, &["==", "!=", "<", "in", "not in"], text),
                two(truth, &["and", "or", "=="], truth),
                after(number, &[" is odd", " is even", " is defined", " is divisibleby 2", " is eq 3"]),
                after(text, &[" is startingwith 'a'", " is in list", " is string", " is lower"]),
                truth.clone().prop_map(|inner| format!("(not {inner})")),
            ]
            .boxed(),
        }
    }

    fn shown(&self) -> BoxedStrategy<String> {
        let Self { number, text, truth, .. } = self;
        prop_oneof![number.clone(), text.clone(), truth.clone()].boxed()
    }
}

fn template(depth: usize) -> BoxedStrategy<String> {
    let grammar = Grammar::of(3);
    let show = grammar.shown().prop_map(|shown| format!("{{{{ {shown} }}}}"));
    if depth == 0 {
        return prop_oneof![show, pick(&["a", " ", "\n", "{# c #}"])].boxed();
    }
    let body = prop::collection::vec(template(depth - 1), 0..4).prop_map(|all| all.concat()).boxed();
    let condition = grammar.truth.clone();
    prop_oneof![
        show,
        body.clone(),
        (condition, body.clone(), body.clone())
            .prop_map(|(condition, a, b)| format!("{{% if {condition} %}}{a}{{%- else %}}{b}{{% endif %}}")),
        (grammar.list.clone(), body.clone()).prop_map(|(list, body)| format!(
            "{{% for x in {list} -%}}{{{{ loop.index }}}}{body}{{% else %}}none{{% endfor %}}"
        )),
        // A true `x` would be a number to one of the two.
        (grammar.number.clone(), body.clone())
            .prop_map(|(value, body)| format!("{{% set x = {value} %}}{body}")),
        (grammar.number, body.clone())
            .prop_map(|(value, body)| format!("{{% with x = {value} %}}{body}{{% endwith %}}")),
        body.prop_map(|body| format!("{{% filter upper %}}{body}{{% endfilter %}}")),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_we_make_is_what_the_language_makes(text in template(2)) {
        // Without anything to evaluate it would be no template.
        let text = format!("{{# #}}{text}");
        let made = ours(&text);
        prop_assert_eq!(&made, &ours(&text), "evaluated twice");
        if let Ok(made) = made {
            let theirs = theirs(&text).map_err(|error| TestCaseError::fail(format!("{text}: {made:?}, {error}")))?;
            prop_assert_eq!(made, theirs, "{}", text);
        }
    }

    #[test]
    fn no_text_is_too_strange(text in "(\\{\\{|\\}\\}|\\{%|%\\}|\\{#|#\\}|[a-z]{1,3}|if|for|in|end|set|[ |.'\"()\\[\\]{}0-9+*~<>=,:-]|\\PC){0,40}") {
        let made = ours(&text);
        prop_assert_eq!(&made, &ours(&text));
    }
}
