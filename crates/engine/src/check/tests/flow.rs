//! Branches, loops over values, clauses.

use super::steps;

#[test]
fn a_clause_that_is_never_reached_is_a_mistake() {
    let clauses = |clauses: &str| steps(&format!("- try:\n    do: []\n    catch:\n{clauses}"));
    assert_eq!(clauses("      - { kinds: [exists], do: [] }\n      - { do: [] }"), [""; 0]);
    assert_eq!(clauses("      - { do: [] }\n      - { kinds: [exists], do: [] }"), ["8:11 catch-after-all"]);
    assert_eq!(
        clauses("      - { kinds: [exists, denied], do: [] }\n      - { kinds: [quota, exists], do: [] }"),
        ["8:28 catch-kind-twice"]
    );
    assert_eq!(clauses("      - { kinds: [], do: [] }"), ["7:11 kinds-empty"]);
    for kind in ["cancelled", "notfound"] {
        let found = clauses(&format!("      - {{ kinds: [{kind}], do: [] }}"));
        assert!(found.len() == 1 && found[0].contains("file-unknown-word"), "{found:?}");
    }
}

#[test]
fn a_failure_and_what_a_clause_sets_first_are_known_in_it_alone() {
    let log = |text: &str| format!("{{ log: {{ text: '{{{{ {text} }}}}' }} }}");
    let in_clause = |text: &str| {
        steps(&format!(
            "- try: {{ do: [], catch: [ {{ as: e, do: [ {{ set: {{ name: x, value: 1 }} }}, {} ] }} ] }}",
            log(text)
        ))
    };
    assert_eq!(in_clause("e.kind ~ e.message ~ e.detail ~ e.operation ~ e.step ~ x"), [""; 0]);
    assert!(in_clause("e.knd")[0].ends_with("variable-field-meant"));
    for name in ["e", "x"] {
        let after = steps(&format!(
            "- try: {{ do: [], catch: [ {{ as: e, do: [ {{ set: {{ name: x, value: 1 }} }} ] }} ] }}\n- {}",
            log(name)
        ));
        assert!(after.len() == 1 && after[0].contains("variable-unknown"), "{after:?}");
    }
    let set_in_do = format!("- try: {{ do: [ {{ set: {{ name: x, value: 1 }} }} ] }}\n- {}", log("x"));
    assert_eq!(steps(&set_in_do), [""; 0]);
}

#[test]
fn values_of_a_list_have_the_fields_that_are_known_of_them() {
    let each = |list: &str, text: &str| {
        steps(&format!(
            "- list_folders: {{ session: a, as: folders }}\n- for_each: {{ in: {list}, as: it, index: n, do: [ {{ log: {{ text: '{{{{ {text} }}}}' }} }} ] }}"
        ))
    };
    assert_eq!(each("'{{ folders }}'", "it.path ~ n"), [""; 0]);
    assert!(each("'{{ folders }}'", "it.pth")[0].ends_with("variable-field-meant"));
    assert_eq!(each("[{ a: 1 }]", "it.anything"), [""; 0]);
    assert!(each("'{{ run.id }}'", "it")[0].ends_with("for-each-no-list"));
    assert!(each("text", "it")[0].ends_with("for-each-no-list"));
    assert!(each("3", "it")[0].ends_with("for-each-no-list"));
    assert_eq!(steps("- for_each: { in: [1], as: x, index: x, do: [] }"), ["4:40 for-each-one-name"]);
}

#[test]
fn sessions_in_branches_may_be_open_or_not() {
    let connect = super::SESSION.trim().trim_start_matches("- ").replacen("session: a", "session: b", 1);
    let use_b = "{ list_folders: { session: b, as: x } }";
    for good in [
        format!("- try: {{ do: [ {{ {connect} }} ], catch: [ {{ do: [ {{ {connect} }} ] }} ] }}\n- {use_b}"),
        format!(
            "- if: {{ condition: true, then: [ {{ {connect} }} ], else: [ {{ {connect} }} ] }}\n- {use_b}"
        ),
        format!(
            "- try: {{ do: [ {{ {connect} }}, {use_b} ], finally: [ {{ disconnect: {{ session: b }} }} ] }}"
        ),
        format!("- retry: {{ times: 2, do: [ {{ {connect} }} ] }}\n- {use_b}"),
        format!(
            "- for_each: {{ in: [1], do: [ {{ {connect} }}, {use_b}, {{ disconnect: {{ session: b }} }} ] }}"
        ),
        "- try: { do: [ { disconnect: { session: a } } ] }\n- list_folders: { session: a, as: x }".to_owned(),
    ] {
        assert_eq!(steps(&good), [""; 0], "{good}");
    }
    let twice = format!("- try: {{ do: [ {{ {connect} }}, {{ {connect} }} ] }}");
    assert!(steps(&twice)[0].ends_with("session-twice"));
    assert_eq!(
        steps("- for_each: { in: [1], do: [ { disconnect: { session: a } } ] }"),
        ["4:32 session-closed-in-loop"]
    );
}

#[test]
fn steps_are_tried_again_a_sensible_number_of_times() {
    for (times, wrong) in
        [("0", true), ("1", false), ("100", false), ("101", true), ("-1", true), ("x", true)]
    {
        let found = steps(&format!("- retry: {{ times: {times}, do: [] }}"));
        assert_eq!(!found.is_empty(), wrong, "{times}: {found:?}");
    }
    assert_eq!(
        steps("- retry: { times: 1, kinds: [timeout, outcome_unknown], do: [] }"),
        ["4:41 retry-outcome-unknown"]
    );
}
