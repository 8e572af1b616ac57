//! Google: what its token service and its sign-in page say. What Gmail says is in `mail_servers`.
//!
//! Sources: developers.google.com/identity/protocols/oauth2 (`#expiration`, `/web-server`, `/service-account`,
//! `/limited-input-device`), support.google.com/accounts/answer/16668185.

use super::About::{Account, Application, Consent, Ended, Policy, Proof, Server};
use super::Entry;
use super::sign::Sign;
use carteiro_world::phrase;

const HOSTS: &[&str] = &["googleapis.com", "google.com"];
const ERRORS: &str = "https://support.google.com/accounts/answer/16668185";
const ENDS: &str = "https://developers.google.com/identity/protocols/oauth2#expiration";
const ROBOT: &str = "https://developers.google.com/identity/protocols/oauth2/service-account#error-codes";
const DEVICE: &str =
    "https://developers.google.com/identity/protocols/oauth2/limited-input-device#allowedscopes";
const WEB: &str = "https://developers.google.com/identity/protocols/oauth2/web-server#authorization-errors-redirect-uri-mismatch";
const CLIENTS: &str = "https://support.google.com/cloud/answer/15549257";
const CONTROL: &str = "https://support.google.com/a/answer/7281227";
const LENGTH: &str = "https://support.google.com/a/answer/9368756";

const fn error(names: &'static [&'static str]) -> Sign {
    Sign::error(names).at(HOSTS)
}

pub(super) const TABLE: &[Entry] = &[
    Entry::new(
        Policy,
        Sign::token().at(HOSTS).saying(&["invalid_rapt", "rapt_required"]),
        || phrase!("advice-google-session"),
        LENGTH,
    ),
    // Consent given to an application that is being tested lasts for seven days; it shows when the next token is asked for.
    Entry::new(
        Application,
        error(&["invalid_grant"]).saying(&["expired or revoked"]).after_hours(167, 8 * 24),
        || phrase!("advice-google-testing"),
        ENDS,
    ),
    Entry::new(
        Ended,
        error(&["invalid_grant"]).saying(&["expired or revoked"]),
        || phrase!("advice-google-revoked"),
        ENDS,
    ),
    Entry::new(
        Proof,
        error(&["invalid_grant"]).saying(&["short-lived token", "iat and exp"]),
        || phrase!("advice-google-clock"),
        ROBOT,
    ),
    Entry::new(
        Proof,
        error(&["invalid_grant"]).saying(&["jwt signature", "account not found"]),
        || phrase!("advice-google-key"),
        ROBOT,
    ),
    Entry::new(
        Account,
        error(&["invalid_grant"]).saying(&["not a valid email", "invalid email or user id"]),
        || phrase!("advice-google-subject"),
        ROBOT,
    ),
    Entry::new(Ended, error(&["invalid_grant"]), || phrase!("advice-google-code"), ENDS),
    Entry::new(Application, error(&["redirect_uri_mismatch"]), || phrase!("advice-google-redirect"), WEB),
    Entry::new(Policy, error(&["admin_policy_enforced"]), || phrase!("advice-google-admin-policy"), CONTROL),
    Entry::new(Policy, error(&["access_not_configured"]), || phrase!("advice-google-not-configured"), ERRORS),
    Entry::new(Application, error(&["org_internal"]), || phrase!("advice-google-internal"), ERRORS),
    Entry::new(Application, error(&["disallowed_useragent"]), || phrase!("advice-google-browser"), ERRORS),
    Entry::new(
        Consent,
        error(&["unauthorized_client"]).saying(&["client is unauthorized", "not authorized for any"]),
        || phrase!("advice-google-delegation"),
        ROBOT,
    ),
    // A refresh token of another client: github.com/googleapis/google-api-dotnet-client/issues/2802
    Entry::new(Proof, error(&["unauthorized_client"]), || phrase!("advice-google-client-other"), CLIENTS),
    Entry::new(
        Consent,
        error(&["access_denied"]).saying(&["requested client not authorized"]),
        || phrase!("advice-google-delegation"),
        ROBOT,
    ),
    Entry::new(Consent, error(&["access_denied"]), || phrase!("advice-google-access-denied"), ERRORS),
    Entry::new(Application, error(&["deleted_client"]), || phrase!("advice-google-client-deleted"), CLIENTS),
    Entry::new(
        Application,
        error(&["disabled_client"]),
        || phrase!("advice-google-client-disabled"),
        CLIENTS,
    ),
    Entry::new(Proof, error(&["invalid_client"]), || phrase!("advice-google-client"), CLIENTS),
    Entry::new(
        Consent,
        error(&["invalid_scope"]).saying(&["device flow"]),
        || phrase!("advice-google-device"),
        DEVICE,
    ),
    Entry::new(Consent, error(&["invalid_scope"]), || phrase!("advice-google-scope"), ROBOT),
    Entry::new(
        Server,
        error(&["rate_limit_exceeded", "quota_exceeded", "slow_down"]),
        || phrase!("advice-google-rate"),
        DEVICE,
    ),
    Entry::new(Application, error(&["invalid_request"]), || phrase!("advice-google-request"), ERRORS),
];
