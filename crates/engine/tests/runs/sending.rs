//! Messages that go out: to whom, with what, and never twice.

use crate::journal::SameRun;
use crate::world::{World, automation, checked, mail, most_memory, path};
use carteiro_engine::{Automation, Status, rehearse};
use carteiro_mail::backends::memory::Verb;
use carteiro_mail::mime::{self, Header, Text};
use carteiro_mail::transports::memory::{Point, Taken};
use carteiro_mail::{Error, Flags, Keeps, Kind, Retry};
use carteiro_world::{Spool, phrase};
use std::sync::Arc;

const SEND: &str = "- send: { session: finance, to: bia@example.org, subject: Report, text: Hello }\n";
const REPLY: &str = "- for_each_mail: { session: finance, do: [ { reply: { text: Thanks } } ] }\n";

fn only(world: &World) -> (Taken, Header, Text) {
    let [taken] = <[Taken; 1]>::try_from(world.outgoing.taken()).unwrap();
    let (header, text) = read(&taken.content);
    (taken, header, text)
}

fn read(content: &Spool) -> (Header, Text) {
    let structure = mime::split(content).unwrap();
    let header = Header::parse(&content.read(structure.header.clone(), usize::MAX).unwrap());
    (header, mime::text(content, &structure, usize::MAX).unwrap())
}

fn raw(content: &Spool) -> String {
    String::from_utf8(content.read(0..u64::MAX, usize::MAX).unwrap().to_vec()).unwrap()
}

fn lost() -> Error {
    Error::new(Kind::Unreachable, phrase!("connection-lost")).retrying(Retry::Unsure)
}

async fn ok(world: &World, steps: &str) {
    assert_eq!(world.steps(steps).await.status(), Status::Ok, "{}", world.told());
}

async fn fails(world: &World, steps: &str) -> String {
    let outcome = world.steps(steps).await;
    assert_eq!(outcome.status(), Status::Failed, "{}", world.told());
    outcome.summary.failure.unwrap().words.code.to_string()
}

fn mistakes(text: &str) -> Vec<String> {
    let mistakes = Automation::load("t.yaml", text.as_bytes()).err().unwrap_or_default();
    mistakes.iter().map(|mistake| mistake.code().to_owned()).collect()
}

#[tokio::test]
async fn an_answer_goes_to_who_wrote_in_the_conversation_with_the_message_below() {
    let world = World::new();
    world.deliver(
        "From: Ana Silva <ana@acme.example>\r\nReply-To: Orders <orders@acme.example>\r\nTo: finance@example.org\r\n\
         Subject: RES: Fwd: Order 7\r\nMessage-ID: <2@acme.example>\r\nReferences: <0@acme.example> <1@acme.example>\r\n\
         Date: Sun, 22 Nov 2026 08:30:00 -0300\r\nContent-Type: text/html\r\n\r\n<p>Two <b>pencils</b>.</p><script>x()</script>\r\n",
    );
    ok(&world, "- for_each_mail: { session: finance, do: [ { reply: { text: 'Yes: https://a.example/?x=1', signature: Bia } } ] }\n").await;
    let (taken, header, text) = only(&world);
    assert_eq!(
        (taken.envelope.from(), taken.envelope.to()),
        ("finance@example.org", &["orders@acme.example".to_owned()][..])
    );
    assert_eq!((header.subject.as_str(), header.to[0].name.as_deref()), ("Re: Order 7", Some("Orders")));
    assert_eq!(header.in_reply_to, ["2@acme.example"]);
    assert_eq!(header.references, ["0@acme.example", "1@acme.example", "2@acme.example"]);
    assert_eq!(header.get("Auto-Submitted"), Some("auto-replied"));
    let quoted = "Yes: https://a.example/?x=1\n\nBia\n\nOn 2026-11-22 08:30, Ana Silva <ana@acme.example> wrote:\n> Two pencils.\n";
    assert_eq!(text.plain, quoted);
    let html = text.html.unwrap();
    assert!(
        html.contains("<a href=\"https://a.example/?x=1\">") && html.contains("<p>Two <b>pencils</b>.</p>"),
        "{html}"
    );
    assert!(!html.contains("x()"), "{html}");
    let inbox = world.server.messages(&path("INBOX")).unwrap();
    assert!(inbox[0].flags.answered && !inbox[0].flags.seen);
}

