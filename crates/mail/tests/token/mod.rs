//! Tokens of the simulated authorization server.

use carteiro_sandbox::Sandbox;
use carteiro_world::dial::Dialer;
use carteiro_world::http::{Client, HeaderValue, Limits, Method, Request, Url, form, header};
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Secret, Transcript, egress};
use std::time::Duration;

/// A token for Microsoft Graph, with all that its application may do in the name of somebody.
pub async fn graph_token(sandbox: &Sandbox, user: &str, password: &str) -> Secret {
    graph_token_for(sandbox, user, password, "https://graph.microsoft.com/.default").await
}

/// The same with these permissions.
pub async fn graph_token_for(sandbox: &Sandbox, user: &str, password: &str, scope: &str) -> Secret {
    let url = format!("http://{}/common/oauth2/v2.0/token", sandbox.http_addr());
    let second = Duration::from_secs(30);
    let limits = Limits { total: second, silence: second, size: 1 << 20, redirects: 0 };
    let mut request = Request::new(Method::POST, Url::parse(&url).unwrap(), limits);
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers.insert(header::CONTENT_TYPE, kind);
    let fields = [
        ("grant_type", "password"),
        ("client_id", "desktop"),
        ("username", user),
        ("password", password),
        ("scope", scope),
    ];
    request.body = Some(form(fields).into_bytes().into());
    let dialer = Dialer::new(egress::Policy::OPEN, Clock::system());
    let client = Client::new(dialer, Spools::default(), Transcript::default());
    let told = client.send(request).await.unwrap().spool().await.unwrap();
    let told = told.read(0..told.len(), usize::MAX).unwrap();
    let told: serde_json::Value = serde_json::from_slice(&told).unwrap();
    Secret::new(told["access_token"].as_str().unwrap_or_else(|| panic!("{told}")))
}
