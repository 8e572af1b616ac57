//! What the errors of the standards mean at a provider that nothing else is known of.

use super::About::{Account, Application, Consent, Ended, Proof, Server};
use super::Entry;
use super::sign::Sign;
use carteiro_world::phrase;

/// RFC 6749 §5.2.
const TOKEN: &str = "https://www.rfc-editor.org/rfc/rfc6749#section-5.2";
/// RFC 6749 §4.1.2.1.
const PAGE: &str = "https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1";
/// RFC 8628 §3.5.
const DEVICE: &str = "https://www.rfc-editor.org/rfc/rfc8628#section-3.5";
const OPENID: &str = "https://openid.net/specs/openid-connect-core-1_0.html#AuthError";

pub(super) const TABLE: &[Entry] = &[
    Entry::new(Proof, Sign::error(&["invalid_client"]), || phrase!("advice-oauth-client"), TOKEN),
    Entry::new(Ended, Sign::error(&["invalid_grant"]), || phrase!("advice-oauth-grant"), TOKEN),
    Entry::new(
        Application,
        Sign::error(&["unauthorized_client", "unsupported_grant_type"]),
        || phrase!("advice-oauth-mode"),
        TOKEN,
    ),
    Entry::new(
        Application,
        Sign::error(&["unsupported_response_type"]),
        || phrase!("advice-oauth-response-type"),
        PAGE,
    ),
    Entry::new(Consent, Sign::error(&["invalid_scope"]), || phrase!("advice-oauth-scope"), TOKEN),
    Entry::new(
        Consent,
        Sign::error(&["invalid_target", "invalid_resource"]),
        || phrase!("advice-oauth-target"),
        "https://www.rfc-editor.org/rfc/rfc8707#section-2",
    ),
    Entry::new(
        Consent,
        Sign::error(&["access_denied", "authorization_declined"]),
        || phrase!("advice-oauth-denied"),
        PAGE,
    ),
    Entry::new(Consent, Sign::error(&["consent_required"]), || phrase!("advice-oauth-consent"), OPENID),
    Entry::new(
        Account,
        Sign::error(&["interaction_required", "login_required", "account_selection_required"]),
        || phrase!("advice-oauth-interaction"),
        OPENID,
    ),
    Entry::new(
        Ended,
        Sign::error(&["expired_token", "code_expired"]),
        || phrase!("advice-oauth-device"),
        DEVICE,
    ),
    Entry::new(Application, Sign::error(&["invalid_request"]), || phrase!("advice-oauth-request"), TOKEN),
    Entry::new(
        Server,
        Sign::error(&["server_error", "temporarily_unavailable"]),
        || phrase!("advice-oauth-later"),
        PAGE,
    ),
];
