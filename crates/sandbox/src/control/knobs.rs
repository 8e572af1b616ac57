use serde_json::{Value, json};

use super::Answer;
use crate::oauth::{Knob, Server};

pub(super) fn answer(server: &Server, method: &str, text: &[&str]) -> Answer {
    match (method, text) {
        ("GET", []) => {
            let told = Knob::TABLE.iter().map(|row| {
                let value = if row.takes_seconds() { "=SECONDS" } else { "" };
                json!({ "knob": format!("{}{value}", row.name), "about": row.sentence })
            });
            return Ok(json!({ "knobs": told.collect::<Vec<Value>>() }));
        }
        ("PUT", [text]) => server.turn(text.parse().map_err(|why| (400, why))?),
        ("DELETE", []) => server.knobs().into_iter().for_each(|knob| {
            server.turn_off(knob);
        }),
        ("DELETE", [text]) => {
            let on = server.knobs();
            let found = on.iter().find(|knob| {
                let on = knob.to_string();
                on == *text || on.split('=').next() == Some(text)
            });
            let knob = found.ok_or_else(|| (404, format!("the knob `{text}` is not on")))?;
            server.turn_off(*knob);
        }
        _ => return Err((405, "knobs take GET, PUT with a text, and DELETE".to_owned())),
    }
    let on: Vec<_> = server.knobs().iter().map(ToString::to_string).collect();
    Ok(json!({ "knobs": on }))
}
