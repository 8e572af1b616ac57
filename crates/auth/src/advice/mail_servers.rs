//! What mail servers say when they let nobody in: over IMAP, POP3 and SMTP.

use super::About::{Account, Application, Consent, Mailbox, Policy, SecondFactor, Server};
use super::Entry;
use super::sign::Sign;
use carteiro_world::phrase;

const MICROSOFT: &[&str] = &["office365.com", "outlook.com", "office365.us", "apps.mil", "outlook.cn"];
const PERSONAL: &[&str] = &["outlook.com", "hotmail.com", "live.com"];
const GMAIL: &[&str] = &["gmail.com", "googlemail.com"];
const YAHOO: &[&str] = &["yahoo.com", "yahoo.co.jp", "aol.com"];
const APPLE: &[&str] = &["mail.me.com", "icloud.com"];

const BASIC: &str = "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-basic-authentication-exchange-online";
const SMTP: &str = "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission";
const OAUTH: &str = "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth";
const OUTLOOK: &str = "https://support.microsoft.com/office/d088b986-291d-42b8-9564-9c414e2aa040";
const GMAIL_IMAP: &str = "https://support.google.com/mail/answer/7126229";
const GMAIL_SMTP: &str = "https://support.google.com/a/answer/3726730";
const GMAIL_TOKEN: &str = "https://developers.google.com/workspace/gmail/imap/xoauth2-protocol";
const APP_PASSWORD: &str = "https://support.google.com/accounts/answer/185833";
const CODES: &str = "https://www.rfc-editor.org/rfc/rfc5530#section-3";

pub(super) const TABLE: &[Entry] = &[
    // Exchange Online and Outlook.com.
    Entry::new(
        Policy,
        Sign::text(&["smtpclientauthentication is disabled for the tenant"]),
        || phrase!("advice-exchange-smtp-tenant"),
        SMTP,
    ),
    Entry::new(
        Mailbox,
        Sign::text(&["smtpclientauthentication is disabled for the mailbox"]),
        || phrase!("advice-exchange-smtp-mailbox"),
        SMTP,
    ),
    Entry::new(
        Policy,
        Sign::text(&["5.7.30 "]).at(MICROSOFT),
        || phrase!("advice-exchange-smtp-basic"),
        BASIC,
    ),
    Entry::new(
        Policy,
        Sign::text(&["security defaults policy", "locked by your organization's security defaults"]),
        || phrase!("advice-exchange-security-defaults"),
        SMTP,
    ),
    Entry::new(
        Mailbox,
        Sign::text(&["authenticated but not connected"]),
        || phrase!("advice-microsoft-not-connected"),
        OAUTH,
    ),
    Entry::new(
        Account,
        Sign::text(&["basicauthblocked", "basic authentication is disabled"]),
        || phrase!("advice-microsoft-no-passwords"),
        BASIC,
    ),
    Entry::new(
        Policy,
        Sign::text(&["5.7.139"]).at(MICROSOFT),
        || phrase!("advice-exchange-smtp-refused"),
        SMTP,
    ),
    Entry::new(
        Consent,
        Sign::bearer().saying(&["5.7.3 "]).at(MICROSOFT),
        || phrase!("advice-exchange-smtp-token"),
        OAUTH,
    ),
    Entry::new(
        Account,
        Sign::password().at(PERSONAL),
        || phrase!("advice-outlook-com-no-passwords"),
        OUTLOOK,
    ),
    Entry::new(Account, Sign::password().at(MICROSOFT), || phrase!("advice-microsoft-no-passwords"), BASIC),
    Entry::new(Mailbox, Sign::bearer().at(PERSONAL), || phrase!("advice-outlook-com-token"), OUTLOOK),
    Entry::new(Mailbox, Sign::bearer().at(MICROSOFT), || phrase!("advice-exchange-token"), OAUTH),
    // Gmail.
    Entry::new(
        Server,
        Sign::text(&["too many login attempts"]),
        || phrase!("advice-google-too-many-logins"),
        GMAIL_SMTP,
    ),
    Entry::new(
        Server,
        Sign::text(&["exceeded command or bandwidth limits"]),
        || phrase!("advice-google-bandwidth"),
        "https://support.google.com/a/answer/1071518",
    ),
    Entry::new(
        SecondFactor,
        Sign::text(&["application-specific password"]),
        || phrase!("advice-google-app-password"),
        APP_PASSWORD,
    ),
    Entry::new(
        Account,
        Sign::text(&["via your web browser", "web login required"]),
        || phrase!("advice-google-web-login"),
        GMAIL_SMTP,
    ),
    Entry::new(
        Mailbox,
        Sign::text(&[
            "not enabled for imap",
            "imap access is disabled",
            "imap is disabled",
            "yet to enable imap",
        ]),
        || phrase!("advice-imap-off"),
        GMAIL_IMAP,
    ),
    Entry::new(
        Server,
        Sign::text(&["too many simultaneous connections", "maximum number of connections"]),
        || phrase!("advice-too-many-connections"),
        GMAIL_IMAP,
    ),
    Entry::new(
        SecondFactor,
        Sign::password().at(GMAIL),
        || phrase!("advice-google-app-password"),
        APP_PASSWORD,
    ),
    Entry::new(Consent, Sign::bearer().at(GMAIL), || phrase!("advice-google-token"), GMAIL_TOKEN),
    // Others.
    Entry::new(
        SecondFactor,
        Sign::password().at(YAHOO),
        || phrase!("advice-yahoo-app-password"),
        "https://help.yahoo.com/kb/SLN15241.html",
    ),
    Entry::new(
        Application,
        Sign::bearer().at(YAHOO),
        || phrase!("advice-yahoo-token"),
        "https://senders.yahooinc.com/developer/developer-access/",
    ),
    Entry::new(
        SecondFactor,
        Sign::password().at(APPLE),
        || phrase!("advice-apple-app-password"),
        "https://support.apple.com/102654",
    ),
    Entry::new(
        SecondFactor,
        Sign::password().at(&["fastmail.com", "messagingengine.com"]),
        || phrase!("advice-fastmail-app-password"),
        "https://www.fastmail.help/hc/en-us/articles/360058752854",
    ),
    // Any server (RFC 5530; RFC 3463 §3.8).
    Entry::new(Server, Sign::text(&["[privacyrequired]"]), || phrase!("advice-privacy-required"), CODES),
    Entry::new(
        Server,
        Sign::text(&["[unavailable]", "temporary authentication failure", "internal authentication failure"]),
        || phrase!("advice-sign-in-later"),
        CODES,
    ),
    Entry::new(Account, Sign::text(&["[expired]"]), || phrase!("advice-password-ended"), CODES),
    Entry::new(Account, Sign::text(&["[contactadmin]"]), || phrase!("advice-contact-admin"), CODES),
    Entry::new(Mailbox, Sign::text(&["[authorizationfailed]"]), || phrase!("advice-not-authorized"), CODES),
    Entry::new(Account, Sign::password(), || phrase!("advice-password-refused"), CODES),
    Entry::new(
        Account,
        Sign::bearer(),
        || phrase!("advice-token-refused"),
        "https://www.rfc-editor.org/rfc/rfc7628#section-3.2.2",
    ),
];
