//! Files: which, where, and under which names.

use crate::world::{World, mail};
use carteiro_engine::{Event, Status};

fn attached() -> World {
    let world = World::new();
    world.deliver(&mail(
        "Files",
        &[
            ("Invoice 1.pdf", "application/pdf", "%PDF-1"),
            ("photo.JPG", "image/jpeg", "jpg"),
            ("../../etc/passwd", "text/plain", "root"),
            ("big.bin", "application/octet-stream", "0123456789"),
        ],
    ));
    world
}

async fn saved(world: &World, action: &str) -> Vec<String> {
    let outcome =
        world.steps(&format!("- for_each_mail:\n    session: finance\n    do:\n      - {action}\n")).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    world.files().into_iter().filter(|name| !name.ends_with('/')).collect()
}

fn skipped(world: &World) -> Vec<String> {
    let events = world.events.lock().unwrap();
    let found = events.iter().filter_map(|report| match &report.event {
        Event::FileSkipped { name, reason } => Some(format!("{name}: {}", reason.code)),
        _ => None,
    });
    found.collect()
}

#[tokio::test]
async fn what_is_meant_is_saved_and_the_rest_is_said() {
    for (action, files) in [
        ("save_attachments: { to: x, types: [.PDF, image/*] }", vec!["x/Invoice 1.pdf 6", "x/photo.JPG 3"]),
        ("save_attachments: { to: x, types: [plain, jpg] }", vec!["x/_._.._etc_passwd 4", "x/photo.JPG 3"]),
        ("save_attachments: { to: x, names: invoice }", vec!["x/Invoice 1.pdf 6"]),
        ("save_attachments: { to: x, names: { regex: '^photo' } }", vec!["x/photo.JPG 3"]),
        ("save_attachments: { to: x, min_size: 5, max_size: 9 }", vec!["x/Invoice 1.pdf 6"]),
    ] {
        let world = attached();
        assert_eq!(saved(&world, action).await, files, "{action}");
        assert_eq!(skipped(&world).len(), 4 - files.len(), "{action}");
    }
}

#[tokio::test]
async fn names_that_turn_out_empty_are_no_reason_to_save_everything() {
    for names in ["'{{ wanted }}'", "{ contains: '{{ wanted }}', case: true }", "[photo, '{{ wanted }}']"] {
        let world = attached();
        let steps = format!(
            "- set: {{ name: wanted, value: '' }}\n- for_each_mail:\n    session: finance\n    do:\n      \
             - save_attachments: {{ to: x, names: {names} }}\n"
        );
        let outcome = world.steps(&steps).await;
        assert_eq!(outcome.status(), Status::WithFailures, "{}", world.told());
        assert!(world.told().contains("filter-text-empty"), "{}", world.told());
        assert!(world.files().iter().all(|name| name.ends_with('/')), "{:?}", world.files());
    }
}

#[tokio::test]
async fn no_name_leads_out_of_the_folder() {
    let world = attached();
    world.deliver(&mail("../../up", &[("a.txt", "text/plain", "a")]));
    let files =
        saved(&world, "save_attachments: { to: 'x/{{ mail.subject }}', rename: '{{ attachment.name }}' }")
            .await;
    assert_eq!(
        files,
        [
            "x/Files/Invoice 1.pdf 6",
            "x/Files/_._.._etc_passwd 4",
            "x/Files/big.bin 10",
            "x/Files/photo.JPG 3",
            "x/_._.._up/a.txt 1",
        ]
    );
}

#[tokio::test]
async fn a_name_that_is_taken_is_numbered_skipped_or_replaced() {
    for (collision, files, skips) in [
        ("rename", vec!["x/a (2).txt 2", "x/a.txt 1"], 0),
        ("skip", vec!["x/a.txt 1"], 1),
        ("overwrite", vec!["x/a.txt 2"], 0),
    ] {
        let world = World::new();
        world.deliver(&mail("One", &[("a.txt", "text/plain", "1")]));
        world.deliver(&mail("Two", &[("a.txt", "text/plain", "22")]));
        assert_eq!(
            saved(&world, &format!("save_attachments: {{ to: x, on_collision: {collision} }}")).await,
            files
        );
        assert_eq!(skipped(&world).len(), skips, "{collision}");
    }
}

#[tokio::test]
async fn what_lies_inside_attached_messages_is_saved_only_when_asked_for() {
    let inner = mail("Inner", &[("inside.txt", "text/plain", "in")]);
    let outer = mail("Outer", &[("out.txt", "text/plain", "out"), ("inner.eml", "message/rfc822", &inner)]);
    let world = World::new();
    world.deliver(&outer);
    let names = |files: Vec<String>| {
        files.iter().map(|file| file.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(saved(&world, "save_attachments: { to: x }").await), ["x/inner.eml", "x/out.txt"]);
    let world = World::new();
    world.deliver(&outer);
    let files = saved(&world, "save_attachments: { to: x, nested: true }").await;
    assert_eq!(names(files), ["x/inner.eml", "x/inside.txt", "x/out.txt"]);
}

#[tokio::test]
async fn an_attachment_that_is_really_empty_is_a_file_of_no_bytes() {
    let world = World::new();
    world.deliver(&mail("Empty", &[("empty.txt", "text/plain", "")]));
    assert_eq!(saved(&world, "save_attachments: { to: x }").await, ["x/empty.txt 0"]);
    let world = World::new();
    let broken = mail(
        "Broken",
        &[("broken.bin", "application/octet-stream\r\nContent-Transfer-Encoding: base64", "!!!!!!!!")],
    );
    world.deliver(&broken);
    let outcome =
        world.steps("- for_each_mail: { session: finance, do: [ { save_attachments: { to: x } } ] }\n").await;
    assert_eq!(outcome.status(), Status::WithFailures, "{}", world.told());
    assert!(world.told().contains("attachment-came-empty"));
    assert_eq!(world.files(), ["x/"], "nothing is left of it");
}

#[tokio::test]
async fn a_message_is_saved_byte_for_byte() {
    let world = World::new();
    let raw = mail("Ação: 1/2", &[]);
    world.deliver(&raw);
    let files = saved(&world, "save_mail: { to: 'x/y' }").await;
    assert_eq!(files, [format!("x/y/2026-11-22 Ação_ 1_2.eml {}", raw.len())]);
    let bytes = crate::world::bytes(world.folder.path().join("x/y/2026-11-22 Ação_ 1_2.eml"));
    assert_eq!(bytes, raw.as_bytes());
}

#[tokio::test]
async fn what_is_packed_in_a_winmail_is_saved_and_the_winmail_is_not() {
    let packed = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../mail/tests/mime");
        crate::world::text(&folder.join(name))
    };
    let world = World::new();
    world.deliver(&packed("winmail_with_files_and_a_body_in_rtf.eml"));
    let files = saved(&world, "save_attachments: { to: x }").await;
    assert_eq!(files, ["x/Contrato de locação nº 7.pdf 17", "x/empty.txt 0"]);
    let world = World::new();
    world.deliver(&packed("winmail_with_messages_in_it.eml"));
    let files = saved(&world, "save_attachments: { to: x, nested: true, types: [txt] }").await;
    assert_eq!(files, ["x/deep.txt 4", "x/inner.txt 10", "x/last.txt 4", "x/mid.txt 3"]);
}
