//! BODYSTRUCTURE (RFC 9051 §7.5.2) as parts, tolerantly: servers get it wrong in many ways.
//!
//! What a server says of a part is written as the header fields it came from and read by the reader of real messages:
//! names and types mean the same either way.

use super::wire::token::Token;
use crate::mime::{Header, Part, Structure};

/// Parts beyond this depth are not looked at.
const MAX_DEPTH: usize = 50;

/// The parts; `None` when the server's answer makes no sense: then the message itself must tell.
pub(super) fn read(token: &Token) -> Option<Structure> {
    let mut structure = Structure::default();
    add(&mut structure, None, token, 0)?;
    Some(structure)
}

fn add(structure: &mut Structure, parent: Option<usize>, token: &Token, depth: usize) -> Option<()> {
    let fields = token.list();
    if depth > MAX_DEPTH {
        return None;
    }
    match fields.first()? {
        Token::List(_) => multipart(structure, parent, fields, depth),
        _ => leaf(structure, parent, fields, depth),
    }
}

/// `(part part … subtype parameters …)`.
fn multipart(structure: &mut Structure, parent: Option<usize>, fields: &[Token], depth: usize) -> Option<()> {
    let children = fields.iter().take_while(|field| matches!(field, Token::List(_))).count();
    let (children, rest) = fields.split_at_checked(children)?;
    // Without a subtype the list may as well be something else.
    let subtype = string(rest.first()?)?;
    let mut block = Vec::new();
    field(&mut block, "Content-Type", &format!("multipart/{subtype}"), rest.get(1));
    let at = structure.add(parent, Part::described(&block));
    children.iter().try_for_each(|child| add(structure, Some(at), child, depth + 1))
}

/// `(type subtype parameters id description encoding octets …)`.
fn leaf(structure: &mut Structure, parent: Option<usize>, fields: &[Token], depth: usize) -> Option<()> {
    let kind = string(fields.first()?)?.to_ascii_lowercase();
    let subtype = string(fields.get(1)?)?.to_ascii_lowercase();
    // `("ALTERNATIVE")`, `(NIL "ALTERNATIVE")`: some servers say so of an empty multipart. It has nothing in it.
    let octets = fields.get(6).and_then(Token::number).unwrap_or_default();
    let mut block = Vec::new();
    field(&mut block, "Content-Type", &format!("{kind}/{subtype}"), fields.get(2));
    if let Some(id) = fields.get(3).and_then(string) {
        field(&mut block, "Content-ID", &id, None);
    }
    if let Some(encoding) = fields.get(5).and_then(string) {
        field(&mut block, "Content-Transfer-Encoding", &encoding, None);
    }
    let is_message = kind == "message" && matches!(subtype.as_str(), "rfc822" | "global");
    // The extensions begin after what the type brings along: lines, or envelope, structure and lines.
    let extensions = match kind.as_str() {
        "text" => 8,
        _ if is_message => 10,
        _ => 7,
    };
    if let Some(disposition) = fields.get(extensions + 1) {
        // `("inline" NIL)`, or the bare word of some servers.
        let kind = disposition.list().first().unwrap_or(disposition);
        if let Some(kind) = string(kind) {
            field(&mut block, "Content-Disposition", &kind, disposition.list().get(1));
        }
    }
    let mut part = Part::described(&block);
    part.octets = octets;
    if is_message {
        part.subject = fields
            .get(7)
            .and_then(|envelope| string(envelope.list().get(1)?))
            .map(|subject| Header::parse(format!("Subject: {subject}\r\n").as_bytes()).subject);
    }
    let at = structure.add(parent, part);
    match fields.get(8).filter(|inner| is_message && !inner.list().is_empty()) {
        Some(inner) => add(structure, Some(at), inner, depth + 1),
        None => Some(()),
    }
}

/// One header field with its parameters, `("name" "value" …)`, in quotes.
fn field(block: &mut Vec<u8>, name: &str, value: &str, parameters: Option<&Token>) {
    let mut line = format!("{name}: {value}");
    for pair in parameters.map(Token::list).unwrap_or_default().chunks_exact(2) {
        if let [name, value] = pair
            && let (Some(name), Some(value)) = (string(name), string(value))
        {
            let quoted = value.replace('\\', "\\\\").replace('"', "\\\"");
            // An extended value is no quoted string (RFC 2231 §4).
            let written = if name.ends_with('*') { value } else { format!("\"{quoted}\"") };
            line.extend(["; ", name.as_str(), "=", written.as_str()]);
        }
    }
    block.extend(line.chars().filter(|c| !matches!(c, '\r' | '\n')).collect::<String>().into_bytes());
    block.extend_from_slice(b"\r\n");
}

fn string(token: &Token) -> Option<String> {
    token.bytes().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::wire::framing::{Raw, Segment};
    use super::super::wire::token::Cursor;
    use super::*;

    fn files(text: &'static str) -> Option<Vec<(String, String, String, bool)>> {
        let raw = Raw(vec![Segment::Text(text.as_bytes().into())]);
        let structure = read(&Cursor::new(&raw).token().unwrap())?;
        let files = structure.files().into_iter();
        Some(files.map(|file| (file.id.to_string(), file.content_type, file.name, file.inline)).collect())
    }

    #[test]
    fn attachments_are_found_with_their_sections_and_names() {
        let found = files(concat!(
            r#"((("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 10 1 NIL NIL NIL NIL)"#,
            r#"("text" "html" NIL NIL NIL "7bit" 10 1 NIL NIL NIL NIL) "alternative" ("boundary" "b") NIL NIL NIL)"#,
            r#"("application" "pdf" ("name" "=?utf-8?Q?Relat=C3=B3rio.pdf?=") NIL NIL "base64" 1000 NIL ("attachment" NIL) NIL NIL)"#,
            r#"("application" "octet-stream" NIL NIL NIL "base64" 5 NIL ("attachment" ("filename*" "utf-8''S%C3%A3o.zip")) NIL NIL)"#,
            r#"("message" "rfc822" NIL NIL NIL "7bit" 900 (NIL "inner" NIL NIL NIL NIL NIL NIL NIL NIL)"#,
            r#" ("text" "plain" NIL NIL NIL "7bit" 10 1) 20 NIL NIL NIL NIL) "mixed" ("boundary" "a"))"#
        ))
        .unwrap();
        assert_eq!(
            found,
            [
                ("2".into(), "application/pdf".into(), "Relatório.pdf".into(), false),
                ("3".into(), "application/octet-stream".into(), "São.zip".into(), false),
                ("4".into(), "message/rfc822".into(), "inner.eml".into(), false),
            ]
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused_and_what_can_be_read_is_kept() {
        for text in ["NIL", "(NIL \"ALTERNATIVE\")", "(())", "((\"a\"))", "\"x\""] {
            assert!(files(text).is_none(), "{text}");
        }
        assert_eq!(files(r#"("application" "pdf" NIL NIL NIL "base64" -1)"#).unwrap().len(), 1);
        assert!(files(&*"(".repeat(5_000).leak()).is_none());
    }
}
