//! Which conversation an answer belongs to (RFC 5322 §3.6.4).

use crate::mime::Header;

/// So many messages of a conversation are named: the first, and the latest.
const MOST: usize = 40;
/// What is longer is no identifier that anybody looks for; nor does it fit on a line.
const LONGEST: usize = 250;

/// What In-Reply-To and References of an answer to this message say, without brackets.
pub fn thread(of: &Header) -> (Option<String>, Vec<String>) {
    let parent = of.message_id.iter().find(|id| is_identifier(id)).cloned();
    // A message that names one parent and no conversation belongs to that of its parent.
    let before: &[String] = match (of.references.as_slice(), of.in_reply_to.as_slice()) {
        ([], [_]) => &of.in_reply_to,
        _ => &of.references,
    };
    let mut references: Vec<String> = Vec::new();
    for id in before.iter().filter(|id| is_identifier(id) && Some(*id) != parent.as_ref()) {
        if !references.contains(id) {
            references.push(id.clone());
        }
    }
    references.extend(parent.clone());
    if references.len() > MOST {
        references.drain(1..=references.len() - MOST);
    }
    (parent, references)
}

/// Whether it can stand between brackets and be read as it is.
fn is_identifier(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= LONGEST
        && id.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(header: &str) -> (Option<String>, Vec<String>) {
        thread(&Header::parse(header.as_bytes()))
    }

    #[test]
    fn an_answer_belongs_to_the_conversation_of_its_message() {
        for (header, parent, references) in [
            ("Message-ID: <c@x>\r\nReferences: <a@x> <b@x>\r\n", Some("c@x"), vec!["a@x", "b@x", "c@x"]),
            ("Message-ID: <c@x>\r\nIn-Reply-To: <b@x>\r\n", Some("c@x"), vec!["b@x", "c@x"]),
            ("Message-ID: <c@x>\r\nIn-Reply-To: <a@x> <b@x>\r\n", Some("c@x"), vec!["c@x"]),
            ("References: <a@x>\r\n", None, vec!["a@x"]),
            ("Message-ID: <c@x>\r\nReferences: <a@x> <c@x> <a@x>\r\n", Some("c@x"), vec!["a@x", "c@x"]),
            ("Message-ID: <çç@x>\r\n", None, vec![]),
            ("Subject: none\r\n", None, vec![]),
        ] {
            let (found, all) = said(header);
            assert_eq!(
                (found.as_deref(), all),
                (parent, references.into_iter().map(str::to_owned).collect()),
                "{header}"
            );
        }
    }

    #[test]
    fn a_long_conversation_keeps_its_first_message_and_the_latest() {
        let ids: Vec<String> = (0..500).map(|n| format!("<{n}@x>")).collect();
        let (_, references) = said(&format!("Message-ID: <last@x>\r\nReferences: {}\r\n", ids.join("\r\n ")));
        assert_eq!(
            (references.len(), references[0].as_str(), references[39].as_str()),
            (MOST, "0@x", "last@x")
        );
        assert_eq!(references[38], "499@x");
    }
}
