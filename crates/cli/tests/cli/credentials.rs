//! `carteiro credentials`: the vault at a terminal.

use assert_cmd::Command;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The program with a folder of data of its own, and in English.
fn carteiro(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("carteiro").unwrap();
    command.env_clear().env("CARTEIRO_DATA", data).env("LANG", "en_US.UTF-8").arg("credentials").args(args);
    command
}

/// What it says on stdout and stderr, and how it ends.
fn said(mut command: Command) -> (String, String, i32) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn a_value_is_handed_over_on_stdin_and_never_shown_again() {
    let data = tempfile::tempdir().unwrap();
    let run = |args: &[&str], stdin: &str| {
        let mut command = carteiro(data.path(), args);
        command.write_stdin(stdin);
        let (out, error, code) = said(command);
        assert!(!format!("{out}{error}").contains("canary"), "{out}{error}");
        (out + &error, code)
    };
    let (out, code) = run(&["list"], "");
    assert_eq!((out.contains("There is no credential yet."), code), (true, 0), "{out}");
    let (out, code) = run(&["set", "mail/finance.password"], "canary-7f3a\n");
    assert_eq!((out.as_str(), code), ("mail/finance.password has its value.\n", 0));
    let (out, _) = run(&["allow", "mail/finance", "IMAP.example.org", "*.contoso.example"], "");
    assert_eq!(out, "mail/finance may go to imap.example.org, *.contoso.example and nowhere else.\n");
    let (out, _) = run(&["list"], "");
    assert!(out.starts_with("mail/finance.password: set on 20"), "{out}");
    assert!(out.ends_with("; only to imap.example.org, *.contoso.example\n"), "{out}");
    let (out, _) = run(&["list", "mail", "--json"], "");
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["locker"], &json["attributes"][0]["input"]), (&"mail".into(), &"standard".into()));
    let (out, _) = run(&["allow", "mail/finance", "--any"], "");
    assert_eq!(out, "mail/finance may go to any host.\n");
    for (args, stdin, told) in [
        (&["set", "mail/finance.password"][..], "", "There is no value."),
        (&["set", "mail/finance.password"], "\r\n", "There is no value."),
        (&["set", "mail/finance"], "canary", "Write LOCKER/NAME.ATTRIBUTE"),
        (&["set", "mail/finance.password", "canary"], "", "canary"),
        (&["set", "mail/finance.password", "--person", "Bia"], "canary", "There is nobody called Bia."),
        (&["allow", "mail/finance", "https://x.example"], "", "is no host"),
        (&["allow", "mail/none", "x.example"], "", "There is no such credential"),
        (&["list", "none"], "", "There is no such locker"),
        (&["remove", "mail"], "", "Write LOCKER/NAME,"),
    ] {
        let mut command = carteiro(data.path(), args);
        command.write_stdin(stdin);
        let (out, error, code) = said(command);
        assert!(error.contains(told) && out.is_empty() && code == 3, "{args:?}: {code} {out}{error}");
    }
    let (out, code) = run(&["remove", "mail/finance"], "");
    assert_eq!((out.as_str(), code), ("mail/finance is removed.\n", 0));
    let bytes = std::fs::read(data.path().join("carteiro.db")).unwrap();
    assert!(!bytes.windows(6).any(|window| window == b"canary"));
}

#[test]
fn a_file_of_credentials_is_taken_over() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("c.yaml");
    std::fs::write(
        &file,
        "mail: { finance: { user: ana, password: canary-7f3a } }\ntickets: { api: { token: x } }\n",
    )
    .unwrap();
    let import = || said(carteiro(data.path(), &["import", file.to_str().unwrap()]));
    let (_, error, code) = import();
    assert!(code == 2 && error.contains("chmod"), "others can read it: {error}");
    std::fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    let (out, _, code) = import();
    assert_eq!(
        (out.as_str(), code),
        ("3 values taken over, 0 there already; 2 new credentials in 2 new lockers.\n", 0)
    );
    let (out, _, _) = import();
    assert_eq!(out, "0 values taken over, 3 there already; 0 new credentials in 0 new lockers.\n");
    std::fs::write(&file, "mail: { finance: { user: [canary-7f3a] } }\n").unwrap();
    let (out, error, code) = import();
    assert!(code == 2 && !format!("{out}{error}").contains("canary"), "{out}{error}");
    let (out, ..) = said(carteiro(data.path(), &["lockers", "list"]));
    assert_eq!(out, "mail\ntickets\n");
}

#[test]
fn lockers_are_made_and_repaired_by_whoever_holds_the_key() {
    let data = tempfile::tempdir().unwrap();
    let lockers = |args: &[&str]| {
        let (out, error, code) = said(carteiro(data.path(), &[&["lockers"], args].concat()));
        assert!(code == 0 || code == 3, "{error}");
        out + &error
    };
    assert_eq!(lockers(&["add", "finance", "--description", "Invoices"]), "The locker finance is made.\n");
    assert!(lockers(&["add", "finance"]).contains("There is a locker called finance already."));
    assert!(lockers(&["add", "Finance"]).contains("is no name here"));
    assert_eq!(lockers(&["list"]), "finance: Invoices\n");
    assert_eq!(lockers(&["members", "finance"]), "");
    assert!(lockers(&["place", "finance", "Ana", "owner"]).contains("There is nobody called Ana."));
    assert!(lockers(&["place", "finance", "Ana", "king"]).contains("king"));
    assert!(lockers(&["consume", "finance", "Runners"]).contains("There is no role called Runners."));
    assert_eq!(lockers(&["remove", "finance"]), "The locker finance is removed with everything in it.\n");
    assert!(lockers(&["remove", "finance"]).contains("There is no such locker"));
}
