//! Every word a person reads. Code says *what* ([`Phrase`]: a code and its values); `strings/*.ftl` say it in a
//! language. A mistake, an event, an error and an advice all carry a phrase.

mod datetime;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use jiff::Zoned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// Something to say to a person: the key of a sentence in `strings/*.ftl`, and the values in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// The key of the sentence.
    pub code: Cow<'static, str>,
    /// The values it mentions. Shared, so that an error stays small.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: Arc<BTreeMap<Cow<'static, str>, String>>,
}

impl Phrase {
    /// A sentence without values.
    pub fn new(code: impl Into<Cow<'static, str>>) -> Self {
        Self { code: code.into(), args: Arc::default() }
    }

    /// The same sentence, mentioning `value` as `name`.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl fmt::Display) -> Self {
        Arc::make_mut(&mut self.args).insert(name.into(), value.to_string());
        self
    }
}

/// In English: for logs and for people who use a crate of ours as a library.
impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Language::English.say(self))
    }
}

/// A [`Phrase`]: `phrase!("folder-missing", folder = path)`. `cargo xtask generate --check` reads these calls and
/// fails when a code is missing in a language.
#[macro_export]
macro_rules! phrase {
    ($code:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::Phrase::new($code)$(.with(stringify!($name), &$value))*
    };
}

/// The languages Carteiro speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Brazilian Portuguese.
    #[serde(rename = "pt-BR")]
    Portuguese,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Portuguese];

    /// The language of a POSIX locale such as `pt_BR.UTF-8`, or of a tag such as `pt-BR`; English when it is another.
    pub fn from_locale(locale: &str) -> Self {
        if locale.get(..2).is_some_and(|language| language.eq_ignore_ascii_case("pt")) {
            Self::Portuguese
        } else {
            Self::English
        }
    }

    /// Its tag (RFC 5646).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Portuguese => "pt-BR",
        }
    }

    /// The sentence in this language; in English when this language lacks it; the bare code and values when both do.
    pub fn say(self, phrase: &Phrase) -> String {
        self.find(&phrase.code, None, &phrase.args)
            .or_else(|| Self::English.find(&phrase.code, None, &phrase.args))
            .unwrap_or_else(|| format!("{} {:?}", phrase.code, phrase.args))
    }

    /// A moment where it is read: `Dec 6, 2026, 10:00:00 CET`. In a sentence: `{ DATETIME($at) }`, in UTC.
    pub fn moment(self, at: &Zoned) -> String {
        datetime::moment(at, self)
    }

    /// A word that stands by itself: `key` or, with a dot, an attribute of it (`field-move-to.label`).
    pub fn word(self, key: &str) -> Option<String> {
        let (key, attribute) =
            key.split_once('.').map_or((key, None), |(key, attribute)| (key, Some(attribute)));
        self.find(key, attribute, &BTreeMap::new())
    }

    fn find(
        self,
        key: &str,
        attribute: Option<&str>,
        values: &BTreeMap<Cow<'static, str>, String>,
    ) -> Option<String> {
        let bundle = match self {
            Self::English => &ENGLISH,
            Self::Portuguese => &PORTUGUESE,
        };
        let message = bundle.get_message(key)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut args = FluentArgs::new();
        for (name, value) in values {
            // A number chooses the plural form; anything else is text.
            match value.parse::<u32>() {
                // A folder called 007 stays 007.
                Ok(number) if number.to_string() == *value => args.set(name.as_ref(), number),
                _ => args.set(name.as_ref(), value.as_str()),
            }
        }
        Some(bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    }
}

type Bundle = FluentBundle<FluentResource>;
static ENGLISH: LazyLock<Bundle> =
    LazyLock::new(|| bundle(Language::English, include_str!("../../../strings/en.ftl")));
static PORTUGUESE: LazyLock<Bundle> =
    LazyLock::new(|| bundle(Language::Portuguese, include_str!("../../../strings/pt-BR.ftl")));

fn bundle(language: Language, text: &str) -> Bundle {
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    // The marks that isolate mixed writing directions show up as boxes in terminals.
    bundle.set_use_isolating(false);
    // Refused only where there is one of that name.
    let _ = bundle.add_function("DATETIME", move |values, _| datetime::function(values, language));
    // What is broken in a file is left out here and found by the tests.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_words_have_no_broken_entries() {
        for text in [include_str!("../../../strings/en.ftl"), include_str!("../../../strings/pt-BR.ftl")] {
            if let Err((_, errors)) = FluentResource::try_new(text.to_owned()) {
                panic!("{errors:?}");
            }
        }
    }

    #[test]
    fn a_phrase_is_said_in_both_languages_with_its_values() {
        let phrase = phrase!("folder-missing", folder = "Faturas");
        for language in Language::ALL {
            let said = language.say(&phrase);
            assert!(said.contains("Faturas") && !said.contains("folder-missing"), "{said}");
        }
    }

    #[test]
    fn an_unknown_code_still_says_something() {
        assert!(Phrase::new("no-such-code").with("n", 3).to_string().contains("no-such-code"));
    }

    #[test]
    fn a_locale_chooses_the_language() {
        assert_eq!(Language::from_locale("pt_BR.UTF-8"), Language::Portuguese);
        assert_eq!(Language::from_locale("C"), Language::English);
    }
}
