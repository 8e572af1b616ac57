//! What is large goes and comes in little memory: a message with an attachment of 150 MB.

use crate::client::Client;
use crate::exchange::{Asked, answers, element, folder, message, page, well_known};
use crate::memory::most_memory;
use crate::server::{Body, Server};
use carteiro_mail::mime::PartId;
use carteiro_mail::{Flags, FolderPath, Mailbox, Parts, Selection};
use carteiro_world::Spool;
use carteiro_world::spool::Spools;
use futures_util::StreamExt;
use std::io::Read;

/// Lines of 57 bytes, 76 when they are encoded.
const LINES: u64 = 150 * 1024 * 1024 / 57 / AT_ONCE * AT_ONCE;
const LINE: &str = "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD\r\n";
const AT_ONCE: u64 = 300;
const MOST: u64 = 64 << 20;
const HEAD: &str = "Message-ID: <large@else.test>\r
Subject: The archive\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
All of it.\r
--b\r
Content-Type: application/zip\r
Content-Disposition: attachment; filename=archive.zip\r
Content-Transfer-Encoding: base64\r
\r
";
const END: &str = "--b--\r\n";

/// Whole groups of base64, each piece of it.
fn head() -> String {
    HEAD.replacen("archive", &format!("archive{}", "!".repeat((3 - HEAD.len() % 3) % 3)), 1)
}

fn lines() -> String {
    LINE.repeat(usize::try_from(AT_ONCE).unwrap())
}

fn base64(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}

fn answer(request: &str) -> Body {
    let asked = Asked::of(request);
    let operation = asked.operation();
    let list = |list, one: &dyn Fn(usize) -> Vec<u8>| answers(operation, [page(&asked, list, 1, one)]);
    let body = match operation {
        "GetFolder" => well_known(&asked),
        "FindFolder" => list("t:Folders", &|_| folder("inbox", b"Inbox")),
        "FindItem" => list("t:Items", &|_| message("large", b"")),
        "GetItem" if request.contains("IncludeMimeContent") => {
            let (here, mime) = ("HERE", element("t:MimeContent", b"HERE"));
            let whole = answers(operation, [element("m:Items", &message("large", &mime))]);
            let whole = String::from_utf8(whole).unwrap();
            let (before, after) = whole.split_once(here).unwrap();
            return Body::Repeated {
                before: format!("{before}{}", base64(&head())).into_bytes(),
                piece: base64(&lines()).into_bytes(),
                times: LINES / AT_ONCE,
                after: format!("{}{after}", base64(END)).into_bytes(),
            };
        }
        "CreateItem" | "GetItem" => answers(operation, [element("m:Items", &message("large", b""))]),
        other => panic!("{other} was not expected"),
    };
    body.into()
}

/// With the server in the same process: what was held before is counted too, so that nothing is hidden by it.
fn little_memory() {
    let most = most_memory();
    assert!((1 << 20..MOST).contains(&most), "{most}");
}

async fn mailbox() -> (Server, Mailbox) {
    let server = Server::answering(answer).await;
    let mailbox = Client::to(&server.url()).mailbox().await;
    (server, mailbox)
}

/// As large content lies: in a file.
async fn content() -> Spool {
    let mut writer = Spools::default().writer();
    writer.push(head().as_bytes()).await.unwrap();
    for _ in 0..LINES / AT_ONCE {
        writer.push(lines().as_bytes()).await.unwrap();
    }
    writer.push(END.as_bytes()).await.unwrap();
    writer.finish().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_of_150_mb_is_appended_in_little_memory() {
    let (server, mailbox) = mailbox().await;
    let content = content().await;
    mailbox.append(FolderPath::inbox(), content.clone(), Flags::default(), None).await.unwrap();
    little_memory();
    let (begin, length) = server.longest();
    let (envelope, mime) = begin.split_once("<t:MimeContent>").unwrap();
    assert!(mime.starts_with(&base64(&format!("{}{}", head(), lines()))));
    let encoded = content.len().div_ceil(3) * 4;
    let around = length - encoded - envelope.len() as u64;
    assert!(around < 1000, "{around}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_of_150_mb_is_fetched_and_its_attachment_opened_in_little_memory() {
    let (_server, mailbox) = mailbox().await;
    let parts = Parts { content: true, ..Parts::default() };
    let selection = Selection { parts, ..Selection::of(FolderPath::inbox()) };
    let mut found = mailbox.messages(selection).await.unwrap();
    let message = found.next().await.unwrap().unwrap().message;
    let size = head().len() as u64 + LINES * LINE.len() as u64 + END.len() as u64;
    assert_eq!(message.content.as_ref().unwrap().len(), size);
    let mut part = mailbox.part(&message.reference, &PartId::new("2")).await.unwrap().open();
    let expected = b"ABC".repeat(1 << 15);
    let (mut bytes, mut size) = (vec![0; 1 << 16], 0);
    loop {
        let read = part.read(&mut bytes).unwrap();
        if read == 0 {
            break;
        }
        assert!(bytes[..read] == expected[size % 3..][..read]);
        size += read;
    }
    assert_eq!(size as u64, LINES * 57);
    little_memory();
}
