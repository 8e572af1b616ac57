//! What a step would find, seen without running anything.

use crate::world::{World, automation, checked};
use carteiro_engine::preview::{Found, folders, messages};
use carteiro_engine::{Failure, Host};
use carteiro_mail::Kind;
use indexmap::IndexMap;

const LOOP: &str = "- for_each_mail:
    session: finance
    where: { subject: Invoice }
    order: newest_first
    do:
      - if: { condition: '{{ mail.attachments | length > 0 }}', then: [ { move: { to: Done } } ] }
      - list_mail: { folder: Done, as: done }
- count_mail: { session: finance, where: { status: unread }, as: number }
- get_mail: { session: finance, folder: '{{ missing }}', as: one }
";

fn host() -> (World, Host) {
    let world = World::with_mail();
    let host = world.host();
    (world, host)
}

async fn found(at: &str, most: usize) -> Result<Found, Failure> {
    let (_world, host) = host();
    let text = automation(LOOP).replace("steps:", "variables: { missing: { type: text } }\nsteps:");
    messages(checked(&text), &IndexMap::new(), host, at, most).await
}

fn subjects(found: &Found) -> Vec<&str> {
    found.messages.iter().map(|message| message.header.subject.as_str()).collect()
}

#[tokio::test]
async fn a_step_shows_what_it_would_find_in_its_own_order_and_bounds() {
    for at in ["steps[1]", "steps[1].for_each_mail", "steps[1].for_each_mail.where"] {
        let all = found(at, 10).await.unwrap();
        assert_eq!((subjects(&all), all.is_more), (vec!["Invoice 42", "Invoice 41"], false), "{at}");
    }
    let first = found("steps[1]", 1).await.unwrap();
    assert_eq!((subjects(&first), first.is_more), (vec!["Invoice 42"], true));
    assert_eq!(found("steps[2]", 10).await.unwrap().messages.len(), 3);
    let inside = found("steps[1].for_each_mail.do[1]", 10).await.unwrap();
    assert!(inside.messages.is_empty() && !inside.is_more, "{inside:?}");
}

#[tokio::test]
async fn what_cannot_be_looked_at_is_told() {
    for at in ["steps[0]", "steps[1].for_each_mail.do[0]", "steps[7]", "", "nonsense"] {
        assert_eq!(found(at, 10).await.unwrap_err().kind, Kind::NotFound, "{at}");
    }
    assert_eq!(found("steps[3]", 10).await.unwrap_err().kind, Kind::InvalidInput);
}

#[tokio::test]
async fn the_folders_of_a_session_are_told() {
    let (_world, host) = host();
    let checked = checked(&automation(LOOP).replace("'{{ missing }}'", "INBOX"));
    let names = folders(checked.clone(), &IndexMap::new(), host.clone(), "finance").await.unwrap();
    let names: Vec<_> = names.iter().map(|folder| folder.path.to_string()).collect();
    assert!(names.contains(&"INBOX".to_owned()) && names.contains(&"Done".to_owned()), "{names:?}");
    let other = folders(checked, &IndexMap::new(), host, "other").await.unwrap_err();
    assert_eq!(other.kind, Kind::NotFound);
}
