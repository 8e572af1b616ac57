//! What a run says of itself: one JSON object a line, `run_finished` last.

use serde_json::Value;

/// Wire work of a whole run, as far as the run tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Wire {
    /// Moments the client spoke after having waited for an answer.
    pub turns: Option<u64>,
    pub commands: Option<u64>,
    /// Bytes that came in.
    pub received: Option<u64>,
    /// Bytes that went out.
    pub sent: Option<u64>,
}

pub fn wire(output: &str) -> Wire {
    let events = output.lines().rev().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    events.into_iter().find(is_last).map_or_else(Wire::default, |event| Wire {
        turns: sum(&event, "turns"),
        commands: sum(&event, "commands"),
        received: sum(&event, "received"),
        sent: sum(&event, "sent"),
    })
}

fn is_last(event: &Value) -> bool {
    let named = |name: &Value| name.as_str() == Some("run_finished");
    event.as_object().is_some_and(|fields| fields.contains_key("run_finished") || fields.values().any(named))
}

/// The number called `name`, or, when only parts of the event have one, their sum.
fn sum(value: &Value, name: &str) -> Option<u64> {
    if let Some(number) = value.get(name).and_then(Value::as_u64) {
        return Some(number);
    }
    let parts: Vec<&Value> = match value {
        Value::Array(parts) => parts.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => Vec::new(),
    };
    parts.into_iter().filter_map(|part| sum(part, name)).reduce(|one, other| one + other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_are_added_up_and_other_lines_ignored() {
        let output = "{\"event\":\"item_done\",\"turns\":9}\nwarning\n{\"event\":\"run_finished\",\"sessions\":[{\"turns\":3,\"commands\":7},{\"turns\":2,\"commands\":1}]}\n";
        assert_eq!(wire(output), Wire { turns: Some(5), commands: Some(8), ..Wire::default() });
    }

    #[test]
    fn a_run_that_does_not_tell_leaves_the_cells_empty() {
        assert_eq!(wire("{\"event\":\"run_finished\"}\n"), Wire::default());
    }
}
