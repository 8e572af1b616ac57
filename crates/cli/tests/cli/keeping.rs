//! The master key and backups of the Control Room.

use crate::desk::{Desk, Ended};
use std::os::unix::fs::PermissionsExt as _;

fn asked(desk: &Desk, arguments: &[&str], typed: &str) -> Ended {
    Ended::of(desk.carteiro(arguments).write_stdin(typed))
}

/// With an administrator, and the master key as it is exported.
fn set_up() -> (Desk, String) {
    let desk = Desk::new();
    asked(&desk, &["users", "add", "ana", "--data", "data"], "correct horse\n").expect(0, "ana");
    let key = exported(&desk, "data");
    (desk, key)
}

fn exported(desk: &Desk, data: &str) -> String {
    let told = asked(desk, &["key", "export", "--yes", "--data", data], "");
    told.expect(0, "goes into a file or to another program");
    told.stdout
}

fn list(desk: &Desk, data: &str) -> Ended {
    asked(desk, &["users", "list", "--data", data], "")
}

fn names(desk: &Desk, folder: &str) -> Vec<String> {
    let files = desk.files(folder);
    files.iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_key_is_exported_and_imported_and_one_that_opens_nothing_is_refused() {
    let (desk, key) = set_up();
    assert_eq!(key.trim().len(), 44, "32 bytes in Base64");
    asked(&desk, &["key", "export", "--data", "data"], "y\n").expect(3, "Nothing was shown");
    asked(&desk, &["key", "export", "--yes", "--data", "nowhere"], "").expect(3, "There is no database");
    assert!(!desk.path().join("nowhere/carteiro.db").exists());
    std::fs::remove_dir_all(desk.path().join("data/master")).unwrap();
    let before = names(&desk, "data");
    for command in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["users", "list"],
        &["key", "rotate"],
        &["key", "export", "--yes"],
    ] {
        let refused = asked(&desk, &[command, &["--data", "data"]].concat(), "");
        refused.expect(3, "The master key of this database is not here");
        assert_eq!(names(&desk, "data"), before);
    }
    let import = ["key", "import", "--data", "data"];
    asked(&desk, &import, "").expect(3, "This is no master key");
    asked(&desk, &import, "AAAA\n").expect(3, "This is no master key");
    asked(&desk, &import, &format!("{}\n", "A".repeat(43) + "=")).expect(3, "another master key");
    assert_eq!(names(&desk, "data"), before);
    asked(&desk, &import, &key).expect(0, "opens the database");
    list(&desk, "data").expect(0, "ana");
    let mode = desk.path().join("data/master/key").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_key_comes_from_the_environment_or_from_systemd_before_the_file() {
    let (desk, key) = set_up();
    std::fs::rename(desk.path().join("data/master"), desk.path().join("aside")).unwrap();
    let list = ["users", "list", "--data", "data"];
    let wrong = "A".repeat(43) + "=";
    Ended::of(desk.carteiro(&list).env("CARTEIRO_MASTER_KEY", key.trim())).expect(0, "ana");
    Ended::of(desk.carteiro(&list).env("CARTEIRO_MASTER_KEY", &wrong)).expect(3, "another master key");
    std::fs::create_dir(desk.path().join("credentials")).unwrap();
    desk.write("credentials/carteiro-master-key", &key);
    let with_systemd = |more: Option<&str>| {
        let mut command = desk.carteiro(&list);
        command.env("CREDENTIALS_DIRECTORY", desk.path().join("credentials"));
        command.env("CARTEIRO_PASSPHRASE", "not asked for");
        Ended::of(command.envs(more.map(|key| ("CARTEIRO_MASTER_KEY", key))))
    };
    with_systemd(None).expect(0, "ana");
    with_systemd(Some(&wrong)).expect(3, "another master key");
    desk.write("credentials/carteiro-master-key", &wrong);
    with_systemd(None).expect(3, "another master key");
    assert!(!desk.path().join("data/master").exists());
}

#[test]
fn keys_are_rotated_and_the_old_one_opens_nothing_any_more() {
    let (desk, key) = set_up();
    let rotated = asked(&desk, &["key", "rotate", "--data", "data"], "");
    rotated.expect(0, "There is a new data key");
    rotated.expect(0, "sealed with a new master key now");
    let new = exported(&desk, "data");
    assert_ne!(new, key);
    list(&desk, "data").expect(0, "ana");
    Ended::of(desk.carteiro(&["users", "list", "--data", "data"]).env("CARTEIRO_MASTER_KEY", key.trim()))
        .expect(3, "another master key");
    let rotate = ["key", "rotate", "master", "--data", "data"];
    let elsewhere = |more: &[&str]| {
        let mut command = desk.carteiro(&[&rotate, more].concat());
        Ended::of(command.env("CARTEIRO_MASTER_KEY", new.trim()))
    };
    elsewhere(&[]).expect(3, "The master key was not changed");
    list(&desk, "data").expect(0, "ana");
    let told = elsewhere(&["--yes"]);
    told.expect(0, "This is the new master key");
    assert_ne!(told.stdout, new);
    list(&desk, "data").expect(3, "another master key");
    Ended::of(
        desk.carteiro(&["users", "list", "--data", "data"]).env("CARTEIRO_MASTER_KEY", told.stdout.trim()),
    )
    .expect(0, "ana");
}

#[test]
fn a_backup_is_whole_private_and_restored_where_nothing_is_with_the_key_besides() {
    let (desk, key) = set_up();
    asked(&desk, &["db", "migrate", "--data", "data"], "").expect(0, "The database is up to date");
    asked(&desk, &["db", "migrate", "--data", "fresh"], "").expect(0, "Done: 0001 seal");
    asked(&desk, &["db", "backup", "b.jsonl", "--data", "nowhere"], "").expect(3, "There is no database");
    let backup = ["db", "backup", "b.jsonl", "--data", "data"];
    asked(&desk, &backup, "").expect(0, "rows are in b.jsonl");
    let file = desk.path().join("b.jsonl");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let text = desk.read("b.jsonl");
    assert!(text.contains("ana") && !text.contains(key.trim()) && !text.contains("correct horse"));
    asked(&desk, &backup, "").expect(3, "never overwritten");
    assert_eq!(desk.read("b.jsonl"), text);
    asked(&desk, &["db", "restore", "b.jsonl", "--data", "data"], "")
        .expect(3, "There is something in this database");
    desk.write("cut.jsonl", text.split_at(text.len() / 2).0);
    asked(&desk, &["db", "restore", "cut.jsonl", "--data", "other"], "").expect(3, "The backup is damaged");
    let restored = asked(&desk, &["db", "restore", "b.jsonl", "--data", "other"], "");
    restored.expect(0, "were restored");
    restored.expect(0, "put it in place with carteiro key import");
    list(&desk, "other").expect(3, "The master key of this database is not here");
    asked(&desk, &["key", "import", "--data", "other"], &key).expect(0, "opens the database");
    list(&desk, "other").expect(0, "ana");
    asked(&desk, &["db", "backup", "again.jsonl", "--data", "other"], "")
        .expect(0, "rows are in again.jsonl");
    let rows = |text: &str| {
        let rows = text.lines().filter(|line| line.starts_with('['));
        rows.filter(|row| !row.contains("audit-key-exported")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(rows(&desk.read("again.jsonl")), rows(&text));
}
