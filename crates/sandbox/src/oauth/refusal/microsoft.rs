//! Microsoft's numbers and words (learn.microsoft.com/entra/identity-platform/reference-error-codes, and the pages of
//! the flows beside it).
//!
//! The page has the numbers and what they mean, not always what is said. The text, the error's name and its status are
//! those of answers that people have published; an entry whose source is not the page names one. Unverified: the number
//! and text of a device code that was declined, `slow_down` as such, of an assertion without `jti`, of a missing or
//! needless `code_verifier`, and of a `response_type` that nobody knows.

use super::{Refusal, Words};

pub(super) fn words(refusal: &Refusal, tenant: &str) -> Words {
    match refusal {
        Refusal::Missing(name) => bad(
            "invalid_request",
            900_144,
            format!("The request body must contain the following parameter: '{name}'."),
        ),
        Refusal::Repeated(name) => bad(
            "invalid_request",
            9_002_313,
            format!(
                "Invalid request. Request is malformed or invalid. The parameter '{name}' is there more than once."
            ),
        ),
        Refusal::Malformed(what) => bad(
            "invalid_request",
            9_002_313,
            format!("Invalid request. Request is malformed or invalid. {what}"),
        ),
        Refusal::UnsupportedGrant(grant) => bad(
            "unsupported_grant_type",
            70_003,
            format!("The app requested an unsupported grant type '{grant}'."),
        ),
        Refusal::UnsupportedResponse(kind) => bad(
            "unsupported_response_type",
            70_005,
            format!("The app returned an unsupported response type '{kind}'."),
        ),
        // `invalid_tenant` is said where a directory is described (github.com/microsoftgraph/windowsupdates-webapplication-sample/issues/6),
        // `invalid_request` where tokens are (github.com/microsoft/azure-tools-for-java/issues/3900).
        Refusal::UnknownTenant { tenant, described } => bad(
            if *described { "invalid_tenant" } else { "invalid_request" },
            90_002,
            format!(
                "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant."
            ),
        ),
        Refusal::UnknownClient(client) => bad(
            "unauthorized_client",
            700_016,
            format!(
                "Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."
            ),
        ),
        Refusal::RedirectUri { given, client } => bad(
            "invalid_request",
            50_011,
            format!(
                "The redirect URI '{given}' specified in the request does not match the redirect URIs configured for the application '{client}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal."
            ),
        ),
        Refusal::InvalidScope(scope) => bad(
            "invalid_scope",
            70_011,
            format!(
                "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid."
            ),
        ),
        Refusal::NotDefaultScope(scope) => bad(
            "invalid_scope",
            1_002_012,
            format!(
                "The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI)."
            ),
        ),
        // github.com/AzureAD/microsoft-authentication-library-for-js/issues/1487; its sister 28003 comes as `invalid_request`
        // (github.com/AzureAD/microsoft-authentication-library-for-python/issues/125).
        Refusal::SeveralResources(scope) => bad(
            "invalid_request",
            28_000,
            format!(
                "Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid."
            ),
        ),
        Refusal::Declined => bad("access_denied", 65_004, "User declined to consent to access the app."),
        Refusal::SignInNeeded => {
            bad("login_required", 50_058, "A silent sign-in request was sent but no user is signed in.")
        }
        // github.com/Azure/azure-sdk-for-python/issues/14241
        Refusal::KeyUnusable => Words::new(
            503,
            "temporarily_unavailable",
            90_033,
            "A transient error has occurred. Please try again.",
        ),
        _ => of_the_device(refusal, tenant),
    }
}

/// learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code has the names, but neither numbers nor `slow_down`.
fn of_the_device(refusal: &Refusal, tenant: &str) -> Words {
    match refusal {
        Refusal::Pending => bad(
            "authorization_pending",
            70_016,
            "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
        ),
        Refusal::SlowDown => bad("slow_down", 70_016, "OAuth 2.0 device flow error. Polling too often."),
        // github.com/Azure/azure-cli/issues/22251
        Refusal::DeviceExpired => bad(
            "expired_token",
            70_020,
            "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
        ),
        Refusal::DeviceDenied => bad(
            "authorization_declined",
            70_017,
            "OAuth 2.0 device flow error. The end user denied the authorization request.",
        ),
        // The page of the flow names it `bad_verification_code`; what is said is another thing
        // (github.com/MicrosoftDocs/microsoft-graph-training/issues/97).
        Refusal::BadDeviceCode => {
            grant(7_000_014, "The provided value for the input parameter 'device_code' is not valid.")
        }
        _ => of_the_grant(refusal, tenant),
    }
}

