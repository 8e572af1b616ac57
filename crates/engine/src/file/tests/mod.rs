//! A small grammar like the real one, and what goes wrong in files of it.

mod bad;
mod good;
mod hostile;
mod secrets;
mod shapes;
mod types;

use super::{Mistake, Source, load};
use carteiro_world::words::Language;
use types::Automation;

/// What a person sees of a file that is not an [`Automation`].
fn shown(text: &str) -> String {
    shown_in(text, Language::English)
}

fn shown_in(text: &str, language: Language) -> String {
    let mistakes = mistakes(text);
    Source::new("a.yaml", text.as_bytes()).show_all(&mistakes, language, false)
}

fn mistakes(text: &str) -> Vec<Mistake> {
    load::<Automation>("a.yaml", text.as_bytes()).expect_err("a mistake")
}

/// `line:column code path` of each mistake.
fn codes(text: &str) -> Vec<String> {
    mistakes(text)
        .iter()
        .map(|mistake| match &mistake.place {
            Some(place) => format!("{place} {} {}", mistake.code(), place.path),
            None => mistake.code().to_owned(),
        })
        .collect()
}
