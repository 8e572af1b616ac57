//! Server-sent events (html.spec.whatwg.org §9.2).

use carteiro_world::http::{Failed, Response};

/// A line that is longer is none of a Control Room.
const LONGEST: usize = 16 * 1024 * 1024;

/// The events of an answer.
pub struct Sse {
    response: Response,
    bytes: Vec<u8>,
    name: String,
    data: String,
}

impl Sse {
    pub fn new(response: Response) -> Self {
        Self { response, bytes: Vec::new(), name: String::new(), data: String::new() }
    }

    /// The name and the data of the next event; `None`: there are no more.
    pub async fn next(&mut self) -> Result<Option<(String, String)>, Failed> {
        loop {
            while let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.bytes.drain(..=end).collect();
                let line = String::from_utf8_lossy(&line);
                if let Some(event) = take(line.trim_end_matches(['\r', '\n']), &mut self.name, &mut self.data)
                {
                    return Ok(Some(event));
                }
            }
            match self.response.chunk().await? {
                Some(piece) if self.bytes.len() + piece.len() <= LONGEST => {
                    self.bytes.extend_from_slice(&piece);
                }
                _ => return Ok(None),
            }
        }
    }
}

/// Hears a line; the event that it ends.
fn take(line: &str, name: &mut String, data: &mut String) -> Option<(String, String)> {
    if line.is_empty() {
        let event = (std::mem::take(name), std::mem::take(data));
        return (!event.1.is_empty()).then_some(event);
    }
    let (field, value) = line.split_once(':').unwrap_or((line, ""));
    let value = value.strip_prefix(' ').unwrap_or(value);
    match field {
        "event" => value.clone_into(name),
        "data" => {
            if !data.is_empty() {
                data.push('\n');
            }
            data.push_str(value);
        }
        _ => {}
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_told_at_its_empty_line() {
        let (mut name, mut data) = (String::new(), String::new());
        let mut told = Vec::new();
        for line in
            [":", "", "id: 1", "data: {\"a\":", "data:1}", "", "event: end", "data: x", "", "event: none", ""]
        {
            told.extend(take(line, &mut name, &mut data));
        }
        let event = |name: &str, data: &str| (name.to_owned(), data.to_owned());
        assert_eq!(told, [event("", "{\"a\":\n1}"), event("end", "x")]);
    }
}
