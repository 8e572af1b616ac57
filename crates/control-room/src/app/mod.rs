//! The API over HTTP: what each slice offers, who may ask for it, and what every answer has.

mod address;
mod body;
mod caller;
mod cookie;
mod hidden;
mod limit;
mod metrics;
mod numbers;
mod page;
mod pages;
mod parts;
mod plain;
mod problem;
mod route;
mod says;
#[cfg(test)]
pub(crate) mod tests;
mod version;

pub(crate) use address::Peer;
pub(crate) use body::Json;
pub(crate) use caller::{Known, Speaks, Token, Whoever};
pub(crate) use cookie::{away, back, forgotten, kept, kept_away};
pub(crate) use hidden::{Hidden, Told};
pub(crate) use limit::Attempt;
pub use page::{Asked, Page};
pub(crate) use parts::{Path, Query};
pub(crate) use plain::page as page_of_words;
pub(crate) use route::{Needs, Routes};
pub(crate) use version::{IfMatch, changed, etag};

use crate::access::{self, Access, Invitation};
use crate::audit::{self, Audit};
use crate::automations::{self, Automations};
use crate::connections::{self, Connections};
use crate::ground::Ground;
use crate::letters::{self, Letters};
use crate::looking::{self, Looks};
use crate::notices::{self, Notices};
use crate::practice::{self, Practice, Pretend};
use crate::runs::{self, Lend, Runs};
use crate::settings;
use crate::vault::{self, Vault};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use limit::Limits;
use metrics::Metrics;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::PartialSchema as _;
use utoipa::openapi::{Info, OpenApi};

/// No request has a longer body.
const LONGEST_BODY: usize = 1024 * 1024;

/// What requests are answered from. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) ground: Ground,
    pub(crate) access: Access,
    pub(crate) audit: Audit,
    pub(crate) vault: Vault,
    pub(crate) notices: Notices,
    pub(crate) connections: Connections,
    pub(crate) automations: Automations,
    pub(crate) runs: Runs,
    pub(crate) looks: Looks,
    pub(crate) letters: Letters,
    pub(crate) practice: Practice,
    metrics: Metrics,
    /// By which the administrator is made, as long as there is none.
    pub(crate) invitation: Option<Arc<Invitation>>,
    /// Cookies go over TLS only.
    pub(crate) is_secure: bool,
    /// What browsers know it by, without a slash at its end.
    pub(crate) public_url: Arc<str>,
    /// Who asks is who the proxy says.
    is_behind_proxy: bool,
    limits: Arc<Limits>,
}

impl App {
    /// Over a database, with files in the folder `data`; with an invitation where nobody may come in yet. `is_secure`: browsers
    /// come by TLS.
    pub fn new(
        ground: Ground,
        access: Access,
        data: &std::path::Path,
        invitation: Option<Invitation>,
        is_secure: bool,
    ) -> Self {
        let (audit, automations) = (Audit::new(ground.clone()), Automations::new(ground.clone()));
        let vault = Vault::new(ground.clone());
        let notices = Notices::new(ground.clone());
        let connections = Connections::new(ground.clone(), access.clone(), notices.clone());
        let lend = Lend::of(&vault, &connections);
        let runs = Runs::new(ground.clone(), access.clone(), data, lend);
        let looks = Looks::new(ground.clone(), automations.clone(), runs.clone());
        let letters = Letters::new(ground.clone(), access.clone(), automations.clone(), runs.clone());
        let practice = Practice::new(ground.clone(), vault.clone(), automations.clone());
        Self {
            ground,
            access,
            audit,
            vault,
            notices,
            connections,
            automations,
            runs,
            looks,
            letters,
            practice,
            metrics: Metrics::new(),
            invitation: invitation.map(Arc::new),
            is_secure,
            public_url: Arc::from("http://localhost:8630"),
            is_behind_proxy: false,
            limits: Arc::new(Limits::of(limit::USUAL)),
        }
    }

    /// The same, known to browsers by this address: providers send them back there.
    #[must_use]
    pub fn known_as(self, public_url: &str) -> Self {
        Self { public_url: Arc::from(public_url.trim_end_matches('/')), ..self }
    }

    /// The same, with a pretend mailbox to try on.
    #[must_use]
    pub fn practising(self, pretend: Arc<dyn Pretend>) -> Self {
        Self { practice: self.practice.on(pretend), ..self }
    }

    /// The same, behind a proxy that says in `X-Forwarded-For` who asks.
    #[must_use]
    pub fn behind_proxy(self) -> Self {
        Self { is_behind_proxy: true, ..self }
    }

    /// The same, for so many requests a second of each caller.
    #[must_use]
    pub fn limited_to(self, per_second: u32) -> Self {
        Self { limits: Arc::new(Limits::of(per_second)), ..self }
    }

    /// What answers requests.
    pub fn router(self) -> Router {
        let (router, _) = routes().split();
        router
            .fallback(problem::no_such_route)
            .method_not_allowed_fallback(problem::no_such_method)
            .layer(from_fn_with_state(self.clone(), caller::look))
            .layer(CsrfLayer::new().with_rejection_response(problem::from_elsewhere))
            .layer(from_fn(caller::by_token))
            .layer(DefaultBodyLimit::max(LONGEST_BODY))
            .layer(CatchPanicLayer::custom(problem::panicked))
            .layer(from_fn_with_state(self.clone(), problem::in_words))
            .layer(from_fn_with_state(self.clone(), pages::shown))
            .layer(from_fn_with_state(self.clone(), metrics::counted))
            .layer(kept_nowhere())
            .layer(guessed_by_nobody())
            .with_state(self)
    }
}

fn routes() -> Routes {
    says::routes()
        .and(metrics::routes())
        .and(access::routes())
        .and(audit::routes())
        .and(settings::routes())
        .and(vault::routes())
        .and(notices::routes())
        .and(connections::routes())
        .and(automations::routes())
        .and(runs::routes())
        .and(looking::routes())
        .and(letters::routes())
        .and(practice::routes())
}

/// The description of the API.
pub fn description() -> OpenApi {
    let (_, mut description) = routes().split();
    description.info = Info::new("Carteiro", env!("CARGO_PKG_VERSION"));
    let schemas = &mut description.components.get_or_insert_default().schemas;
    schemas.insert("Problem".to_owned(), problem::Said::schema());
    schemas.insert("ProblemError".to_owned(), problem::Wrong::schema());
    description
}

/// The same, as it is written to a file.
pub fn description_file() -> String {
    description().to_pretty_json().unwrap_or_default() + "\n"
}

/// Answers are about somebody: nobody on the way keeps them.
fn kept_nowhere() -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))
}

fn guessed_by_nobody() -> SetResponseHeaderLayer<HeaderValue> {
    let name: HeaderName = header::X_CONTENT_TYPE_OPTIONS;
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static("nosniff"))
}
