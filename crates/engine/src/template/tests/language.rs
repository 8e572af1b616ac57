//! The language: each statement, operator, filter and test once.

use super::evaluate;
use crate::template::{filters, is};

#[track_caller]
fn shows(all: &[(&str, &str)]) {
    for (text, shown) in all {
        assert_eq!(evaluate::<String>(text).as_deref(), Ok(*shown), "{text}");
    }
}

#[test]
fn statements_do_what_they_do_in_jinja() {
    shows(&[
        ("{% if count > 3 %}a{% elif count == 3 %}b{% else %}c{% endif %}", "b"),
        ("{% if nothing %}a{% endif %}.", "."),
        ("{% for x in [] %}a{% else %}none{% endfor %}", "none"),
        ("{% for x in nothing %}a{% else %}none{% endfor %}", "none"),
        ("{% for x in [1, 2, 3, 4] if x is even %}{{ x }}/{{ loop.length }} {% endfor %}", "2/2 4/2 "),
        (
            "{% for x in [1, 2, 3, 4] %}{% if x == 2 %}{% continue %}{% elif x == 4 %}{% break %}{% endif %}{{ x }}{% endfor %}",
            "13",
        ),
        (
            "{% for x in list %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }} {% endfor %}",
            "021truefalse 110falsetrue ",
        ),
        (
            "{% for a in [1, 2] %}{% for b in [1, 2] %}{{ loop.index }}{% endfor %}{{ loop.index }} {% endfor %}",
            "121 122 ",
        ),
        ("{% for k, v in {'a': 1, 'b': 2} | items %}{{ k }}{{ v }}{% endfor %}", "a1b2"),
        ("{% for k in {'a': 1, 'b': 2} %}{{ k }}{% endfor %}", "ab"),
        (
            "{% set x = 1 %}{% for a in [1, 2] %}{{ x }}{% set x = x + 1 %}{{ x }} {% endfor %}{{ x }}",
            "12 12 1",
        ),
        ("{% set a, b = [1, 2] %}{{ b }}{{ a }}", "21"),
        ("{% set x %}a{{ count }}{% endset %}{{ x }}{{ x | length }}", "a32"),
        ("{% set x | upper | trim %} a{{ count }} {% endset %}{{ x }}", "A3"),
        ("{% with a = 1, b = a + 1 %}{{ b }}{% endwith %}{{ name is defined }}", "2true"),
        ("{% filter upper | replace('A', 'b') %}a{{ count }}{% endfilter %}", "b3"),
        ("{% raw %}{{ x }}{% endraw %}{# no #}.", "{{ x }}."),
        ("a  {%- if yes -%}  b  {%- endif -%}  c", "abc"),
        ("{{ count }}\n", "3"),
        ("{{ count }}\n\n", "3\n"),
    ]);
}

#[test]
fn operators_work_within_a_kind() {
    shows(&[
        (
            "{{ 1 + 2 * 3 - 4 }} {{ 7 / 2 }} {{ 4 / 2 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2 ** 10 }} {{ 2 ** -1 }}",
            "3 3.5 2.0 3 -4 2 1024 0.5",
        ),
        ("{{ 1.5 + 1 }} {{ -count }} {{ 7.5 // 2 }} {{ -7.5 % 2 }}", "2.5 -3 3.0 0.5"),
        (
            "{{ 'a' + 'b' }} {{ ([1] + [2]) | join(',') }} {{ 'a' ~ 1 ~ nothing ~ true ~ file }}",
            "ab 1,2 a1truex/y.pdf",
        ),
        (
            "{{ 1 < 2 < 3 }} {{ 1 < 2 > 3 }} {{ 1 == 1.0 }} {{ 'a' < 'b' }} {{ at > at }} {{ [1, 2] < [1, 3] }}",
            "true false true true false true",
        ),
        (
            "{{ 1 == 'x' }} {{ none == none }} {{ {'a': 1} == {'a': 1} }} {{ file == file }} {{ 'x' != 1 }}",
            "false true true true true",
        ),
        (
            "{{ 'b' in 'abc' }} {{ 'x' in list }} {{ 'size' in file }} {{ 3 not in [1, 2] }}",
            "true true true true",
        ),
        (
            "{{ file.no is defined }} {{ file.no is none }} {{ file.no is ne 1 }} {{ file.no is eq 1 }}",
            "false false true false",
        ),
        ("{{ not count }} {{ nothing or 'x' }} {{ count and 'y' }} {{ 'x' if nothing }}.", "false x y ."),
        (
            "{{ list[-1] }} {{ 'abc'[1] }} {{ 'abcdef'[1:4] }} {{ 'abcdef'[::2] }} {{ 'abc'[::-1] }} {{ [1, 2, 3][1:] | join }}",
            "y b bcd ace cba 23",
        ),
        ("{{ (1, 2) | length }} {{ {'a': 1, 'a': 2}.a }} {{ file['size'] }} {{ list.0 }}", "2 2 5 x"),
    ]);
}

