//! A person signs in, in a browser: the address they open, and what the browser brings back.

use super::claims::Claims;
use super::refused::Answer;
use super::{Client, Granted};
use crate::credential::{Refused, Why};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use carteiro_world::http::Url;
use carteiro_world::{Secret, phrase};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// What the browser is to bring back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// A code (RFC 6749 §4.1), tied to us by PKCE (RFC 7636).
    Code,
    /// The token itself (RFC 6749 §4.2): legacy.
    Token,
}

/// One attempt to let a person sign in: good for one answer.
#[derive(Debug)]
pub struct Attempt {
    /// What the person opens.
    pub url: Url,
    redirect: String,
    response: Response,
    state: Secret,
    nonce: Secret,
    verifier: Secret,
}

/// An attempt at a code, as it is kept until the browser comes back, which another process may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// Ties the answer to the attempt: what the attempt is found by.
    pub state: Secret,
    /// Ties the ID token to it.
    pub nonce: Secret,
    /// Ties the code to us (RFC 7636 §4.1).
    pub verifier: Secret,
    /// Where the browser comes back to.
    pub redirect: String,
}

impl Attempt {
    /// Begins one: the browser comes back to `redirect`, which is sent byte for byte as it is written. `hint` is the
    /// address of the person, `extras` what the provider wants besides.
    pub fn begin(
        client: &Client,
        response: Response,
        redirect: &str,
        hint: Option<&str>,
        extras: &[(&str, &str)],
    ) -> Result<Self, Refused> {
        let missing = || Refused::new(Why::Invalid, phrase!("oauth-no-authorization"));
        let mut url = client.endpoints.authorization.clone().ok_or_else(missing)?;
        let random = || Secret::new(URL_SAFE_NO_PAD.encode(client.random.bytes::<32>()));
        let (state, nonce, verifier) = (random(), random(), random());
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose().as_bytes()));
        let mut query = url.query_pairs_mut();
        query.append_pair("client_id", &client.id);
        query.append_pair("redirect_uri", redirect);
        query.append_pair("state", state.expose());
        query.append_pair("nonce", nonce.expose());
        if let Some(scope) = client.scope() {
            query.append_pair("scope", &scope);
        }
        match response {
            Response::Code => {
                query.append_pair("response_type", "code");
                query.append_pair("code_challenge", &challenge);
                query.append_pair("code_challenge_method", "S256");
            }
            Response::Token => {
                query.append_pair(
                    "response_type",
                    if names_person(client) { "id_token token" } else { "token" },
                );
            }
        }
        if let Some(hint) = hint {
            query.append_pair("login_hint", hint);
        }
        for (name, value) in extras {
            query.append_pair(name, value);
        }
        drop(query);
        Ok(Self { url, redirect: redirect.to_owned(), response, state, nonce, verifier })
    }

    /// What it takes to go on with it elsewhere; `None`: the token itself is awaited, which is answered here.
    pub fn park(&self) -> Option<Parked> {
        (self.response == Response::Code).then(|| Parked {
            state: self.state.clone(),
            nonce: self.nonce.clone(),
            verifier: self.verifier.clone(),
            redirect: self.redirect.clone(),
        })
    }

    /// Goes on with one. `Invalid`: the provider lets nobody sign in any more.
    pub fn unpark(client: &Client, parked: Parked) -> Result<Self, Refused> {
        let missing = || Refused::new(Why::Invalid, phrase!("oauth-no-authorization"));
        let url = client.endpoints.authorization.clone().ok_or_else(missing)?;
        let Parked { state, nonce, verifier, redirect } = parked;
        Ok(Self { url, redirect, response: Response::Code, state, nonce, verifier })
    }

    /// Takes what the browser has brought back, and asks for the tokens where that takes another request.
    ///
    /// - `SignInNeeded`: the person, or the provider, said no.
    /// - `Denied`: it is an answer to another attempt.
    pub async fn finish(self, client: &Client, brought: &Brought) -> Result<Granted, Refused> {
        let host = self.url.host_str().unwrap_or_default();
        if brought.get("state") != Some(self.state.expose()) {
            return Err(Refused::new(Why::Denied, phrase!("oauth-state")));
        }
        if let Some(error) = brought.get("error") {
            return Err(Answer::named(error, brought.get("error_description")).refused(host));
        }
        let nothing = || Refused::new(Why::Protocol, phrase!("oauth-nothing-brought", host = host));
        let granted = match self.response {
            Response::Code => {
                let code = Secret::new(brought.get("code").ok_or_else(nothing)?);
                client.exchange(&code, &self.verifier, &self.redirect).await?
            }
            Response::Token => self.handed_over(client, brought).ok_or_else(nothing)?,
        };
        let is_other =
            |person: &Claims| person.nonce.as_deref().is_some_and(|nonce| nonce != self.nonce.expose());
        if granted.person.as_ref().is_some_and(is_other) {
            return Err(Refused::new(Why::Denied, phrase!("oauth-state")));
        }
        Ok(granted)
    }

    fn handed_over(&self, client: &Client, brought: &Brought) -> Option<Granted> {
        let seconds = brought.get("expires_in").and_then(|seconds| seconds.parse().ok());
        let ends = |seconds| client.clock.now().checked_add(SignedDuration::from_secs(seconds)).ok();
        let person = brought.get("id_token").and_then(|token| Claims::of(&Secret::new(token)));
        // Nothing else ties an ID token that came through the browser to this attempt (OpenID Connect Core §3.2.2.11).
        let is_ours = |person: &Claims| person.nonce.as_deref() == Some(self.nonce.expose());
        if !person.as_ref().map_or(!names_person(client), is_ours) {
            return None;
        }
        Some(Granted {
            access_token: Secret::new(brought.get("access_token").filter(|token| !token.is_empty())?),
            expires_at: seconds.and_then(ends),
            refresh_token: None,
            refresh_expires_at: None,
            scopes: None,
            person,
        })
    }
}

