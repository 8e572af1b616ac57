use url::form_urlencoded;

use super::super::failure::{Failure, Outcome};

/// The options of a query, decoded, in their order.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Query(Vec<(String, String)>);

impl Query {
    pub fn read(text: &str) -> Self {
        let pairs = form_urlencoded::parse(text.as_bytes());
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// The value of an option, whose name has no case. One that is empty counts as left out.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    pub fn number(&self, name: &str) -> Outcome<Option<usize>> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let invalid = || {
            Failure::bad_request(format!(
                "Invalid value '{text}' for {name} query option found. The {name} query option requires a non-negative integer value."
            ))
        };
        text.parse().map(Some).map_err(|_| invalid())
    }

    pub fn truth(&self, name: &str) -> Outcome<bool> {
        match self.get(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(other) => Err(Failure::bad_request(format!(
                "Invalid value '{other}' for {name} query option found. The value is 'true' or 'false'."
            ))),
        }
    }

    /// The same options with one more, in place of those of these names.
    pub fn with(&self, without: &[&str], name: &str, value: &str) -> String {
        let kept = self.0.iter().filter(|(own, _)| {
            !own.eq_ignore_ascii_case(name) && !without.iter().any(|other| own.eq_ignore_ascii_case(other))
        });
        let mut out = form_urlencoded::Serializer::new(String::new());
        out.extend_pairs(kept);
        out.append_pair(name, value).finish()
    }
}
