//! Hostile templates, and what must come of each.

use super::{evaluate, scope};
use crate::file::Place;
use crate::template::{Anything, Context, Source};
use carteiro_mail::FolderPath;
use carteiro_world::words::{Language, Phrase};
use std::path::PathBuf;

const TABLE: &str = include_str!("escapes.txt");

/// `⟦40×text⟧` is the text forty times.
fn unfolded(text: &str) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (count, after) = after.split_once('×').unwrap();
        let (repeated, after) = after.split_once('⟧').unwrap();
        made.push_str(before);
        made.push_str(&repeated.repeat(count.parse().unwrap()));
        rest = after;
    }
    made + rest
}

/// The code of words, which are there in every language, with all that they mention.
fn code(words: &Phrase) -> &str {
    for language in Language::ALL {
        let said = language.say(words);
        assert!(!said.starts_with(&*words.code) && !said.contains("{$"), "{said}");
    }
    &words.code
}

fn outcome(place: &str, text: &str) -> String {
    let in_context = |context| {
        let source = Source::parse(text.to_owned(), Place::default(), context);
        let source = source.map_err(|words| format!("load {}", code(&words)))?;
        source.text(&scope()).map_err(|failure| format!("run {}", code(&failure.words)))
    };
    let made = match place {
        "text" => in_context(Context::Text),
        "header" => in_context(Context::Header),
        "html" => in_context(Context::Html),
        "path" => evaluate::<PathBuf>(text)
            .map(|path| path.display().to_string())
            .map_err(|code| format!("run {code}")),
        "folder" => {
            evaluate::<FolderPath>(text).map(|path| path.to_string()).map_err(|code| format!("run {code}"))
        }
        "value" => Source::parse(text.to_owned(), Place::default(), Context::Text)
            .map_err(|words| format!("load {}", code(&words)))
            .and_then(|source| {
                let value = Anything::Template(source).evaluate(&scope());
                value.map_err(|failure| format!("run {}", code(&failure.words)))
            })
            .map(|value| value.to_json().unwrap().to_string()),
        other => panic!("{other} is no place"),
    };
    made.map_or_else(|code| code, |text| format!("is {text:?}"))
}

#[test]
fn what_is_hostile_is_refused_ends_or_is_made_harmless() {
    let (mut count, mut wrong) = (0, Vec::new());
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (place, rest) = line.split_once(": ").unwrap();
        let (text, expected) = rest.rsplit_once(" => ").unwrap();
        let outcome = outcome(place, &unfolded(text));
        if outcome != expected {
            wrong.push(format!("{line}, and it {outcome}"));
        }
        count += 1;
    }
    assert!(count > 100 && wrong.is_empty(), "{count}\n{}", wrong.join("\n"));
}
