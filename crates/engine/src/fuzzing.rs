//! What must hold of anything a person writes, each said once: fuzzers look for bytes of which it does not (`cargo xtask
//! fuzz`), and a test asks it of those that lie beside them in `fuzz/seeds`.
#![expect(clippy::panic, reason = "what does not hold is to be heard of")]

mod automation;
mod filter;
mod template;

pub use automation::automation;
pub use filter::filter;
pub use template::template;

use carteiro_world::Phrase;
use carteiro_world::words::Language;

/// Words that are there in every language, with all that they mention.
fn said(words: &Phrase) {
    // Who writes such a thing is quoted with it.
    let quoted = words.args.values().any(|value| value.contains("{$") || value.starts_with(&*words.code));
    for language in Language::ALL {
        let said = language.say(words);
        assert!(quoted || !(said.starts_with(&*words.code) || said.contains("{$")), "{said}");
    }
}

#[cfg(test)]
mod tests;
