//! Of a large message only what is wanted travels, and what is saved is the same either way.

use crate::network::{host, world};
use crate::world::{World, indented};
use carteiro_engine::{Event, Status};
use carteiro_sandbox::{Flags, Sample};
use std::sync::Arc;

/// A little PDF, a large archive, a large inline image, a small table in another encoding.
fn large() -> Vec<u8> {
    let base64 = |bytes: usize| "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\r\n".repeat(bytes / 38);
    let part = |head: &str, body: &str| format!("--b\r\nContent-Type: {head}\r\n\r\n{body}\r\n");
    let mut raw = "From: Ana <ana@acme.example>\r\nSubject: table\r\nMessage-ID: <large@acme.example>\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        .to_owned();
    raw += &part("text/html", "<img src='cid:i'>");
    raw += &part(
        "application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment",
        "JVBERi0xLjcK",
    );
    raw += &part(
        "application/zip; name=all.zip\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment",
        base64(2_000_000).trim_end(),
    );
    raw += &part(
        "image/png; name=i.png\r\nContent-ID: <i>\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: inline",
        base64(600_000).trim_end(),
    );
    raw += &part(
        "text/csv; name=table.csv\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Disposition: attachment",
        "a=3Bb",
    );
    (raw + "--b--\r\n").into_bytes()
}

/// Runs these steps for the large message on a server; answers the files and how many bytes came.
async fn run(body: &str) -> (World, u64) {
    let received_at = "2026-11-22T11:30:00Z".parse().unwrap();
    let (world, _sandbox, said) =
        world(vec![Sample { raw: large(), flags: Flags::default(), received_at }]).await;
    let automation = format!(
        "name: Large\nsteps:\n  - connect:\n      session: s\n      mail_server:\n        host: 127.0.0.1\n        \
         port: {}\n        security: none\n        auth: {{ basic: {{ username: ana@sandbox.test, password: \
         {{ credential: sandbox/ana.password }} }} }}\n{}",
        world.variables["port"],
        indented(&format!("- for_each_mail:\n    session: s\n    do: [ {body} ]\n"))
    );
    let mut world = world;
    world.variables.clear();
    let outcome = world.run_on(&automation, host(&world, &Arc::clone(&said))).await;
    assert_eq!(outcome.status(), Status::Ok, "{}\n{}", world.told(), said.lock().unwrap());
    (world, outcome.summary.cost.received)
}

fn files(world: &World) -> Vec<String> {
    world.files().into_iter().filter(|file| !file.ends_with('/')).collect()
}

const PDF: &str = "x/a.pdf 9";
const ZIP: &str = "x/all.zip 1368406";
const IMAGE: &str = "x/i.png 410514";
const TABLE: &str = "x/table.csv 3";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_wanted_of_a_large_message_does_not_travel() {
    let little = 60_000;
    for (body, saved, most) in [
        ("{ save_attachments: { to: x, types: [pdf] } }", vec![PDF], little),
        ("{ save_attachments: { to: x, max_size: 1MB } }", vec![PDF, TABLE], little),
        ("{ save_attachments: { to: x, min_size: 1MB } }", vec![ZIP], 2_100_000),
        ("{ save_attachments: { to: x, names: table } }", vec![TABLE], little),
        // The loop cannot know it; the step does, and asks for nothing more.
        ("{ save_attachments: { to: x, names: '{{ mail.subject }}' } }", vec![TABLE], 2_200_000),
        ("{ save_attachments: { to: x } }", vec![PDF, ZIP, TABLE], 2_200_000),
        ("{ save_attachments: { to: x, types: [gif] } }", vec![], little),
        (
            "{ save_attachments: { to: x, types: [pdf] } }, { save_attachments: { to: x, types: [csv] } }",
            vec![PDF, TABLE],
            little,
        ),
    ] {
        let (world, received) = run(body).await;
        assert_eq!(files(&world), saved, "{body}");
        assert!(received < most, "{body}: {received}");
        let told = world.events.lock().unwrap();
        let skipped = told.iter().filter(|report| matches!(report.event, Event::FileSkipped { .. })).count();
        assert!(skipped == 4 - saved.len() || body.contains("csv"), "{body}: {skipped}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wanted_whole_comes_once_and_whole() {
    for (body, saved) in [
        ("{ save_attachments: { to: x, inline: true } }", vec![PDF, ZIP, IMAGE, TABLE]),
        (
            "{ save_attachments: { to: x, types: [pdf] } }, { save_mail: { to: y, name: m } }",
            vec![PDF, "y/m.eml"],
        ),
    ] {
        let (world, received) = run(body).await;
        let found = files(&world);
        assert!(found.iter().zip(&saved).all(|(file, name)| file.starts_with(name)), "{found:?}");
        assert_eq!(found.len(), saved.len(), "{found:?}");
        assert!((2_600_000..2_700_000).contains(&received), "{body}: {received}");
    }
}
