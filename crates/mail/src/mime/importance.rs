//! How much the sender wants a message noticed.

use super::fields::Fields;
use serde::Serialize;

/// How much the sender wants a message noticed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    /// Whenever there is time.
    Low,
    /// As any other.
    #[default]
    Normal,
    /// First.
    High,
}

/// The first field that says it: Importance and Priority (RFC 2156 §5.3), X-Priority, X-MSMail-Priority.
pub(super) fn of(fields: &mut Fields) -> Importance {
    ["Importance", "X-Priority", "X-MSMail-Priority", "Priority"]
        .into_iter()
        .find_map(|name| fields.structured(name).and_then(|value| named(&value)))
        .unwrap_or_default()
}

fn named(value: &str) -> Option<Importance> {
    let value = value.trim().to_ascii_lowercase();
    let word = value.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
    match word {
        "high" | "highest" | "urgent" | "1" | "2" => Some(Importance::High),
        "normal" | "medium" | "3" => Some(Importance::Normal),
        "low" | "lowest" | "non-urgent" | "4" | "5" => Some(Importance::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_field_that_says_something_decides() {
        for (header, meant) in [
            ("Importance: High\n", Importance::High),
            ("X-Priority: 1 (Highest)\n", Importance::High),
            ("X-Priority: 5\nImportance: normal\n", Importance::Normal),
            ("Importance: whatever\nX-MSMail-Priority: Low\n", Importance::Low),
            ("Priority: urgent\n", Importance::High),
            ("Subject: x\n", Importance::Normal),
        ] {
            assert_eq!(of(&mut Fields::parse(header.as_bytes())), meant, "{header}");
        }
    }
}
