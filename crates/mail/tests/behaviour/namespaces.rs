//! Folders of others (RFC 2342): those that a listing shows have paths, and their paths lead to them.

use crate::fixture::{Fixture, all_of, path, run};
use crate::lab::{fresh, port, server};
use crate::place::Place;
use carteiro_mail::reaching::Security;
use carteiro_mail::{Folder, Kind, Role};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Says these commands as somebody else, each of which must be obeyed.
#[expect(clippy::disallowed_methods, reason = "somebody else's program, on loopback")]
async fn as_another(port: u16, commands: &[String]) {
    let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", port)).await.unwrap());
    for command in commands {
        stream.get_mut().write_all(format!("t {command}\r\n").as_bytes()).await.unwrap();
        let mut line = String::new();
        while !line.starts_with("t ") {
            line.clear();
            assert_ne!(stream.read_line(&mut line).await.unwrap(), 0, "{command}: the connection ended");
        }
        assert!(line.starts_with("t OK"), "{command}: {line}");
    }
}

/// Reads, fills, moves into and lists each of these folders, by the path that the listing shows.
async fn can_be_used(on: &Fixture, theirs: &[&str]) -> Vec<Folder> {
    let listed = on.mailbox.folders().await.unwrap();
    for name in theirs {
        assert!(listed.iter().any(|folder| folder.path == path(name)), "{name} is not in {listed:?}");
        assert!(
            listed.iter().all(|one| one.role != Some(Role::Sent) || one.path == path("Sent")),
            "{listed:?}"
        );
    }
    for folder in listed.iter().filter(|folder| folder.selectable) {
        on.messages(&folder.path).await;
    }
    for name in theirs.iter().copied() {
        let there = path(name);
        on.put(&path("INBOX"), &["moved"]).await;
        let moved = on.mailbox.move_to(on.references(&path("INBOX")).await, there.clone()).await;
        assert_eq!(moved[0].as_ref().unwrap().folder, there);
        on.put(&there, &["stored"]).await;
        assert_eq!(on.subjects(&there).await, ["moved", "stored"]);
    }
    listed
}

/// A folder of one's own that reads like one of theirs is another folder, and both can be named.
async fn clashes_are_settled(on: &Fixture, theirs: &str) {
    let ours = format!("INBOX/{theirs}");
    on.folder(&ours).await;
    on.put(&path(&ours), &["ours"]).await;
    let listed = on.mailbox.folders().await.unwrap();
    for name in [theirs, &ours] {
        assert_eq!(listed.iter().filter(|folder| folder.path == path(name)).count(), 1, "{name}: {listed:?}");
    }
    assert_eq!(on.subjects(&path(&ours)).await, ["ours"]);
    assert!(!on.subjects(&path(theirs)).await.contains(&"ours".to_owned()));
    // Cyrus removes one folder of a name in a second.
    let renamed = path(&fresh("Ours "));
    on.mailbox.rename_folder(path(&ours), renamed.clone()).await.unwrap();
    assert_eq!(on.subjects(&renamed).await, ["ours"]);
    on.mailbox.delete_folder(renamed).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_folders_have_paths_on_the_simulator() {
    run(
        Place::SimulatorBelowInbox,
        |_| true,
        async |on: &Fixture| {
            let account = on.standing.simulator.as_ref().unwrap().account();
            for name in ["user/bia/Ação", "Team/Sales", "user/bia/Sent"] {
                account.create(name).unwrap();
            }
            can_be_used(on, &["user/bia/Ação", "shared/Team/Sales"]).await;
            clashes_are_settled(on, "shared/Team/Sales").await;
            clashes_are_settled(on, "user/bia/Ação").await;
            let error = on.mailbox.create_folder(path("shared/Mine")).await.unwrap_err();
            assert_eq!(error.kind(), Kind::Denied, "{error}");
            for nobodys in ["shared", "shared/Nowhere", "user/carlos"] {
                let error = on.mailbox.messages(all_of(&path(nobodys))).await.err().unwrap();
                assert!(matches!(error.kind(), Kind::NotFound | Kind::InvalidInput), "{nobodys}: {error}");
            }
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_folders_have_paths_on_cyrus() {
    run(
        Place::Cyrus(Security::None),
        |_| true,
        async |on: &Fixture| {
            let port = port(&server("cyrus").unwrap(), "imap");
            let (user, team, bia) = (&on.standing.user, fresh("team"), fresh("test-bia"));
            let shared = format!("{team}.Vendas a&AOcA4w-o");
            as_another(port, &[format!("LOGIN {bia} any"), "CREATE INBOX.Notas".to_owned()]).await;
            let admin = [
                "LOGIN cyrus any".to_owned(),
                format!("CREATE \"{shared}\""),
                format!("SETACL \"{shared}\" anyone \"\""),
                format!("SETACL \"{shared}\" {user} lrswipkxte"),
                format!("SETACL user.{bia}.Notas {user} lrswipte"),
                format!("SETACL user.{bia}.Sent {user} lrs"),
            ];
            as_another(port, &admin).await;
            let (shared, notes) = (format!("shared/{team}/Vendas ação"), format!("user/{bia}/Notas"));
            can_be_used(on, &[&shared, &notes]).await;
            clashes_are_settled(on, &shared).await;
            clashes_are_settled(on, &notes).await;
            // Where its rights allow it, a folder can be made in it, renamed and removed.
            let below = on.folder(&format!("{shared}/2026/Março")).await;
            let renamed = path(&format!("{shared}/2027"));
            on.mailbox.rename_folder(below, renamed.clone()).await.unwrap();
            for emptied in [renamed, path(&format!("{shared}/2026")), path(&shared)] {
                on.mailbox.delete_folder(emptied).await.unwrap();
            }
            let error = on.mailbox.create_folder(path(&format!("{notes}/Mine"))).await.unwrap_err();
            assert!(matches!(error.kind(), Kind::Denied | Kind::Rejected), "{error}");
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_folders_have_paths_on_dovecot() {
    run(
        Place::Dovecot(Security::None),
        |_| true,
        async |on: &Fixture| {
            let port = port(&server("dovecot").unwrap(), "imap");
            let (user, bia) = (&on.standing.user, format!("{}@lab.test", fresh("test-bia-")));
            let owner = [
                format!("LOGIN {bia} pw-test"),
                "CREATE \"Vendas a&AOcA4w-o\"".to_owned(),
                format!("SETACL \"Vendas a&AOcA4w-o\" {user} lrswipte"),
            ];
            as_another(port, &owner).await;
            can_be_used(on, &[&format!("shared/{bia}/Vendas ação")]).await;
        },
    )
    .await;
}
