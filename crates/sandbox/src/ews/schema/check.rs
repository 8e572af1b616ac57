use super::grammar::{Attribute, Particle, Type, grammar};
use crate::ews::{
    item::time,
    xml::{Element, Namespace},
};

/// Why a request is not as the schema has it, and where that is in its bytes.
pub(in super::super) struct Violation {
    pub why: String,
    pub at: usize,
}

/// Checks a request: its elements, their order and number, attributes and values. An operation that is not known here is
/// left to others.
pub(in super::super) fn check(operation: &Element<'_>) -> Result<(), Violation> {
    match grammar().get(prefixed(operation).as_str()) {
        Some(Type::Same(kind)) => element(operation, kind),
        _ => Ok(()),
    }
}

fn prefixed(element: &Element<'_>) -> String {
    let prefix = match element.namespace {
        Namespace::Messages => "m:",
        Namespace::Types => "t:",
        Namespace::Soap | Namespace::Other => "",
    };
    format!("{prefix}{}", element.name)
}

fn element(element: &Element<'_>, kind: &str) -> Result<(), Violation> {
    if kind == "any" {
        return Ok(());
    }
    let wrong = |why| Violation { why, at: element.at };
    if let Some(Type::Complex { text, attributes, content }) = grammar().get(kind) {
        for attribute in attributes {
            check_attribute(element, attribute).map_err(wrong)?;
        }
        let known = |name: &str| attributes.iter().any(|attribute| attribute.name == name);
        if let Some((name, _)) = element.attributes.iter().find(|(name, _)| !known(name)) {
            return Err(wrong(format!("The '{name}' attribute is not declared.")));
        }
        if !text && !element.text.trim().is_empty() {
            return Err(wrong(format!("The element '{}' cannot contain text.", element.name)));
        }
        return children(element, content);
    }
    if let Some(child) = element.children.first() {
        return Err(unexpected(element, child, ""));
    }
    value(&element.text, kind).map_err(|why| {
        wrong(format!(
            "The '{}' element is invalid - The value '{}' is invalid according to its datatype '{kind}' - {why}",
            element.name, element.text
        ))
    })
}

fn check_attribute(element: &Element<'_>, attribute: &Attribute) -> Result<(), String> {
    match element.attribute(attribute.name) {
        None if attribute.required => Err(format!("The required attribute '{}' is missing.", attribute.name)),
        None => Ok(()),
        Some(text) => value(text, attribute.kind).map_err(|why| {
            format!(
                "The '{}' attribute is invalid - The value '{text}' is invalid according to its datatype '{}' - {why}",
                attribute.name, attribute.kind
            )
        }),
    }
}

fn value(text: &str, kind: &str) -> Result<(), &'static str> {
    let fits = match (kind, grammar().get(kind)) {
        ("boolean", _) => matches!(text.trim(), "true" | "false" | "1" | "0"),
        ("int", _) => text.trim().parse::<i32>().is_ok(),
        ("dateTime", _) => time(text).is_some(),
        (_, Some(Type::Words(words))) => {
            return if words.contains(&text.trim()) {
                Ok(())
            } else {
                Err("The Enumeration constraint failed.")
            };
        }
        (_, Some(Type::Between(least, most))) => {
            text.trim().parse::<i64>().is_ok_and(|number| (*least..=*most).contains(&number))
        }
        (_, Some(Type::Some)) => {
            return if text.is_empty() {
                Err("The actual length is less than the MinLength value.")
            } else {
                Ok(())
            };
        }
        _ => true,
    };
    if fits { Ok(()) } else { Err("The string is not a valid value.") }
}

/// Goes through the children as the schema wants them: one after the other.
fn children(parent: &Element<'_>, content: &[Particle]) -> Result<(), Violation> {
    let mut rest = parent.children.as_slice();
    for particle in content {
        let mut count = 0;
        while let Some((child, behind)) = rest.split_first() {
            let name = prefixed(child);
            let Some((_, kind)) = particle.elements.iter().find(|(own, _)| *own == name) else { break };
            if count > 0 && !particle.repeated {
                break;
            }
            element(child, kind)?;
            (rest, count) = (behind, count + 1);
        }
        if count == 0 && !particle.optional {
            let expected = expected(particle);
            return Err(match rest.first() {
                Some(child) => unexpected(parent, child, &expected),
                None => Violation {
                    why: format!(
                        "The element '{}' in namespace '{}' has incomplete content. List of possible elements expected: '{expected}'.",
                        parent.name,
                        parent.namespace.uri()
                    ),
                    at: parent.at,
                },
            });
        }
    }
    rest.first().map_or(Ok(()), |child| Err(unexpected(parent, child, "")))
}

fn expected(particle: &Particle) -> String {
    let names: Vec<&str> = particle
        .elements
        .iter()
        .map(|(name, _)| name.split_once(':').map_or(*name, |(_, name)| name))
        .collect();
    names.join(", ")
}

fn unexpected(parent: &Element<'_>, child: &Element<'_>, expected: &str) -> Violation {
    let list = if expected.is_empty() {
        String::new()
    } else {
        format!(" List of possible elements expected: '{expected}'.")
    };
    let why = format!(
        "The element '{}' in namespace '{}' has invalid child element '{}' in namespace '{}'.{list}",
        parent.name,
        parent.namespace.uri(),
        child.name,
        child.namespace.uri()
    );
    Violation { why, at: child.at }
}
