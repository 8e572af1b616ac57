//! Changing flags.

use crate::fixture::{Fixture, MARCH, inbox};
use crate::letter::letter;
use carteiro_mail::{Categories, Category, FlagChange, Flags, Keyword, Kind};
use futures_util::future::join_all;

every_backend! {
    when |can| can.flags;
    flags_are_set_and_cleared_and_others_left_alone,
    nothing_to_change_is_no_change,
    a_message_that_is_gone_spoils_no_mark,
    marks_made_at_once_all_stand,
    an_answered_message_says_so_and_a_keyword_comes_and_goes,
    categories_come_and_go_and_those_of_others_stay,
    categories_given_at_once_all_stand,
    a_category_of_several_words_is_kept_as_it_is_or_refused,
    a_message_that_is_gone_spoils_no_category,
}

fn change(seen: Option<bool>, flagged: Option<bool>) -> FlagChange {
    FlagChange { seen, flagged, ..FlagChange::default() }
}

async fn flags_are_set_and_cleared_and_others_left_alone(on: &Fixture) {
    let flags = Flags {
        answered: true,
        draft: true,
        keywords: (0..20).map(|n| format!("Keyword{n}")).collect(),
        ..Flags::default()
    };
    on.put_with(&inbox(), letter("a"), flags.clone(), MARCH).await;
    let references = on.references(&inbox()).await;
    for (seen, flagged) in
        [(Some(true), None), (Some(false), Some(true)), (None, Some(false)), (Some(true), Some(true))]
    {
        let before = on.messages(&inbox()).await.remove(0).flags;
        assert!(on.mailbox.flag(references.clone(), change(seen, flagged)).await[0].is_ok());
        let mut now = on.messages(&inbox()).await.remove(0).flags;
        now.keywords.sort_by_key(|word| word.len() * 100 + usize::from(word.as_bytes()[word.len() - 1]));
        let expected = Flags {
            seen: seen.unwrap_or(before.seen),
            flagged: flagged.unwrap_or(before.flagged),
            ..flags.clone()
        };
        assert_eq!(now.seen, expected.seen);
        assert_eq!(now.flagged, expected.flagged);
        assert!(now.answered && now.draft);
        for keyword in &flags.keywords {
            assert!(now.keywords.contains(keyword), "{now:?}");
        }
    }
}

async fn nothing_to_change_is_no_change(on: &Fixture) {
    on.put(&inbox(), &["a"]).await;
    let references = on.references(&inbox()).await;
    assert!(on.mailbox.flag(references.clone(), change(None, None)).await[0].is_ok());
    assert!(on.mailbox.flag(references, change(Some(false), None)).await[0].is_ok());
    assert_eq!(on.messages(&inbox()).await[0].flags, Flags::default());
}

async fn a_message_that_is_gone_spoils_no_mark(on: &Fixture) {
    on.put(&inbox(), &["a", "b", "c"]).await;
    let references = on.references(&inbox()).await;
    on.mailbox.delete(vec![references[1].clone()]).await;
    let marked = on.mailbox.flag(references, change(Some(true), None)).await;
    assert!(marked[0].is_ok() && marked[2].is_ok(), "{marked:?}");
    assert!(marked[1].as_ref().err().is_none_or(|error| error.kind() == Kind::NotFound), "{marked:?}");
    let seen: Vec<_> = on.messages(&inbox()).await.iter().map(|message| message.flags.seen).collect();
    assert_eq!(seen, [true, true]);
}

