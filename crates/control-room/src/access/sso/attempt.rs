//! On the way to a provider and back: each attempt is of one browser, ends after ten minutes, and is used once.

use super::client::{Known, Spoken};
use super::provider::Provider;
use crate::access::{Access, Caller, digest};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use jiff::SignedDuration;
use openidconnect::{Nonce, PkceCodeVerifier};
use std::net::IpAddr;
use zeroize::Zeroizing;

/// So long somebody may take to sign in there.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// Attempts that are under way at once: more are nobody's.
const MOST: i64 = 10_000;

/// A browser on its way.
#[derive(Debug)]
pub struct Sent {
    /// Where it goes.
    pub url: String,
    /// The cookie it is known by when it comes back.
    pub browser: Secret,
}

/// A browser that came back.
#[derive(Debug)]
pub struct Returned {
    /// `state`.
    pub state: Secret,
    /// `code`, or the `error` that the provider tells.
    pub code: Result<Secret, String>,
    /// Who the provider says it is (RFC 9207).
    pub issuer: Option<String>,
    /// The cookie that went with it.
    pub browser: Option<Secret>,
    /// The program, by its own name.
    pub agent: String,
    /// From where.
    pub address: Option<IpAddr>,
}

/// Who came back, and where they wanted to go.
#[derive(Debug)]
pub(crate) struct Arrived {
    /// The token of a session; none: it was linked to whoever is signed in.
    pub(crate) session: Option<Secret>,
    pub(crate) to: String,
}

/// Provider, browser, person, what is sealed, and the end of an attempt.
type Begun = (String, String, Option<String>, Vec<u8>, i64);

impl Access {
    /// Sends a browser to a provider; `to` is a path of ours where it goes in the end. With `caller` the sign-in there is
    /// linked to them.
    ///
    /// - `NotFound`: there is no such provider.
    /// - `Unreachable`, `Protocol`: it does not answer, or nonsense.
    /// - `Throttled`: too many are on their way.
    pub(crate) async fn send_to_sso(
        &self,
        provider: &str,
        callback: &str,
        to: &str,
        caller: Option<&Caller>,
    ) -> Result<Sent> {
        let provider = self.sso_provider(provider).await?;
        let secret = self.sso_secret(&provider.id).await?;
        let spoken = Spoken::to(&self.ground, &provider, secret, callback).await?;
        let (state, browser, now) = (self.token(), self.token(), self.ground.clock.now());
        let known = Known {
            nonce: Nonce::new(self.token().expose().to_owned()),
            // RFC 7636 §4.1: 43 to 128 characters.
            verifier: PkceCodeVerifier::new(self.token().expose().to_owned()),
            to: path(to).to_owned(),
        };
        let state_digest = digest(&state);
        let plain = Zeroizing::new(serde_json::to_vec(&known).map_err(Problem::internal)?);
        let sealed = self.ground.seal.seal(&name(&state_digest), &plain)?;
        let person = caller.map(|caller| caller.person.id.clone());
        let mut change = self.ground.db.begin().await?;
        change.run("DELETE FROM sso_attempt WHERE ends_at <= $1", values![now]).await?;
        let sql = "INSERT INTO sso_attempt (digest, provider_id, browser, person_id, sealed, ends_at) \
                   SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT COUNT(*) FROM sso_attempt) < $7";
        let row = values![state_digest, &provider.id, digest(&browser), person, sealed, now + PATIENCE, MOST];
        if change.run(sql, row).await? == 0 {
            return Err(Problem::new(Kind::Throttled, phrase!("request-too-often")).after(PATIENCE));
        }
        change.commit().await?;
        Ok(Sent { url: spoken.url(&state, &known), browser })
    }

    /// Takes a browser back.
    ///
    /// - `SignInFailed`: it did not go out from here, or too long ago, or it came back before; or the provider refuses.
    /// - `Denied`: whoever it is may not come in here.
    /// - `Unreachable`, `Protocol`: the provider does not answer, or nonsense.
    pub(crate) async fn return_from_sso(
        &self,
        returned: Returned,
        callback: &str,
        caller: Option<&Caller>,
    ) -> Result<Arrived> {
        let (provider, known, links) = self.attempt(&returned, caller).await?;
        if returned.issuer.as_ref().is_some_and(|issuer| *issuer != provider.details.issuer) {
            return Err(Problem::new(Kind::Protocol, phrase!("sso-token")));
        }
        let code = returned.code.map_err(|error| {
            let words = phrase!("sso-refused", name = provider.details.name, error = error);
            Problem::new(Kind::SignInFailed, words)
        })?;
        let secret = self.sso_secret(&provider.id).await?;
        let spoken = Spoken::to(&self.ground, &provider, secret, callback).await?;
        let to = known.to.clone();
        let claims = spoken.claims(&code, known).await?;
        if let Some(caller) = caller.filter(|_| links) {
            self.link_by_sso(caller, &provider, &claims).await?;
            return Ok(Arrived { session: None, to });
        }
        let session = self.come_in_by_sso(&provider, &claims, &returned.agent, returned.address).await?;
        Ok(Arrived { session: Some(session), to })
    }

    /// Uses an attempt up; whether it links.
    async fn attempt(&self, returned: &Returned, caller: Option<&Caller>) -> Result<(Provider, Known, bool)> {
        let ended = || Problem::new(Kind::SignInFailed, phrase!("sso-attempt"));
        let state = digest(&returned.state);
        let sql = "DELETE FROM sso_attempt WHERE digest = $1 \
                   RETURNING provider_id, browser, person_id, sealed, ends_at";
        let mut change = self.ground.db.begin().await?;
        let row = change.one(sql, values![&state]).await?;
        change.commit().await?;
        let (provider, browser, person, sealed, ends_at): Begun = row.ok_or_else(ended)?;
        let is_this_browser = returned.browser.as_ref().is_some_and(|shown| digest(shown) == browser);
        let is_in_time = ends_at > self.ground.clock.now().as_microsecond();
        let is_theirs =
            person.as_ref().is_none_or(|person| caller.is_some_and(|caller| caller.person.id == *person));
        if !(is_this_browser && is_in_time && is_theirs) {
            return Err(ended());
        }
        let plain = self.ground.seal.unseal(&name(&state), &sealed)?;
        let known = serde_json::from_slice(&plain).map_err(Problem::internal)?;
        Ok((self.sso_provider(&provider).await?, known, person.is_some()))
    }
}

fn name(state: &str) -> String {
    format!("sso/{state}/attempt")
}

/// A path of ours, and nothing that a browser takes for another host (url.spec.whatwg.org §4.4: a backslash is a slash).
fn path(to: &str) -> &str {
    let is_ours = to.starts_with('/')
        && !to.get(1..).is_some_and(|rest| rest.starts_with(['/', '\\']))
        && to.len() <= 2000
        && to.chars().all(|letter| letter.is_ascii_graphic());
    if is_ours { to } else { "/" }
}

#[cfg(test)]
mod path_tests {
    use super::path;

    #[test]
    fn a_browser_is_led_nowhere_else() {
        for to in ["/", "/runs?of=1#x", "/a//b"] {
            assert_eq!(path(to), to);
        }
        for to in [
            "",
            "runs",
            "//evil.test",
            "/\\evil.test",
            "https://evil.test",
            "/\t/evil.test",
            "/a\r\nb",
            "javascript:x",
        ] {
            assert_eq!(path(to), "/", "{to:?}");
        }
    }
}
