//! What is typed while something else goes on.

use std::io::{self, BufRead as _};
use tokio::sync::mpsc;

/// The lines of stdin. A thread of its own waits for them: reading a terminal cannot be given up.
pub fn lines() -> mpsc::UnboundedReceiver<String> {
    let (heard, lines) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if heard.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Nobody ever says anything: for those who end it by a signal.
pub fn silence() -> mpsc::UnboundedReceiver<String> {
    let (heard, lines) = mpsc::unbounded_channel();
    std::mem::forget(heard);
    lines
}

/// Whether stdin is nothing at all (`/dev/null`), as under a service manager or `&` in a script: its end says nothing.
#[cfg(unix)]
pub fn is_absent() -> bool {
    use std::io::IsTerminal as _;
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::FileTypeExt as _;
    let stdin = io::stdin();
    let file = stdin.as_fd().try_clone_to_owned().map(std::fs::File::from);
    let kind = file.and_then(|file| file.metadata()).map(|metadata| metadata.file_type());
    !stdin.is_terminal() && kind.is_ok_and(|kind| kind.is_char_device())
}

/// Whether stdin is nothing at all.
#[cfg(not(unix))]
pub fn is_absent() -> bool {
    false
}
