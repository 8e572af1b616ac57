//! What is known of a template when its file is loaded.

use crate::file::Place;
use crate::template::{Context, Source};

fn mentioned(text: &str) -> String {
    let source = Source::parse(text.to_owned(), Place::default(), Context::Text).unwrap();
    let path = |reference: &crate::template::Reference| {
        let fields = reference.fields.iter().map(|field| format!(".{field}"));
        reference.variable.clone() + &fields.collect::<String>()
    };
    source.references().iter().map(path).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_a_template_mentions_is_what_is_not_its_own() {
    for (text, expected) in [
        ("{{ a.b.c }} {{ a.b }}", "a.b a.b.c"),
        ("{{ a['b'].c }} {{ a[0].c }} {{ a[b] }}", "a a.b.c b"),
        ("{{ a[b:c] | join(d) }}", "a b c d"),
        ("{% for x in a %}{{ x.y }}{{ loop.index }}{% endfor %}{{ x }}", "a x"),
        ("{% for x in x %}{{ x.y }}{% else %}{{ x.z }}{% endfor %}", "x x.z"),
        ("{% for x in a if x.y == b %}{{ x }}{% endfor %}", "a b"),
        ("{% for k, v in a | items %}{{ k }}{{ v }}{{ w }}{% endfor %}", "a w"),
        ("{{ x }}{% set x = y %}{{ x.z }}", "x y"),
        ("{% set x = x.y %}{{ x }}", "x.y"),
        ("{% if a %}{% set x = 1 %}{% endif %}{{ x }}", "a x"),
        ("{% if a %}{% set x = 1 %}{% else %}{% set x = 2 %}{% endif %}{{ x }}", "a"),
        ("{% for y in a %}{{ x }}{% set x = 1 %}{{ x }}{% endfor %}{{ x.z }}", "a x x.z"),
        ("{% with x = a, y = x.b %}{{ x }}{{ y }}{% endwith %}{{ y }}", "a y"),
        ("{% set x %}{{ a }}{% set b = 1 %}{% endset %}{{ x }}{{ b }}", "a b"),
        ("{% filter replace(a, b) %}{{ c }}{% endfilter %}", "a b c"),
        ("{{ a | map('replace', b, c) | select('gt', d) | default(e) }}", "a b c d e"),
        ("{{ range(a) }} {{ {a: b}.c }} {{ d is divisibleby e }} {{ f if g else h }}", "a b d e f g h"),
        ("{{ a < b < c and not -d }}{% raw %}{{ z }}{% endraw %}{# {{ z }} #}{{ 'z' }}", "a b c d"),
        ("{{ loop.index }}{{ self }}", "loop.index self"),
    ] {
        assert_eq!(mentioned(text), expected, "{text}");
    }
}

#[test]
fn one_expression_alone_is_known_however_it_is_written() {
    let source = |text: &str| Source::parse(text.to_owned(), Place::default(), Context::Text).unwrap();
    for text in ["{{ a }}", " {{- a.b -}} ", "{# why #}{{ a['b'] }}", "{{ a }}\n"] {
        assert!(source(text).is_expression() && source(text).is_path(), "{text}");
    }
    for text in ["{{ a + 1 }}", "{{ a | upper }}", "{{ a[0] }}"] {
        assert!(source(text).is_expression() && !source(text).is_path(), "{text}");
    }
    for text in ["{{ a }}{{ b }}", "a {{ b }}", "{% if a %}{% endif %}{{ b }}", "{% set a = 1 %}{{ a }}"] {
        assert!(!source(text).is_expression() && !source(text).is_path(), "{text}");
    }
}

#[test]
fn names_that_are_nearly_right_are_suggested() {
    for (text, code, meant) in [
        ("{{ x | lowr }}", "template-filter-meant", "lower"),
        ("{{ x is evn }}", "template-test-meant", "even"),
        ("{% esle %}", "template-tag-meant", "else"),
        ("{% for a in x %}{{ loop.indx }}{% endfor %}", "variable-field-meant", "index"),
    ] {
        let words = Source::parse(text.to_owned(), Place::default(), Context::Text).unwrap_err();
        assert_eq!((&*words.code, &*words.args["meant"]), (code, meant), "{text}");
    }
}
