//! No character stops a loop: each that Unicode has, and each half of one, in a subject, a name, a category and the name of
//! a folder, however it is written.

use crate::client::Client;
use crate::exchange::{Asked, answers, element, folder, message, page, well_known};
use crate::server::{Body, Server};
use crate::written::{Unit, Way, on_one_line, read};
use carteiro_mail::{FolderPath, Selection};
use futures_util::StreamExt;
use std::collections::HashSet;

/// So many stand in one text.
const TOGETHER: usize = 512;
/// So many texts hold all that there are.
const TEXTS: usize = 0x11_0000 / TOGETHER;

/// The nth text.
fn text(n: usize) -> Vec<Unit> {
    (n * TOGETHER..(n + 1) * TOGETHER).map(|unit| u32::try_from(unit).unwrap()).collect()
}

/// The ways in which the texts of a mailbox are written.
#[derive(Clone, Copy, Debug)]
struct Ways {
    subject: Way,
    name: Way,
    category: Way,
    folder: Way,
}

fn answer(request: &str, ways: Ways) -> Body {
    let asked = Asked::of(request);
    let body = match asked.operation() {
        "GetFolder" => well_known(&asked),
        "FindFolder" => {
            let one = |n: usize| match n {
                TEXTS => folder("inbox", b"Inbox"),
                n => {
                    let id = n.to_string();
                    folder(&id, &[id.as_bytes(), &ways.folder.write(&text(n))].concat())
                }
            };
            answers("FindFolder", [page(&asked, "t:Folders", TEXTS + 1, one)])
        }
        "FindItem" => {
            let one = |n: usize| message(&n.to_string(), b"");
            answers("FindItem", [page(&asked, "t:Items", TEXTS, one)])
        }
        "GetItem" => answers("GetItem", asked.all("ItemId", "Id").into_iter().map(|id| item(id, ways))),
        other => panic!("{other} was not expected"),
    };
    body.into()
}

/// A message with its text everywhere.
fn item(id: &str, ways: Ways) -> Vec<u8> {
    let text = text(id.parse().unwrap());
    let name = element("t:Name", &ways.name.write(&text));
    let from = [name, element("t:EmailAddress", b"p@else.test")].concat();
    let inner = [
        element("t:Subject", &ways.subject.write(&text)),
        element("t:Categories", &element("t:String", &ways.category.write(&text))),
        element("t:From", &element("t:Mailbox", &from)),
    ];
    element("m:Items", &message(id, &inner.concat()))
}

/// A mailbox of all texts is read to its end, and holds what was meant.
async fn reads([subject, name, category, folder]: [Way; 4]) {
    let ways = Ways { subject, name, category, folder };
    let server = Server::answering(move |request| answer(request, ways)).await;
    let mailbox = Client::to(&server.url()).mailbox().await;
    let mut found = mailbox.messages(Selection::of(FolderPath::inbox())).await.unwrap();
    for n in 0..TEXTS {
        let message = found.next().await.unwrap_or_else(|| panic!("{n} of {TEXTS}")).unwrap().message;
        let (text, replaced) = read(&text(n));
        let header = &message.header;
        assert_eq!(header.subject, on_one_line(&text), "{ways:?}");
        assert_eq!(header.from[0].name.as_deref(), Some(&*on_one_line(&text)), "{ways:?}");
        assert_eq!(message.flags.keywords, [text], "{ways:?}");
        assert_eq!(header.replaced_characters, 3 * replaced, "{ways:?}: {n}");
    }
    assert!(found.next().await.is_none());

    let named = |n: usize| FolderPath::from_names([format!("{n}{}", read(&text(n)).0)]).unwrap();
    let known: HashSet<FolderPath> =
        mailbox.folders().await.unwrap().into_iter().map(|folder| folder.path).collect();
    assert_eq!(known, (0..TEXTS).map(named).chain([FolderPath::inbox()]).collect(), "{ways:?}");
    for n in [0, 0xd800 / TOGETHER, TEXTS - 1] {
        let limit = Selection { limit: Some(1), ..Selection::of(named(n)) };
        assert_eq!(mailbox.messages(limit).await.unwrap().count().await, 1, "{ways:?}: {n}");
    }
}

#[tokio::test]
async fn no_character_stops_a_loop_however_it_is_written() {
    reads([Way::Decimal, Way::Raw, Way::Halves, Way::Mixed]).await;
}

#[tokio::test]
async fn no_half_of_a_character_stops_a_loop_however_it_is_written() {
    reads([Way::MixedHalves, Way::RawHalves, Way::Cdata, Way::Hexadecimal]).await;
}

#[tokio::test]
async fn no_character_stops_a_loop_where_another_is_written_in_another_way() {
    reads([Way::Mixed, Way::Hexadecimal, Way::Raw, Way::RawHalves]).await;
}

#[tokio::test]
async fn no_name_of_a_folder_stops_a_loop_as_it_is() {
    reads([Way::Cdata, Way::Mixed, Way::Decimal, Way::Raw]).await;
}
