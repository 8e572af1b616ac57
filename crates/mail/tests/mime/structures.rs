//! Structures from elsewhere: from a server's description, and from a spool that is a file.

use crate::{described, messages};
use carteiro_mail::mime::{self, Encoding, Form, Part, Structure};
use carteiro_world::spool::Spools;
use std::fmt::Write;

/// The same parts as a server describes them: no bytes, only sizes.
fn as_told(structure: &Structure) -> Structure {
    let mut told = Structure::default();
    for part in &structure.parts {
        let copy = Part { header: 0..0, body: 0..0, ..part.clone() };
        let index = told.add(part.parent, copy);
        // A message that was not looked into, and a multipart that is no more.
        assert_eq!(told.parts[index].id, part.id);
    }
    told
}

#[test]
fn parts_without_bytes_give_the_same_files() {
    for (name, spool) in messages() {
        let structure = mime::split(&spool).unwrap();
        // What is packed into a part no server tells: such a message is read from its bytes.
        if structure.parts.iter().any(|part| part.packed.is_some()) {
            continue;
        }
        let told = as_told(&structure);
        assert_eq!(told.class(), structure.class(), "{name}");
        let counted = structure.counted_files(&spool).unwrap();
        let estimated = told.files();
        assert_eq!(estimated.len(), counted.len(), "{name}");
        for (mut estimated, counted) in estimated.into_iter().zip(counted) {
            let encoding = told.part(&estimated.id).unwrap().encoding;
            if encoding == Encoding::Base64 {
                let off = estimated.size.abs_diff(counted.size);
                assert!(off <= 64 || off * 10 <= counted.size, "{name}: {estimated:?} {counted:?}");
            }
            estimated.size = counted.size;
            assert_eq!(estimated, counted, "{name}");
        }
    }
}

#[test]
fn each_leaf_is_text_or_a_file_or_in_a_message_that_is_a_file() {
    for (name, spool) in messages() {
        let structure = mime::split(&spool).unwrap();
        let (plain, html) = structure.text_parts();
        let shown: Vec<&Part> = [plain, html].into_iter().flatten().collect();
        let files: Vec<&Part> = structure.attachments().collect();
        for part in structure.parts.iter().filter(|part| part.is_leaf && part.octets > 2) {
            let within = structure.message_of(part);
            let places = [
                shown.contains(&part),
                files.contains(&part),
                structure.nested().any(|nested| nested == part),
            ];
            // Of a `winmail.dat` the text is there a second time.
            if part.packed.as_ref().is_some_and(|packed| packed.form != Form::File) {
                continue;
            }
            assert_eq!(places.iter().filter(|found| **found).count(), 1, "{name}: {}", part.id);
            assert!(within.is_none() || places[2], "{name}: {}", part.id);
        }
    }
}

#[tokio::test]
async fn a_message_in_a_file_is_split_as_one_in_memory() {
    let line = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAx\r\n";
    for lines in [10, 900, 1757, 5000] {
        let big = line.repeat(lines);
        let message = format!(
            "Subject: big\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n\
             Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{big}--b\r\n\r\n\
             - end -\r\n--b--\r\n"
        );
        let in_memory = carteiro_world::Spool::from(message.clone().into_bytes());
        let mut writer = Spools::default().writer();
        writer.push(message.as_bytes()).await.unwrap();
        let in_file = writer.finish().await.unwrap();
        let structure = mime::split(&in_file).unwrap();
        assert_eq!(structure, mime::split(&in_memory).unwrap());
        let part = &structure.parts[2];
        let content = described::content(&in_file, part);
        assert_eq!(content.len(), lines * 54);
        assert_eq!(mime::size(&in_file, part).unwrap(), content.len() as u64);
        assert_eq!(structure.parts.len(), 4);
    }
}

#[test]
fn what_is_nested_too_deep_or_in_too_many_parts_is_given_up_and_said() {
    let mut deep = String::new();
    for at in 0..60 {
        write!(deep, "Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n").unwrap();
    }
    let structure = mime::split(&deep.into_bytes().into()).unwrap();
    assert_eq!(structure.parts.len(), 51);
    assert!(structure.parts[50].is_leaf);
    assert_eq!(format!("{:?}", structure.damaged[0]).split('(').next(), Some("TooDeep"));

    let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(20_000));
    let structure = mime::split(&many.into_bytes().into()).unwrap();
    assert_eq!(structure.parts.len(), 10_000);
    assert_eq!(format!("{:?}", structure.damaged[0]), r#"TooManyParts(PartId("9999"))"#);

    let long = format!("Subject: x\n{}\nText", "X-Filler: aaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(20_000));
    let structure = mime::split(&long.into_bytes().into()).unwrap();
    assert_eq!(format!("{:?}", structure.damaged), r#"[HeaderTooLong(PartId("1"))]"#);
    assert_eq!(structure.parts[0].octets, 4);
}

#[test]
fn thousands_of_packed_files_before_thousands_of_parts_are_put_in_their_places() {
    let file = b"\x02\x02\x90\x06\0\0\0\0\0\0\0\x02\x0f\x80\x06\0\x01\0\0\0x\0\0";
    let stream = [b"\x78\x9f\x3e\x22\0\0".to_vec(), file.repeat(500)].concat();
    let packed = [b"--b\nContent-Type: application/ms-tnef\n\n", stream.as_slice(), b"\n"].concat();
    let begin = b"Content-Type: multipart/mixed; boundary=b\n\n".to_vec();
    let message = [begin, packed.repeat(20), b"--b\n\nx\n".repeat(9_000)].concat();
    let structure = mime::split(&message.into()).unwrap();
    assert_eq!(structure.parts.len(), 1 + 20 * 501 + 9_000);
    let last = &structure.parts[20 * 501];
    assert_eq!((last.id.as_str(), last.parent, last.octets), ("20/500", Some(19 * 501 + 1), 1));
    assert_eq!(structure.parts.last().unwrap().id.as_str(), "9020");
}
