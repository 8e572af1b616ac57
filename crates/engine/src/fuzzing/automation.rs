use super::said;
use crate::Automation;
use crate::file::{Document, MOST_MISTAKES, Mistake, Place, Severity, Source};
use carteiro_world::phrase;
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
    // YAML 1.2.2 §5.4.
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    for Mistake { phrase, place, related, .. } in &told {
        said(phrase);
        place.iter().chain(related.as_deref()).for_each(|place| lies_in(text, place));
    }
    for language in Language::ALL {
        let shown = Source::new(NAME, bytes).show_all(&told, language, false);
        assert!(!shown.contains(|letter: char| letter.is_control() && letter != '\n'), "{shown:?}");
    }
    hides_its_secrets(bytes, text, &told);
}

/// Whatever is wrong on whatever line, what stands below a secret key is not shown.
fn hides_its_secrets(bytes: &[u8], text: &str, told: &[Mistake]) {
    let Ok(document) = Document::parse(NAME, bytes) else { return };
    // Elsewhere in the file, or among the words that a mistake suggests, the same text is none.
    let is_word = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let is_own =
        |secret: &&str| !is_word(secret) && secret.trim().len() >= 8 && text.matches(secret).count() == 1;
    let secrets: Vec<&str> = document.root().secrets().into_iter().filter(is_own).collect();
    if secrets.is_empty() {
        return;
    }
    let place = |line| Place { line, column: 1, path: String::new() };
    let anywhere =
        (1..=text.split('\n').count()).map(|line| Mistake::new(phrase!("file-not-yaml"), place(line)));
    let mistakes: Vec<Mistake> = anywhere.chain(told.iter().cloned()).collect();
    let shown = Source::new(NAME, bytes).show_all(&mistakes, Language::English, false);
    for secret in secrets {
        assert!(!shown.contains(secret), "{secret:?} in {shown}");
    }
}

fn lies_in(text: &str, place: &Place) {
    let mut lines = text.split('\n');
    let line = lines.nth(place.line.checked_sub(1).unwrap_or(usize::MAX));
    let columns = line.map(|line| line.chars().count() + 1);
    assert!(columns.is_some_and(|columns| (1..=columns).contains(&place.column)), "{place} in {text:?}");
}
