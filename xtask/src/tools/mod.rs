//! Programs the commands need. Each file finds one, and installs it only when it is missing.

pub mod apt;
pub mod cargo_fuzz;
pub mod chromium;
pub mod cyrus;
pub mod dovecot;
pub mod exim;
pub mod fetchmail;
pub mod nextest;
pub mod oidc;
pub mod packages;
pub mod postgres;
pub mod proxies;
pub mod tnef;
pub mod web;
pub mod wrk;
pub mod xmllint;

/// A build server must not pass by skipping; a person may lack a server and still work.
pub fn on_build_server() -> bool {
    std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
}
