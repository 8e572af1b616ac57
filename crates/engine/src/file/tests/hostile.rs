use super::good::GOOD;
use super::types::Automation;
use super::{codes, mistakes};
use crate::file::{LARGEST, MOST_MISTAKES, Source, load};
use carteiro_world::words::Language;
use proptest::prelude::*;

fn only_code(text: &str) -> String {
    let codes: Vec<String> = mistakes(text).iter().map(|mistake| mistake.code().to_owned()).collect();
    assert_eq!(codes.len(), 1, "{codes:?}");
    codes.into_iter().next().unwrap_or_default()
}

#[test]
fn a_hundred_thousand_brackets_are_a_mistake_and_not_a_crash() {
    for nest in ["[", "{", "- ", "{a: ", "[{", "? ", "? - "] {
        assert_eq!(only_code(&nest.repeat(100_000)), "file-too-deep", "{nest}");
    }
    let levels: Vec<String> = (0..300).map(|level| format!("{}a:", " ".repeat(level))).collect();
    assert_eq!(only_code(&levels.join("\n")), "file-too-deep");
}

#[test]
fn aliases_that_multiply_are_stopped() {
    let laughs = |levels: usize, times: usize| {
        let lines = (1..levels).map(|level| {
            let before = format!("*a{}", level - 1);
            format!("a{level}: &a{level} [{}]", vec![before; times].join(", "))
        });
        format!("a0: &a0 [x]\n{}\n", lines.collect::<Vec<_>>().join("\n"))
    };
    assert_eq!(only_code(&laughs(30, 9)), "file-too-many-values");
    assert_eq!(only_code(&laughs(100, 1)), "file-too-deep");
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(500_000), "*a, ".repeat(40_000));
    assert_eq!(only_code(&long), "file-too-many-values");
    assert_eq!(only_code("a: &a [*a]"), "file-alias-in-itself");
    assert_eq!(only_code("a: *a"), "file-alias-unknown");
}

#[test]
fn a_file_too_large_or_not_text_is_refused() {
    assert_eq!(only_code(&" ".repeat(LARGEST + 1)), "file-too-large");
    let wrong = load::<Automation>("a.yaml", b"name: caf\xe9\n").expect_err("latin 1");
    assert_eq!(wrong[0].code(), "file-not-utf8");
    assert_eq!(wrong[0].place.as_ref().map(ToString::to_string), Some("1:10".into()));
    assert!(
        Source::new("a", b"name: caf\xe9\n")
            .show(&wrong[0], Language::English, false)
            .contains("caf\u{fffd}")
    );
}

#[test]
fn a_report_is_never_longer_than_a_person_reads() {
    let lines = |times: usize, line: &str| -> String {
        (0..times).map(|number| line.replace('#', &number.to_string())).collect()
    };
    let told = |steps: &str| codes(&format!("name: x\nsteps:\n{steps}")).len();
    assert_eq!(told(&lines(10_000, "- x#: 1\n")), MOST_MISTAKES);
    assert_eq!(codes(&lines(20_000, "sessions#: 1\n")).len(), MOST_MISTAKES);
    let size = "- for_each_mail: { session: s, where: { size: 5 }, do: [stop] }\n";
    assert_eq!(told(&lines(150, size)), MOST_MISTAKES);
    assert!((10..MOST_MISTAKES).contains(&told(&lines(3_000, size))));
}

/// Loads, shows, and expects nothing but an end.
fn survives(bytes: &[u8]) {
    if let Err(mistakes) = load::<Automation>("a.yaml", bytes) {
        assert!(!mistakes.is_empty() && mistakes.len() <= MOST_MISTAKES);
        let source = Source::new("a.yaml", bytes);
        for language in Language::ALL {
            let shown = source.show_all(&mistakes, language, true);
            assert!(!shown.contains("file-"), "{shown}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_end_in_a_type_or_in_mistakes(bytes: Vec<u8>) {
        survives(&bytes);
    }

    #[test]
    fn any_text_that_looks_like_yaml_ends(text in r#"([a-c&*!|>\-?:,\[\]{}#'"%@` \n\t0-9~<\u{e9}]|: |- |\n  |password: ){0,80}"#) {
        survives(text.as_bytes());
    }

    #[test]
    fn a_good_file_with_something_cut_out_or_put_in_ends(
        at in 0..GOOD.len(),
        length in 0..40_usize,
        put in r#"[a-c&*!|>\-?:,\[\]{}#'"%@ \n\t~]{0,4}"#,
    ) {
        let mut bytes = GOOD.as_bytes().to_vec();
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, put.bytes());
        survives(&bytes);
    }
}