#[tokio::test]
async fn what_carteiro_writes_is_in_the_language_of_the_automation() {
    let world = World::new();
    world.deliver(&mail("Pedido", &[]));
    let text = automation(REPLY).replace("name: Test", "name: Test\nlanguage: pt-BR");
    assert_eq!(world.run(&text).await.status(), Status::Ok, "{}", world.told());
    assert!(only(&world).2.plain.contains("Em 22/11/2026 08:30, Ana Silva <ana@acme.example> escreveu:"));
}

#[tokio::test]
async fn an_answer_to_all_goes_to_everybody_once_and_never_to_oneself() {
    let world = World::new();
    world.deliver(
        "From: ana@acme.example\r\nTo: Finance@Example.org, bia@example.org, BIA@example.org\r\n\
         Cc: caio@example.org, ana@acme.example, team@example.org, undisclosed\r\nSubject: Plan\r\nMessage-ID: <1@a>\r\n\r\nx\r\n",
    );
    ok(&world, "- for_each_mail: { session: finance, do: [ { reply_all: { text: Yes, own: team@example.org, cc: davi@example.org } } ] }\n").await;
    let (taken, header, _) = only(&world);
    assert_eq!(
        taken.envelope.to(),
        ["ana@acme.example", "bia@example.org", "davi@example.org", "caio@example.org"]
    );
    assert_eq!((header.to.len(), header.cc.len()), (2, 2));
}

#[tokio::test]
async fn what_a_program_wrote_is_not_answered_unless_somebody_wants_it() {
    for field in ["Auto-Submitted: auto-replied", "Precedence: bulk", "Return-Path: <>"] {
        let world = World::new();
        world.deliver(&format!("{field}\r\n{}", mail("Away", &[])));
        ok(&world, REPLY).await;
        assert_eq!(world.outgoing.taken().len(), 0, "{field}");
        assert!(world.told().contains("reply-automatic"), "{}", world.told());
        ok(&world, &REPLY.replace("Thanks", "Thanks, even_automatic: true")).await;
        assert_eq!(world.outgoing.taken().len(), 1, "{field}");
    }
}

#[tokio::test]
async fn a_message_that_nobody_can_be_answered_at_is_a_failure_that_says_so() {
    let world = World::new();
    world.deliver("From: Ana\r\nSubject: Hello\r\n\r\nx\r\n");
    world.steps(REPLY).await;
    assert!(world.told().contains("reply-nobody"), "{}", world.told());
}

#[tokio::test]
async fn a_message_that_is_passed_on_has_its_files_or_is_one() {
    let world = World::new();
    world.deliver(&mail("Invoice 7", &[("a.pdf", "application/pdf", "%PDF a")]));
    let forward = |how: &str| {
        format!(
            "- for_each_mail: {{ session: finance, do: [ {{ forward: {{ to: bia@example.org{how} }} }} ] }}\n"
        )
    };
    ok(&world, &forward("")).await;
    ok(&world, &forward(", include_attachments: false")).await;
    ok(&world, &forward(", as_attachment: true, text: See")).await;
    let taken = world.outgoing.taken();
    let files = |number: usize| {
        let content = &taken[number].content;
        let files = mime::split(content).unwrap().files();
        files.into_iter().map(|file| (file.name, file.content_type)).collect::<Vec<_>>()
    };
    assert_eq!(files(0), [("a.pdf".to_owned(), "application/pdf".to_owned())]);
    assert_eq!(files(1), []);
    assert_eq!(files(2), [("Invoice 7.eml".to_owned(), "message/rfc822".to_owned())]);
    let (header, text) = read(&taken[0].content);
    assert_eq!((header.subject.as_str(), header.in_reply_to.len()), ("Fwd: Invoice 7", 0));
    assert!(
        text.plain.contains("From: Ana Silva <ana@acme.example>") && text.plain.contains("Hello."),
        "{text:?}"
    );
    assert!(
        raw(&taken[2].content).contains(&mail("Invoice 7", &[("a.pdf", "application/pdf", "%PDF a")])),
        "untouched"
    );
    let flags = &world.server.messages(&path("INBOX")).unwrap()[0].flags;
    assert!(flags.keywords.contains(&"$Forwarded".to_owned()) && !flags.answered);
}

