//! What Outlook packs into a `winmail.dat`.

use crate::fixture::{Fixture, inbox};
use carteiro_mail::{Parts, mime};
use std::io::Read;

every_backend! {
    what_is_packed_is_told_and_read_as_if_it_were_attached,
}

async fn what_is_packed_is_told_and_read_as_if_it_were_attached(on: &Fixture) {
    let raw = include_bytes!("../mime/winmail_with_files_and_a_body_in_rtf.eml");
    let raw = String::from_utf8(raw.to_vec()).unwrap().replace('\n', "\r\n");
    on.put_raw(&inbox(), raw.into_bytes()).await;
    for bits in 1..8_u8 {
        let parts = Parts {
            structure: bits & 1 != 0,
            text: bits & 2 != 0,
            content: bits & 4 != 0,
            ..Parts::default()
        };
        let message = on.messages_with(&inbox(), parts).await.remove(0);
        let structure = message.structure.as_ref().unwrap();
        let files: Vec<_> =
            structure.files().into_iter().map(|file| (file.id.to_string(), file.name)).collect();
        let meant = [("2/1", "Contrato de locação nº 7.pdf"), ("2/2", "logo.gif"), ("2/3", "empty.txt")];
        assert_eq!(files, meant.map(|(id, name)| (id.to_owned(), name.to_owned())), "{parts:?}");
        assert_eq!(message.content.is_some(), parts.content, "{parts:?}");
        if let Some(content) = &message.content {
            let mut read = Vec::new();
            let part = structure.attachments().next().unwrap();
            mime::open(content, part).read_to_end(&mut read).unwrap();
            assert_eq!(read, b"%PDF-1.4 contract");
        }
        if parts.text {
            let html = message.text.as_ref().unwrap().html.as_deref();
            assert!(html.is_some_and(|html| html.contains("veja o contrato")), "{html:?}");
        }
    }
}
