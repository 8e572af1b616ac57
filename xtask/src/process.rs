//! Running other programs: always shown, always waited for, stopped when the person asks.

use std::ffi::OsStr;
use std::process::{Child, Command, ExitStatus, Output};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};

use crate::failure::{Doing as _, Failure, Result};
use crate::interrupt;

const TICK: Duration = Duration::from_millis(20);
/// A terminal sends Ctrl-C to the child as well; this is how long it may take to tidy up by itself.
const GRACE: Duration = Duration::from_secs(5);

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let quote = |word: &OsStr| {
        let word = word.to_string_lossy();
        if word.is_empty() || word.contains([' ', '"', '\'', '$', '*']) {
            format!("{word:?}")
        } else {
            word.into_owned()
        }
    };
    std::iter::once(command.get_program()).chain(command.get_args()).map(quote).collect::<Vec<_>>().join(" ")
}

/// Shows the command, runs it in this terminal, and fails when it does.
pub fn run(command: &mut Command) -> Result {
    let line = shown(command);
    println!("\n$ {line}");
    let status = status(command)?;
    if status.success() {
        Ok(())
    } else if interrupt::asked() {
        Err(Failure::new(format!("`{line}` was interrupted")))
    } else {
        Err(Failure::new(format!("`{line}` failed")).because(status))
    }
}

pub fn status(command: &mut Command) -> Result<ExitStatus> {
    let line = shown(command);
    let mut child = command.spawn().doing(|| format!("start `{line}`"))?;
    wait(&mut child).doing(|| format!("wait for `{line}`"))
}

/// Runs the command unseen and gives back what it said, failing with its words when it fails.
pub fn capture(command: &mut Command) -> Result<String> {
    let line = shown(command);
    let Output { status, stdout, stderr } = command.output().doing(|| format!("start `{line}`"))?;
    if status.success() {
        return Ok(String::from_utf8_lossy(&stdout).into_owned());
    }
    let said = [stdout, stderr].concat();
    Err(Failure::new(format!("`{line}` failed ({status})")).because(String::from_utf8_lossy(&said).trim()))
}

pub fn wait(child: &mut Child) -> std::io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if interrupt::asked() {
            return stop(child, GRACE);
        }
        std::thread::sleep(TICK);
    }
}

/// Lets the child end, then asks it to, then makes it.
fn stop(child: &mut Child, grace: Duration) -> std::io::Result<ExitStatus> {
    for signal in [None, Some(Signal::TERM), Some(Signal::KILL)] {
        if let Some(signal) = signal {
            rustix::process::kill_process(Pid::from_child(child), signal)?;
        }
        let until = Instant::now() + grace;
        while Instant::now() < until {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            std::thread::sleep(TICK);
        }
    }
    child.wait()
}

/// Asks a process, known by its number only, to end; after `grace` makes its whole group end.
pub fn end(pid: Pid, grace: Duration) {
    if rustix::process::kill_process(pid, Signal::TERM).is_err() {
        return;
    }
    let until = Instant::now() + grace;
    while Instant::now() < until {
        if !alive(pid) {
            return;
        }
        std::thread::sleep(TICK);
    }
    // An error here means that it ended meanwhile.
    let _ = rustix::process::kill_process_group(pid, Signal::KILL);
}

pub fn alive(pid: Pid) -> bool {
    let ended_but_unread = rustix::process::waitpid(Some(pid), rustix::process::WaitOptions::NOHANG)
        .is_ok_and(|ended| ended.is_some());
    !ended_but_unread && rustix::process::test_kill_process(pid).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_a_person_would_type_it() {
        assert_eq!(shown(Command::new("sh").args(["-c", "echo $HOME"])), "sh -c \"echo $HOME\"");
    }

    #[test]
    fn a_failed_command_says_what_the_program_said() {
        let failure = capture(Command::new("sh").args(["-c", "echo no such thing >&2; exit 3"])).unwrap_err();
        assert!(failure.to_string().contains("no such thing"), "{failure}");
    }
}