#[tokio::test]
async fn images_are_shown_where_html_names_them_and_files_of_messages_go_along() {
    let world = World::new();
    world.person_writes("our logo.png", b"\x89PNG");
    world.person_writes("terms.txt", b"x");
    world.deliver(&mail("Invoice 7", &[("a.pdf", "application/pdf", "%PDF a")]));
    ok(
        &world,
        "- get_mail: { session: finance, as: invoice }
- send:
    session: finance
    to: bia@example.org
    html: '<p>Hi <img src=\"cid:our%20logo.png\"></p>'
    attachments: ['our logo.png', terms.txt, '{{ invoice.attachments }}']
",
    )
    .await;
    let (taken, _, text) = only(&world);
    let files = mime::split(&taken.content).unwrap().files();
    let inline: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.inline)).collect();
    assert_eq!(inline, [("our logo.png", true), ("terms.txt", false), ("a.pdf", false)]);
    let id = files[0].content_id.as_deref().unwrap();
    assert!(text.html.unwrap().contains(&format!("cid:{id}")));
    assert_eq!(text.plain.trim(), "Hi");
}

#[tokio::test]
async fn a_file_that_is_not_there_fails_before_anything_is_sent_or_is_left_out() {
    let world = World::new();
    let steps = "- send: { session: finance, to: bia@example.org, attachments: [gone.pdf], text: x }\n";
    assert_eq!(fails(&world, steps).await, "file-unreadable");
    assert_eq!((world.outgoing.taken().len(), world.outgoing.reached(Point::SignIn)), (0, 0));
    ok(&world, &steps.replace("text: x", "ensure_attachments_exist: false")).await;
    assert_eq!(world.outgoing.taken().len(), 1);
    assert!(world.told().contains("attachment-left-out"));
}

#[tokio::test]
async fn nothing_that_a_variable_brings_begins_a_field_or_adds_somebody() {
    for evil in ["x@example.org\\r\\nBcc: eve@example.org", "a@example.org, b@example.org"] {
        for field in ["to", "cc", "bcc", "reply_to", "from"] {
            let world = World::new();
            let steps = format!("- set: {{ name: evil, value: \"{evil}\" }}\n- send: {{ session: finance, to: c@example.org, {field}: '{{{{ evil }}}}' }}\n").replace("to: c@example.org, to:", "to:");
            fails(&world, &steps).await;
            assert_eq!(world.outgoing.taken().len(), 0);
        }
    }
    let world = World::new();
    for field in ["subject: '{{ evil }}'", "headers: { X-A: '{{ evil }}' }"] {
        let steps = format!(
            "- set: {{ name: evil, value: \"x\\r\\nBcc: eve@example.org\" }}\n- send: {{ session: finance, to: c@example.org, {field} }}\n"
        );
        assert_eq!(fails(&world, &steps).await, "template-line-end");
    }
    assert_eq!(world.outgoing.taken().len(), 0);
}

