//! A folder that changes between two pages of a search is read whole, in order, and without many pages more.

use crate::client::Client;
use crate::exchange::{Asked, answers, folder, message, page, well_known};
use crate::server::Server;
use carteiro_auth::Renew;
use carteiro_mail::{FolderPath, Notices, Open, Query, ServerId};
use std::ops::Range;
use std::sync::{Arc, Mutex};

const MESSAGES: usize = 3500;

/// What happens to the folder after the nth page was told.
type Happens = fn(page: usize, there: &mut Vec<usize>);

/// The names of what a search finds, and with how many pages.
async fn searched(happens: Happens) -> (Vec<usize>, usize) {
    let there: Arc<Mutex<(Vec<usize>, usize)>> = Arc::new(Mutex::new(((0..MESSAGES).collect(), 0)));
    let kept = Arc::clone(&there);
    let server = Server::answering(move |request| {
        let asked = Asked::of(request);
        let operation = asked.operation();
        let told = match operation {
            "GetFolder" => well_known(&asked),
            "FindFolder" => answers(operation, [page(&asked, "t:Folders", 1, |_| folder("inbox", b"Inbox"))]),
            "FindItem" => {
                let (there, pages) = &mut *kept.lock().unwrap();
                let told = page(&asked, "t:Items", there.len(), |n| message(&there[n].to_string(), b""));
                *pages += 1;
                happens(*pages, there);
                answers(operation, [told])
            }
            other => panic!("{other} was not expected"),
        };
        told.into()
    })
    .await;
    let client = Client::to(&server.url());
    let open: &dyn Open = &client.ews;
    let backend = open.open(Renew::WhenExpired, Notices::default()).await.unwrap();
    let found = backend.search(FolderPath::inbox(), Query::default()).await.unwrap();
    let found = found.iter().map(|one| match &one.id {
        Some(ServerId::Item(id)) => id.parse().unwrap(),
        other => panic!("{other:?}"),
    });
    let pages = there.lock().unwrap().1;
    (found.collect(), pages)
}

fn leave(there: &mut Vec<usize>, gone: Range<usize>) {
    there.retain(|name| !gone.contains(name));
}

#[tokio::test]
async fn what_does_not_change_is_read_page_by_page() {
    let (found, pages) = searched(|_, _| {}).await;
    assert!(found.iter().copied().eq(0..MESSAGES));
    assert_eq!(pages, 4);
}

#[tokio::test]
async fn after_a_removal_between_two_pages_nothing_is_missed_and_one_page_is_read_again() {
    let (found, pages) = searched(|page, there| {
        if page == 2 {
            leave(there, 100..103);
        }
    })
    .await;
    assert!(found.iter().copied().eq(0..MESSAGES), "{} of {MESSAGES}", found.len());
    assert_eq!(pages, 6);
}

#[tokio::test]
async fn the_last_message_of_a_page_may_be_among_those_that_leave() {
    let (found, pages) = searched(|page, there| {
        if page == 1 {
            leave(there, 900..1000);
        }
    })
    .await;
    assert!(found.iter().copied().eq(0..MESSAGES), "{} of {MESSAGES}", found.len());
    assert_eq!(pages, 6);
}

#[tokio::test]
async fn more_may_leave_than_are_on_a_page() {
    let (found, pages) = searched(|page, there| {
        if page == 3 {
            leave(there, 0..2500);
        }
    })
    .await;
    assert!(found.iter().copied().eq(0..MESSAGES), "{} of {MESSAGES}", found.len());
    assert_eq!(pages, 7);
}

#[tokio::test]
async fn a_folder_that_changes_all_the_time_is_read_to_its_end_all_the_same() {
    let (found, pages) = searched(|_, there| leave(there, 0..there[0] + 2)).await;
    assert_eq!(found.last(), Some(&(MESSAGES - 1)));
    assert!(found.is_sorted());
    // It goes back twenty times, and not for ever.
    assert_eq!(pages, 4 + 2 * 20);
}
