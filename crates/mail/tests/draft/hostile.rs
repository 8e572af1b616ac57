//! Whatever stands in a field, it begins no other; and what goes in comes out.

use crate::{draft, file, person};
use carteiro_mail::Kind;
use carteiro_mail::draft::{Attached, Bcc, Draft, address};
use carteiro_mail::mime::{self, Header};
use carteiro_world::Spool;
use proptest::prelude::*;

fn raw(draft: Draft) -> Vec<u8> {
    let mut raw = Vec::new();
    draft.write(Bcc::Kept, &mut raw).unwrap();
    raw
}

#[test]
fn a_line_end_in_a_field_is_refused() {
    let evil = "x\r\nBcc: eve@example.org";
    for hostile in [
        Draft { subject: evil.to_owned(), ..draft() },
        Draft { to: vec![person(Some(evil), "bia@example.org")], ..draft() },
        Draft { to: vec![person(None, "bia@example.org\r\nBcc: eve@example.org")], ..draft() },
        Draft { message_id: evil.to_owned(), ..draft() },
        Draft { references: vec![evil.to_owned()], ..draft() },
        Draft { attachments: vec![file(evil, "text/plain", b"")], ..draft() },
        Draft { attachments: vec![file("a", "text/plain\r\nX: y", b"")], ..draft() },
        Draft {
            attachments: vec![Attached { content_id: Some(evil.to_owned()), ..file("a", "image/png", b"") }],
            ..draft()
        },
    ] {
        assert_eq!(hostile.check().unwrap_err().kind(), Kind::InvalidInput);
    }
}

proptest! {
    #[test]
    fn a_subject_comes_back_as_it_was(subject in "[^\\p{C}]{0,200}") {
        let one_line = subject.split_whitespace().collect::<Vec<_>>().join(" ");
        let sent = Draft { subject, ..draft() };
        prop_assume!(sent.check().is_ok());
        let header = Header::parse(&raw(sent));
        prop_assert_eq!(header.subject.split_whitespace().collect::<Vec<_>>().join(" "), one_line);
        prop_assert_eq!(header.from[0].address.as_str(), "ana@example.org");
    }

    #[test]
    fn a_name_comes_back_with_its_address(name in "[^\\p{C}<>@]{1,80}") {
        let sent = Draft { to: vec![person(Some(&name), "bia@example.org")], ..draft() };
        prop_assume!(sent.check().is_ok());
        let header = Header::parse(&raw(sent));
        prop_assert_eq!(header.to.len(), 1, "{:?}", header.to);
        prop_assert_eq!(header.to[0].address.as_str(), "bia@example.org");
    }

    #[test]
    fn a_file_comes_back_with_its_name(name in "[^\\p{C}\\p{Z}]{1,40} ?[^\\p{C}\\p{Z}]{1,40}", content in proptest::collection::vec(any::<u8>(), 0..500)) {
        let sent = Draft { attachments: vec![file(&name, "application/octet-stream", &content)], ..draft() };
        prop_assume!(sent.check().is_ok());
        let spool = Spool::from(raw(sent));
        let structure = mime::split(&spool).unwrap();
        let parts: Vec<_> = structure.attachments().collect();
        prop_assert_eq!(parts.len(), 1);
        let mut read = Vec::new();
        std::io::Read::read_to_end(&mut mime::open(&spool, parts[0]), &mut read).unwrap();
        prop_assert_eq!(read, content);
        prop_assert_eq!(parts[0].name.as_deref().unwrap_or_default().trim(), name.trim());
    }

    #[test]
    fn whatever_is_taken_for_an_address_stands_in_a_field_alone(text in ".{0,60}") {
        if let Ok(found) = address(&text) {
            let sent = Draft { to: vec![found.clone()], ..draft() };
            prop_assert!(sent.check().is_ok());
            let header = Header::parse(&raw(sent));
            prop_assert_eq!(header.to.len(), 1);
            prop_assert_eq!(&header.to[0].address, &found.address);
        }
    }
}
