use serde_json::{Value, json};

use super::{Answer, object};
use crate::oauth::{App, Server, ServiceAccount};

pub(super) fn register(server: &Server, id: &str, body: &[u8]) -> Answer {
    let body = object(body)?;
    let app = App {
        id: id.to_owned(),
        secret: text(&body, "secret")?,
        certificates: texts(&body, "certificates")?,
        redirect_uris: texts(&body, "redirect_uris")?,
    };
    server.register(app).map_err(|why| (400, why))?;
    Ok(json!({ "app": id }))
}

pub(super) fn register_service_account(server: &Server, email: &str, body: &[u8]) -> Answer {
    let body = object(body)?;
    let missing = || (400, "`certificate` is missing: a certificate or public key as PEM".to_owned());
    let account = ServiceAccount {
        email: email.to_owned(),
        certificate: text(&body, "certificate")?.ok_or_else(missing)?,
        scopes: texts(&body, "scopes")?,
    };
    server.register_service_account(account).map_err(|why| (400, why))?;
    Ok(json!({ "service_account": email }))
}

fn text(body: &Value, name: &str) -> Result<Option<String>, (u16, String)> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err((400, format!("`{name}` is no text"))),
    }
}

fn texts(body: &Value, name: &str) -> Result<Vec<String>, (u16, String)> {
    let list = match body.get(name) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(list) => list.as_array(),
    };
    let texts = list.and_then(|list| list.iter().map(|text| text.as_str().map(str::to_owned)).collect());
    texts.ok_or_else(|| (400, format!("`{name}` is no list of texts")))
}
