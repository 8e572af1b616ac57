use super::said;
use crate::Automation;
use crate::file::{Document, MOST_MISTAKES, Mistake, Place, Severity, Source};
use carteiro_world::words::Language;

const NAME: &str = "a.yaml";

/// Any file is an automation, or has mistakes that a person finds in it; and is the same when it is read again.
pub fn automation(bytes: &[u8]) {
    let told = match (Automation::load(NAME, bytes), Automation::load(NAME, bytes)) {
        (Ok(checked), Ok(again)) => {
            let written = |of: &Automation| format!("{of:?}");
            assert_eq!(written(checked.automation()), written(again.automation()));
            assert_eq!(checked.warnings(), again.warnings());
            assert!(checked.warnings().iter().all(|one| one.severity == Severity::Warning));
            assert!(!checked.automation().steps.is_empty() && Document::parse(NAME, bytes).is_ok());
            checked.warnings().to_vec()
        }
        (Err(mistakes), Err(again)) => {
            assert_eq!(mistakes, again);
            assert!(mistakes.iter().any(|one| one.severity == Severity::Error));
            assert!(mistakes.len() <= MOST_MISTAKES);
            mistakes
        }
        (one, other) => panic!("{one:?}\nand then\n{other:?}"),
    };
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    for Mistake { phrase, place, related, .. } in &told {
        said(phrase);
        place.iter().chain(related.as_deref()).for_each(|place| lies_in(text, place));
    }
    for language in Language::ALL {
        let shown = Source::new(NAME, bytes).show_all(&told, language, false);
        assert!(!shown.contains(|letter: char| letter.is_control() && letter != '\n'), "{shown:?}");
    }
}

fn lies_in(text: &str, place: &Place) {
    let mut lines = text.split('\n');
    let line = lines.nth(place.line.checked_sub(1).unwrap_or(usize::MAX));
    let columns = line.map(|line| line.chars().count() + 1);
    assert!(columns.is_some_and(|columns| (1..=columns).contains(&place.column)), "{place} in {text:?}");
}
