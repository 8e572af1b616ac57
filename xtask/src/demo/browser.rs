//! The person's browser, where there is a desktop.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

/// Without one the person opens the address, which is printed.
pub fn open(url: &str) {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let Some(program) = opener(cfg!(target_os = "macos"), is_set) else { return };
    let mut command = Command::new(program);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // The browser is the person's: the Ctrl-C that ends the demo does not reach it.
    let _ = command.process_group(0).spawn();
}

fn opener(is_mac: bool, is_set: impl Fn(&str) -> bool) -> Option<&'static str> {
    if ["CI", "SSH_CONNECTION", "SSH_TTY"].into_iter().any(&is_set) {
        return None;
    }
    if is_mac {
        return Some("open");
    }
    ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(is_set).then_some("xdg-open")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_opened_on_a_desktop_only() {
        let with = |set: &'static [&str]| move |name: &str| set.contains(&name);
        assert_eq!(opener(false, with(&["DISPLAY"])), Some("xdg-open"));
        assert_eq!(opener(false, with(&["WAYLAND_DISPLAY"])), Some("xdg-open"));
        assert_eq!(opener(true, with(&[])), Some("open"));
        assert_eq!(opener(false, with(&[])), None);
        assert_eq!(opener(false, with(&["DISPLAY", "SSH_CONNECTION"])), None);
        assert_eq!(opener(true, with(&["CI"])), None);
    }
}
