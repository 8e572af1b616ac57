//! SOAP 1.1: the envelope of replies, and faults.

use super::{
    failure::{Failure, Outcome},
    version::Version,
    xml::{Element, Namespace, Pieces, Style, Xml},
};

/// Header and the one thing in the body of a request.
pub(super) struct Request<'r> {
    pub header: Option<&'r Element<'r>>,
    pub operation: &'r Element<'r>,
}

/// Opens an envelope.
pub(super) fn open<'r>(envelope: &'r Element<'r>) -> Outcome<Request<'r>> {
    let is = |element: &Element<'_>, name| element.namespace == Namespace::Soap && element.name == name;
    if !is(envelope, "Envelope") {
        return Err(Failure::invalid_request("The request is invalid."));
    }
    let header = envelope.children.iter().find(|child| is(child, "Header"));
    let body = envelope.children.iter().find(|child| is(child, "Body"));
    let operation = body.and_then(|body| body.children.first());
    let operation = operation.filter(|operation| operation.namespace == Namespace::Messages);
    Ok(Request {
        header,
        operation: operation.ok_or_else(|| Failure::invalid_request("The request is invalid."))?,
    })
}

/// A reply as it goes out, with `ServerVersionInfo` in its header
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/serverversioninfo).
pub(super) fn envelope(known: Version, style: Style, inside: impl FnOnce(&mut Xml)) -> Pieces {
    document(style, |xml| {
        let [major, minor, build, revision] = known.build();
        xml.element("s:Header", |xml| {
            xml.empty(
                "h:ServerVersionInfo",
                &[
                    ("MajorVersion", major),
                    ("MinorVersion", minor),
                    ("MajorBuildNumber", build),
                    ("MinorBuildNumber", revision),
                    ("Version", known.name()),
                    ("xmlns:h", Namespace::Types.uri()),
                ],
            );
        });
        xml.element("s:Body", inside);
    })
}

fn document(style: Style, inside: impl FnOnce(&mut Xml)) -> Pieces {
    let mut xml = Xml::new(style);
    xml.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    xml.element_with("s:Envelope", &[("xmlns:s", Namespace::Soap.uri())], inside);
    xml.finish()
}

/// A fault: the code of EWS is in `faultcode` and in `detail`, and there is no header
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/handling-notification-related-errors-in-ews-in-exchange).
pub(super) fn fault(style: Style, failure: &Failure) -> Pieces {
    const ERRORS: &str = "http://schemas.microsoft.com/exchange/services/2006/errors";
    document(style, |xml| {
        xml.element("s:Body", |xml| {
            xml.element("s:Fault", |xml| {
                xml.leaf_with(
                    "faultcode",
                    &[("xmlns:a", Namespace::Types.uri())],
                    format!("a:{}", failure.code),
                );
                xml.leaf_with("faultstring", &[("xml:lang", "en-US")], failure.text.as_bytes());
                xml.element("detail", |xml| {
                    xml.leaf_with("e:ResponseCode", &[("xmlns:e", ERRORS)], failure.code);
                    let short = failure.short.unwrap_or(&failure.text);
                    xml.leaf_with("e:Message", &[("xmlns:e", ERRORS)], short);
                    if !failure.values.is_empty() || !failure.about.is_empty() {
                        let namespace = [("xmlns:t", Namespace::Types.uri())];
                        xml.element_with("t:MessageXml", &namespace, |xml| message_xml(failure, xml));
                    }
                });
            });
        });
    })
}

pub(super) fn message_xml(failure: &Failure, xml: &mut Xml) {
    for path in &failure.about {
        path.write(xml);
    }
    for (name, value) in &failure.values {
        match *name {
            "LineNumber" | "LinePosition" | "Violation" => xml.leaf(&format!("t:{name}"), value),
            name => xml.leaf_with("t:Value", &[("Name", name)], value),
        }
    }
}
