use std::{collections::BTreeMap, time::Duration};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE},
};
use bytes::Bytes;
use hyper::{
    HeaderMap, Method,
    header::{HeaderName, HeaderValue},
};
use serde_json::{Map, Value, json};

use crate::{
    Fault,
    graph::{
        Server,
        answer::{Answer, Content},
        asked::Asked,
        failure::{Failure, Outcome},
        http::{Trace, headers},
        server::Place,
        signing::Asker,
        trouble::concurrency,
    },
    outside,
};

/// learn.microsoft.com/graph/json-batching
const MOST: usize = 20;

/// So many of a batch run at once, unless they depend on each other
/// (learn.microsoft.com/graph/throttling-limits#outlook-service-limits-for-json-batching).
const AT_ONCE: usize = 4;

/// One request of a batch.
struct Step {
    id: String,
    asked: Asked,
    depends_on: Vec<String>,
}

/// `POST /$batch` (learn.microsoft.com/graph/json-batching): each is answered as if it had come alone. The order of the
/// answers means nothing, so the last comes first here.
pub(in crate::graph) async fn run(
    server: &Server,
    who: &Asker,
    faults: &[Fault],
    asked: &Asked,
    host: &str,
    trace: &Trace,
    delay: Duration,
) -> Outcome<Answer> {
    if asked.method != Method::POST {
        return Err(Failure::no_such_method());
    }
    let body = asked.json()?;
    let requests = body.get("requests").and_then(Value::as_array);
    let requests = requests.ok_or_else(|| Failure::bad_request("Invalid batch payload format."))?;
    if requests.len() > MOST {
        return Err(Failure::bad_request(format!(
            "Number of batch request steps exceeds the maximum value of {MOST}."
        )));
    }
    let steps = requests.iter().map(step).collect::<Outcome<Vec<_>>>()?;
    check(&steps)?;
    let mut done: BTreeMap<String, u16> = BTreeMap::new();
    let mut responses = Vec::new();
    let mut waiting = steps;
    while !waiting.is_empty() {
        let (ready, rest): (Vec<Step>, Vec<Step>) =
            waiting.into_iter().partition(|step| step.depends_on.iter().all(|id| done.contains_key(id)));
        for wave in ready.chunks(AT_ONCE.min(concurrency(faults)).max(1)) {
            let place = |step: &Step| {
                let failed =
                    step.depends_on.iter().any(|id| done.get(id).is_none_or(|status| *status >= 400));
                if failed {
                    let why = "A request that this one depends on has failed.";
                    return Err(Failure::new(424, "FailedDependency", why));
                }
                server.place(who, faults, &step.asked, host)
            };
            let places: Vec<Outcome<Place>> = wave.iter().map(place).collect();
            outside::wait(delay).await;
            for (step, place) in wave.iter().zip(&places) {
                let answered = match place {
                    Ok(_) => server.one(who, faults, &step.asked, host),
                    Err(failure) => Err(failure.clone()),
                };
                let answer = answered.unwrap_or_else(|failure| trace.tell(failure));
                done.insert(step.id.clone(), answer.status);
                responses.push(response(&step.id, answer));
            }
        }
        waiting = rest;
    }
    responses.reverse();
    Ok(Answer::json(200, json!({ "responses": responses })))
}

/// Ids tell one from another without regard to case, and each dependency comes before what depends on it.
fn check(steps: &[Step]) -> Outcome<()> {
    let mut known: Vec<&str> = Vec::new();
    for step in steps {
        if known.contains(&step.id.as_str()) {
            return Err(Failure::bad_request(format!(
                "Request Id '{}' is not unique in the batch.",
                step.id
            )));
        }
        if let Some(missing) = step.depends_on.iter().find(|id| !known.contains(&id.as_str())) {
            return Err(Failure::bad_request(format!(
                "Request '{}' depends on '{missing}', which does not come before it.",
                step.id
            )));
        }
        known.push(&step.id);
    }
    Ok(())
}

fn step(value: &Value) -> Outcome<Step> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let missing =
        |name: &str| Failure::bad_request(format!("Invalid batch payload format: '{name}' is missing."));
    let id = text("id").ok_or_else(|| missing("id"))?.to_lowercase();
    let method = text("method").ok_or_else(|| missing("method"))?.to_ascii_uppercase();
    let method = Method::from_bytes(method.as_bytes()).map_err(|_| missing("method"))?;
    let address = text("url").ok_or_else(|| missing("url"))?;
    let mut headers = HeaderMap::new();
    for (name, value) in value.get("headers").and_then(Value::as_object).into_iter().flatten() {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = value.as_str().and_then(|value| HeaderValue::from_str(value).ok());
        if let (Ok(name), Some(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    let body = match value.get("body") {
        None | Some(Value::Null) => Bytes::new(),
        Some(_) if !headers.contains_key("content-type") => {
            return Err(Failure::bad_request(format!(
                "Write request id : {id} does not contain Content-Type header or body."
            )));
        }
        Some(Value::String(text)) => of_text(text, &headers)?,
        Some(body) => Bytes::from(body.to_string()),
    };
    let depends_on = value.get("dependsOn").and_then(Value::as_array).into_iter().flatten();
    Ok(Step {
        id,
        asked: Asked::new(method, address, headers, body),
        depends_on: depends_on.filter_map(Value::as_str).map(str::to_lowercase).collect(),
    })
}

/// A body that is no JSON comes in base64. MIME is in base64 itself, and comes as it is.
fn of_text(text: &str, headers: &HeaderMap) -> Outcome<Bytes> {
    let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/plain") {
        return Ok(Bytes::copy_from_slice(text.as_bytes()));
    }
    let decoded = URL_SAFE.decode(text).or_else(|_| STANDARD.decode(text));
    decoded
        .map(Bytes::from)
        .map_err(|_| Failure::bad_request("Invalid batch payload format: the body is no base64."))
}

fn response(id: &str, answer: Answer) -> Value {
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(id));
    out.insert("status".to_owned(), json!(answer.status));
    out.insert("headers".to_owned(), Value::Object(headers(&answer)));
    let body = match answer.content {
        Content::Empty => None,
        Content::Json(value) => Some(value),
        Content::Bytes(_, bytes) => Some(json!(STANDARD.encode(bytes))),
    };
    if let Some(body) = body {
        out.insert("body".to_owned(), body);
    }
    Value::Object(out)
}
