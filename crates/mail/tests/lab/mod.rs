//! The lab's servers, where `cargo xtask lab` has started them: `CARTEIRO_LAB` names the file that tells where.

use serde_json::Value;
use std::path::Path;

/// `lab.json`. Without a lab, tests that need it are skipped; only a build server must have one.
#[expect(clippy::disallowed_methods, reason = "a test is told by its environment where the servers are")]
pub fn lab() -> Option<Value> {
    let Some(file) = std::env::var_os("CARTEIRO_LAB") else {
        let on_build_server = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!on_build_server, "a build server must set CARTEIRO_LAB");
        eprintln!("skipped: CARTEIRO_LAB is not set");
        return None;
    };
    serde_json::from_slice(&read(file)).expect("lab.json is JSON")
}

#[expect(clippy::disallowed_methods, reason = "the lab lies outside of any mailbox's files")]
pub fn read(file: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(file).expect("a file of the lab can be read")
}

/// The number of a port in `lab.json`.
pub fn port(lab: &Value, name: &str) -> u16 {
    let port = lab["dovecot"][name].as_u64().expect("a port");
    u16::try_from(port).expect("a port")
}

/// A name that no mailbox had.
pub fn fresh(prefix: &str) -> String {
    format!("{prefix}{}", carteiro_world::Random::system().id::<12>())
}
