//! What is known to help when a server refuses to let somebody in: by the server, and by what it says.

use crate::Error;
use carteiro_world::{Phrase, phrase};

/// What helps against an error on the way into the mailbox at `host`, when that is known.
pub(crate) fn on_opening(host: &str, error: &Error) -> Option<Phrase> {
    let host = host.to_ascii_lowercase();
    let said = error.detail().unwrap_or_default().to_ascii_lowercase();
    let is_at = |names: &[&str]| {
        let below =
            |name: &&str| host.strip_suffix(*name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        names.iter().any(below)
    };
    let says = |words: &[&str]| words.iter().any(|words| said.contains(words));
    // A password, that is: what is said below of passwords helps nobody who shows a token.
    let is_refused = error.words().code == "sign-in-refused";

    // https://doc.dovecot.org/settings/core/ mail_max_userip_connections; Gmail allows 15 at once
    // (https://support.google.com/mail/answer/7126229).
    if says(&["too many simultaneous connections", "maximum number of connections"]) {
        return Some(phrase!("advice-too-many-connections"));
    }
    // https://support.google.com/mail/answer/7126229
    if says(&["not enabled for imap", "imap access is disabled", "imap is disabled"]) {
        return Some(phrase!("advice-imap-off"));
    }
    // The account has no mailbox, no licence, or no right to the shared mailbox it asks for.
    if says(&["authenticated but not connected"]) {
        return Some(phrase!("advice-microsoft-not-connected"));
    }
    // https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-basic-authentication-exchange-online
    if says(&["basicauthblocked", "basic authentication is disabled"])
        || (is_refused
            && is_at(&["outlook.office365.com", "outlook.office365.us", "outlook.com", "office365.com"]))
    {
        return Some(phrase!("advice-microsoft-no-passwords"));
    }
    // https://support.google.com/accounts/answer/185833
    if says(&["application-specific password", "web browser"])
        || (is_refused && is_at(&["gmail.com", "googlemail.com"]))
    {
        return Some(phrase!("advice-google-app-password"));
    }
    // https://help.yahoo.com/kb/SLN15241.html
    if is_refused && is_at(&["yahoo.com", "yahoo.co.jp", "aol.com"]) {
        return Some(phrase!("advice-yahoo-app-password"));
    }
    // https://support.apple.com/102525 and https://support.apple.com/102654
    if is_refused && is_at(&["mail.me.com", "icloud.com"]) {
        return Some(phrase!("advice-apple-app-password"));
    }
    // RFC 5530: UNAVAILABLE says that the system behind the sign-in is down, and nothing about the password.
    if says(&["temporary authentication failure", "internal authentication failure"]) {
        return Some(phrase!("advice-sign-in-later"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    fn code(host: &str, kind: Kind, said: &str) -> Option<String> {
        let error = Error::new(kind, phrase!("sign-in-refused")).because(said);
        on_opening(host, &error).map(|phrase| phrase.code.into_owned())
    }

    #[test]
    fn what_providers_say_leads_to_what_helps() {
        for (host, said, advice) in [
            ("imap.gmail.com", "Invalid credentials (Failure)", "advice-google-app-password"),
            ("imap.gmail.com", "Application-specific password required", "advice-google-app-password"),
            ("IMAP.Gmail.com", "Too many simultaneous connections. (Failure)", "advice-too-many-connections"),
            ("outlook.office365.com", "LOGIN failed.", "advice-microsoft-no-passwords"),
            (
                "outlook.office365.com",
                "User is authenticated but not connected.",
                "advice-microsoft-not-connected",
            ),
            ("imap.mail.yahoo.com", "LOGIN Invalid credentials", "advice-yahoo-app-password"),
            ("imap.mail.me.com", "Authentication failed", "advice-apple-app-password"),
            ("mail.example.org", "Your account is not enabled for IMAP use.", "advice-imap-off"),
        ] {
            let kind =
                if advice == "advice-microsoft-not-connected" { Kind::Rejected } else { Kind::SignInFailed };
            assert_eq!(code(host, kind, said).as_deref(), Some(advice), "{host}: {said}");
        }
    }

    #[test]
    fn of_a_server_that_nobody_knows_nothing_is_claimed() {
        assert_eq!(code("mail.example.org", Kind::SignInFailed, "Authentication failed."), None);
        assert_eq!(code("notgmail.com", Kind::SignInFailed, "no"), None);
    }

    #[test]
    fn who_shows_a_token_is_not_told_of_passwords() {
        for host in ["imap.gmail.com", "outlook.office365.com", "imap.mail.yahoo.com"] {
            let refused = Error::new(Kind::SignInFailed, phrase!("sign-in-token-refused")).because("no");
            assert!(on_opening(host, &refused).is_none(), "{host}");
        }
    }
}
