//! The grants: each one request to the token endpoint.

use super::request::{plain, post};
use super::{Client, Granted, assertion};
use crate::credential::{Refused, Why};
use assertion::ServiceAccount;
use carteiro_world::{Secret, phrase};

impl Client {
    /// A code that a person's browser has brought back (RFC 6749 §4.1.3), with what only we know (RFC 7636 §4.5).
    pub async fn exchange(
        &self,
        code: &Secret,
        verifier: &Secret,
        redirect: &str,
    ) -> Result<Granted, Refused> {
        self.ask_token(vec![
            ("grant_type", plain("authorization_code")),
            ("code", code.clone()),
            ("code_verifier", verifier.clone()),
            ("redirect_uri", plain(redirect)),
        ])
        .await
    }

    /// The next token, without a person (RFC 6749 §6). A refresh token that comes along takes the place of the old one.
    pub async fn refresh(&self, refresh_token: &Secret) -> Result<Granted, Refused> {
        let form = vec![("grant_type", plain("refresh_token")), ("refresh_token", refresh_token.clone())];
        self.ask_token(form).await
    }

    /// Gives a refresh token back, with whatever it has brought (RFC 7009 §2); whether that can be done there.
    pub async fn revoke(&self, refresh_token: &Secret) -> Result<bool, Refused> {
        let Some(url) = &self.endpoints.revocation else { return Ok(false) };
        let form = vec![("token", refresh_token.clone()), ("token_type_hint", plain("refresh_token"))];
        self.tell(url, form).await.map(|()| true)
    }

    /// A token for the application itself (RFC 6749 §4.4).
    pub async fn client_credentials(&self) -> Result<Granted, Refused> {
        let mut form = vec![("grant_type", plain("client_credentials"))];
        form.extend(self.scope().map(|scope| ("scope", plain(scope))));
        self.ask_token(form).await
    }

    /// A token for a user name and a password (RFC 6749 §4.3).
    pub async fn password(&self, username: &str, password: &Secret) -> Result<Granted, Refused> {
        let mut form = vec![
            ("grant_type", plain("password")),
            ("username", plain(username)),
            ("password", password.clone()),
        ];
        form.extend(self.scope().map(|scope| ("scope", plain(scope))));
        // No browser can help: what is wrong is the name, the password, or a second factor.
        self.ask_token(form).await.map_err(|refused| match refused.why {
            Why::SignInNeeded => {
                Refused { why: Why::Denied, reason: phrase!("oauth-password-refused"), ..refused }
            }
            _ => refused,
        })
    }

    /// A token for a person of the domain that has let the service account act for them (RFC 7523 §2.1,
    /// developers.google.com/identity/protocols/oauth2/service-account).
    pub async fn delegated(&self, account: &ServiceAccount, subject: &str) -> Result<Granted, Refused> {
        let scope = self.scope().unwrap_or_default();
        let now = self.clock.now();
        let signed = account.assertion(subject, &scope, now)?;
        let form = [("grant_type", plain(assertion::GRANT)), ("assertion", signed)];
        let answered: super::granted::Answer = post(&self.http, account.token_url(), &form, Some(now))
            .await
            .map_err(|refused| match refused.why {
                Why::SignInNeeded => {
                    Refused { why: Why::Denied, reason: phrase!("oauth-delegation-refused"), ..refused }
                }
                _ => refused,
            })?;
        let host = account.token_url().host_str().unwrap_or_default();
        let no_bearer = || Refused::new(Why::Protocol, phrase!("oauth-no-bearer", host = host));
        answered.granted(self.clock.now()).ok_or_else(no_bearer)
    }
}