#[test]
fn filters_make_what_they_say() {
    shows(&[
        ("{{ missing | default('x') }} {{ '' | d('y', true) }} {{ '' | default('z') }}.", "x y ."),
        ("{{ 'añb' | length }} {{ file | count }} {{ list | length }}", "3 1 2"),
        (
            "{{ 'aB' | lower }} {{ 'aß' | upper }} {{ 'ab cd-ef' | title }} {{ 'aBC' | capitalize }}",
            "ab ASS Ab Cd-Ef Abc",
        ),
        ("{{ ' a ' | trim }} {{ 'xxaxx' | trim('x') }} {{ 'aaa' | replace('a', 'b', 2) }}", "a a bba"),
        (
            "{{ 'a,b,c' | split(',', 1) | join('|') }} {{ ' a  b ' | split | join('|') }} {{ 'a b  c d' | split(none, 2) | join('|') }}",
            "a|b,c a|b a|b|c d",
        ),
        (
            "{{ 'a\nb\n' | lines | join('|') }} {{ 'a\n\nb' | indent(2) }} {{ 'a' | indent(2, true) }}",
            "a|b a\n\n  b   a",
        ),
        (
            "{{ 'a b/ç?' | urlencode }} {{ 5 | string | length }} {{ 'x' | bool }} {{ '' | bool }}",
            "a%20b/%C3%A7%3F 1 true false",
        ),
        (
            "{{ {'a': [1, 2.5, none, true, '<\"']} | tojson }}",
            "{\"a\": [1, 2.5, null, true, \"\\u003c\\\"\"]}",
        ),
        ("{{ [[], {'a': 1}] | tojson(1) }}", "[\n [],\n {\n  \"a\": 1\n }\n]"),
        (
            "{{ 'ab' | list | join(',') }} {{ 'ab' | join('-') }} {{ list | reverse | join }} {{ 'ab' | reverse }}",
            "a,b a-b yx ba",
        ),
        (
            "{{ list | first }}{{ list | last }} {{ [] | first | default('none') }} {{ 'ab' | last }}",
            "xy none b",
        ),
        (
            "{{ ['b', 'A', 'c'] | sort | join }} {{ ['b', 'A'] | sort(case_sensitive=true) | join }} {{ [1, 3, 2] | sort(reverse=true) | join }}",
            "Abc Ab 321",
        ),
        (
            "{{ ['a', 'A', 'b'] | unique | join }} {{ [3, 1, 2] | min }}{{ [3, 1, 2] | max }} {{ [] | min | default('x') }}",
            "ab 13 x",
        ),
        (
            "{{ [1, 2.5] | sum }} {{ [] | sum }} {{ [{'a': 1}, {'a': 2}] | sum(attribute='a') }} {{ [[1], [2]] | sum(start=[]) | join }}",
            "3.5 0 3 12",
        ),
        (
            "{{ list | map('upper') | join }} {{ [{'a': {'b': 1}}] | map(attribute='a.b') | join }} {{ [{}] | map(attribute='a', default='x') | join }}",
            "XY 1 x",
        ),
        (
            "{{ [0, 1, 2] | select | join }} {{ [0, 1, 2] | reject('odd') | join }} {{ [1, 2, 3] | select('gt', 1) | join }}",
            "12 02 23",
        ),
        (
            "{{ [{'a': 1}, {'a': 0}, {}] | selectattr('a') | length }} {{ [{'a': 1}, {'a': 2}] | rejectattr('a', 'eq', 1) | map(attribute='a') | join }}",
            "1 2",
        ),
        ("{{ [{'n': 'b'}, {'n': 'a'}] | sort(attribute='n') | map(attribute='n') | join(', ') }}", "a, b"),
        (
            "{{ '42' | int }} {{ 2.9 | int }} {{ 'x' | int(7) }} {{ nothing | int }} {{ '1.5' | float }} {{ true | int }} {{ 'x' | float(default=0.5) }}",
            "42 2 7 0 1.5 1 0.5",
        ),
        (
            "{{ 2.567 | round(2) }} {{ 2.5 | round }} {{ 2.1 | round(0, 'ceil') }} {{ 2.19 | round(1, 'floor') }} {{ 3 | round }} {{ -3 | abs }}",
            "2.57 2.0 3.0 2.1 3 3",
        ),
        (
            "{{ at | date }} {{ at.date }} {{ at.time }} {{ at.time_zone }} {{ at.month }}/{{ at.day }}",
            "2026-11-22 2026-11-22 08:30:00 America/Sao_Paulo 11/22",
        ),
        (
            "{{ 'a.tar.GZ' | stem }} {{ 'a.tar.GZ' | extension }} {{ '.x' | stem }} {{ 'x' | extension }}.",
            "a.tar gz .x .",
        ),
    ]);
}

#[test]
fn tests_say_what_a_value_is() {
    shows(&[
        (
            "{{ 3 is odd }} {{ 4 is even }} {{ 4 is divisibleby 2 }} {{ 4 is divisibleby(0) }}",
            "true true true false",
        ),
        (
            "{{ 1 is number }} {{ 1 is integer }} {{ 1.0 is float }} {{ 'x' is string }} {{ list is sequence }} {{ file is mapping }}",
            "true true true true true true",
        ),
        (
            "{{ nothing is none }} {{ yes is boolean }} {{ yes is true }} {{ yes is false }} {{ name is not undefined }}",
            "true true true false true",
        ),
        (
            "{{ 'x' is in list }} {{ 'abc' is startingwith 'a' }} {{ 'abc' is endingwith('c') }} {{ 1 is eq 1 }} {{ 1 is equalto 2 }}",
            "true true true true false",
        ),
        (
            "{{ 1 is lt 2 }} {{ 1 is le 1 }} {{ 1 is gt 2 }} {{ 1 is ge 1 }} {{ 1 is lessthan 2 }} {{ 1 is greaterthan 2 }}",
            "true true false true true false",
        ),
        (
            "{{ 'ab' is lower }} {{ 'AB1' is upper }} {{ 'aB' is lower }} {{ list is iterable }} {{ missing is undefined }}",
            "true true false true true",
        ),
    ]);
}

#[test]
fn no_name_is_given_twice() {
    let mut names: Vec<&str> = filters::all().map(|filter| filter.name).collect();
    let mut tests: Vec<&str> = is::all().map(|test| test.name).collect();
    for names in [&mut names, &mut tests] {
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
