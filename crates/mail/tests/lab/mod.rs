//! The lab's servers, where `cargo xtask lab` has started them: `CARTEIRO_LAB` names the file that tells where.

use serde_json::Value;
use std::path::Path;

/// What `lab.json` tells of a server. Without it, tests that need it are skipped; only a build server must have all.
#[expect(clippy::disallowed_methods, reason = "a test is told by its environment where the servers are")]
pub fn server(name: &str) -> Option<Value> {
    let lab = std::env::var_os("CARTEIRO_LAB")
        .map(|file| serde_json::from_slice::<Value>(&read(file)).expect("lab.json is JSON"));
    let server = lab.map(|mut lab| lab[name].take()).filter(Value::is_object);
    if server.is_none() {
        let on_build_server = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!on_build_server, "a build server must set CARTEIRO_LAB, and have {name} in it");
        eprintln!("skipped: there is no {name} in CARTEIRO_LAB");
    }
    server
}

#[expect(clippy::disallowed_methods, reason = "the lab lies outside of any mailbox's files")]
pub fn read(file: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(file).expect("a file of the lab can be read")
}

/// The number of one of a server's ports.
pub fn port(server: &Value, name: &str) -> u16 {
    let port = server[name].as_u64().expect("a port");
    u16::try_from(port).expect("a port")
}

/// A name that no mailbox had.
pub fn fresh(prefix: &str) -> String {
    format!("{prefix}{}", carteiro_world::Random::system().id::<12>())
}
