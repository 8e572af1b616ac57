use super::{Actor, Audit, Entry, Filter, Way};
use crate::app::Asked;
use crate::testing::{Hands, Standing, on_both};
use crate::{Ground, Problem};
use carteiro_mail::Kind;
use carteiro_world::{Clock, Language, phrase};
use futures_util::TryStreamExt as _;
use std::time::Duration;

fn ana() -> Actor {
    let person = Some(("1".to_owned(), "Ana".to_owned()));
    Actor { person, way: Way::Session, address: Some("::ffff:192.0.2.7".parse().unwrap()) }
}

/// Ten who were added, a minute apart, the odd ones by Ana; one of whom was refused.
async fn told(standing: &Standing) -> Ground {
    let hands = Hands::at("2026-11-23T12:00:00Z");
    let ground = standing.ground(Clock::from(hands.clone())).await;
    for number in 0..10 {
        let entry = Entry::about(
            "person",
            format!("p{number}"),
            phrase!("audit-person-added", name = format!("Bia_{number}%")),
        );
        let entry = match number {
            7 => entry.refused(&Problem::new(Kind::Denied, phrase!("setup-done"))),
            _ => entry,
        };
        let by = if number % 2 == 1 { ana() } else { Actor::TERMINAL };
        ground.note(&by, entry).await.unwrap();
        hands.pass(Duration::from_mins(1));
    }
    ground
}

on_both!(
    what_was_told_is_found_by_whom_to_what_when_and_in_which_words,
    the_log_is_read_page_by_page_and_exported_whole,
    a_change_that_is_given_up_is_not_told_of,
);

async fn what_was_told_is_found_by_whom_to_what_when_and_in_which_words(standing: &Standing) {
    let audit = Audit::new(told(standing).await);
    let found = async |filter: Filter| {
        let page = audit.search(&filter, &Asked::default(), Language::English).await.unwrap();
        page.items.into_iter().map(|one| one.about).collect::<Vec<_>>()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        found(Filter { person: some("1"), ..Filter::default() }).await,
        ["p9", "p7", "p5", "p3", "p1"]
    );
    assert_eq!(found(Filter { about: some("p3"), ..Filter::default() }).await, ["p3"]);
    assert_eq!(found(Filter { text: some("bia_4%"), ..Filter::default() }).await, ["p4"]);
    assert_eq!(found(Filter { text: some("a%9"), ..Filter::default() }).await, [""; 0]);
    assert_eq!(found(Filter { text: some("ANA"), ..Filter::default() }).await.len(), 5);
    assert_eq!(found(Filter { code: some("audit-person"), ..Filter::default() }).await.len(), 10);
    assert_eq!(found(Filter { code: some("audit_person"), ..Filter::default() }).await.len(), 0);
    assert_eq!(found(Filter { refused: Some(true), ..Filter::default() }).await, ["p7"]);
    assert_eq!(found(Filter { refused: Some(false), ..Filter::default() }).await.len(), 9);
    let (from, until) = ("2026-11-23T12:02:00Z".parse().ok(), "2026-11-23T12:04:00Z".parse().ok());
    assert_eq!(found(Filter { from, until, ..Filter::default() }).await, ["p3", "p2"]);
}

async fn the_log_is_read_page_by_page_and_exported_whole(standing: &Standing) {
    let audit = Audit::new(told(standing).await);
    let (mut cursor, mut seen) = (None, Vec::new());
    loop {
        let asked = Asked::new(4, cursor);
        let page = audit.search(&Filter::default(), &asked, Language::Portuguese).await.unwrap();
        seen.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let about: Vec<_> = seen.iter().map(|one| one.about.as_str()).collect();
    assert_eq!(about, ["p9", "p8", "p7", "p6", "p5", "p4", "p3", "p2", "p1", "p0"]);
    let latest = &seen[0];
    assert_eq!((latest.person.as_deref(), latest.address.as_deref()), (Some("Ana"), Some("192.0.2.7")));
    assert_eq!((latest.way, latest.refused, seen[2].refused), (Way::Session, None, Some(Kind::Denied)));
    assert_eq!(latest.said, "Bia_9% pode entrar agora.");
    let exported = audit.export(Filter::default(), Language::Portuguese).try_concat().await.unwrap();
    let lines = String::from_utf8(exported).unwrap();
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, seen.iter().map(|one| serde_json::to_value(one).unwrap()).collect::<Vec<_>>());
}

async fn a_change_that_is_given_up_is_not_told_of(standing: &Standing) {
    let ground = standing.ground(Clock::system()).await;
    let mut change = ground.db.begin().await.unwrap();
    let entry = Entry::about("person", "p", phrase!("audit-person-added", name = "Bia"));
    ground.audit(&mut change, &ana(), entry).await.unwrap();
    drop(change);
    let page = Audit::new(ground).search(&Filter::default(), &Asked::default(), Language::English).await;
    assert!(page.unwrap().items.is_empty());
}
