//! What is known to help against an error on the way into a mailbox. What is known is in [`carteiro_auth::advice`].

use crate::{Error, Kind};
use carteiro_auth::Credential;
use carteiro_auth::advice::{Refusal, What, find};
use carteiro_auth::modes::Provider;
use carteiro_auth::oauth2::judge::Facts;
use carteiro_auth::providers::{Service, is_here};
use carteiro_world::Phrase;
use jiff::Timestamp;

/// What helps against an error on the way into the mailbox at `host`, when that is known.
pub(crate) fn on_opening(host: &str, error: &Error) -> Option<Phrase> {
    known(host, error, What::Mailbox, None)
}

/// What helps when the server at `host` refuses this credential, or the mailbox it opens: a token itself tells more
/// than servers do.
pub(crate) fn on_sign_in(
    host: &str,
    service: Service,
    credential: &Credential,
    error: &Error,
    now: Timestamp,
) -> Option<Phrase> {
    // With nothing refused, nothing is wrong with the credential.
    if !matches!(error.kind(), Kind::SignInFailed | Kind::Denied | Kind::Rejected | Kind::Protocol) {
        return None;
    }
    let judged = Facts::of(credential).filter(|_| is_judged(host, service));
    let judged = judged.and_then(|facts| facts.on_refusal(service, now));
    judged.or_else(|| {
        let what = match (error.kind(), credential) {
            (Kind::SignInFailed, Credential::Password { .. } | Credential::Ntlm { .. }) => What::Password,
            (Kind::SignInFailed, Credential::Bearer { .. }) => What::Bearer,
            _ => What::Mailbox,
        };
        known(host, error, what, Some(service))
    })
}

/// What of a token does not fit the server at `host` before that has refused it.
pub(crate) fn at_sight(host: &str, service: Service, facts: &Facts, now: Timestamp) -> Option<Phrase> {
    is_judged(host, service).then(|| facts.at_sight(service, now)).flatten()
}

/// A token for an Exchange of one's own is for that host, as its issuer knows and nobody else.
fn is_judged(host: &str, service: Service) -> bool {
    service != Service::Ews || Provider::Microsoft.definition().shows_to(host) || is_here(host)
}

fn known(host: &str, error: &Error, what: What, service: Option<Service>) -> Option<Phrase> {
    let said = error.detail().unwrap_or_default();
    // What a server says by a code is known by the words that were chosen for it.
    let code = match error.words().code.as_ref() {
        "sign-in-contact-admin" => "[CONTACTADMIN] ",
        "sign-in-expired" => "[EXPIRED] ",
        "sign-in-not-authorized" => "[AUTHORIZATIONFAILED] ",
        "sign-in-unavailable" => "[UNAVAILABLE] ",
        "imap-privacy-required" => "[PRIVACYREQUIRED] ",
        "ews-forbidden" => "[EWS-FORBIDDEN] ",
        _ => "",
    };
    let by = if service == Some(Service::Ews) { "[EWS] " } else { "" };
    find(&Refusal { host, said: &format!("{by}{code}{said}"), what }).map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Retry;
    use carteiro_world::{Secret, phrase};

    const HOST: &str = "outlook.office365.com";

    fn password() -> Credential {
        Credential::Password { user: "ana@example.org".into(), password: Secret::new("x") }
    }

    fn token(token: &str) -> Credential {
        Credential::Bearer { user: "ana@example.org".into(), token: Secret::new(token), expires_at: None }
    }

    fn code(kind: Kind, words: Phrase, said: &str, credential: &Credential) -> Option<String> {
        let error = Error::new(kind, words).because(said);
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        let found = on_sign_in(HOST, Service::Imap, credential, &error, now);
        found.map(|phrase| phrase.code.into_owned())
    }

    #[test]
    fn a_password_and_a_token_are_refused_for_different_reasons() {
        let refused = || phrase!("sign-in-refused");
        for (credential, expected) in
            [(password(), "advice-microsoft-no-passwords"), (token("opaque"), "advice-exchange-token")]
        {
            let found = code(Kind::SignInFailed, refused(), "LOGIN failed.", &credential);
            assert_eq!(found.as_deref(), Some(expected));
        }
    }

    #[test]
    fn exchange_web_services_refuse_for_reasons_of_their_own() {
        let forbidden = || Error::new(Kind::Denied, phrase!("ews-forbidden")).because("HTTP 403");
        let refused = || Error::new(Kind::SignInFailed, phrase!("sign-in-token-refused"));
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        for (host, error, expected) in [
            (HOST, forbidden(), "advice-ews-blocked"),
            ("mail.example.org", forbidden(), "advice-ews-policy"),
            (HOST, refused(), "advice-ews-token"),
            ("mail.example.org", refused(), "advice-ews-own-token"),
        ] {
            let found = on_sign_in(host, Service::Ews, &token("opaque"), &error, now).unwrap();
            assert_eq!(found.code, expected, "{host}");
        }
    }

    #[test]
    fn what_a_token_says_goes_before_what_the_server_does_not_say() {
        use base64::Engine as _;
        use base64::engine::general_purpose::URL_SAFE_NO_PAD;
        let claims =
            r#"{"iss":"https://sts.windows.net/t/","aud":"https://graph.microsoft.com","scp":"Mail.Read"}"#;
        let graph = token(&format!("e30.{}.x", URL_SAFE_NO_PAD.encode(claims)));
        let found =
            code(Kind::SignInFailed, phrase!("sign-in-token-refused"), "AUTHENTICATE failed.", &graph);
        assert_eq!(found.as_deref(), Some("token-for-graph"));
    }

    #[test]
    fn a_code_of_the_server_is_known_though_its_text_says_nothing() {
        let words = phrase!("imap-privacy-required");
        assert_eq!(code(Kind::Denied, words, "No.", &password()).as_deref(), Some("advice-privacy-required"));
        let words = phrase!("sign-in-not-authorized", user = "x");
        assert_eq!(code(Kind::Denied, words, "", &password()).as_deref(), Some("advice-not-authorized"));
    }

    #[test]
    fn a_connection_that_breaks_says_nothing_about_the_credential() {
        assert_eq!(code(Kind::Unreachable, phrase!("connection-lost"), "", &password()), None);
        let error = Error::new(Kind::Throttled, phrase!("server-unavailable")).retrying(Retry::Later);
        assert_eq!(on_opening("imap.gmail.com", &error), None);
        let full = error.because("Too many simultaneous connections. (Failure)");
        let found = on_opening("imap.gmail.com", &full).unwrap();
        assert_eq!(found.code, "advice-too-many-connections");
    }
}
