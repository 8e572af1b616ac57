//! `carteiro sandbox`, as `cargo xtask demo` and people use it.

use crate::desk::Desk;

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

#[test]
fn the_connect_block_it_shows_works() {
    let desk = Desk::new();
    let mut server = std::process::Command::new(assert_cmd::cargo::cargo_bin("carteiro"))
        .args(["sandbox"])
        .env_clear()
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = std::io::BufReader::new(server.stdout.take().unwrap());
    let mut block = "name: x\nsteps:\n".to_owned();
    for line in std::io::BufRead::lines(&mut said).map_while(Result::ok).skip(5) {
        if line.is_empty() {
            break;
        }
        block.extend([line.as_str(), "\n"]);
    }
    desk.write("a.yaml", block);
    let ended = desk.end(&["run", "a.yaml"]);
    drop(server.stdin.take());
    assert!(server.wait().unwrap().success(), "the end of stdin ends it");
    ended.expect(0, "connected to 127.0.0.1 as ana@sandbox.test");
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
    desk.end(&["sandbox", "--imap-port", &port]).expect(1, &format!("Port {port} cannot be opened."));
}
