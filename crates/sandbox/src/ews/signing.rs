//! Who asks. Negotiate is not spoken here.

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::{HeaderMap, http::request::Parts};

use super::Server;
use crate::{
    Account, Fault, Protocol, TokenError, TokenOwner,
    http::Reply,
    ntlm::{self, Verdict},
};

/// Who has shown who they are.
#[derive(Clone, Debug)]
pub(super) enum Signed {
    User(Account),
    /// An app with permissions of its own, which says for whom it acts.
    App,
}

impl Signed {
    /// Against whose limits it counts.
    pub fn name(&self) -> &str {
        match self {
            Self::User(account) => account.user(),
            Self::App => "",
        }
    }
}

/// Why nobody was signed in, as the words of the answer's fields.
enum Refusal {
    Nobody,
    /// What NTLM wants answered on this connection.
    Asked(String),
    Password,
    Token(TokenError),
    Unavailable,
    NeedsTls,
}

impl Server {
    /// Reads the Authorization field (RFC 7617, RFC 6750 §2.1), unless the connection is signed in ([MS-NTHT] §3.2).
    pub(super) fn sign_in(&self, head: &Parts, faults: &[Fault], encrypted: bool) -> Result<Signed, Reply> {
        self.signed(head, faults, encrypted).map_err(|refusal| self.refuse(&head.headers, &refusal))
    }

    fn signed(&self, head: &Parts, faults: &[Fault], encrypted: bool) -> Result<Signed, Refusal> {
        let headers = &head.headers;
        let shown = headers.get("authorization").and_then(|field| field.to_str().ok());
        if let Some(connection) = head.extensions.get::<ntlm::Connection>() {
            match connection.hear(&self.site().store, shown) {
                Verdict::SignedIn(account) => return Ok(Signed::User(account)),
                Verdict::Asks(field) => return Err(Refusal::Asked(field)),
                Verdict::Refused => return Err(Refusal::Password),
                Verdict::Nobody => {}
            }
        }
        let field = headers.get("authorization").and_then(|field| field.to_str().ok());
        let (scheme, shown) = field.and_then(|field| field.split_once(' ')).ok_or(Refusal::Nobody)?;
        if faults.contains(&Fault::SignInUnavailable) {
            return Err(Refusal::Unavailable);
        }
        if scheme.eq_ignore_ascii_case("Basic") {
            if self.site().sign_in_needs_tls && !encrypted {
                return Err(Refusal::NeedsTls);
            }
            let account = self.by_password(shown.trim()).ok_or(Refusal::Password)?;
            // Who has a second factor has no Basic authentication.
            if faults.contains(&Fault::MfaRequired) {
                return Err(Refusal::Password);
            }
            return Ok(Signed::User(account));
        }
        if scheme.eq_ignore_ascii_case("Bearer") {
            return self.by_token(shown.trim()).map_err(Refusal::Token);
        }
        Err(Refusal::Nobody)
    }

    /// The user is an address, or a name behind its domain: `SANDBOX\ana`.
    fn by_password(&self, shown: &str) -> Option<Account> {
        let shown = String::from_utf8(STANDARD.decode(shown).ok()?).ok()?;
        let (user, password) = shown.split_once(':')?;
        let user = user.rsplit_once('\\').map_or(user, |(_, name)| name);
        let store = &self.site().store;
        let named = |account: &&Account| {
            account.user().split('@').next().is_some_and(|name| name.eq_ignore_ascii_case(user))
        };
        let account = store.addressed(user).or_else(|| store.accounts().find(named).cloned())?;
        store.sign_in(account.user(), password)
    }

    fn by_token(&self, token: &str) -> Result<Signed, TokenError> {
        let introspection = self.site().introspection.as_ref().ok_or(TokenError::Invalid)?;
        match introspection.introspect(token, Protocol::Ews)? {
            TokenOwner::Anyone => Ok(Signed::App),
            TokenOwner::User(user) => {
                self.site().store.account(&user).map(Signed::User).ok_or(TokenError::Invalid)
            }
        }
    }

    /// What Exchange asks for
    /// (learn.microsoft.com/exchange/client-developer/exchange-web-services/authentication-and-ews-in-exchange), and why a
    /// token was refused ([MS-XOAUTH] §2.2.3).
    fn refuse(&self, headers: &HeaderMap, refusal: &Refusal) -> Reply {
        if let Refusal::Asked(field) = refusal {
            return Reply::empty(401).with("www-authenticate", field);
        }
        let status = match refusal {
            Refusal::Unavailable => 503,
            Refusal::Token(TokenError::InsufficientScope) => 403,
            _ => 401,
        };
        let mut reply = Reply::empty(status);
        if let Refusal::Token(error) = refusal {
            let why = match error {
                TokenError::Invalid => {
                    "2000003;reason=\"The token is invalid, has expired or was revoked.\";error_category=\"invalid_token\""
                }
                TokenError::InsufficientScope => {
                    "2000008;reason=\"The token contains not enough scope to make this call.\";error_category=\"invalid_grant\""
                }
            };
            reply = reply.with("x-ms-diagnostics", why);
        }
        if status != 401 {
            return reply;
        }
        if self.site().introspection.is_some() {
            let error = if matches!(refusal, Refusal::Token(_)) { ", error=\"invalid_token\"" } else { "" };
            let uri = self.authorization_uri().unwrap_or_default();
            reply = reply.with(
                "www-authenticate",
                format!(
                    "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\", token_types=\"app_asserted_user_v1 service_asserted_app_v1\", authorization_uri=\"{uri}\"{error}"
                ),
            );
        }
        if !matches!(refusal, Refusal::NeedsTls) {
            let host = headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or("localhost");
            let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
            reply = reply.with("www-authenticate", format!("Basic realm=\"{host}\""));
            reply = reply.with("www-authenticate", "NTLM");
        }
        reply
    }
}
