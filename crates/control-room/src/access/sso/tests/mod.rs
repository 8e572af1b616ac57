//! Single sign-on at the lab's `oidc-provider`: the Control Room answers in memory, the provider over HTTP.

mod coming_in;
mod linking;
mod provider;
mod refusals;
mod saying;

use super::{Details, Provider};
use crate::Ground;
use crate::access::tests::{BY, PASSWORD, secret};
use crate::access::{Access, Permission};
use crate::app::App;
use crate::settings::Settings;
use crate::testing::Standing;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use carteiro_world::{Clock, Language};
use provider::Lab;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

/// With an administrator, Ana, and a provider: the lab's.
struct Room {
    ground: Ground,
    access: Access,
    router: Router,
    lab: Lab,
    provider: Provider,
    _folder: TempDir,
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// The cookie of this name that it sets, as a browser shows it.
    fn cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
        let set = set.filter(|cookie| !cookie.contains("Max-Age=0"));
        set.filter_map(|cookie| cookie.split(';').next())
            .find(|pair| pair.starts_with(name))
            .map(str::to_owned)
    }

    fn refused(&self) -> (u16, &str) {
        (self.status.as_u16(), self.body["words"].as_str().unwrap_or_default())
    }
}

impl Room {
    /// `None`: there is no lab.
    async fn new(standing: &Standing, change: impl FnOnce(&mut Details)) -> Option<Self> {
        let lab = Lab::stand()?;
        let ground = standing.ground(Clock::system()).await;
        let here = Settings { reach_this_machine: true, ..Settings::default() };
        ground.decide(BY, 0, &here).await.unwrap();
        let access = Access::new(ground.clone());
        access.first(BY, "Ana", &secret(PASSWORD), Language::English).await.unwrap();
        let mut details = lab.details();
        change(&mut details);
        let provider = access.add_sso_provider(BY, &details, Some(&secret("web-secret"))).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(ground.clone(), access.clone(), folder.path(), None, false);
        let router = app.known_as("http://127.0.0.1:8630").router();
        Some(Self { ground, access, router, lab, provider, _folder: folder })
    }

    async fn ask(&self, method: &str, path: &str, cookies: &[&str]) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::COOKIE, cookies.join("; "));
        let answer = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        Answer { status, headers, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }
    }

    /// Where the browser of this person comes back to, and the cookie that it has then.
    async fn away(&self, login: &str, to: &str) -> (String, String) {
        let begun = self.ask("GET", &format!("/api/sso/{}/begin?to={to}", self.provider.id), &[]).await;
        let cookie = begun.cookie("carteiro_sso").unwrap();
        (self.lab.sign_in(begun.location(), login).await, cookie)
    }

    /// What is answered when this person comes in.
    async fn come(&self, login: &str) -> Answer {
        let (back, cookie) = self.away(login, "/runs").await;
        self.ask("GET", &back, &[&cookie]).await
    }

    /// Who somebody is by what came back.
    async fn me(&self, came: &Answer) -> Value {
        let session = came.cookie("carteiro_session").unwrap_or_else(|| panic!("{}", came.body));
        self.ask("GET", "/api/me", &[&session]).await.body
    }

    async fn role(&self, name: &str, permission: Permission) -> String {
        self.access.add_role(BY, name, &[permission].into()).await.unwrap().id
    }
}
