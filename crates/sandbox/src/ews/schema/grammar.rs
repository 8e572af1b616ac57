use std::{collections::BTreeMap, sync::OnceLock};

/// The types of requests, each by its name.
pub(super) type Grammar = BTreeMap<&'static str, Type>;

/// What an element or an attribute may hold.
#[derive(Debug)]
pub(super) enum Type {
    /// What an operation is.
    Same(&'static str),
    Complex {
        text: bool,
        attributes: Vec<Attribute>,
        content: Vec<Particle>,
    },
    Words(Vec<&'static str>),
    Between(i64, i64),
    /// Text of at least one character.
    Some,
    Text,
}

#[derive(Debug)]
pub(super) struct Attribute {
    pub name: &'static str,
    pub kind: &'static str,
    pub required: bool,
}

/// One of some elements, and how often.
#[derive(Debug, Default)]
pub(super) struct Particle {
    pub elements: Vec<(&'static str, &'static str)>,
    pub optional: bool,
    pub repeated: bool,
}

/// The grammar of `requests.txt`.
pub(super) fn grammar() -> &'static Grammar {
    static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
    GRAMMAR.get_or_init(|| {
        let lines = include_str!("requests.txt").lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(line).collect()
    })
}

fn line(line: &'static str) -> Option<(&'static str, Type)> {
    let (name, rest) = line.split_once(' ')?;
    let (mark, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let kind = match (mark, rest) {
        (":", "text" | "int") => Type::Text,
        (":", "some") => Type::Some,
        (":", range) if range.contains("..") => {
            let (least, most) = range.split_once("..")?;
            Type::Between(least.parse().unwrap_or(i64::MIN), most.parse().unwrap_or(i64::MAX))
        }
        (":", words) => Type::Words(words.split(' ').collect()),
        (_, same) if name.starts_with("m:") && same.starts_with("m:") && !same.contains('=') => {
            Type::Same(same)
        }
        (_, parts) => complex(parts),
    };
    Some((name, kind))
}

fn complex(parts: &'static str) -> Type {
    let (mut text, mut attributes, mut content) = (false, Vec::new(), Vec::new());
    let mut choice: Option<Particle> = None;
    for part in parts.split(' ').filter(|part| !part.is_empty()) {
        if part == "#" {
            text = true;
        } else if let Some(attribute) = part.strip_prefix('@') {
            let (name, kind) = attribute.split_once('=').unwrap_or((attribute, "text"));
            let required = kind.ends_with('!');
            attributes.push(Attribute { name, kind: kind.trim_end_matches('!'), required });
        } else if part == "(" {
            choice = Some(Particle::default());
        } else if part.starts_with(')') {
            content.extend(choice.take().map(|choice| often(choice, part)));
        } else if let Some((name, kind)) = part.split_once('=') {
            let bare = kind.trim_end_matches(['?', '*', '+']);
            match &mut choice {
                Some(choice) => choice.elements.push((name, bare)),
                None => content
                    .push(often(Particle { elements: vec![(name, bare)], ..Particle::default() }, kind)),
            }
        }
    }
    Type::Complex { text, attributes, content }
}

fn often(particle: Particle, mark: &str) -> Particle {
    Particle { optional: mark.ends_with(['?', '*']), repeated: mark.ends_with(['*', '+']), ..particle }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_that_is_named_is_there() {
        const PLAIN: [&str; 5] = ["any", "text", "int", "boolean", "dateTime"];
        for (name, kind) in grammar() {
            let named: Vec<&str> = match kind {
                Type::Same(same) => vec![same],
                Type::Complex { attributes, content, .. } => attributes
                    .iter()
                    .map(|attribute| attribute.kind)
                    .chain(
                        content.iter().flat_map(|particle| particle.elements.iter().map(|(_, kind)| *kind)),
                    )
                    .collect(),
                _ => Vec::new(),
            };
            for kind in named {
                assert!(PLAIN.contains(&kind) || grammar().contains_key(kind), "{kind} in {name}");
            }
        }
        assert!(matches!(grammar()["t:MaxSyncChangesReturnedType"], Type::Between(1, 512)));
    }
}
