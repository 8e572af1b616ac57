//! What somebody may do, as people call it.

use crate::access::Permission;
use crate::app::{Needs, Routes};
use carteiro_world::Language;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new().with(Needs::Person, routes!(permissions))
}

/// One thing that somebody may do.
#[derive(Serialize, ToSchema)]
struct PermissionShown {
    /// As roles and API tokens name it.
    #[schema(value_type = String, example = "run_automations")]
    name: Permission,
    /// What people call it.
    label: Labels,
}

/// A label in both languages.
#[derive(Serialize, ToSchema)]
struct Labels {
    en: String,
    #[serde(rename = "pt-BR")]
    pt: String,
}

/// All that roles can let people do.
#[utoipa::path(get, path = "/api/permissions", responses((status = 200, body = Vec<PermissionShown>)))]
async fn permissions() -> axum::Json<Vec<PermissionShown>> {
    let shown = |name: Permission| {
        let label = name.label();
        let (en, pt) = (Language::English.say(&label), Language::Portuguese.say(&label));
        PermissionShown { name, label: Labels { en, pt } }
    };
    axum::Json(Permission::ALL.into_iter().map(shown).collect())
}
