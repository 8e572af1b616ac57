//! Automations that are no automations: exit code 2, the place, and what to write instead.

use crate::desk::Desk;

#[track_caller]
fn wrong(text: impl AsRef<[u8]>, english: &str, portuguese: &str) {
    let desk = Desk::new();
    desk.write("a.yaml", text);
    for verb in ["run", "check"] {
        desk.end(&[verb, "a.yaml"]).expect(2, english);
        desk.end(&[verb, "a.yaml", "--lang", "pt-BR"]).expect(2, portuguese);
    }
}

#[test]
fn an_unknown_key() {
    wrong("nmae: x\nsteps: [log: { text: x }]\n", "Did you mean \"name\"?", "Você quis dizer \"name\"?");
}

#[test]
fn a_wrong_type() {
    wrong("name: x\nsteps: 5\n", "a.yaml:2:8: Expected a list, found a whole number", "Esperado: uma lista");
}

#[test]
fn a_tab() {
    wrong("name: x\nsteps:\n\t- log: x\n", "a.yaml:3:1: A tab", "tabulação");
}

#[test]
fn a_bomb_of_aliases() {
    let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (name, of) in ('b'..='k').zip('a'..) {
        let nine = vec![format!("*{of}"); 9].join(",");
        bomb.extend([format!("{name}: &{name} [{nine}]\n")]);
    }
    wrong(bomb, "The file holds more than", "O arquivo contém mais de");
}

#[test]
fn a_hundred_thousand_brackets() {
    wrong("[".repeat(100_000), "stand inside one another", "um dentro do outro");
}

#[test]
fn no_text_at_all() {
    wrong(b"\xff\xfe\x00", "This is not UTF-8 text", "Isto não é texto em UTF-8");
    wrong("", "The file is empty", "O arquivo está vazio");
    wrong("x".repeat(5_000_000), "The file is larger than", "O arquivo tem mais de");
}

#[test]
fn no_file_and_a_folder() {
    let desk = Desk::new();
    for verb in ["run", "check"] {
        desk.end(&[verb, "a.yaml"]).expect(2, "There is no file a.yaml.");
        desk.end(&[verb, "a.yaml", "--lang", "pt-BR"]).expect(2, "Não existe o arquivo a.yaml.");
        desk.end(&[verb, "."]).expect(2, ". is a folder.");
        desk.end(&[verb, ".", "--lang", "pt-BR"]).expect(2, ". é uma pasta.");
    }
}

#[test]
fn all_mistakes_are_shown_with_their_lines_and_counted() {
    let desk = Desk::new();
    desk.write("a.yaml", "name: x\nsteps:\n  - mvoe: { to: Done }\n  - log: { txt: hello }\n");
    let ended = desk.end(&["check", "a.yaml"]);
    insta::assert_snapshot!(ended.stdout, @r#"
a.yaml:3:5: The key "mvoe" is not known here. Did you mean "move"? Possible: connect, disconnect, for_each_mail, move, copy, delete, mark, save_attachments, save_mail, append_csv, get_mail, list_mail, count_mail, wait_for_mail, append_mail, send, reply, reply_all, forward, create_draft, send_draft, mark_junk, create_folder, rename_folder, delete_folder, list_folders, folder_exists, http_request, set, if, for_each, try, retry, wait, stop, run_automation, log.
  3 |   - mvoe: { to: Done }
    |     ^ steps[0].mvoe

a.yaml:4:12: The key "txt" is not known here. Did you mean "text"? Possible: text.
  4 |   - log: { txt: hello }
    |            ^ steps[1].log.txt

a.yaml: 2 mistakes.
"#);
    assert_eq!((ended.code, ended.stderr.as_str()), (2, ""));
}

#[test]
fn a_warning_is_shown_and_does_not_stand_in_the_way() {
    let desk = Desk::new();
    let auth = "auth: { basic: { username: a@x.example, password: canary } }";
    let text = format!(
        "name: x\nsteps:\n  - connect: {{ session: s, mail_server: {{ host: x.example, {auth} }} }}\n"
    );
    desk.write("a.yaml", text);
    let ended = desk.end(&["check", "a.yaml"]);
    ended.expect(0, "warning");
    assert!(!ended.stdout.contains("canary"), "{}", ended.stdout);
    desk.end(&["check", "a.yaml", "--lang", "pt-BR"]).expect(0, "aviso");
}

#[test]
fn a_wrong_file_does_not_keep_others_from_being_checked() {
    let desk = Desk::new();
    desk.write("bad.yaml", "name: x\n");
    desk.write("good.yaml", "name: x\nsteps: [log: { text: x }]\n");
    let ended = desk.end(&["check", "bad.yaml", "missing.yaml", "good.yaml"]);
    ended.expect(2, "good.yaml: all right.");
    ended.expect(2, "There is no file missing.yaml.");
    ended.expect(2, "bad.yaml: 1 mistake.");
}

#[test]
fn programs_get_a_line_of_json_for_each_file() {
    let desk = Desk::new();
    desk.write("bad.yaml", "name: x\nstesp: []\n");
    desk.write("good.yaml", "name: x\nsteps: [log: { text: x }]\n");
    let ended = desk.end(&["check", "--json", "bad.yaml", "good.yaml"]);
    assert_eq!(ended.code, 2);
    let lines: Vec<serde_json::Value> =
        ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [bad, good] = lines.as_slice() else { panic!("{}", ended.stdout) };
    assert_eq!(bad["ok"], false);
    assert_eq!(bad["mistakes"][0]["code"], "file-unknown-key-meant");
    assert_eq!(bad["mistakes"][0]["place"]["line"], 2);
    assert!(bad["mistakes"][0]["message"].as_str().unwrap().contains("stesp"), "{bad}");
    assert_eq!(*good, serde_json::json!({ "file": "good.yaml", "ok": true, "mistakes": [] }));
}

#[test]
fn what_a_connection_cannot_have_is_told_in_words_with_quotes_once() {
    let connect = |session: &str, host: &str, port: &str| {
        format!(
            "name: x\nsteps:\n  - connect:\n      session: {session}\n      mail_server:\n        host: {host}\n        \
             port: {port}\n        auth: {{ basic: {{ username: u, password: {{ credential: a/b.c }} }} }}\n"
        )
    };
    wrong(connect("s", "h", "abc"), "\"abc\" is no port", "\"abc\" não é");
    wrong(connect("s", "h", "0"), "The number must be at least 1.", "1.");
    wrong(connect("s", "h", "'0'"), "\"0\" is no port", "\"0\" não é");
    wrong(connect("s", "\"\"", "143"), "The text must have at least one character.", "caractere");
    wrong(connect("S", "h", "143"), ": \"S\" is no session name", ": \"S\" não");
}
