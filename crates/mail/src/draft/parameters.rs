//! Parameters of a field: a name of a file in any script and of any length (RFC 2231).

use super::field::LINE;
use std::fmt::Write;

/// `; name="value"`, on a line of its own; encoded, and in pieces, where it must be.
pub(super) fn parameter(name: &str, value: &str) -> String {
    let plain = value.bytes().all(|byte| (b' '..=b'~').contains(&byte) && !b"\"\\".contains(&byte));
    if plain && value.len() + name.len() + 6 <= LINE {
        return format!(";\r\n {name}=\"{value}\"");
    }
    let encoded = percent(value);
    if encoded.concat().len() + name.len() + 12 <= LINE {
        return format!(";\r\n {name}*=utf-8''{}", encoded.concat());
    }
    let mut pieces: Vec<String> = vec!["utf-8''".to_owned()];
    for unit in encoded {
        match pieces.last_mut() {
            Some(last) if last.len() + unit.len() + name.len() + 10 <= LINE => last.push_str(&unit),
            _ => pieces.push(unit),
        }
    }
    pieces.iter().enumerate().fold(String::new(), |mut text, (number, piece)| {
        let _ = write!(text, ";\r\n {name}*{number}*={piece}");
        text
    })
}

/// Its octets, each as it is or as `%C3`; those of one character together.
fn percent(value: &str) -> Vec<String> {
    let mut buffer = [0; 4];
    let encode = |c: char| {
        if c.is_ascii_alphanumeric() || "-._~".contains(c) {
            return c.to_string();
        }
        c.encode_utf8(&mut buffer).bytes().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "%{byte:02X}");
            text
        })
    };
    value.chars().map(encode).collect()
}
