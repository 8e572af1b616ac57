//! `carteiro sandbox`, as `cargo xtask demo` and people use it.

use crate::desk::Desk;
use crate::login::{Lab, address, ended};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

#[test]
fn it_says_where_it_listens_how_to_connect_and_what_changed() {
    let desk = Desk::new();
    let output =
        desk.carteiro(&["sandbox", "--imap-port", "0", "--sample"]).write_stdin("summary\nquit\n").output();
    let said = String::from_utf8(output.unwrap().stdout).unwrap();
    let (greeting, summary) = said.split_once(" Folder").unwrap();
    let port: u16 =
        greeting.lines().next().unwrap().strip_prefix("imap 127.0.0.1:").unwrap().parse().unwrap();
    assert!(greeting.contains(&format!("port: {port}\n")) && greeting.contains("username: ana@sandbox.test"));
    assert!(!greeting.contains("before"), "{greeting}");
    assert!(summary.contains("before") && summary.contains("INBOX"), "{summary}");
}

/// A sandbox under way, and the beginnings of steps that it shows.
fn started(arguments: &[&str]) -> (Child, Vec<String>) {
    let mut server = Command::new(assert_cmd::cargo::cargo_bin("carteiro"))
        .arg("sandbox")
        .args(arguments)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut blocks: Vec<String> = Vec::new();
    for line in BufReader::new(server.stdout.as_mut().unwrap()).lines().map_while(Result::ok) {
        if line.starts_with("  - connect:") {
            blocks.push("name: x\nsteps:\n".to_owned());
        }
        match blocks.last_mut() {
            Some(block) if line.starts_with("  - ") || line.starts_with("      ") => {
                block.extend([line.as_str(), "\n"]);
            }
            _ if line.contains("\"quit\"") => break,
            _ => {}
        }
    }
    (server, blocks)
}

fn end(mut server: Child) {
    drop(server.stdin.take());
    assert!(server.wait().unwrap().success(), "the end of stdin ends it");
}

const ANSWER: &str = "  - for_each_mail:
      session: sandbox
      where: { subject: Invoice }
      limit: 1
      do:
        - reply: { text: Got it. }
";

#[test]
fn the_connect_blocks_it_shows_work() {
    let desk = Desk::new();
    let (server, blocks) = started(&[]);
    let [imap, pop3, token, ews, outlook] = <[String; 5]>::try_from(blocks).unwrap();
    desk.write("a.yaml", imap);
    let by_imap = desk.end(&["run", "a.yaml"]);
    desk.write("a.yaml", token);
    let by_nobody = desk.end(&["run", "a.yaml", "--data", "data"]);
    desk.write("a.yaml", outlook);
    let by_nobody_either = desk.end(&["run", "a.yaml", "--data", "data"]);
    desk.write("a.yaml", pop3 + ANSWER);
    let by_pop3 = desk.end(&["run", "a.yaml", "--data", "data"]);
    desk.write("a.yaml", ews + ANSWER);
    let by_ews = desk.end(&["run", "a.yaml"]);
    end(server);
    by_ews.expect(0, "1 message");
    by_pop3.expect(0, "1 message");
    by_imap.expect(0, "connected to 127.0.0.1 as ana@sandbox.test");
    by_nobody.expect(4, "Nobody has signed in");
    by_nobody_either.expect(4, "Nobody has signed in");
}

#[test]
fn a_person_signs_in_at_the_sandbox_in_a_browser() {
    let Some(mut lab) = Lab::stand() else { return };
    let (server, blocks) = started(&["--fault", "oauth-refresh-rotation"]);
    lab.user = "ana@sandbox.test".to_owned();
    let mut ends = Vec::new();
    // By IMAP, and by Outlook.
    for block in [&blocks[2], &blocks[4]] {
        lab.desk.write("a.yaml", block);
        let mut login = lab.start(&["login", "a.yaml", "--no-browser"]);
        let (url, _) = address(&mut login);
        lab.person_signs_in_with(&url, "sandbox");
        ends.push((ended(login), lab.end(&["run", "a.yaml"])));
    }
    // Once signed in, Outlook needs no details.
    let plain = blocks[4].lines().filter(|line| !line.trim().starts_with("auth:"));
    lab.desk.write("a.yaml", plain.collect::<Vec<_>>().join("\n"));
    let by_nobody = lab.end(&["run", "a.yaml"]);
    // At Microsoft itself nobody knows the application of another cloud.
    let at_microsoft = lab.end(&["login", "microsoft", "--no-browser"]);
    end(server);
    for ((code, said), run) in ends {
        assert_eq!(code, 0, "{said}");
        run.expect(0, "connected to 127.0.0.1 as ana@sandbox.test");
    }
    by_nobody.expect(0, "connected to 127.0.0.1 as ana@sandbox.test");
    at_microsoft.expect(3, "--client-id ID");
}

#[test]
fn it_misbehaves_as_it_is_told() {
    let desk = Desk::new();
    let (server, blocks) = started(&["--fault", "mfa-required"]);
    desk.write("a.yaml", &blocks[0]);
    let refused = desk.end(&["run", "a.yaml"]);
    end(server);
    refused.expect(4, "did not accept");
    desk.end(&["sandbox", "--fault", "drop"]).expect(3, "There is no fault \"drop\"");
    desk.end(&["sandbox", "--fault", "drop-after-bytes=x"]).expect(3, "--fault drop-after-bytes=BYTES");
    desk.end(&["sandbox", "--fault", "oauth-slow"]).expect(3, "--fault oauth-slow=SECONDS");
    desk.end(&["sandbox", "--faults", "--lang", "pt-BR"]).expect(0, "Os tokens de acesso valem");
}

#[test]
fn mail_of_a_folder_takes_the_place_of_the_sample() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("mail")).unwrap();
    desk.write("mail/a.eml", "Subject: a\n\nb\n");
    let mut command = desk.carteiro(&["sandbox", "--mail", "mail"]);
    crate::desk::Ended::of(command.write_stdin("quit\n")).expect(0, "A mailbox with 1 invented message.");
    desk.end(&["sandbox", "--mail", "nowhere"]).expect(3, "The mail in nowhere cannot be read.");
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let desk = Desk::new();
    desk.end(&["sandbox", "--imap-port", &port]).expect(1, &format!("(port {port}: "));
}
