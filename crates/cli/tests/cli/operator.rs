//! What `carteiro serve` tells whoever runs it.

use crate::desk::Desk;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

/// Starts it, ends it as soon as it is there; what it said to stdout until then, and to stderr.
fn begun_and_ended(desk: &Desk, more: &[&str]) -> (String, String) {
    let mut process = Command::new(assert_cmd::cargo::cargo_bin("carteiro"))
        .args(["serve", "--data", "data", "--database", "sqlite:data/own.db", "--listen", "127.0.0.1:0"])
        .args(more)
        .current_dir(desk.path())
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut stdout = BufReader::new(process.stdout.take().unwrap());
    while !said.contains("\"token\": \"") {
        assert_ne!(stdout.read_line(&mut said).unwrap(), 0, "{said}");
    }
    let pid = rustix::process::Pid::from_raw(process.id().try_into().unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let mut told = String::new();
    process.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert!(process.wait().unwrap().success(), "{told}");
    (said, told)
}

#[test]
fn what_an_operator_needs_is_told_a_line_each_and_no_secret() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("data")).unwrap();
    let (said, told) = begun_and_ended(&desk, &[]);
    let after =
        |mark: &str, end: char| said.split_once(mark).unwrap().1.split(end).next().unwrap().to_owned();
    let url = after("The Control Room is at ", ' ').trim_end_matches('.').to_owned();
    let log: Vec<&str> =
        told.lines().filter(|line| line.contains("Z  INFO ") || line.contains("Z  WARN ")).collect();
    let [started, ended] = log.as_slice() else { panic!("{told}") };
    for part in ["started version=", &format!("address=\"{url}\""), "database=data/own.db", "data=data"] {
        assert!(started.contains(part), "{part}: {started}");
    }
    assert!(ended.ends_with("ended"), "{ended}");
    assert!(!told.contains(&after("\"token\": \"", '"')));
    let (_, told) = begun_and_ended(&desk, &["--log", "warn"]);
    assert!(!told.contains("INFO"), "{told}");
}
