//! Reading a folder, and leaving out what nobody wants of large messages.

use crate::fixture::{Fixture, all_of, inbox};
use crate::letter::parcel;
use carteiro_mail::mime::PartId;
use carteiro_mail::{Parts, Pick, Selection};
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

every_backend! {
    when |can| can.append && can.fetch_parts;
    what_is_not_picked_of_a_large_message_stays_where_it_is,
}

every_backend! {
    when |can| can.append;
    a_message_of_which_all_is_picked_comes_whole,
}

const CONTENT: Parts =
    Parts { all_headers: false, structure: true, text: true, purpose: true, content: true };

async fn what_is_not_picked_of_a_large_message_stays_where_it_is(on: &Fixture) {
    for size in [10_000, 2_000_000, 900_000, 20_000] {
        on.put_raw(&inbox(), parcel(&size.to_string(), "a.pdf", size)).await;
    }
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let pick = Pick::new(move |message| {
        assert!(message.structure.is_some() && message.content.is_none());
        count.fetch_add(1, Ordering::Relaxed);
        Some(vec![PartId::new("1"), PartId::new("9")])
    });
    let before = on.mailbox.cost().await;
    let found = on.select(Selection { parts: CONTENT, pick: Some(pick), ..all_of(&inbox()) }).await;
    let after = on.mailbox.cost().await;
    assert!(after.received - before.received < 100_000, "{before:?} {after:?}");
    let found: Vec<_> = found.into_iter().map(|one| one.unwrap().message).collect();
    let subjects: Vec<_> = found.iter().map(|message| message.header.subject.as_str()).collect();
    assert_eq!(subjects, ["10000", "2000000", "900000", "20000"]);
    for (message, large) in found.iter().zip([false, true, true, false]) {
        assert_eq!((message.content.is_none(), message.picked.is_some()), (large, large));
        assert_eq!(message.text.as_ref().unwrap().plain.trim_end(), "See the file.");
        if let Some([content]) = message.picked.as_deref() {
            let mut text = String::new();
            content.open().read_to_string(&mut text).unwrap();
            assert_eq!((content.part().id.as_str(), text.as_str()), ("1", "See the file."));
        } else {
            assert!(!large, "{message:?}");
        }
    }
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}

async fn a_message_of_which_all_is_picked_comes_whole(on: &Fixture) {
    let raws = [parcel("a", "a.pdf", 500_000), parcel("b", "b.pdf", 500_000)];
    for raw in &raws {
        on.put_raw(&inbox(), raw.clone()).await;
    }
    let whole = Pick::new(|_| None);
    let found = on.select(Selection { parts: CONTENT, pick: Some(whole), ..all_of(&inbox()) }).await;
    for (found, raw) in found.into_iter().zip(raws) {
        let message = found.unwrap().message;
        assert!(message.picked.is_none());
        let content = message.content.unwrap();
        assert_eq!(content.read(0..content.len(), usize::MAX).unwrap(), raw);
    }
    // Without the content there is nothing to leave out.
    let never = Pick::new(|_| panic!("asked"));
    let light = Selection { parts: Parts::default(), pick: Some(never), ..all_of(&inbox()) };
    assert_eq!(on.select(light).await.len(), 2);
}
