use super::good::GOOD;
use super::types::Automation;
use super::{codes, mistakes, shown_in};
use crate::file::{Mistake, Place, Source, load};
use carteiro_world::phrase;
use carteiro_world::words::Language;
use proptest::prelude::*;

#[test]
fn no_mistake_shows_a_secret() {
    let around = |auth: &str| {
        format!(
            "name: x\nsteps:\n- connect:\n    session: s\n    outlook:\n      auth:\n        basic:\n          username: u\n{auth}\n"
        )
    };
    for auth in [
        "          password: {hunter2: x}",
        "          password: [hunter2]",
        "          password: {hunter2}",
        "          password: {hunter2, hunter2}",
        "          password: !hunter2 hunter2",
        "          password: \"hunter2",
        "          password: 'hunter2'x",
        "          password: hunter2: x",
        "          password: \"\\hunter2\"",
        "          password: |\n            hunter2\n         x: y",
        "          password: hunter2\n          password: hunter2",
        "          passwrd: hunter2",
        "          senha: hunter2",
        "          pass: hunter2",
        "          clave: hunter2",
        "          client_secret: hunter2",
        "          password: { variable: HUNTER2hunter2 }\n          certificate: hunter2",
        "          password:\n            hunter2: [hunter2, {a: hunter2}]",
        "          password: hunter2\n\thost: x",
        "          password: *hunter2",
        "          password: [<<: hunter2]",
        "          &password: hunter2",
        "          ok: { &password: hunter2 }",
    ] {
        let text = around(auth);
        for language in Language::ALL {
            let shown = shown_in(&text, language).replace("HUNTER2hunter2", "");
            assert!(!shown.contains("hunter2"), "{auth}\n{shown}");
        }
        for mistake in mistakes(&text) {
            let json = serde_json::to_string(&mistake).expect("json").replace("HUNTER2hunter2", "");
            assert!(!json.contains("hunter2"), "{auth}\n{json}");
        }
    }
}

#[test]
fn a_line_that_ends_in_a_carriage_return_alone_keeps_its_secret() {
    let text = "name: x\nvariables: { a: 1 }\rpassword: hunter2\nsteps: []\n";
    let place = |line| Place { line, column: 1, path: String::new() };
    let source = Source::new("a.yaml", text.as_bytes());
    let shown =
        |line| source.show(&Mistake::new(phrase!("file-not-yaml"), place(line)), Language::English, false);
    assert!(shown(2).contains("2 | variables: { a: 1 }\n"), "{}", shown(2));
    assert!(shown(3).contains("3 | password: ***\n") && shown(4).contains("4 | steps: []\n"));
    let broken = mistakes("name: x\r\nb: 1\rc: [\n");
    assert_eq!(broken[0].place.as_ref().map(|place| place.line), Some(3));
    assert!(shown_in("name: x\r\nb: 1\rc: [\n", Language::English).contains("3 | c: [\n"));
}

#[test]
fn a_secret_of_the_wrong_kind_is_told_by_its_place() {
    assert_eq!(
        codes(
            "name: x\nsteps:\n- connect: { session: s, outlook: { auth: { basic: { username: u, password: [a] } } } }"
        ),
        ["3:77 file-wrong-type-two steps[0].connect.outlook.auth.basic.password"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_mistake_elsewhere_in_the_file_shows_the_secret(
        at in 0..GOOD.len(),
        length in 0..20_usize,
        put in r#"[a-c&*!|>\-?:,\[\]{}#'"%@ \n\t~]{0,4}"#,
    ) {
        let text = GOOD.replace("password: no", "password: hunter2");
        let secret = text.find("password: hunter2").expect("a password");
        let (before, after) = (text.split_at(secret).0, text.split_at(secret + 17).1);
        let cut = |part: &str| -> String {
            let kept = part.char_indices().filter(|(place, _)| !(at..at + length).contains(place));
            kept.map(|(place, letter)| if place == at { put.clone() } else { letter.to_string() }).collect()
        };
        for broken in [
            format!("{}password: hunter2{after}", cut(before)),
            format!("{before}password: hunter2{}", cut(after)),
        ] {
            let Err(mistakes) = load::<Automation>("a.yaml", broken.as_bytes()) else { continue };
            let shown = Source::new("a.yaml", broken.as_bytes()).show_all(&mistakes, Language::English, false);
            prop_assert!(!shown.contains("hunter2"), "{}\n{}", broken, shown);
            prop_assert!(!serde_json::to_string(&mistakes).expect("json").contains("hunter2"));
        }
    }
}
