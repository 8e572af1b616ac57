//! What is counted, for Prometheus (prometheus.io/docs/specs/om). Nothing in it names a person, a mailbox or a secret.

use super::{App, Needs, Routes};
use crate::access::Permission;
use crate::{Problem, Result};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use std::fmt;
use std::sync::Arc;
use utoipa_axum::routes;

/// Seconds: from what a page needs to what makes people wait.
const BOUNDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];

/// What is counted in this process. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Answered, Counter>,
    durations: Family<Asked, Histogram>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: String,
    route: String,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut registry = Registry::with_prefix("carteiro");
        let (requests, durations) = (
            Family::<Answered, Counter>::default(),
            Family::<Asked, Histogram>::new_with_constructor(|| Histogram::new(BOUNDS)),
        );
        registry.register("http_requests", "Requests that were answered", requests.clone());
        let help = "How long requests took to answer";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, durations.clone());
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "Which Carteiro it is", version);
        Self { registry: Arc::new(registry), requests, durations }
    }
}

/// Counts requests.
pub(super) async fn counted(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = app.ground.clock.now();
    // Only routes that there are: whoever asks for nonsense does not make the list grow.
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let method = match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known,
        _ => "other",
    };
    let method = method.to_owned();
    let response = next.run(request).await;
    let took = app.ground.clock.since(began).as_secs_f64();
    let Metrics { requests, durations, .. } = &app.metrics;
    durations.get_or_create(&Asked { method: method.clone(), route: route.clone() }).observe(took);
    requests.get_or_create(&Answered { method, route, status: response.status().as_u16() }).inc();
    response
}

pub(super) fn routes() -> Routes {
    Routes::new().with(Needs::Permission(Permission::ViewMetrics), routes!(metrics))
}

/// Numbers for Prometheus: what this process was asked and how long that took; runs, connections and notices of all.
#[utoipa::path(
    get,
    path = "/metrics",
    responses((status = 200, body = String, content_type = "application/openmetrics-text"))
)]
async fn metrics(State(app): State<App>) -> Result<impl IntoResponse> {
    let mut text = String::new();
    encode_registry(&mut text, &app.metrics.registry).map_err(Problem::internal)?;
    app.numbers(&mut text).await?;
    encode_eof(&mut text).map_err(Problem::internal)?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text))
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}
