use super::said;
use crate::file::{self, Mistake};
use crate::filter::{Filter, Listed, converted};
use crate::vars::Scope;
use jiff::tz::TimeZone;

/// Any text is a filter or is refused; a list of another product means the same as a filter; every regular expression
/// that is taken comes to an end.
pub fn filter(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(filter) = file::load::<Filter>("filter.yaml", bytes) {
        asked(&filter);
    }
    let quoted = serde_json::Value::from(text).to_string();
    match read(&format!("subject: {{ regex: {quoted} }}")) {
        Ok(filter) => {
            asked(&filter);
            let subject = filter.subject.as_ref();
            let looked_for = subject.and_then(|subject| subject.text(&Scope::default()).ok());
            // It comes to an end, whatever it answers.
            assert!(looked_for.map(|subject| subject.is_match(text)).is_some());
        }
        Err(mistakes) => mistakes.iter().for_each(|mistake| said(&mistake.phrase)),
    }
    match Listed::read(text) {
        Ok(list) => means_the_same(&list),
        Err(words) => said(&words),
    }
}

fn read(text: &str) -> Result<Filter, Vec<Mistake>> {
    file::load("filter.yaml", text.as_bytes())
}

/// What is taken can be asked for.
fn asked(filter: &Filter) -> String {
    for pattern in filter.patterns() {
        pattern.captures().for_each(|name| assert!(!name.is_empty()));
    }
    match filter.query(&Scope::default(), &TimeZone::UTC) {
        Ok(query) => format!("{:?}", query.condition),
        // What a template mentions is not there.
        Err(failure) => {
            said(&failure.words);
            assert!(!filter.sources().is_empty());
            String::new()
        }
    }
}

fn means_the_same(list: &[Listed]) {
    assert!(!list.is_empty());
    let written = converted(&[("subject", list.to_vec())]);
    let filter = written.strip_prefix("where:\n").map(read);
    let Some(Ok(filter)) = filter else { panic!("{written}{filter:?}") };
    let asked = asked(&filter);
    for one in list {
        let meant = match one {
            Listed::Exact(text) => format!("Exact({text:?})"),
            Listed::Contains(text) => format!("Contains {{ text: {text:?}, case: false }}"),
        };
        assert!(asked.contains(&meant), "{meant}\n{written}{asked}");
    }
}
