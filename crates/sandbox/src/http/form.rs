use url::form_urlencoded;

/// Parameters of a query or of a form (`application/x-www-form-urlencoded`).
#[derive(Clone, Debug, Default)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// A parameter without a value counts as left out (RFC 6749 §3.1).
    pub fn parse(text: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(text).filter(|(_, value)| !value.is_empty());
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The values of a parameter that may be there several times.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// A parameter that is there more than once, which OAuth forbids (RFC 6749 §3.1, §3.2).
    pub fn repeated(&self) -> Option<&str> {
        let mut names: Vec<&str> = self.0.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.windows(2).find(|pair| pair.first() == pair.last()).and_then(|pair| pair.first().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_without_a_value_is_left_out() {
        assert_eq!(Form::parse(b"state=&scope=a+b%20c").get("state"), None);
        assert_eq!(Form::parse(b"state=&scope=a+b%20c").get("scope"), Some("a b c"));
    }

    #[test]
    fn a_repeated_parameter_is_found() {
        assert_eq!(Form::parse(b"a=1&b=2&a=1").repeated(), Some("a"));
        assert_eq!(Form::parse(b"a=1&b=1").repeated(), None);
    }
}