#[tokio::test]
async fn what_is_wrong_with_a_message_is_told_before_a_run() {
    let send = |fields: &str| automation(&format!("- send: {{ session: finance, {fields} }}\n"));
    assert_eq!(mistakes(&send("text: x")), ["send-nobody"]);
    for wrong in ["to: nobody", "cc: [nobody]", "bcc: [a@b.example, nobody]"] {
        assert_eq!(mistakes(&send(wrong)), ["address-form"], "one mistake for one cause: {wrong}");
    }
    let forward = "- for_each_mail: { session: finance, do: [ { forward: { to: nobody } } ] }\n";
    assert_eq!(mistakes(&automation(forward)), ["address-form"]);
    let both = send("to: nobody").replace("steps:", "steps:\n  - log: { text: 1, tex: 2 }");
    assert_eq!(mistakes(&both), ["file-unknown-key-meant", "address-form"]);
    let two = send("to: nobody") + "  - send: { session: finance, text: x }\n";
    assert_eq!(mistakes(&two), ["address-form", "send-nobody"]);
    assert_eq!(mistakes(&send("to: a@b.example, headers: { Bcc: x }")), ["draft-field-taken"]);
    assert_eq!(mistakes(&send("to: a@b.example, headers: { X Y: x }")), ["file-key-form"]);
    let steps = send("to: a@b.example");
    assert_eq!(
        mistakes(&steps.replace("session: finance\n", "session: finance\n      allow: [read]\n")),
        ["session-forbids"]
    );
    assert_eq!(
        mistakes(&steps.replace("        outgoing: { host: smtp.example.org }\n", "")),
        ["session-without-outgoing"]
    );
    assert_eq!(
        mistakes(
            &steps
                .replace("        outgoing: { host: smtp.example.org }\n", "")
                .replace("imap.example.org", "imap.gmail.com")
        ),
        [""; 0]
    );
    let drafts =
        automation("- get_mail: { session: finance, as: m }\n- create_draft: { reply: m, forward: m }\n");
    assert_eq!(mistakes(&drafts), ["draft-one-way"]);
}

#[tokio::test]
async fn a_copy_is_kept_exactly_once() {
    let world = World::new();
    ok(&world, &SEND.replace("text:", "bcc: eve@example.org, text:")).await;
    let (taken, header, _) = only(&world);
    assert_eq!((taken.envelope.to().len(), header.bcc.len()), (2, 0));
    let copies = world.server.messages(&path("Sent")).unwrap();
    assert!(copies.len() == 1 && copies[0].flags.seen);
    let copy = Header::parse(&copies[0].raw);
    assert_eq!((copy.message_id, copy.bcc[0].address.as_str()), (header.message_id, "eve@example.org"));
    ok(&world, &SEND.replace("text:", "sent_copy: false, text:")).await;
    world.outgoing.set_keeps(Keeps::Copy);
    ok(&world, &SEND.replace("Report", "Another")).await;
    assert_eq!((world.outgoing.taken().len(), world.subjects("Sent").len()), (3, 1));
}

#[tokio::test]
async fn a_copy_that_cannot_be_kept_is_told_and_the_message_not_sent_again() {
    let mut world = World::new();
    world.journal = Arc::new(SameRun::default());
    world.server.fail(Verb::Append, 1, Error::new(Kind::Quota, phrase!("server-refused")));
    ok(&world, SEND).await;
    assert!(world.told().contains("sent_without"), "{}", world.told());
    ok(&world, SEND).await;
    assert_eq!(
        (world.outgoing.taken().len(), world.subjects("Sent").len()),
        (1, 1),
        "the copy comes with the next try"
    );
    let copy = Header::parse(&world.server.messages(&path("Sent")).unwrap()[0].raw);
    assert_eq!(copy.message_id, only(&world).1.message_id);
    assert_eq!(copy.sent_at, only(&world).1.sent_at);
}

#[tokio::test]
async fn a_copy_whose_answer_was_lost_is_found_and_not_stored_twice() {
    let world = World::new();
    world.server.lose_answers(Verb::Append, 1, Error::new(Kind::OutcomeUnknown, phrase!("server-refused")));
    ok(&world, SEND).await;
    assert_eq!((world.outgoing.taken().len(), world.subjects("Sent").len()), (1, 1));
    assert!(!world.told().contains("sent_without"));
}

#[tokio::test]
async fn wherever_a_connection_breaks_nobody_gets_a_message_twice() {
    for point in [Point::SignIn, Point::Envelope, Point::Content] {
        let mut world = World::new();
        world.journal = Arc::new(SameRun::default());
        world.outgoing.fail(point, 1, Error::new(Kind::Denied, phrase!("server-refused")));
        fails(&world, SEND).await;
        assert_eq!(world.outgoing.taken().len(), 0);
        ok(&world, SEND).await;
        ok(&world, SEND).await;
        assert_eq!((world.outgoing.taken().len(), world.subjects("Sent").len()), (1, 1), "{point:?}");
    }
    let mut world = World::new();
    world.journal = Arc::new(SameRun::default());
    world.outgoing.fail(Point::Answer, 1, lost());
    let outcome = world.steps(SEND).await;
    assert_eq!(outcome.summary.failure.unwrap().kind, Kind::OutcomeUnknown);
    for _ in 0..3 {
        assert_eq!(fails(&world, SEND).await, "effect-unknown");
    }
    assert_eq!((world.outgoing.taken().len(), world.subjects("Sent").len()), (1, 0));
}

