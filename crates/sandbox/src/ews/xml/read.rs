use std::borrow::Cow;

use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event},
    name::ResolveResult,
    reader::NsReader,
};

use super::{Element, Namespace, characters::is_allowed};

/// Nobody means more than this.
const DEEPEST: usize = 100;
const MOST: usize = 300_000;

/// Why bytes are no request, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct NotXml {
    pub why: String,
    pub at: usize,
}

/// Reads a document (XML 1.0): elements and their text. Comments and instructions are passed over, a DTD is refused.
pub(in super::super) fn read(bytes: &[u8]) -> Result<Element<'_>, NotXml> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = str::from_utf8(bytes).map_err(|error| NotXml {
        why: "Invalid character in the given encoding.".to_owned(),
        at: error.valid_up_to(),
    })?;
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<Element<'_>> = Vec::new();
    let mut count = 0;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let wrong = |why: String| NotXml { why, at };
        let event = reader.read_event().map_err(|error| wrong(error.to_string()))?;
        let closed = match event {
            Event::Start(start) => {
                count += 1;
                if open.len() >= DEEPEST || count > MOST {
                    return Err(wrong("The document has too many elements.".to_owned()));
                }
                open.push(element(&reader, &start, at).map_err(wrong)?);
                None
            }
            Event::Empty(start) => {
                count += 1;
                if count > MOST {
                    return Err(wrong("The document has too many elements.".to_owned()));
                }
                Some(element(&reader, &start, at).map_err(wrong)?)
            }
            Event::End(_) => open.pop(),
            Event::Text(piece) => {
                let piece: Cow<'_, str> = piece.into_inner();
                add(&mut open, piece).map_err(wrong)?;
                None
            }
            Event::CData(piece) => {
                add(&mut open, piece.into_inner()).map_err(wrong)?;
                None
            }
            Event::GeneralRef(reference) => {
                let named = quick_xml::escape::resolve_predefined_entity(&reference);
                let text = match reference.resolve_char_ref().map_err(|error| wrong(error.to_string()))? {
                    Some(c) => Some(c.to_string()),
                    None => named.map(str::to_owned),
                };
                let text = text.ok_or_else(|| wrong("Reference to undeclared entity.".to_owned()))?;
                add(&mut open, text.into()).map_err(wrong)?;
                None
            }
            Event::DocType(_) => {
                return Err(wrong("For security reasons DTD is prohibited in this XML document.".to_owned()));
            }
            Event::Eof => return Err(wrong("Unexpected end of file has occurred.".to_owned())),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => None,
        };
        if let Some(closed) = closed {
            match open.last_mut() {
                Some(parent) => parent.children.push(closed),
                None => return Ok(closed),
            }
        }
    }
}

fn element<'a>(
    reader: &NsReader<&'a [u8]>,
    start: &BytesStart<'_>,
    at: usize,
) -> Result<Element<'a>, String> {
    let (namespace, local) = reader.resolver().resolve_element(start.name());
    let namespace = match namespace {
        ResolveResult::Bound(uri) => Namespace::of(uri.as_ref()),
        ResolveResult::Unbound => Namespace::Other,
        ResolveResult::Unknown(prefix) => return Err(format!("'{prefix}' is an undeclared prefix.")),
    };
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        // What belongs to XML itself, and to its schemas, has a prefix.
        if attribute.key.as_namespace_binding().is_some() || attribute.key.prefix().is_some() {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        check(&value)?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    let name = local.as_ref().to_owned();
    Ok(Element { namespace, name, attributes, children: Vec::new(), text: Cow::Borrowed(""), at })
}

fn add<'a>(open: &mut [Element<'a>], piece: Cow<'a, str>) -> Result<(), String> {
    check(&piece)?;
    let Some(element) = open.last_mut() else {
        return if piece.trim().is_empty() {
            Ok(())
        } else {
            Err("Data at the root level is invalid.".to_owned())
        };
    };
    if element.text.is_empty() {
        element.text = piece;
    } else {
        element.text.to_mut().push_str(&piece);
    }
    Ok(())
}

/// What .NET's reader says of a character that XML 1.0 §2.2 forbids.
fn check(text: &str) -> Result<(), String> {
    match text.chars().find(|c| !is_allowed(u32::from(*c))) {
        None => Ok(()),
        Some(c) => {
            let number = u32::from(c);
            Err(format!("'{c}', hexadecimal value 0x{number:02X}, is an invalid character."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_sections_are_text_and_the_rest_is_where_it_was() {
        let root =
            read(b"<?xml version='1.0'?>\n<a x='1&amp;2'><b>caf&#xE9; &lt;<![CDATA[&]]></b><c>plain</c></a>")
                .unwrap();
        assert_eq!(root.attribute("x"), Some("1&2"));
        assert_eq!(root.text_of("b"), Some("café <&"));
        assert!(matches!(root.child("c").unwrap().text, Cow::Borrowed("plain")));
    }

    #[test]
    fn what_is_no_xml_is_refused_with_its_reason() {
        for (text, why) in [
            ("<a>&#x1;</a>", "'\u{1}', hexadecimal value 0x01, is an invalid character."),
            ("<a>", "Unexpected end of file has occurred."),
            ("<!DOCTYPE a><a/>", "For security reasons DTD is prohibited in this XML document."),
            ("<a>&who;</a>", "Reference to undeclared entity."),
            ("<x:a/>", "'x' is an undeclared prefix."),
        ] {
            assert_eq!(read(text.as_bytes()).unwrap_err().why, why, "{text}");
        }
        assert!(read(b"<a></b>").is_err());
        assert!(read(b"<a>\xff</a>").is_err());
        assert!(read("<a>".repeat(200).as_bytes()).is_err());
    }
}
