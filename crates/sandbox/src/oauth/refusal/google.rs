//! Google's words (developers.google.com/identity/protocols/oauth2: web-server, limited-input-device, service-account).

use super::{Refusal, Words};

pub(super) fn words(refusal: &Refusal) -> Words {
    match refusal {
        Refusal::Missing(name) => bad("invalid_request", format!("Missing required parameter: {name}")),
        Refusal::Repeated(name) => {
            bad("invalid_request", format!("OAuth 2 parameters can only have a single value: {name}"))
        }
        Refusal::Malformed(what) => bad("invalid_request", *what),
        Refusal::UnknownTenant(_) => bad("invalid_request", "Bad Request"),
        Refusal::UnsupportedGrant(grant) => {
            bad("unsupported_grant_type", format!("Invalid grant_type: {grant}"))
        }
        Refusal::UnsupportedResponse(kind) => {
            bad("unsupported_response_type", format!("Invalid response_type: {kind}"))
        }
        Refusal::UnknownClient(_) => client("The OAuth client was not found."),
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
        Refusal::UnauthorizedClient => Words::new(
            401,
            "unauthorized_client",
            0,
            "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
        ),
        Refusal::RedirectUri { given, .. } => bad(
            "redirect_uri_mismatch",
            format!(
                "The redirect URI in the request, {given}, does not match the ones authorized for the OAuth client."
            ),
        ),
        Refusal::InvalidScope(scope) | Refusal::NotDefaultScope(scope) => {
            bad("invalid_scope", format!("Some requested scopes were invalid. {scope}"))
        }
        Refusal::SeveralResources => bad("invalid_scope", "Some requested scopes were invalid."),
        Refusal::BadCode | Refusal::ExpiredCode => grant("Malformed auth code."),
        Refusal::UsedCode | Refusal::BadRefreshToken => grant("Bad Request"),
        Refusal::WrongVerifier => grant("Invalid code verifier."),
        Refusal::RevokedRefreshToken | Refusal::ConsentMissing(_) => {
            grant("Token has been expired or revoked.")
        }
        Refusal::WrongPassword | Refusal::UnknownUser(_) => grant("Wrong e-mail or password."),
        Refusal::AccountLocked => grant("Account has been disabled."),
        Refusal::MfaRequired(_) => grant("reauth related error (invalid_rapt)").sub("invalid_rapt"),
        Refusal::ConditionalAccess => {
            bad("access_denied", "Account restricted by the administrator's policy.")
        }
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