#[tokio::test]
async fn a_retry_and_a_second_run_of_the_same_answer_no_message_twice() {
    let mut world = World::with_mail();
    world.journal = Arc::new(SameRun::default());
    let steps = "- for_each_mail: { session: finance, do: [ { retry: { times: 2, pause: 0s, do: [ { reply: { text: '{{ run.id }}' } }, { if: { condition: \"{{ mail.subject == 'Note' }}\", then: [ { move: { to: Missing } } ] } } ] } } ] }\n";
    world.steps(steps).await;
    world.steps(steps).await;
    assert_eq!((world.outgoing.taken().len(), world.subjects("Sent").len()), (4, 4), "{}", world.told());
}

#[tokio::test]
async fn where_the_server_keeps_copies_a_lost_answer_is_looked_up_among_them() {
    let mut world = World::new();
    world.journal = Arc::new(SameRun::default());
    world.outgoing.set_keeps(Keeps::Copy);
    world.outgoing.fail(Point::Answer, 1, lost());
    assert_eq!(world.steps(SEND).await.status(), Status::Failed);
    assert_eq!(world.steps(SEND).await.status(), Status::Failed, "it is not there yet");
    let (taken, ..) = only(&world);
    world
        .server
        .deliver(&path("Sent"), raw(&taken.content), Flags::default(), world.clock.clock().now())
        .unwrap();
    ok(&world, SEND).await;
    assert_eq!((world.outgoing.taken().len(), world.subjects("Sent").len()), (1, 1));
}

#[tokio::test]
async fn a_draft_goes_to_all_it_names_and_is_gone_then() {
    let world = World::new();
    let steps = "- create_draft: { session: finance, to: bia@example.org, bcc: eve@example.org, subject: Report, text: Hello, as: d }\n- send_draft: { draft: d }\n";
    ok(&world, steps).await;
    let (taken, header, text) = only(&world);
    assert_eq!(taken.envelope.to(), ["bia@example.org", "eve@example.org"]);
    assert_eq!((header.bcc.len(), text.plain.trim()), (0, "Hello"));
    assert!(!raw(&taken.content).contains("eve@"));
    assert_eq!((world.subjects("Drafts").len(), world.subjects("Sent").len()), (0, 1));
}

#[tokio::test]
async fn a_draft_is_never_lost_and_never_sent_twice() {
    let steps = "- for_each_mail: { session: finance, folder: Drafts, do: [ { send_draft: {} } ] }\n";
    let world = || {
        let mut world = World::new();
        world.journal = Arc::new(SameRun::default());
        let at = world.clock.clock().now();
        let draft = "From: finance@example.org\r\nTo: bia@example.org\r\nSubject: Report\r\nMessage-ID: <1@example.org>\r\n\r\nHello\r\n";
        world
            .server
            .deliver(&path("Drafts"), draft.to_owned(), Flags { draft: true, ..Flags::default() }, at)
            .unwrap();
        world
    };
    let refused = || Error::new(Kind::Quota, phrase!("server-refused"));
    let no_copy = world();
    no_copy.server.fail(Verb::Append, 1, refused());
    ok(&no_copy, steps).await;
    assert_eq!(
        (no_copy.outgoing.taken().len(), no_copy.subjects("Drafts").len()),
        (1, 1),
        "the draft is what is left of it"
    );
    let stays = world();
    stays.server.fail(Verb::Delete, 1, refused());
    assert_eq!(stays.steps(steps).await.status(), Status::WithFailures);
    assert!(stays.told().contains("draft-still-there"));
    ok(&stays, steps).await;
    assert_eq!(
        (stays.outgoing.taken().len(), stays.subjects("Drafts").len(), stays.subjects("Sent").len()),
        (1, 0, 1)
    );
    let unsent = world();
    unsent.outgoing.fail(Point::Envelope, 1, refused());
    unsent.steps(steps).await;
    assert_eq!((unsent.outgoing.taken().len(), unsent.subjects("Drafts").len()), (0, 1));
    let cut_off = world();
    cut_off.outgoing.fail(Point::Answer, 1, lost());
    for _ in 0..2 {
        assert_eq!(cut_off.steps(steps).await.status(), Status::WithFailures);
    }
    assert_eq!((cut_off.outgoing.taken().len(), cut_off.subjects("Drafts").len()), (1, 1));
}

