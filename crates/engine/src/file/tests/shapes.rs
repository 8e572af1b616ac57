//! What serde and schemars can write beyond the small grammar.

#![expect(dead_code, reason = "what is read is compared with what was written, not used")]

use crate::file::load;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

fn codes<T: DeserializeOwned + JsonSchema>(text: &str) -> Vec<String> {
    let Err(mistakes) = load::<T>("a.yaml", text.as_bytes()) else {
        return Vec::new();
    };
    mistakes
        .iter()
        .map(|mistake| {
            let path = mistake.place.as_ref().map_or("", |place| place.path.as_str());
            format!("{} {path}", mistake.code())
        })
        .collect()
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Tagged {
    Circle { radius: f64 },
    Square { side: f64 },
}

#[test]
fn an_internally_tagged_enum_is_chosen_by_its_tag() {
    assert_eq!(codes::<Tagged>("kind: circle\nradius: 1.5"), [""; 0]);
    assert_eq!(codes::<Tagged>("kind: circle\nside: 1"), ["file-missing-key ", "file-key-not-beside side"]);
    assert_eq!(codes::<Tagged>("kind: circl\nradius: 1"), ["file-unknown-word-meant kind"]);
    assert_eq!(codes::<Tagged>("radius: 1"), ["file-missing-key "]);
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum When {
    Before(String),
    After(String),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Who {
    Me,
    Them(u8),
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Common {
    label: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Flattened {
    name: String,
    #[serde(flatten)]
    when: Option<When>,
    #[serde(flatten)]
    who: Who,
    #[serde(flatten)]
    common: Common,
}

#[test]
fn several_flattened_types_are_each_asked_for_their_own() {
    assert_eq!(codes::<Flattened>("name: x\nthem: 1\nlabel: 0123"), [""; 0]);
    assert_eq!(codes::<Flattened>("name: x\nme:\nbefore: 2020"), [""; 0]);
    assert_eq!(codes::<Flattened>("name: x"), ["file-choice-none "]);
    assert_eq!(
        codes::<Flattened>("name: x\nthem: many\nbefore: a\nafter: b\nbefor: c\nlabel: []"),
        [
            "file-wrong-type them",
            "file-choice-two after",
            "file-unknown-key-meant befor",
            "file-wrong-type label"
        ]
    );
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(transparent)]
struct Word(#[schemars(regex(pattern = "^[a-z]+$"), length(max = 5))] String);

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Many {
    pair: (u8, String),
    ratio: f32,
    #[schemars(range(min = 0.5))]
    least: f32,
    #[schemars(length(min = 2))]
    text: String,
    words: BTreeSet<Word>,
    by_word: BTreeMap<Word, u8>,
    by_number: BTreeMap<u16, bool>,
    who: Option<Who>,
    letter: char,
    signed: i8,
    nothing: (),
}

impl Default for Many {
    fn default() -> Self {
        Self {
            pair: (0, String::new()),
            ratio: 0.0,
            least: 1.0,
            text: String::new(),
            words: BTreeSet::new(),
            by_word: BTreeMap::new(),
            by_number: BTreeMap::new(),
            who: None,
            letter: ' ',
            signed: 0,
            nothing: (),
        }
    }
}

#[test]
fn every_kind_of_field_is_read() {
    let text = "pair: [0x10, 1]\nratio: 2\nleast: .inf\ntext: no\nwords: [a, b]\nby_word: { a: 1 }\nby_number: { 7: true }\nwho: ~\nletter: 1\nsigned: -128\nnothing:\n";
    let many: Many = load("a.yaml", text.as_bytes()).expect("good");
    assert_eq!(many.pair, (16, "1".into()));
    assert_eq!((many.ratio, many.least.is_infinite()), (2.0, true));
    assert_eq!(many.by_number, BTreeMap::from([(7, true)]));
    assert_eq!((many.letter, many.signed), ('1', -128));
    for who in ["me", "{ me: }", "{ them: 3 }"] {
        let many: Many = load("a.yaml", format!("who: {who}").as_bytes()).expect(who);
        assert!(many.who.is_some());
    }
}

#[test]
fn every_kind_of_field_refuses_what_it_is_not() {
    assert_eq!(
        codes::<Many>(
            "pair: [300, a, b]\nratio: fast\nleast: 0.1\ntext: x\nwords: [A, abcdef]\nby_word: { A: 1 }\nby_number: { x: true }\nwho: { them: 256 }\nletter: ab\nsigned: 1.5\nnothing: 1\n"
        ),
        [
            "file-list-too-long pair",
            "file-too-big pair[0]",
            "file-wrong-type ratio",
            "file-too-small least",
            "file-text-too-short text",
            "file-pattern words[0]",
            "file-text-too-long words[1]",
            "file-key-form by_word.A",
            "file-key-form by_number.x",
            "file-too-big who.them",
            "file-text-too-long letter",
            "file-wrong-type signed",
            "file-wrong-type nothing",
        ]
    );
}

#[test]
fn a_file_may_be_a_list_or_a_single_value() {
    assert_eq!(load::<Vec<u8>>("a", b"- 1\n- 2\n"), Ok(vec![1, 2]));
    assert_eq!(load::<String>("a", b"no"), Ok("no".to_owned()));
    assert_eq!(load::<Option<bool>>("a", b"~"), Ok(None));
    assert_eq!(codes::<Vec<u8>>("a: 1"), ["file-wrong-type "]);
}
