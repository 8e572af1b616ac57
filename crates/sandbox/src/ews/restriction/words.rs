use icu_normalizer::DecomposingNormalizer;

use super::{Folding, Mode};

/// Whether a text is in another.
pub(super) fn contains(whole: &[u8], text: &str, mode: Mode, folding: Folding) -> bool {
    let (whole, text) = (fold(&String::from_utf8_lossy(whole), folding), fold(text, folding));
    let starts_word = |at: usize| {
        let before = whole.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric())
    };
    let ends_word = |at: usize| {
        let behind = whole.get(at..).and_then(|behind| behind.chars().next());
        behind.is_none_or(|c| !c.is_alphanumeric())
    };
    match mode {
        Mode::FullString => whole == text,
        Mode::Prefixed => whole.starts_with(&text),
        Mode::Substring => whole.contains(&text),
        Mode::PrefixOnWords => whole.match_indices(&text).any(|(at, _)| starts_word(at)),
        Mode::ExactPhrase => {
            whole.match_indices(&text).any(|(at, _)| starts_word(at) && ends_word(at + text.len()))
        }
    }
}

fn fold(text: &str, folding: Folding) -> String {
    let mut text = text.to_owned();
    if folding.marks {
        let decomposed = DecomposingNormalizer::new_nfd().normalize(&text).into_owned();
        text = decomposed.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    }
    if folding.case { text.to_lowercase() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_and_foldings_decide_what_is_found() {
        let exact = Folding { case: false, marks: false };
        let loose = Folding { case: true, marks: true };
        let in_it = |text, mode, folding| contains("Réunião amanhã".as_bytes(), text, mode, folding);
        assert!(in_it("ião", Mode::Substring, exact));
        assert!(!in_it("IAO", Mode::Substring, exact));
        assert!(in_it("IAO", Mode::Substring, loose));
        assert!(in_it("ama", Mode::PrefixOnWords, exact) && !in_it("manhã", Mode::PrefixOnWords, exact));
        assert!(in_it("amanhã", Mode::ExactPhrase, exact) && !in_it("ama", Mode::ExactPhrase, exact));
        assert!(in_it("reuniao", Mode::Prefixed, loose) && !in_it("reuniao", Mode::FullString, loose));
    }
}
