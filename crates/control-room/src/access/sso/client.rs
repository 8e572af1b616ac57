//! Speaking to a provider, by the house's own client: whatever the provider says, the egress policy decides who is reached.

use super::provider::{Provider, is_private};
use crate::ground::Ground;
use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::dial::Dialer;
use carteiro_world::http::{self, HeaderValue, Limits, Request, address, header};
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Secret, Transcript, phrase};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthType, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    Scope, StandardErrorResponse, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::time::{Duration, SystemTime};

const LIMITS: Limits = Limits {
    total: Duration::from_secs(30),
    silence: Duration::from_secs(15),
    size: 1024 * 1024,
    // RFC 9700 §4.11: a redirect would lead what is secret elsewhere.
    redirects: 0,
};
/// What only the provider can have signed; a secret that we share is none of these.
const SIGNED: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// All that a provider says of somebody beyond what the standard knows.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct More(#[serde(default)] Map<String, Value>);

impl AdditionalClaims for More {}

type Fields = IdTokenFields<
    More,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Speaking = Client<
    More,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider, ready to be spoken to.
pub(super) struct Spoken {
    client: Speaking,
    http: http::Client,
    clock: Clock,
    scopes: Vec<Scope>,
}

/// What only we know of an attempt.
#[derive(Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) nonce: Nonce,
    pub(super) verifier: PkceCodeVerifier,
    /// Where the browser goes in the end.
    pub(super) to: String,
}

impl Spoken {
    /// Reads what the provider says of itself (OpenID Connect Discovery 1.0 §4), and its keys.
    pub(super) async fn to(
        ground: &Ground,
        provider: &Provider,
        secret: Option<Secret>,
        callback: &str,
    ) -> Result<Self> {
        let (settings, _) = ground.settings().await?;
        let dialer = Dialer::new(settings.egress(), ground.clock.clone());
        let http = http::Client::new(dialer, Spools::default(), Transcript::default());
        let details = &provider.details;
        let issuer = IssuerUrl::new(details.issuer.clone()).map_err(Problem::internal)?;
        let told = CoreProviderMetadata::discover_async(issuer, &|request| ask(http.clone(), request)).await;
        let told = told.map_err(|error| match error {
            DiscoveryError::Request(problem) => problem,
            error => protocol(phrase!("sso-discovery", name = details.name)).because(error),
        })?;
        let id = ClientId::new(details.client_id.clone());
        let secret = secret.map(|secret| ClientSecret::new(secret.expose().to_owned()));
        let callback = RedirectUrl::new(callback.to_owned()).map_err(Problem::internal)?;
        let client = Client::from_provider_metadata(told, id, secret).set_redirect_uri(callback);
        let client =
            if details.secret_in_body { client.set_auth_type(AuthType::RequestBody) } else { client };
        let scopes = details.scopes.iter().filter(|scope| *scope != "openid").cloned().map(Scope::new);
        Ok(Self { client, http, clock: ground.clock.clone(), scopes: scopes.collect() })
    }

    /// Where the browser goes.
    pub(super) fn url(&self, state: &Secret, known: &Known) -> String {
        let (state, nonce) = (state.expose().to_owned(), known.nonce.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&known.verifier);
        let asking = self.client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new(state),
            || nonce,
        );
        let (url, ..) = asking.add_scopes(self.scopes.clone()).set_pkce_challenge(challenge).url();
        url.into()
    }

    /// What the provider says of whoever it sent back with this code.
    ///
    /// - `SignInFailed`: it takes no such code.
    /// - `Protocol`: what it says is not signed by it, not for us, not for this attempt, or not of now.
    pub(super) async fn claims(self, code: &Secret, known: Known) -> Result<Map<String, Value>> {
        let code = AuthorizationCode::new(code.expose().to_owned());
        let exchange = self
            .client
            .exchange_code(code)
            .map_err(|error| protocol(phrase!("sso-nonsense")).because(error))?;
        let exchange = exchange.set_pkce_verifier(known.verifier);
        let answer = exchange.request_async(&|request| ask(self.http.clone(), request)).await;
        let answer = answer.map_err(|error| match error {
            RequestTokenError::Request(problem) => problem,
            RequestTokenError::ServerResponse(refused) => {
                Problem::new(Kind::SignInFailed, phrase!("sso-code-refused")).because(refused.error())
            }
            // What it said is not repeated: a token may be in it.
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => protocol(phrase!("sso-nonsense")),
        })?;
        let token = answer.extra_fields().id_token().ok_or_else(|| protocol(phrase!("sso-nonsense")))?;
        let now = self.clock.clone();
        let verifier = self.client.id_token_verifier().set_allowed_algs(SIGNED);
        let verifier = verifier.set_time_fn(move || SystemTime::from(now.now()).into());
        let claims = token.claims(&verifier, &known.nonce);
        let claims = claims.map_err(|error| protocol(phrase!("sso-token")).because(error))?;
        match serde_json::to_value(claims).map_err(Problem::internal)? {
            Value::Object(claims) => Ok(claims),
            _ => Err(protocol(phrase!("sso-nonsense"))),
        }
    }
}

async fn ask(http: http::Client, request: HttpRequest) -> Result<HttpResponse> {
    let (head, body) = request.into_parts();
    let unusable = || protocol(phrase!("sso-nonsense"));
    let url = address(&head.uri.to_string()).map_err(|_| unusable())?;
    if !is_private(&url) {
        return Err(protocol(phrase!("sso-clear", url = url)));
    }
    let mut asked = Request::new(head.method, url, LIMITS);
    asked.headers = head.headers;
    if let Some(shown) = asked.headers.get_mut(header::AUTHORIZATION) {
        shown.set_sensitive(true);
    }
    asked.headers.entry(header::ACCEPT).or_insert(HeaderValue::from_static("application/json"));
    asked.body = (!body.is_empty()).then(|| body.into());
    let unreachable = |error: http::Failed| {
        Problem::new(Kind::Unreachable, phrase!("sso-unreachable", host = error.host)).because(error)
    };
    let mut answer = http.send(asked).await.map_err(unreachable)?;
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(unreachable)? {
        body.extend_from_slice(&piece);
    }
    let mut told = HttpResponse::new(body);
    *told.status_mut() = answer.status;
    *told.headers_mut() = std::mem::take(&mut answer.headers);
    Ok(told)
}

fn protocol(words: carteiro_world::Phrase) -> Problem {
    Problem::new(Kind::Protocol, words)
}