async fn marks_made_at_once_all_stand(on: &Fixture) {
    let subjects: Vec<String> = (0..50).map(|n| n.to_string()).collect();
    on.put(&inbox(), &subjects.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let references = on.references(&inbox()).await;
    let marks = references.iter().enumerate().map(|(n, one)| {
        let mark = if n % 2 == 0 { change(Some(true), None) } else { change(None, Some(true)) };
        on.mailbox.flag(vec![one.clone()], mark)
    });
    assert!(join_all(marks).await.iter().all(|one| one[0].is_ok()));
    for (n, message) in on.messages(&inbox()).await.iter().enumerate() {
        assert_eq!((message.flags.seen, message.flags.flagged), (n % 2 == 0, n % 2 == 1), "{n}");
    }
}

async fn an_answered_message_says_so_and_a_keyword_comes_and_goes(on: &Fixture) {
    if on.standing.taste.is_exchange {
        return;
    }
    on.put_with(&inbox(), letter("a"), Flags::default(), MARCH).await;
    let references = on.references(&inbox()).await;
    for is_set in [true, false] {
        let keywords = vec![(Keyword::Junk, is_set), (Keyword::Forwarded, true)];
        let change = FlagChange { answered: Some(is_set), keywords, ..FlagChange::default() };
        on.mailbox.flag(references.clone(), change).await.remove(0).unwrap();
        let flags = on.messages(&inbox()).await.remove(0).flags;
        let has = |word: &str| flags.keywords.iter().any(|known| known.eq_ignore_ascii_case(word));
        assert_eq!((flags.answered, has("$Junk"), has("$Forwarded")), (is_set, is_set, true), "{flags:?}");
    }
}

fn categories(changes: &[(&str, bool)]) -> FlagChange {
    let categories =
        changes.iter().map(|(name, is_given)| (Category::new(name).unwrap(), *is_given)).collect();
    FlagChange { categories, ..FlagChange::default() }
}

async fn has(on: &Fixture, nth: usize) -> Vec<String> {
    let flags = &on.messages(&inbox()).await[nth].flags;
    let mut all: Vec<String> = flags.categories().map(str::to_owned).collect();
    all.sort();
    all
}

async fn categories_come_and_go_and_those_of_others_stay(on: &Fixture) {
    let flags = Flags { flagged: true, keywords: vec!["Ticket-4711".to_owned()], ..Flags::default() };
    on.put_with(&inbox(), letter("a"), flags, MARCH).await;
    on.put(&inbox(), &["b"]).await;
    let references = on.references(&inbox()).await;
    for (change, first, second) in [
        (
            categories(&[("Faturas", true), ("Urgente", true)]),
            vec!["Faturas", "Ticket-4711", "Urgente"],
            vec!["Faturas", "Urgente"],
        ),
        (
            categories(&[("faturas", true), ("Urgente", true)]),
            vec!["Faturas", "Ticket-4711", "Urgente"],
            vec!["Faturas", "Urgente"],
        ),
        (
            categories(&[("URGENTE", false), ("Never", false)]),
            vec!["Faturas", "Ticket-4711"],
            vec!["Faturas"],
        ),
        (categories(&[("Faturas", false), ("Paga", true)]), vec!["Paga", "Ticket-4711"], vec!["Paga"]),
        (categories(&[("Paga", false)]), vec!["Ticket-4711"], vec![]),
    ] {
        let done = on.mailbox.flag(references.clone(), change).await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        assert_eq!(
            (has(on, 0).await, has(on, 1).await),
            (
                first.into_iter().map(str::to_owned).collect(),
                second.into_iter().map(str::to_owned).collect::<Vec<_>>(),
            )
        );
    }
    let read = FlagChange { seen: Some(true), flagged: Some(false), ..categories(&[("Paga", true)]) };
    on.mailbox.flag(references, read).await.remove(0).unwrap();
    let flags = on.messages(&inbox()).await.remove(0).flags;
    assert!(flags.seen && !flags.flagged, "{flags:?}");
    assert_eq!(has(on, 0).await, ["Paga", "Ticket-4711"]);
}

async fn categories_given_at_once_all_stand(on: &Fixture) {
    on.put(&inbox(), &["a", "b", "c"]).await;
    let references = on.references(&inbox()).await;
    let changes = ["One", "Two", "Three", "Four"].map(|name| categories(&[(name, true)]));
    let given = changes.into_iter().map(|change| on.mailbox.flag(references.clone(), change));
    let done = join_all(given).await;
    assert!(done.iter().flatten().all(Result::is_ok), "{done:?}");
    for nth in 0..3 {
        assert_eq!(has(on, nth).await, ["Four", "One", "Three", "Two"]);
    }
}

async fn a_category_of_several_words_is_kept_as_it_is_or_refused(on: &Fixture) {
    on.put_with(
        &inbox(),
        letter("a"),
        Flags { keywords: vec!["Ours".to_owned()], ..Flags::default() },
        MARCH,
    )
    .await;
    let change = categories(&[("Ação & <urgente>", true), ("Paga", true)]);
    let done = on.mailbox.flag(on.references(&inbox()).await, change).await.remove(0);
    match on.mailbox.capabilities().await.categories {
        Categories::Names => {
            done.unwrap();
            assert_eq!(has(on, 0).await, ["Ação & <urgente>", "Ours", "Paga"]);
        }
        Categories::Words => {
            assert_eq!(done.unwrap_err().kind(), Kind::InvalidInput);
            assert_eq!(has(on, 0).await, ["Ours"], "nothing of it was done");
        }
        Categories::Nothing => assert_eq!(done.unwrap_err().kind(), Kind::Unsupported),
    }
}

async fn a_message_that_is_gone_spoils_no_category(on: &Fixture) {
    on.put(&inbox(), &["a", "b", "c"]).await;
    let references = on.references(&inbox()).await;
    on.mailbox.delete(vec![references[1].clone()]).await;
    let done = on.mailbox.flag(references, categories(&[("Paga", true)])).await;
    assert!(done[0].is_ok() && done[2].is_ok(), "{done:?}");
    assert!(done[1].as_ref().err().is_none_or(|error| error.kind() == Kind::NotFound), "{done:?}");
    assert_eq!((has(on, 0).await, has(on, 1).await), (vec!["Paga".to_owned()], vec!["Paga".to_owned()]));
}
