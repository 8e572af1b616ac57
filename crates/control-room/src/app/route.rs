//! Routes, and what each needs: there is no way to add one without saying so.

use super::{App, caller};
use crate::access::Permission;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::MethodRouter;
use serde_json::json;
use std::convert::Infallible;
use utoipa::openapi::OpenApi;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

/// Who may ask for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Everybody, signed in or not.
    Nothing,
    /// Whoever is signed in: it is about themselves.
    Person,
    /// The same, and nobody with an API token: it is about how they sign in.
    Session,
    /// Who has this permission.
    Permission(Permission),
    /// The same, and nobody with an API token: it is about how somebody signs in.
    InPerson(Permission),
}

/// Routes of one or more slices.
pub(crate) struct Routes(OpenApiRouter<App>);

impl Routes {
    pub(crate) fn new() -> Self {
        Self(OpenApiRouter::new())
    }

    /// Adds what `utoipa_axum::routes!` makes of one handler. The description of the API tells what it needs.
    #[must_use]
    pub(crate) fn with(self, needs: Needs, route: UtoipaMethodRouter<App>) -> Self {
        let (schemas, mut paths, method) = route;
        for (path, item) in &mut paths.paths {
            for (method, operation) in operations(item) {
                let Some(operation) = operation else { continue };
                describe(operation, needs);
                operation.operation_id = Some(named(method, path));
            }
        }
        let method: MethodRouter<App, Infallible> = match needs {
            Needs::Nothing => method,
            _ => method.layer(from_fn(move |request, next| caller::allowed(needs, request, next))),
        };
        Self(self.0.routes((schemas, paths, method)))
    }

    /// With those of another slice.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0.merge(other.0))
    }

    pub(crate) fn split(self) -> (Router<App>, OpenApi) {
        self.0.split_for_parts()
    }
}

fn operations(item: &mut PathItem) -> [(&'static str, Option<&mut Operation>); 5] {
    [
        ("get", item.get.as_mut()),
        ("post", item.post.as_mut()),
        ("put", item.put.as_mut()),
        ("patch", item.patch.as_mut()),
        ("delete", item.delete.as_mut()),
    ]
}

/// No other operation is called so, as OpenAPI wants it: `put_people_person_roles_role`.
fn named(method: &str, path: &str) -> String {
    let words =
        path.split(|of: char| !of.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "api");
    words.fold(method.to_owned(), |name, word| format!("{name}_{word}"))
}

fn describe(operation: &mut Operation, needs: Needs) {
    let name = match needs {
        Needs::Nothing => "nothing".to_owned(),
        Needs::Person => "person".to_owned(),
        Needs::Session => "session".to_owned(),
        Needs::Permission(permission) => permission.name().to_owned(),
        Needs::InPerson(permission) => format!("session {}", permission.name()),
    };
    operation
        .extensions
        .get_or_insert_default()
        .merge(ExtensionsBuilder::new().add("x-needs", json!(name)).build());
}
