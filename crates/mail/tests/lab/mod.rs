//! The lab's servers, where `cargo xtask lab` has started them: `CARTEIRO_LAB` names the file that tells where.

use serde_json::Value;
use std::path::Path;

/// `lab.json`, of a lab that has Dovecot. Without it, tests that need it are skipped; only a build server must have one.
pub fn lab() -> Option<Value> {
    lab_with("dovecot")
}

/// `lab.json`, of a lab that has this server.
#[expect(clippy::disallowed_methods, reason = "a test is told by its environment where the servers are")]
pub fn lab_with(server: &str) -> Option<Value> {
    let lab: Option<Value> = std::env::var_os("CARTEIRO_LAB")
        .map(|file| serde_json::from_slice(&read(file)).expect("lab.json is JSON"));
    let lab = lab.filter(|lab| lab[server].is_object());
    if lab.is_none() {
        let on_build_server = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!on_build_server, "a build server must have {server} in its CARTEIRO_LAB");
        eprintln!("skipped: there is no {server} in CARTEIRO_LAB");
    }
    lab
}

#[expect(clippy::disallowed_methods, reason = "the lab lies outside of any mailbox's files")]
pub fn read(file: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(file).expect("a file of the lab can be read")
}

/// The number of one of Dovecot's ports in `lab.json`.
pub fn port(lab: &Value, name: &str) -> u16 {
    port_of(&lab["dovecot"], name)
}

/// The number of one of a server's ports.
pub fn port_of(server: &Value, name: &str) -> u16 {
    let port = server[name].as_u64().expect("a port");
    u16::try_from(port).expect("a port")
}

/// A name that no mailbox had.
pub fn fresh(prefix: &str) -> String {
    format!("{prefix}{}", carteiro_world::Random::system().id::<12>())
}
