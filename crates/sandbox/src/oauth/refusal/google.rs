//! Google's words (developers.google.com/identity/protocols/oauth2: `/web-server`, `/limited-input-device`,
//! `/service-account#error-codes`).
//!
//! The pages name errors and some texts; the others are those of answers that people have published, at the address
//! beside them. Unverified: the texts of what is repeated or malformed, and what is said of a device code that nobody
//! gave out or that has expired (the page has `invalid_grant` for the former, RFC 8628 `expired_token` for the latter).
//! What no address of Google's answers (a password, a locked account) is shown on the page of sign-in alone, in words of
//! our own.

use super::{Refusal, Words};

pub(super) fn words(refusal: &Refusal) -> Words {
    match refusal {
        // github.com/googleapis/google-api-ruby-client/issues/862
        Refusal::Missing("grant_type") => bad("unsupported_grant_type", "Invalid grant_type: "),
        Refusal::Missing(name) => bad("invalid_request", format!("Missing required parameter: {name}")),
        Refusal::Repeated(name) => {
            bad("invalid_request", format!("OAuth 2 parameters can only have a single value: {name}"))
        }
        Refusal::Malformed(what) => bad("invalid_request", *what),
        Refusal::UnknownTenant { .. } => bad("invalid_request", "Bad Request"),
        Refusal::UnsupportedGrant(grant) => {
            bad("unsupported_grant_type", format!("Invalid grant_type: {grant}"))
        }
        Refusal::UnsupportedResponse(kind) => {
            bad("unsupported_response_type", format!("Invalid response_type: {kind}"))
        }
        Refusal::UnknownClient(_) => client("The OAuth client was not found."),
        // github.com/browserslist/browserslist-ga/issues/12
        Refusal::NoSecret => bad("invalid_request", "client_secret is missing."),
        Refusal::WrongSecret(_) | Refusal::ExpiredSecret(_) => {
            client("The provided client secret is invalid.")
        }
        Refusal::SecretOfPublicClient => client("Unauthorized"),
        Refusal::AssertionMalformed(what) => grant(format!("Invalid JWT: {what}")),
        Refusal::AssertionKeyUnknown(_) | Refusal::AssertionSignature => grant("Invalid JWT Signature."),
        Refusal::AssertionTime => grant(
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.",
        ),
        Refusal::AssertionAudience => grant("Invalid JWT: Failed audience check."),
        Refusal::AssertionIssuer => grant("Invalid grant: account not found"),
        Refusal::AssertionSubject => grant("Invalid email or User ID"),
        Refusal::AssertionScope => bad("invalid_scope", "Invalid OAuth scope or ID token audience provided."),
        Refusal::NotDelegated => unauthorized(
            "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
        ),
        Refusal::RedirectUri { given, .. } => bad(
            "redirect_uri_mismatch",
            format!(
                "The redirect URI in the request, {given}, does not match the ones authorized for the OAuth client."
            ),
        ),
        Refusal::InvalidScope(scope) | Refusal::NotDefaultScope(scope) | Refusal::SeveralResources(scope) => {
            bad("invalid_scope", format!("Some requested scopes were invalid. {scope}"))
        }
        // github.com/googleapis/google-api-dotnet-client/issues/2802
        Refusal::OthersGrant => unauthorized("Unauthorized"),
        Refusal::BadCode => grant("Malformed auth code."),
        // github.com/google/google-api-javascript-client/issues/662
        Refusal::UsedCode | Refusal::ExpiredCode | Refusal::BadRefreshToken => grant("Bad Request"),
        // github.com/pocketbase/pocketbase/issues/2475
        Refusal::WrongVerifier => grant("Invalid code verifier."),
        // github.com/onaio/onadata/issues/3068
        Refusal::MissingVerifier => grant("Missing code verifier."),
        // github.com/googleapis/google-api-nodejs-client/issues/3680
        Refusal::NeedlessVerifier => grant("code_verifier or verifier is not needed."),
        Refusal::RevokedRefreshToken | Refusal::ConsentMissing(_) => {
            grant("Token has been expired or revoked.")
        }
        Refusal::WrongPassword | Refusal::UnknownUser(_) => grant("Wrong e-mail or password."),
        Refusal::AccountLocked => grant("Account has been disabled."),
        // github.com/cline/cline/issues/4080
        Refusal::MfaRequired(_) => grant("reauth related error (invalid_rapt)").sub("invalid_rapt"),
        // support.google.com/accounts/answer/16668185; the text is of our own.
        Refusal::ConditionalAccess => bad(
            "admin_policy_enforced",
            "The policies of the Google Workspace administrator do not allow these scopes.",
        ),
        Refusal::Declined => bad("access_denied", "The user denied access."),
        Refusal::SignInNeeded => bad("interaction_required", "A user must sign in."),
        Refusal::Pending => Words::new(428, "authorization_pending", 0, "Precondition Required"),
        Refusal::SlowDown => Words::new(403, "slow_down", 0, "Forbidden"),
        Refusal::DeviceDenied => Words::new(403, "access_denied", 0, "Forbidden"),
        Refusal::DeviceExpired => bad("expired_token", "The device code has expired."),
        Refusal::BadDeviceCode => grant("Malformed device code."),
        Refusal::KeyUnusable => Words::new(500, "server_error", 0, "Internal error"),
    }
}

fn bad(error: &'static str, text: impl Into<String>) -> Words {
    Words::new(400, error, 0, text)
}

fn grant(text: impl Into<String>) -> Words {
    bad("invalid_grant", text)
}

fn client(text: &str) -> Words {
    Words::new(401, "invalid_client", 0, text)
}

fn unauthorized(text: &str) -> Words {
    Words::new(401, "unauthorized_client", 0, text)
}
