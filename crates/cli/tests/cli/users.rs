//! Who may come into the Control Room, said at a terminal.

use crate::desk::{Desk, Ended};

const PASSWORD: &str = "canary-correct-horse";

fn users(desk: &Desk, arguments: &[&str], typed: &str) -> Ended {
    let arguments = [&["users"], arguments, &["--data", "data"]].concat();
    Ended::of(desk.carteiro(&arguments).write_stdin(typed))
}

#[test]
fn the_first_who_is_added_is_the_administrator_and_others_hold_the_roles_that_are_said() {
    let desk = Desk::new();
    users(&desk, &["add", "ana"], "").expect(3, "A password is needed");
    users(&desk, &["add", "ana"], "short\n").expect(3, "at least 12 characters");
    users(&desk, &["add", "ana"], &format!("{PASSWORD}\r\n")).expect(0, "ana became the first administrator");
    users(&desk, &["add", "bia", "--role", "Nobody"], PASSWORD).expect(3, "There are: Administrators");
    users(&desk, &["add", "bia", "--role", "administrators"], PASSWORD).expect(0, "bia may come in now");
    users(&desk, &["add", "BIA"], PASSWORD).expect(3, "BIA already");
    let listed = users(&desk, &["list"], "");
    assert_eq!(listed.stdout, "ana · Administrators\nbia · Administrators\n");
    users(&desk, &["roles", "bia", "--take", "Administrators"], "").expect(0, "");
    users(&desk, &["roles", "ana", "--take", "Administrators"], "").expect(3, "Somebody has to be left");
    users(&desk, &["disable", "ana"], "").expect(3, "Somebody has to be left");
    users(&desk, &["roles", "bia", "--give", "Administrators"], "").expect(0, "Administrators");
    users(&desk, &["disable", "ana"], "").expect(0, "ana may no longer come in");
    let listed = users(&desk, &["list", "--lang", "pt-BR"], "");
    assert_eq!(listed.stdout, "ana · Administrators · não pode entrar\nbia · Administrators\n");
    let listed = users(&desk, &["list", "--json"], "");
    let lines: Vec<serde_json::Value> =
        listed.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((lines.len(), &lines[0]["person"]["disabled"]), (2, &serde_json::json!(true)));
    users(&desk, &["enable", "ana"], "").expect(0, "ana may come in again");
    users(&desk, &["password", "ana"], "another horse\n").expect(0, "ana was given another password");
    users(&desk, &["password", "nobody"], PASSWORD).expect(3, "There is nobody like that");
    users(&desk, &["reset-second-factor", "ana"], "").expect(3, "No second factor is on");
    users(&desk, &["unlink", "ana"], "").expect(0, "");
    assert_eq!(users(&desk, &["tokens", "ana"], "").stdout, "");
    users(&desk, &["tokens", "ana", "--revoke", "x"], "").expect(3, "There is no such API token");
    for file in desk.files(".") {
        let bytes = std::fs::read(&file).unwrap();
        let has_canary = bytes.windows(PASSWORD.len()).any(|window| window == PASSWORD.as_bytes());
        assert!(!has_canary, "{}", file.display());
    }
}
