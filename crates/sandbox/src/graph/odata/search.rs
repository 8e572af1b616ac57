use super::super::failure::{Failure, Outcome};
use crate::mime::fold;

/// What `$search` looks for (learn.microsoft.com/graph/search-query-parameter): terms of the Keyword Query Language, each
/// of which must be there or, behind `NOT`, must not, in groups of which one suffices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Search(Vec<Vec<Wanted>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    not: bool,
    property: Option<String>,
    text: String,
}

/// Something that can be searched: what it has under a property, or under the usual ones.
pub(in super::super) trait Searched {
    fn text(&self, property: Option<&str>) -> Option<String>;
    fn day(&self, property: &str) -> Option<jiff::civil::Date>;
    fn size(&self) -> u64;
}

impl Search {
    pub fn read(text: &str) -> Outcome<Self> {
        let inside = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        let (mut groups, mut not) = (vec![Vec::new()], false);
        for word in words(&inside.replace("\\\"", "\"").replace("\\\\", "\\")) {
            match word.as_str() {
                "AND" => {}
                "OR" => groups.push(Vec::new()),
                "NOT" => not = true,
                _ => {
                    let (property, text) = match word.split_once(':') {
                        Some((property, text)) if !property.contains('"') => {
                            (Some(property.to_ascii_lowercase()), text)
                        }
                        _ => (None, word.as_str()),
                    };
                    let text = fold(text.trim_matches('"'));
                    let wanted = Wanted { not: std::mem::take(&mut not), property, text };
                    if let Some(group) = groups.last_mut() {
                        group.push(wanted);
                    }
                }
            }
        }
        if groups.iter().any(Vec::is_empty) {
            return Err(Failure::bad_request(format!(
                "Syntax error: the value '{text}' of $search cannot be read."
            )));
        }
        Ok(Self(groups))
    }

    pub fn finds(&self, item: &dyn Searched) -> bool {
        self.0.iter().any(|group| group.iter().all(|wanted| wanted.not != wanted.is_in(item)))
    }
}

impl Wanted {
    fn is_in(&self, item: &dyn Searched) -> bool {
        match self.property.as_deref() {
            Some(property @ ("received" | "sent")) => {
                item.day(property).is_some_and(|day| within(&self.text, day, date))
            }
            Some("size") => within(&self.text, item.size(), |text| text.parse().ok()),
            property => item.text(property).is_some_and(|text| has_words(&text, &self.text)),
        }
    }
}

/// Words apart by spaces; what stands in quotes belongs together.
fn words(text: &str) -> Vec<String> {
    let (mut all, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        quoted ^= c == '"';
        if !quoted && (c.is_whitespace() || "()".contains(c)) {
            all.push(std::mem::take(&mut word));
        } else {
            word.push(c);
        }
    }
    all.push(word);
    all.retain(|word| !word.is_empty());
    all
}

/// Whether the words of one text stand in another, one behind the other. The last may be the beginning of one, before `*`.
fn has_words(text: &str, wanted: &str) -> bool {
    let pieces = |text: &str| -> Vec<String> {
        let text = fold(text);
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (text, begins) = (pieces(text), wanted.ends_with('*'));
    let wanted = pieces(wanted);
    let Some((last, before)) = wanted.split_last() else { return false };
    text.windows(wanted.len()).any(|found| {
        found.split_last().is_some_and(|(end, start)| {
            start == before && (end == last || (begins && end.starts_with(last.as_str())))
        })
    })
}

/// Whether a value is equal to, before, behind, or between what is said: `>=x`, `x..y`.
fn within<T: PartialOrd + Copy>(text: &str, value: T, read: impl Fn(&str) -> Option<T>) -> bool {
    if let Some((from, to)) = text.split_once("..") {
        return read(from).is_some_and(|from| value >= from) && read(to).is_some_and(|to| value <= to);
    }
    let behind = |prefix: &str| text.strip_prefix(prefix).and_then(&read);
    if text.starts_with(">=") {
        return behind(">=").is_some_and(|other| value >= other);
    }
    if text.starts_with("<=") {
        return behind("<=").is_some_and(|other| value <= other);
    }
    if text.starts_with('>') {
        return behind(">").is_some_and(|other| value > other);
    }
    if text.starts_with('<') {
        return behind("<").is_some_and(|other| value < other);
    }
    read(text.trim_start_matches('=')).is_some_and(|other| value == other)
}

/// `2018-07-23` or `07/23/2018`.
fn date(text: &str) -> Option<jiff::civil::Date> {
    text.parse().ok().or_else(|| jiff::civil::Date::strptime("%m/%d/%Y", text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Letter;

    impl Searched for Letter {
        fn text(&self, property: Option<&str>) -> Option<String> {
            match property {
                None => Some("Your invoice of March, from Bob Stone".to_owned()),
                Some("from") => Some("Bob Stone bob@x.test".to_owned()),
                _ => None,
            }
        }

        fn day(&self, _: &str) -> Option<jiff::civil::Date> {
            date("2026-03-01")
        }

        fn size(&self) -> u64 {
            5_000
        }
    }

    #[test]
    fn words_are_found_whole_and_in_their_order() {
        let finds = |text: &str| Search::read(text).unwrap().finds(&Letter);
        assert!(finds("\"INVOICE march\"") && finds("\"invo*\"") && finds("invoice"));
        assert!(!finds("\"invo\"") && !finds("\"\\\"march invoice\\\"\""));
        assert!(finds("\"from:bob@x.test AND NOT subject:x\"") && finds("\"nothing OR size:1..9999\""));
        assert!(
            finds("\"received:03/01/2026\"") && finds("\"received>=2026-02-01\"") == finds("\"nothing\"")
        );
        assert!(finds("\"received:>=2026-02-01 sent:<2026-03-02\""));
        assert!(Search::read("\"\"").is_err());
    }
}
