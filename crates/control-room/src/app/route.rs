//! Routes, and what each needs: there is no way to add one without saying so.

use super::{App, caller};
use crate::access::Permission;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::MethodRouter;
use serde_json::json;
use std::collections::BTreeMap;
use std::convert::Infallible;
use utoipa::openapi::content::Content;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{OpenApi, Ref, RefOr, ResponseBuilder, Schema};
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
        self.shares_no_name(schemas.iter().map(|(name, schema)| (name, schema)));
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
        let schemas = other.0.get_openapi().components.iter().flat_map(|components| &components.schemas);
        self.shares_no_name(schemas);
        Self(self.0.merge(other.0))
    }

    /// Of two schemas of one name the description would have the last.
    fn shares_no_name<'a>(&self, others: impl Iterator<Item = (&'a String, &'a RefOr<Schema>)>) {
        let known = self.0.get_openapi().components.iter().flat_map(|components| &components.schemas);
        let mut known: BTreeMap<_, _> = known.collect();
        for (name, other) in others {
            let one = known.insert(name, other);
            debug_assert!(one.is_none_or(|one| one == other), "two schemas are called {name}");
        }
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
    let said = Content::new(Some(RefOr::Ref(Ref::from_schema_name("Problem"))));
    let problem =
        ResponseBuilder::new().description("It is refused").content("application/problem+json", said);
    operation.responses.responses.insert("default".to_owned(), problem.into());
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Json;
    use serde::Serialize;
    use utoipa::ToSchema;
    use utoipa_axum::routes;

    #[derive(Serialize, ToSchema)]
    struct One {
        a: i64,
    }

    #[derive(Serialize, ToSchema)]
    #[schema(as = One)]
    struct Other {
        b: i64,
    }

    #[utoipa::path(get, path = "/one", responses((status = 200, body = One)))]
    async fn one() -> Json<One> {
        Json(One { a: 1 })
    }

    #[utoipa::path(get, path = "/other", responses((status = 200, body = Other)))]
    async fn other() -> Json<Other> {
        Json(Other { b: 1 })
    }

    #[test]
    #[should_panic(expected = "two schemas are called One")]
    fn two_schemas_of_one_slice_have_two_names() {
        let _ = Routes::new().with(Needs::Nothing, routes!(one)).with(Needs::Nothing, routes!(other));
    }

    #[test]
    #[should_panic(expected = "two schemas are called One")]
    fn two_schemas_of_two_slices_have_two_names() {
        let slice = Routes::new().with(Needs::Nothing, routes!(one));
        let _ = slice.and(Routes::new().with(Needs::Nothing, routes!(other)));
    }
}