#[tokio::test]
async fn unwanted_mail_goes_where_it_belongs_and_comes_back() {
    let world = World::new();
    world.deliver(&mail("Win", &[]));
    ok(&world, "- for_each_mail: { session: finance, do: [ { mark_junk: {} } ] }\n").await;
    let keywords = |folder: &str| world.server.messages(&path(folder)).unwrap()[0].flags.keywords.clone();
    assert_eq!(keywords("Junk"), ["$Junk"]);
    ok(&world, "- mark_junk: { session: finance, folder: Junk, junk: false }\n").await;
    assert_eq!((keywords("INBOX"), world.subjects("Junk").len()), (vec!["$NotJunk".to_owned()], 0));
}

#[tokio::test]
async fn a_rehearsal_tells_what_would_go_to_whom_and_nothing_leaves() {
    let world = World::with_mail();
    let outcome = rehearse(checked(&automation(REPLY)), &world.variables, world.host(), world.stop.clone())
        .await
        .unwrap();
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!((world.outgoing.taken().len(), world.subjects("Sent").len()), (0, 0));
    assert!(
        world.told().contains("\"to\":[\"ana@acme.example\"],\"subject\":\"Re: Invoice 41\""),
        "{}",
        world.told()
    );
    assert!(world.server.messages(&path("INBOX")).unwrap().iter().all(|message| !message.flags.answered));
}

#[tokio::test]
async fn whatever_a_sender_wrote_is_answered_and_passed_on_or_refused_in_words() {
    let world = World::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../mail/tests/mime");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        if entry.extension().is_some_and(|extension| extension == "eml") {
            let at = world.clock.clock().now();
            world.server.deliver(&path("INBOX"), crate::world::bytes(&entry), Flags::default(), at).unwrap();
            count += 1;
        }
    }
    let steps = "- for_each_mail:
    session: finance
    where: { class: [mail, invitation, receipt, bounce] }
    do:
      - forward: { to: bia@example.org }
      - forward: { to: bia@example.org, as_attachment: true }
      - reply: { text: Yes, to: bia@example.org, include_attachments: true, even_automatic: true }
      - try: { do: [ { reply_all: { text: Yes, even_automatic: true } } ], catch: [ { do: [ { log: { text: nobody } } ] } ] }
";
    let outcome = world.steps(steps).await;
    assert_eq!((outcome.summary.done, outcome.summary.failed), (count, 0), "{}", world.told());
    let taken = world.outgoing.taken();
    assert!(taken.len() as u64 >= 3 * count);
    for one in &taken {
        let structure = mime::split(&one.content).unwrap();
        assert_eq!(
            structure.damaged.iter().filter(|_| structure.nested().next().is_none()).count(),
            0,
            "{}",
            raw(&one.content)
        );
    }
}

#[tokio::test]
async fn large_files_go_out_in_little_memory() {
    let world = World::new();
    let file = std::fs::OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(false)
        .open(world.folder.path().join("large.bin"))
        .unwrap();
    file.set_len(150 << 20).unwrap();
    // The mailbox in memory would hold its copy there.
    let steps = SEND.replace("text:", "sent_copy: false, attachments: large.bin, text:");
    let before = most_memory();
    ok(&world, &steps).await;
    assert!(world.outgoing.taken()[0].content.len() > 200 << 20);
    assert!(most_memory() - before < 64 << 10, "{before} {}", most_memory());
}
