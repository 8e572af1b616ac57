use std::collections::VecDeque;

use crate::Protocol;

/// Beyond so many bytes the oldest are forgotten.
const LARGEST: usize = 64 * 1024 * 1024;

/// The commands received, oldest first.
#[derive(Default)]
pub(crate) struct Log {
    commands: VecDeque<(Protocol, String)>,
    bytes: usize,
}

impl Log {
    pub fn add(&mut self, protocol: Protocol, command: String) {
        self.bytes += weight(&command);
        self.commands.push_back((protocol, command));
        while self.bytes > LARGEST
            && let Some((_, oldest)) = self.commands.pop_front()
        {
            self.bytes -= weight(&oldest);
        }
    }

    pub fn of(&self, protocol: Protocol) -> Vec<String> {
        let spoken = self.commands.iter().filter(|(spoken, _)| *spoken == protocol);
        spoken.map(|(_, command)| command.clone()).collect()
    }
}

fn weight(command: &str) -> usize {
    size_of::<(Protocol, String)>() + command.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_commands_are_forgotten_before_the_log_has_no_end() {
        let mut log = Log::default();
        for number in 0..70 {
            log.add(Protocol::Imap, format!("{number} {}", "x".repeat(1024 * 1024)));
        }
        let kept = log.of(Protocol::Imap);
        assert_eq!(kept.len(), 63);
        assert!(kept.last().is_some_and(|last| last.starts_with("69 ")));
    }
}
