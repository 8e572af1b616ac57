use serde_json::{Value, json};

use super::Answer;
use crate::{Fault, site::Site};

/// More of them at once mean nothing.
const MOST: usize = 100;

pub(super) fn answer(site: &Site, method: &str, text: &[&str]) -> Answer {
    let mut faults = site.faults();
    match (method, text) {
        ("GET", []) => {
            let known = Fault::LIST.iter();
            let told: Vec<Value> =
                known.map(|entry| json!({ "fault": entry.to_string(), "about": entry.about })).collect();
            return Ok(json!({ "faults": told }));
        }
        ("PUT", [text]) => {
            let fault: Fault = text.parse().map_err(|why| (400, why))?;
            faults.retain(|other| *other != fault);
            if faults.len() >= MOST {
                return Err((409, format!("no more than {MOST} faults can be on")));
            }
            faults.push(fault);
        }
        ("DELETE", []) => faults.clear(),
        ("DELETE", [text]) => {
            let before = faults.len();
            faults.retain(|fault| {
                let on = fault.to_string();
                on != *text && on.split('=').next() != Some(text)
            });
            if faults.len() == before {
                return Err((404, format!("the fault `{text}` is not on")));
            }
        }
        _ => return Err((405, "faults take GET, PUT with a text, and DELETE".to_owned())),
    }
    let on: Vec<_> = faults.iter().map(ToString::to_string).collect();
    site.set_faults(faults);
    Ok(json!({ "faults": on }))
}