/// Whether an ID token is asked for (OpenID Connect Core §3.1.2.1): whoever does not speak OpenID Connect refuses to.
fn names_person(client: &Client) -> bool {
    client.scopes.iter().any(|scope| scope == "openid")
}

/// What a browser has brought back: in the query of the address, in its fragment, or in a form.
pub struct Brought(HashMap<String, Secret>);

/// Codes are longer than words that somebody types by mistake.
const SHORTEST_CODE: usize = 12;

impl Brought {
    /// Reads the names and values of a query, a fragment or a form.
    pub fn read(text: &str) -> Self {
        let pairs = url_pairs(text.trim_start_matches(['?', '#']));
        Self(pairs.map(|(name, value)| (name, Secret::new(value))).collect())
    }

    /// Reads a whole address, as a person copies it.
    pub fn of_address(text: &str) -> Self {
        let text = text.trim();
        let (before, fragment) = text.split_once('#').unwrap_or((text, ""));
        let query = before.split_once('?').map_or("", |(_, query)| query);
        let mut brought = Self::read(query);
        brought.0.extend(Self::read(fragment).0);
        brought
    }

    /// Reads what a person has copied: a whole address, or the code alone, as some providers show it. A code is tied to
    /// its attempt by the verifier (RFC 7636 §7.1), so it needs no state.
    pub fn pasted(text: &str, attempt: &Attempt) -> Self {
        let (brought, text) = (Self::of_address(text), text.trim());
        let is_code = text.len() >= SHORTEST_CODE && text.bytes().all(|b| b.is_ascii_graphic());
        if brought.is_answer() || attempt.response != Response::Code || !is_code || text.contains("://") {
            return brought;
        }
        let state = attempt.state.clone();
        Self(HashMap::from([("code".to_owned(), Secret::new(text)), ("state".to_owned(), state)]))
    }

    /// Whether it answers an attempt at all.
    pub fn is_answer(&self) -> bool {
        ["code", "error", "access_token"].iter().any(|name| self.0.contains_key(*name))
    }

    /// What it says to be an answer to.
    pub fn state(&self) -> Option<&Secret> {
        self.0.get("state")
    }

    /// Who says to have sent it (RFC 9207).
    pub fn issuer(&self) -> Option<&str> {
        self.get("iss")
    }

    /// Whether it says no.
    pub fn is_refusal(&self) -> bool {
        self.0.contains_key("error")
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(Secret::expose)
    }
}

fn url_pairs(text: &str) -> impl Iterator<Item = (String, String)> {
    let mut url = Url::parse("http://localhost/").ok();
    if let Some(url) = &mut url {
        url.set_query(Some(text));
    }
    let pairs: Vec<(String, String)> =
        url.iter().flat_map(|url| url.query_pairs().into_owned().collect::<Vec<_>>()).collect();
    pairs.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_brings_is_read_wherever_it_stands() {
        for address in [
            "https://outlook.office365.com/#access_token=a%2Bb&state=s",
            "http://localhost:8888/Callback?state=s&access_token=a%2Bb",
            " http://localhost/?x=1&state=s#access_token=a%2Bb \n",
        ] {
            let brought = Brought::of_address(address);
            assert_eq!(
                (brought.get("access_token"), brought.get("state")),
                (Some("a+b"), Some("s")),
                "{address}"
            );
            assert!(brought.is_answer());
        }
        assert!(!Brought::of_address("http://localhost:9999/favicon.ico").is_answer());
    }
}