/// Why what was granted, or the user, is not enough.
fn of_the_grant(refusal: &Refusal, tenant: &str) -> Words {
    match refusal {
        // A text that never was a grant: github.com/MicrosoftDocs/azure-docs/issues/63819
        Refusal::BadCode | Refusal::BadRefreshToken => {
            grant(9_002_313, "Invalid request. Request is malformed or invalid.")
        }
        Refusal::OthersGrant => grant(70_000, "Provided grant is invalid or malformed."),
        Refusal::UsedCode => grant(
            54_005,
            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
        ),
        Refusal::ExpiredCode => grant(
            70_008,
            "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
        ),
        Refusal::WrongVerifier | Refusal::MissingVerifier | Refusal::NeedlessVerifier => grant(
            501_481,
            "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        ),
        Refusal::RevokedRefreshToken => grant(
            50_173,
            "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.",
        )
        .sub("bad_token"),
        Refusal::WrongPassword => {
            grant(50_126, "Error validating credentials due to invalid username or password.")
        }
        Refusal::UnknownUser(user) => grant(
            50_034,
            format!("The user account {user} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory."),
        )
        .sub("bad_token"),
        Refusal::AccountLocked => grant(
            50_053,
            "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
        ),
        // github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/6306
        Refusal::MfaRequired(resource) => grant(
            50_076,
            format!("Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'."),
        )
        .sub("basic_action"),
        // github.com/MicrosoftDocs/azure-docs/issues/39189
        Refusal::ConsentMissing(client) => grant(
            65_001,
            format!("The user or administrator has not consented to use the application with ID '{client}' named '{client}'. Send an interactive authorization request for this user and resource."),
        )
        .sub("consent_required"),
        // github.com/MartinIngesen/MSOLSpray/issues/5, which asks for a `resource`: then it is `interaction_required`.
        Refusal::ConditionalAccess => grant(
            53_003,
            "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
        )
        .sub("message_only"),
        _ => of_the_client(refusal, tenant),
    }
}

/// learn.microsoft.com/entra/identity-platform/certificate-credentials, and the numbers that begin with 7000.
fn of_the_client(refusal: &Refusal, tenant: &str) -> Words {
    match refusal {
        Refusal::WrongSecret(client) => client_refused(
            7_000_215,
            format!(
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'."
            ),
        ),
        Refusal::ExpiredSecret(client) => client_refused(
            7_000_222,
            format!(
                "The provided client secret keys for app '{client}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds."
            ),
        ),
        Refusal::SecretOfPublicClient => client_refused(
            700_025,
            "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
        ),
        // github.com/FriedrichWeinmann/MiniGraph/issues/4
        Refusal::AssertionMalformed(what) => {
            bad("invalid_request", 50_027, format!("JWT token is invalid or malformed. {what}"))
        }
        Refusal::AssertionKeyUnknown(thumbprint) => client_refused(
            700_027,
            format!(
                "The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '{thumbprint}', tenant '{tenant}']"
            ),
        ),
        // 50013 is said of the assertions of users.
        Refusal::AssertionSignature => client_refused(
            700_027,
            "Client assertion contains an invalid signature. [Reason - The provided signature value did not match the expected signature value.]",
        ),
        Refusal::AssertionTime => {
            client_refused(700_024, "Client assertion is not within its valid time range.")
        }
        // To the page this is the number of a scope without resource, which is 28002 by now; that it is said of the audience:
        // github.com/AzureAD/microsoft-authentication-library-for-dotnet/issues/2746
        Refusal::AssertionAudience => client_refused(
            700_023,
            "Client assertion audience claim does not match Realm issuer. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials.",
        ),
        Refusal::AssertionIssuer => client_refused(
            700_021,
            "Client assertion application identifier doesn't match 'client_id' parameter.",
        ),
        // github.com/AzureAD/microsoft-authentication-library-for-java/issues/430
        Refusal::AssertionSubject => {
            client_refused(50_048, "Subject must match the issuer claim in the client assertion.")
        }
        _ => client_refused(
            7_000_218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        ),
    }
}

fn bad(error: &'static str, number: u32, text: impl Into<String>) -> Words {
    Words::new(400, error, number, text)
}

fn grant(number: u32, text: impl Into<String>) -> Words {
    bad("invalid_grant", number, text)
}

fn client_refused(number: u32, text: impl Into<String>) -> Words {
    Words::new(401, "invalid_client", number, text)
}
