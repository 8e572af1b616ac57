//! Every entry is asked for with what is really said, and answers in both languages.

use super::{About, Entry, Refusal, TABLES, What, find};
use carteiro_world::Phrase;
use carteiro_world::words::Language;
use jiff::SignedDuration;
use std::collections::HashSet;

const ASKED: What = What::Token(None);
const GOOGLE: &str = "oauth2.googleapis.com";
const YAHOO: &str = "api.login.yahoo.com";
const ANY: &str = "id.example.org";
const EXCHANGE: &str = "outlook.office365.com";
const EXCHANGE_SMTP: &str = "smtp.office365.com";
const GMAIL: &str = "imap.gmail.com";
const SERVER: &str = "mail.example.org";

/// What is said, at which host, to what; and the advice.
#[rustfmt::skip]
const SAID: &[(&str, What, &str, &str)] = &[
    (EXCHANGE, What::Bearer, "[ews] 2000008;reason=\"The token contains no permissions, or permissions can not be understood.\";error_category=\"invalid_grant\"", "ews-permission"),
    (EXCHANGE, What::Bearer, "[ews] 2000003;reason=\"The audience claim value is invalid 'aud'.\";error_category=\"invalid_resource\"", "ews-audience"),
    (EXCHANGE, What::Mailbox, "[ews] ErrorImpersonateUserDenied: The account does not have permission to impersonate the requested user.", "ews-impersonation"),
    (SERVER, What::Mailbox, "ErrorImpersonationFailed: Exchange Web Services cannot impersonate the specified user.", "ews-impersonation"),
    (EXCHANGE, What::Mailbox, "ErrorAccessDenied: Access is denied. Check credentials and try again.", "ews-no-access"),
    (SERVER, What::Mailbox, "ErrorNonExistentMailbox: The SMTP address has no mailbox associated with it.", "ews-no-mailbox"),
    (EXCHANGE, What::Mailbox, "[ews] [ews-forbidden] HTTP 403", "ews-blocked"),
    ("webmail.apps.mil", What::Mailbox, "[ews] [ews-forbidden] HTTP 403", "ews-blocked"),
    (SERVER, What::Mailbox, "[ews] [ews-forbidden] HTTP 403", "ews-policy"),
    (EXCHANGE, What::Bearer, "[ews] HTTP 401", "ews-token"),
    (SERVER, What::Bearer, "[ews] HTTP 401", "ews-own-token"),
    (SERVER, What::Password, "[ews] HTTP 401", "ews-password"),
    (GOOGLE, ASKED, "invalid_grant: invalid_rapt: reauth related error (invalid_rapt)", "google-session"),
    (GOOGLE, ASKED, "invalid_grant: rapt_required: reauth related error (rapt_required)", "google-session"),
    (GOOGLE, What::Token(Some(SignedDuration::from_hours(169))), "invalid_grant: Token has been expired or revoked.", "google-testing"),
    (GOOGLE, What::Token(Some(SignedDuration::from_hours(20))), "invalid_grant: Token has been expired or revoked.", "google-revoked"),
    (GOOGLE, What::Token(Some(SignedDuration::from_hours(24 * 200))), "invalid_grant: Token has been expired or revoked.", "google-revoked"),
    (GOOGLE, ASKED, "invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.", "google-clock"),
    (GOOGLE, ASKED, "invalid_grant: Invalid JWT Signature.", "google-key"),
    (GOOGLE, ASKED, "invalid_grant: Invalid email or User ID", "google-subject"),
    (GOOGLE, ASKED, "invalid_grant: Not a valid email.", "google-subject"),
    (GOOGLE, ASKED, "invalid_grant: Malformed auth code.", "google-code"),
    (GOOGLE, ASKED, "redirect_uri_mismatch: Bad Request", "google-redirect"),
    ("accounts.google.com", ASKED, "admin_policy_enforced", "google-admin-policy"),
    ("accounts.google.com", ASKED, "access_not_configured", "google-not-configured"),
    ("accounts.google.com", ASKED, "org_internal", "google-internal"),
    ("accounts.google.com", ASKED, "disallowed_useragent", "google-browser"),
    (GOOGLE, ASKED, "unauthorized_client: Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.", "google-delegation"),
    (GOOGLE, ASKED, "unauthorized_client: Unauthorized", "google-client-other"),
    (GOOGLE, ASKED, "access_denied: Requested client not authorized.", "google-delegation"),
    ("accounts.google.com", ASKED, "access_denied", "google-access-denied"),
    (GOOGLE, ASKED, "deleted_client: The OAuth client was deleted.", "google-client-deleted"),
    (GOOGLE, ASKED, "disabled_client: The OAuth client was disabled.", "google-client-disabled"),
    (GOOGLE, ASKED, "invalid_client: Unauthorized", "google-client"),
    (GOOGLE, ASKED, "invalid_scope: Invalid device flow scope: https://mail.google.com/", "google-device"),
    (GOOGLE, ASKED, "invalid_scope: Invalid OAuth scope or ID token audience provided.", "google-scope"),
    (GOOGLE, ASKED, "rate_limit_exceeded: Rate Limit Exceeded", "google-rate"),
    (GOOGLE, ASKED, "invalid_request: Missing required parameter: code", "google-request"),
    (YAHOO, ASKED, "invalid_request: invalid redirect uri", "yahoo-redirect"),
    (YAHOO, ASKED, "invalid_scope: invalid scope", "yahoo-mail"),
    (YAHOO, ASKED, "invalid_client: client request forbidden", "yahoo-client"),
    (YAHOO, ASKED, "invalid_grant: Invalid refresh token", "yahoo-ended"),
    (EXCHANGE_SMTP, What::Bearer, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.", "exchange-smtp-tenant"),
    (EXCHANGE_SMTP, What::Password, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.", "exchange-smtp-mailbox"),
    (EXCHANGE_SMTP, What::Password, "550 5.7.30 Basic authentication is not supported for Client Submission.", "exchange-smtp-basic"),
    (EXCHANGE_SMTP, What::Password, "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.", "exchange-security-defaults"),
    (EXCHANGE, What::Mailbox, "User is authenticated but not connected.", "microsoft-not-connected"),
    (EXCHANGE, What::Bearer, "User is authenticated but not connected.", "microsoft-not-connected"),
    (EXCHANGE_SMTP, What::Password, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "microsoft-no-passwords"),
    (EXCHANGE_SMTP, What::Password, "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.", "exchange-smtp-refused"),
    (EXCHANGE_SMTP, What::Bearer, "535 5.7.3 Authentication unsuccessful [SN2PR00CA0018.namprd00.prod.outlook.com]", "exchange-smtp-token"),
    ("imap-mail.outlook.com", What::Password, "LOGIN failed.", "outlook-com-no-passwords"),
    (EXCHANGE, What::Password, "LOGIN failed.", "microsoft-no-passwords"),
    ("imap-mail.outlook.com", What::Bearer, "AUTHENTICATE failed.", "outlook-com-token"),
    (EXCHANGE, What::Bearer, "AUTHENTICATE failed.", "exchange-token"),
    ("pop.office365.com", What::Bearer, "Authentication failure: unknown user name or bad password.", "exchange-token"),
    ("smtp.gmail.com", What::Password, "454 4.7.0 Too many login attempts, please try again later.", "google-too-many-logins"),
    (GMAIL, What::Mailbox, "Account exceeded command or bandwidth limits. (Failure)", "google-bandwidth"),
    (GMAIL, What::Password, "[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)", "google-app-password"),
    (GMAIL, What::Password, "[ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)", "google-web-login"),
    (SERVER, What::Password, "Your account is not enabled for IMAP use.", "imap-off"),
    (GMAIL, What::Mailbox, "[ALERT] Too many simultaneous connections. (Failure)", "too-many-connections"),
    ("IMAP.Gmail.com.", What::Password, "Invalid credentials (Failure)", "google-app-password"),
    ("smtp.gmail.com", What::Password, "535 5.7.8 Username and Password not accepted.", "google-app-password"),
    (GMAIL, What::Bearer, r#"Invalid credentials (Failure) {"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#, "google-token"),
    ("imap.mail.yahoo.com", What::Password, "LOGIN Invalid credentials", "yahoo-app-password"),
    ("imap.mail.yahoo.com", What::Bearer, "AUTHENTICATE Invalid credentials", "yahoo-token"),
    ("imap.mail.me.com", What::Password, "Authentication failed", "apple-app-password"),
    ("imap.fastmail.com", What::Password, "Incorrect username, password or access token", "fastmail-app-password"),
    (SERVER, What::Mailbox, "[PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.", "privacy-required"),
    (SERVER, What::Mailbox, "[UNAVAILABLE] Temporary authentication failure.", "sign-in-later"),
    (SERVER, What::Mailbox, "[EXPIRED] Password has expired", "password-ended"),
    (SERVER, What::Mailbox, "[CONTACTADMIN] Locked", "contact-admin"),
    (SERVER, What::Mailbox, "[AUTHORIZATIONFAILED] No such authorization-ID", "not-authorized"),
    (SERVER, What::Password, "[AUTHENTICATIONFAILED] Authentication failed.", "password-refused"),
    (SERVER, What::Bearer, r#"[AUTHENTICATIONFAILED] Authentication failed. {"status":"invalid_token"}"#, "token-refused"),
    (ANY, ASKED, "invalid_client", "oauth-client"),
    (ANY, ASKED, "invalid_grant: grant request is invalid", "oauth-grant"),
    (ANY, ASKED, "unauthorized_client", "oauth-mode"),
    (ANY, ASKED, "unsupported_response_type", "oauth-response-type"),
    (ANY, ASKED, "invalid_scope", "oauth-scope"),
    (ANY, ASKED, "invalid_target", "oauth-target"),
    (ANY, ASKED, "access_denied", "oauth-denied"),
    (ANY, ASKED, "consent_required", "oauth-consent"),
    (ANY, ASKED, "login_required", "oauth-interaction"),
    (ANY, ASKED, "expired_token", "oauth-device"),
    (ANY, ASKED, "invalid_request: no", "oauth-request"),
    (ANY, ASKED, "temporarily_unavailable", "oauth-later"),
];

fn asked(host: &str, what: What, said: &str) -> Option<(About, Phrase)> {
    find(&Refusal { host, said, what })
}

fn said_of(code: u32) -> String {
    format!(
        "invalid_grant: AADSTS{code}: In words. Trace ID: 0000aaaa-11bb-cccc-dd33-eeeeee333333 Correlation ID: 7 \
         Timestamp: 2026-11-22 12:00:00Z"
    )
}

fn entries() -> impl Iterator<Item = &'static Entry> {
    TABLES.iter().flat_map(|table| table.iter())
}

#[test]
fn what_is_really_said_leads_to_what_helps() {
    for (host, what, said, advice) in SAID {
        let found = asked(host, *what, said).map(|(_, phrase)| phrase.code.into_owned());
        assert_eq!(found, Some(format!("advice-{advice}")), "{host}: {said}");
    }
}

#[test]
fn no_entry_stands_behind_one_that_takes_everything_from_it() {
    let mut reached = HashSet::new();
    let mut codes = HashSet::new();
    for entry in entries() {
        for code in entry.sign.codes() {
            assert!(codes.insert(*code), "{code} is in two entries");
            let (about, phrase) = asked("login.microsoftonline.com", ASKED, &said_of(*code)).unwrap();
            assert_eq!((about, phrase.code), (entry.about, (entry.words)().code), "{code}");
            assert!(phrase.args["link"].ends_with(&format!("?code={code}")));
        }
    }
    for (host, what, said, _) in SAID {
        let refusal = Refusal { host, said, what: *what };
        let (said, host) = (said.to_lowercase(), host.trim_end_matches('.').to_lowercase());
        let first = entries().position(|entry| entry.sign.fits(&refusal, &host, &said, None));
        reached.insert(first.unwrap());
    }
    for (place, entry) in entries().enumerate() {
        let is_reached = reached.contains(&place) || !entry.sign.codes().is_empty();
        assert!(is_reached, "nothing leads to {}", (entry.words)().code);
    }
    assert!(entries().count() >= 60 && codes.len() >= 90, "{} {}", entries().count(), codes.len());
}

#[test]
fn every_advice_is_said_in_both_languages_with_its_page() {
    for entry in entries() {
        let phrase = entry.phrase(entry.sign.codes().first().copied());
        let link = &phrase.args["link"];
        assert!(link.starts_with("https://"), "{link}");
        let [english, portuguese] = Language::ALL.map(|language| language.say(&phrase));
        assert_ne!(english, portuguese, "{}", phrase.code);
        for said in [english, portuguese] {
            assert!(said.contains(link.as_str()) && !said.contains("advice-"), "{said}");
        }
    }
}

#[test]
fn nobody_is_told_to_switch_a_second_factor_off() {
    let off = [
        "switch off",
        "switched off",
        "turn off",
        "disable",
        "deactivate",
        "remove",
        "desativ",
        "deslig",
        "remov",
    ];
    let factors = entries().filter(|entry| entry.about == About::SecondFactor);
    let phrases: Vec<Phrase> = factors.map(|entry| entry.phrase(None)).collect();
    assert!(phrases.len() >= 8);
    for phrase in phrases {
        for said in Language::ALL.map(|language| language.say(&phrase).to_lowercase()) {
            assert!(!off.iter().any(|off| said.contains(off)), "{said}");
        }
    }
}

#[test]
fn of_what_nobody_knows_nothing_is_claimed() {
    for (host, what, said) in [
        (SERVER, What::Mailbox, "Something is wrong."),
        (ANY, ASKED, "invalid_something"),
        (GMAIL, What::Mailbox, ""),
        (ANY, ASKED, "AADSTS999999999999: more than a number"),
        (ANY, ASKED, "AADSTS: none"),
    ] {
        assert_eq!(asked(host, what, said), None, "{host}: {said}");
    }
    let (_, phrase) = asked("notgmail.com", What::Password, "no").unwrap();
    assert_eq!(phrase.code, "advice-password-refused");
}
