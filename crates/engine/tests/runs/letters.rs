//! Messages that are stored: from files, from other messages, and drafts.

use crate::world::{World, mail, path};
use carteiro_engine::Status;
use carteiro_mail::backends::memory::Verb;
use carteiro_mail::mime::Header;
use carteiro_mail::{Error, Kind};
use carteiro_world::phrase;

const DRAFT: &str =
    "- create_draft: { session: finance, to: bia@example.org, subject: Report, text: Hello }\n";

fn drafts(world: &World) -> Vec<Header> {
    let drafts = world.server.messages(&path("Drafts")).unwrap();
    assert!(drafts.iter().all(|draft| draft.flags.draft && draft.flags.seen));
    drafts.iter().map(|draft| Header::parse(&draft.raw)).collect()
}

#[tokio::test]
async fn a_draft_is_from_who_signed_in_and_of_the_hosts_clock() {
    let world = World::new();
    assert_eq!(world.steps(DRAFT).await.status(), Status::Ok, "{}", world.told());
    let [draft] = <[Header; 1]>::try_from(drafts(&world)).unwrap();
    assert_eq!((draft.subject.as_str(), draft.from[0].address.as_str()), ("Report", "finance@example.org"));
    assert_eq!(draft.sent_at.unwrap().to_string(), "2026-11-22T12:00:00Z");
    assert!(draft.message_id.unwrap().ends_with("@example.org"));
}

#[tokio::test]
async fn a_draft_whose_answer_was_lost_is_found_by_its_message_id_and_not_written_twice() {
    let world = World::new();
    let lost = Error::new(Kind::OutcomeUnknown, phrase!("server-refused"));
    world.server.lose_answers(Verb::Append, 1, lost);
    assert_eq!(world.steps(DRAFT).await.status(), Status::Ok, "{}", world.told());
    assert_eq!(drafts(&world).len(), 1);
}

#[tokio::test]
async fn a_draft_of_each_message_has_a_message_id_of_its_own() {
    let world = World::with_mail();
    let steps = "- for_each_mail: { session: finance, do: [ { create_draft: { to: '{{ mail.from }}', subject: 'Re: {{ mail.subject }}' } } ] }\n";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    let subjects: Vec<String> = drafts(&world).into_iter().map(|draft| draft.subject).collect();
    assert_eq!(
        subjects,
        ["Re: Invoice 41", "Re: Invoice 42", "Re: News", "Re: Note"],
        "in the order of the messages"
    );
    let ids: std::collections::HashSet<_> =
        drafts(&world).into_iter().map(|draft| draft.message_id).collect();
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn what_a_variable_brings_along_begins_no_field_and_is_no_second_address() {
    for field in ["subject", "to", "cc", "from"] {
        for evil in ["x@example.org\\r\\nBcc: eve@example.org", "x@example.org\\nBcc: eve@example.org"] {
            let world = World::new();
            let steps = format!(
                "- set: {{ name: evil, value: \"{evil}\" }}\n- create_draft: {{ session: finance, {field}: '{{{{ evil }}}}' }}\n"
            );
            let outcome = world.steps(&steps).await;
            assert_eq!(outcome.status(), Status::Failed, "{field} {}", world.told());
            assert_eq!(drafts(&world).len(), 0);
        }
    }
    let world = World::new();
    let steps = "- set: { name: two, value: 'a@example.org, b@example.org' }\n- create_draft: { session: finance, to: '{{ two }}' }\n";
    assert_eq!(world.steps(steps).await.summary.failure.unwrap().words.code, "address-form");
}

#[tokio::test]
async fn markup_from_outside_is_text_in_a_draft() {
    let world = World::new();
    world.deliver(&mail("<script>alert(1)</script>", &[]));
    let steps = "- for_each_mail: { session: finance, do: [ { create_draft: { html: '<b>{{ mail.subject }}</b>' } } ] }\n";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    let raw = world.server.messages(&path("Drafts")).unwrap()[0].raw.clone();
    let raw = String::from_utf8(raw.to_vec()).unwrap();
    assert!(raw.contains("<b>&lt;script&gt;") && !raw.contains("<b><script>"), "{raw}");
}

#[tokio::test]
async fn everybody_who_got_a_message_can_get_the_draft() {
    let world = World::with_mail();
    let steps = "- get_mail: { session: finance, as: m }
- create_draft: { session: finance, to: ['{{ m.from }}', '{{ m.to }}', 'Caio <caio@example.org>'], as: draft }
- log: { text: \"{{ draft.to | map(attribute='address') | join(' ') }} {{ draft.flags.draft }}\" }
";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["ana@acme.example finance@example.org caio@example.org true"]);
}

#[tokio::test]
async fn a_name_that_a_sender_chose_reaches_no_other_folder_of_files() {
    let world = World::new();
    world.deliver(&mail("../secret", &[]));
    let steps = "- for_each_mail: { session: finance, do: [ { create_draft: { attachments: '{{ mail.subject }}' } } ] }\n";
    let outcome = world.steps(steps).await;
    assert_eq!((outcome.status(), drafts(&world).len()), (Status::WithFailures, 0));
    assert!(world.told().contains("_._secret"), "{}", world.told());
}

#[tokio::test]
async fn a_file_is_stored_with_its_flags_and_date() {
    let world = World::new();
    world.person_writes("old.eml", b"Subject: Old\n\nHello.\n");
    let steps = "- append_mail: { session: finance, folder: Done, file: old.eml, read: true, flagged: true, received_at: '2020-02-03 04:05' }\n";
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
    let stored = world.server.messages(&path("Done")).unwrap();
    assert_eq!(&stored[0].raw[..], b"Subject: Old\r\n\r\nHello.\r\n");
    assert!(stored[0].flags.seen && stored[0].flags.flagged);
    assert_eq!(stored[0].received_at.to_string(), "2020-02-03T07:05:00Z");
}

#[tokio::test]
async fn what_is_no_message_and_what_is_not_there_is_not_stored() {
    let world = World::new();
    world.person_writes("a.pdf", b"%PDF-1.7");
    for (file, code) in [("a.pdf", "append-no-message"), ("b.eml", "file-unreadable")] {
        let steps = format!("- append_mail: {{ session: finance, folder: Done, file: {file} }}\n");
        assert_eq!(world.steps(&steps).await.summary.failure.unwrap().words.code, code);
    }
    assert_eq!(world.subjects("Done").len(), 0);
}
