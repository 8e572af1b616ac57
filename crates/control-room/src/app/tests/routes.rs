//! Routes as the description of the API tells of them.

use crate::app::description;
use serde_json::{Map, Value, json};

/// One route, and what it takes.
pub(super) struct Route {
    pub(super) method: String,
    pub(super) path: String,
    /// Name and place: `path`, `query`, `header`.
    pub(super) parameters: Vec<(String, String)>,
    /// What its address has to say behind the `?`.
    pub(super) asked: Vec<String>,
    /// The least that its body has to have.
    pub(super) body: Option<Value>,
    schema: Value,
}

impl Route {
    /// The names of what may stand in its body.
    pub(super) fn properties(&self) -> Vec<String> {
        self.schema["properties"].as_object().into_iter().flat_map(Map::keys).cloned().collect()
    }
}

pub(super) fn every_route() -> Vec<Route> {
    let description = serde_json::to_value(description()).unwrap();
    let mut routes = Vec::new();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let must = parameters.iter().filter(|one| one["in"] == "query" && one["required"] == true);
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let schema = resolved(schema, &description).clone();
            routes.push(Route {
                method: method.to_uppercase(),
                path: path.clone(),
                parameters: parameters.iter().map(|one| (text(&one["name"]), text(&one["in"]))).collect(),
                asked: must.map(|one| text(&one["name"])).collect(),
                body: schema.is_object().then(|| sample(&schema, &description)),
                schema,
            });
        }
    }
    assert!(routes.len() > 100 && routes.iter().filter(|route| route.body.is_some()).count() > 30);
    routes
}

fn resolved<'a>(schema: &'a Value, whole: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(to) => whole.pointer(to.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

fn sample(schema: &Value, whole: &Value) -> Value {
    let schema = resolved(schema, whole);
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("object"), _) => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            required.map(|name| (name.to_owned(), sample(&schema["properties"][name], whole))).collect()
        }
        (Some("array"), _) => Value::Array(Vec::new()),
        (Some("integer"), _) => json!(1),
        (Some("boolean"), _) => json!(false),
        (Some("string"), Some("date-time")) => json!("2027-01-01T00:00:00Z"),
        _ => json!("x"),
    }
}
