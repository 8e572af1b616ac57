//! Runs that end early: Ctrl-C, and a pipe that nobody reads.

use crate::desk::{CLEAR, Desk, PASSWORD, automation};
use crate::server::Server;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// Says more than a pipe holds: the run waits for its reader, and is not over before it is ended.
fn talkative(server: &Server) -> String {
    let words = "so many words ".repeat(200);
    let steps = format!(
        "  - for_each_mail:
      session: s
      concurrency: 1
      do:
        - log: {{ text: \"{words}\" }}
        - mark: {{ flagged: true }}
"
    );
    automation(server.port(), CLEAR, &steps)
}

fn start(desk: &Desk, arguments: &[&str]) -> Child {
    start_into(desk, arguments, Stdio::piped())
}

fn start_into(desk: &Desk, arguments: &[&str], stdout: Stdio) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("carteiro"))
        .args(arguments)
        .current_dir(desk.path())
        .env_clear()
        .env(PASSWORD, "sandbox")
        .stdout(stdout)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn a_run_that_nobody_reads_any_more_ends_quietly() {
    let server = Server::with_sample();
    let desk = Desk::new();
    desk.write("a.yaml", talkative(&server));
    for view in [&["run", "a.yaml"][..], &["run", "a.yaml", "--json"]] {
        let mut run = start(&desk, view);
        let mut stdout = BufReader::new(run.stdout.take().unwrap());
        stdout.read_line(&mut String::new()).unwrap();
        drop(stdout);
        let ended = run.wait_with_output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(141), "{said}");
        assert!(!said.contains("roken pipe"), "{said}");
    }
}

#[test]
fn answers_that_nobody_reads_to_the_end_are_no_failure() {
    let desk = Desk::new();
    let mut schema = start(&desk, &["schema"]);
    drop(schema.stdout.take());
    let ended = schema.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn a_disk_that_is_full_is_told() {
    let desk = Desk::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = Command::new(assert_cmd::cargo::cargo_bin("carteiro"))
        .args(["schema"])
        .current_dir(desk.path())
        .env_clear()
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(String::from_utf8(ended.stderr).unwrap().contains("The output cannot be written."));
}

#[test]
fn ctrl_c_ends_a_run_after_the_step_at_work() {
    let server = Server::with_sample();
    let desk = Desk::new();
    desk.write("a.yaml", talkative(&server));
    let mut run = start(&desk, &["run", "a.yaml", "--json"]);
    let mut stdout = BufReader::new(run.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("item_started") {
        line.clear();
        stdout.read_line(&mut line).unwrap();
    }
    // The pipe is full long before the last message: what is asked now comes before what is read below.
    signal(&run, "-INT");
    heard(&mut run);
    let events: Vec<String> = stdout.lines().map_while(Result::ok).collect();
    let ended = run.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(130), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(events.iter().any(|event| event.contains("\"disconnected\"")), "sessions are closed");
    assert!(events.last().unwrap().contains("\"status\":\"cancelled\""), "{:?}", events.last());
}

fn signal(run: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &run.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Waits until nothing more goes into the pipe.
fn full(pipe: &std::io::PipeWriter) {
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    while poll(&mut [PollFd::new(pipe, PollFlags::OUT)], Some(&now)).unwrap() > 0 {
        std::thread::yield_now();
    }
}

/// Waits until it says that it has heard the first signal, or has ended upon it without a word.
fn heard(run: &mut Child) {
    let mut stderr = BufReader::new(run.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("once more") {
        line.clear();
        if stderr.read_line(&mut line).unwrap() == 0 {
            break;
        }
    }
}

#[test]
fn a_second_signal_ends_a_run_that_waits_for_its_reader() {
    let server = Server::with_sample();
    let desk = Desk::new();
    desk.write("a.yaml", talkative(&server));
    for (name, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let (_unread, pipe) = std::io::pipe().unwrap();
        let mut run = start_into(&desk, &["run", "a.yaml"], pipe.try_clone().unwrap().into());
        full(&pipe);
        signal(&run, name);
        heard(&mut run);
        signal(&run, name);
        assert_eq!(run.wait().unwrap().code(), Some(code), "{name}");
    }
}
