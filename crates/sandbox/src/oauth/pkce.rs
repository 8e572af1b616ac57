use super::text;

/// What proves that whoever redeems a code is who asked for it (RFC 7636).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Challenge {
    Plain(String),
    S256(String),
}

impl Challenge {
    /// Without a method it is plain (RFC 7636 §4.3). `None` for a method or a text that the RFC does not have.
    pub fn read(challenge: &str, method: Option<&str>) -> Option<Self> {
        let challenge = well_formed(challenge).then(|| challenge.to_owned())?;
        match method {
            None | Some("plain") => Some(Self::Plain(challenge)),
            Some("S256") => Some(Self::S256(challenge)),
            Some(_) => None,
        }
    }

    /// RFC 7636 §4.6.
    pub fn is_met_by(&self, verifier: &str) -> bool {
        well_formed(verifier)
            && match self {
                Self::Plain(challenge) => challenge == verifier,
                Self::S256(challenge) => *challenge == text::base64url(&text::sha256(verifier.as_bytes())),
            }
    }
}

/// RFC 7636 §4.1, §4.2: 43 to 128 unreserved characters.
fn well_formed(text: &str) -> bool {
    (43..=128).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636, appendix B.
    #[test]
    fn the_challenge_of_the_rfc_is_met_by_its_verifier() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = Challenge::read("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Some("S256"));
        assert!(challenge.clone().is_some_and(|challenge| challenge.is_met_by(verifier)));
        assert!(!challenge.is_some_and(|challenge| challenge.is_met_by(&verifier.replace('d', "e"))));
    }

    #[test]
    fn a_short_challenge_or_another_method_is_none() {
        assert_eq!(Challenge::read(&"a".repeat(42), None), None);
        assert_eq!(Challenge::read(&"a".repeat(43), Some("S512")), None);
        assert_eq!(Challenge::read(&"a".repeat(43), None), Some(Challenge::Plain("a".repeat(43))));
    }
}
