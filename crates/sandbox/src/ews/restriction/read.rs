use super::{Condition, Folding, How, Mode, Operand};
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    item::{Path, field},
    xml::Element,
};

/// Reads `Restriction`, if there is one.
pub(in super::super) fn read(call: &Call<'_>, element: Option<&Element<'_>>) -> Outcome<Option<Condition>> {
    let Some(element) = element else { return Ok(None) };
    let inside =
        element.children.first().ok_or_else(|| Failure::missing("SearchExpression", "Restriction"))?;
    condition(call, inside).map(Some)
}

fn condition(call: &Call<'_>, element: &Element<'_>) -> Outcome<Condition> {
    let below = || element.children.iter().map(|child| condition(call, child)).collect::<Outcome<Vec<_>>>();
    let first = || element.children.first().ok_or_else(|| Failure::missing("Path", &element.name));
    Ok(match element.name.as_str() {
        "And" => Condition::And(below()?),
        "Or" => Condition::Or(below()?),
        "Not" => Condition::Not(Box::new(condition(call, first()?)?)),
        "Exists" => Condition::Exists(path(call, first()?)?),
        "Excludes" => Condition::Excludes(path(call, first()?)?, bits(element)?),
        "Contains" => contains(call, element)?,
        "IsEqualTo" => compare(call, element, How::Equal)?,
        "IsNotEqualTo" => compare(call, element, How::NotEqual)?,
        "IsGreaterThan" => compare(call, element, How::Greater)?,
        "IsGreaterThanOrEqualTo" => compare(call, element, How::GreaterOrEqual)?,
        "IsLessThan" => compare(call, element, How::Less)?,
        "IsLessThanOrEqualTo" => compare(call, element, How::LessOrEqual)?,
        other => return Err(Failure::schema(format!("The element '{other}' is no search expression."))),
    })
}

/// A property by which something may be found.
fn path(call: &Call<'_>, element: &Element<'_>) -> Outcome<Path> {
    const NEVER: [&str; 6] = [
        "item:MimeContent",
        "item:ItemId",
        "item:InternetMessageHeaders",
        "item:ResponseObjects",
        "item:EffectiveRights",
        "item:UniqueBody",
    ];
    let path = Path::read(call, element)?;
    match &path {
        Path::Field(uri) if NEVER.contains(&uri.as_str()) => {
            Err(Failure::new("ErrorUnsupportedPathForQuery", "The property can not be used for querying.")
                .about(path))
        }
        _ => Ok(path),
    }
}

fn bits(element: &Element<'_>) -> Outcome<i64> {
    let text = element.child("Bitmask").and_then(|mask| mask.attribute("Value")).unwrap_or_default();
    let read = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16),
        None => text.parse(),
    };
    read.map_err(|_| {
        Failure::new("ErrorInvalidExcludesRestriction", "The value of the bitmask is not valid.")
    })
}

fn constant<'a>(element: &'a Element<'_>) -> Option<&'a str> {
    element.child("Constant")?.attribute("Value")
}

fn contains(call: &Call<'_>, element: &Element<'_>) -> Outcome<Condition> {
    let first = element.children.first().ok_or_else(|| Failure::missing("Path", "Contains"))?;
    let path = path(call, first)?;
    if let Path::Field(uri) = &path
        && let Some(kind) = field(uri).map(|field| field.uri)
        && [
            "item:Size",
            "message:IsRead",
            "item:HasAttachments",
            "item:DateTimeReceived",
            "item:DateTimeSent",
        ]
        .contains(&kind)
    {
        return Err(Failure::new(
            "ErrorContainsFilterWrongType",
            "The Contains filter can only be used for string properties.",
        )
        .about(path));
    }
    let text = constant(element).ok_or_else(|| Failure::missing("Constant", "Contains"))?.to_owned();
    let mode = match element.attribute("ContainmentMode") {
        None | Some("FullString") => Mode::FullString,
        Some("Prefixed") => Mode::Prefixed,
        Some("Substring") => Mode::Substring,
        Some("PrefixOnWords") => Mode::PrefixOnWords,
        Some("ExactPhrase") => Mode::ExactPhrase,
        Some(other) => return Err(Failure::enumeration("ContainmentMode", other)),
    };
    let folding = match element.attribute("ContainmentComparison") {
        None | Some("Exact") => Folding { case: false, marks: false },
        Some("IgnoreCase") => Folding { case: true, marks: false },
        Some("IgnoreNonSpacingCharacters") => Folding { case: false, marks: true },
        Some(
            "Loose"
            | "IgnoreCaseAndNonSpacingCharacters"
            | "LooseAndIgnoreCase"
            | "LooseAndIgnoreNonSpace"
            | "LooseAndIgnoreCaseAndIgnoreNonSpace",
        ) => Folding { case: true, marks: true },
        Some(other) => return Err(Failure::enumeration("ContainmentComparison", other)),
    };
    Ok(Condition::Contains { path, text, mode, folding })
}

fn compare(call: &Call<'_>, element: &Element<'_>, how: How) -> Outcome<Condition> {
    let first = element.children.first().ok_or_else(|| Failure::missing("Path", &element.name))?;
    let path = path(call, first)?;
    let with = element.list("FieldURIOrConstant").first();
    let with = with.ok_or_else(|| Failure::missing("FieldURIOrConstant", &element.name))?;
    let with = match with.name.as_str() {
        "Constant" => Operand::Constant(with.attribute("Value").unwrap_or_default().to_owned()),
        _ => Operand::Property(self::path(call, with)?),
    };
    Ok(Condition::Compare { path, with, how })
}
