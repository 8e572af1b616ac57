//! A person in front of a browser.

use std::{collections::BTreeMap, net::SocketAddr};

use carteiro_sandbox::Sandbox;
use url::Url;

use crate::web::{Answer, get, post, query};

use super::{AUTHORIZE, CALLBACK, IMAP, TOKEN};

/// What an app asks for that wants to read Ana's mail and go on doing so.
pub const CODE: [(&str, &str); 5] = [
    ("client_id", "desktop"),
    ("redirect_uri", CALLBACK),
    ("response_type", "code"),
    ("scope", "openid https://outlook.office.com/IMAP.AccessAsUser.All offline_access"),
    ("state", "a b&c"),
];

/// The question that a page holds.
pub fn asked(page: &Answer) -> String {
    let rest = page.body.split("name=\"ask\" value=\"").nth(1);
    rest.unwrap_or_else(|| panic!("no form: {page:?}")).split('"').next().unwrap().to_owned()
}

pub async fn sign_in(address: SocketAddr, page: &Answer, more: &[(&str, &str)]) -> Answer {
    let ask = asked(page);
    let mut form = vec![("ask", ask.as_str()), ("username", "ana@sandbox.test"), ("password", "sandbox")];
    form.extend(more);
    post(address, "/sign-in", &form).await
}

pub async fn consent(address: SocketAddr, page: &Answer, scopes: &[&str]) -> Answer {
    let ask = asked(page);
    let mut form = vec![("ask", ask.as_str()), ("do", "accept")];
    form.extend(scopes.iter().map(|scope| ("scope", *scope)));
    post(address, "/consent", &form).await
}

/// Signs in and agrees to everything.
pub async fn agree(address: SocketAddr, path: &str, parameters: &[(&str, &str)]) -> Answer {
    let page = get(address, &format!("{path}?{}", query(parameters))).await;
    let page = sign_in(address, &page, &[]).await;
    let scopes: Vec<_> = parameters.iter().filter(|(name, _)| *name == "scope").collect();
    let scopes: Vec<_> = scopes.iter().flat_map(|(_, scopes)| scopes.split(' ')).collect();
    consent(address, &page, &scopes).await
}

/// What travelled back in the address: in its query, or in its fragment.
pub fn returned(answer: &Answer) -> BTreeMap<String, String> {
    let location = answer.header("location").unwrap_or_else(|| panic!("no redirect: {answer:?}"));
    let url = Url::parse(location).unwrap();
    let text = url.query().or(url.fragment()).unwrap_or_default();
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// A code for `desktop`.
pub async fn code(sandbox: &Sandbox) -> String {
    returned(&agree(sandbox.http_addr(), AUTHORIZE, &CODE).await)["code"].clone()
}

pub async fn redeem(sandbox: &Sandbox, code: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("client_id", "desktop"), ("grant_type", "authorization_code"), ("code", code)];
    form.push(("redirect_uri", CALLBACK));
    form.extend(more);
    post(sandbox.http_addr(), TOKEN, &form).await
}

/// Tokens for `desktop` and Ana: the answer of the token endpoint.
pub async fn tokens(sandbox: &Sandbox) -> serde_json::Value {
    let answer = redeem(sandbox, &code(sandbox).await, &[]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let body = answer.json();
    assert!(body["scope"].as_str().unwrap().contains(IMAP));
    body
}
