//! A server of POP3 that looks at how much it is asked for ahead of its answers.

use super::Client;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// Its messages, and how it behaves.
#[derive(Clone)]
pub struct Maildrop {
    /// The size of each message.
    pub sizes: Vec<usize>,
    /// On the first connection it answers no command for a message before so many are waiting, or as many as are to be read
    /// still.
    pub floor: usize,
    /// What it says that it can do.
    pub features: &'static str,
    /// So many messages come on the first connection before it breaks in the middle of the next.
    pub breaks_after: Option<usize>,
}

impl Default for Maildrop {
    fn default() -> Self {
        Self { sizes: Vec::new(), floor: 1, features: "TOP\r\nUIDL\r\nPIPELINING\r\n", breaks_after: None }
    }
}

/// What it saw.
#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    heard: Vec<String>,
    most_commands: usize,
    most_octets: usize,
}

impl Seen {
    /// The commands that began so.
    pub fn heard(&self, verb: &str) -> Vec<String> {
        self.0.lock().unwrap().heard.iter().filter(|line| line.starts_with(verb)).cloned().collect()
    }

    /// The most commands, and the most octets of messages, that waited for their answers at once.
    pub fn most(&self) -> (usize, usize) {
        let state = self.0.lock().unwrap();
        (state.most_commands, state.most_octets)
    }
}

impl Maildrop {
    /// Opens its doors.
    pub async fn open(self) -> (Client, Seen) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Seen::default();
        let witness = seen.clone();
        tokio::spawn(async move {
            let mut maildrop = self;
            while let Ok((stream, _)) = listener.accept().await {
                // A client that hangs up has its reasons.
                tokio::spawn(maildrop.clone().serve(stream, witness.clone()));
                // What is left for another connection is not known.
                (maildrop.breaks_after, maildrop.floor) = (None, 1);
            }
        });
        (super::client(port), seen)
    }

    async fn serve(self, stream: TcpStream, seen: Seen) -> std::io::Result<()> {
        let (from, mut to) = stream.into_split();
        let (commands, mut coming) = mpsc::unbounded_channel::<String>();
        let hears = seen.clone();
        tokio::spawn(async move {
            let mut lines = BufReader::new(from).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                hears.0.lock().unwrap().heard.push(line.clone());
                if commands.send(line).is_err() {
                    return;
                }
            }
        });
        to.write_all(b"+OK ready\r\n").await?;
        let (mut waiting, mut left, mut answered) = (VecDeque::new(), self.sizes.len(), 0);
        loop {
            while let Ok(command) = coming.try_recv() {
                waiting.push_back(command);
            }
            self.look(&waiting, &seen);
            let is_message = waiting.front().is_some_and(|command: &String| command.starts_with("RETR"));
            if waiting.is_empty() || is_message && waiting.len() < self.floor.min(left) {
                let Some(command) = coming.recv().await else { return Ok(()) };
                waiting.push_back(command);
                continue;
            }
            let command = waiting.pop_front().unwrap_or_default();
            if is_message {
                if self.breaks_after == Some(answered) {
                    to.write_all(b"+OK\r\nSubject: half").await?;
                    return to.shutdown().await;
                }
                (left, answered) = (left.saturating_sub(1), answered + 1);
            }
            to.write_all(self.answer(&command).as_bytes()).await?;
        }
    }

    fn look(&self, waiting: &VecDeque<String>, seen: &Seen) {
        let octets = waiting.iter().filter_map(|command| self.size(command.strip_prefix("RETR ")?)).sum();
        let mut state = seen.0.lock().unwrap();
        state.most_commands = state.most_commands.max(waiting.len());
        state.most_octets = state.most_octets.max(octets);
    }

    fn size(&self, number: &str) -> Option<usize> {
        self.sizes.get(number.parse::<usize>().ok()? - 1).copied()
    }

    fn answer(&self, command: &str) -> String {
        let (verb, argument) = command.split_once(' ').unwrap_or((command, ""));
        let numbers = 1..=self.sizes.len();
        match verb {
            "CAPA" => format!("+OK\r\nUSER\r\n{}.\r\n", self.features),
            "LIST" => {
                let lines = numbers.zip(&self.sizes).map(|(number, size)| format!("{number} {size}\r\n"));
                format!("+OK\r\n{}.\r\n", lines.collect::<Vec<_>>().concat())
            }
            "UIDL" => {
                let lines = numbers.map(|number| format!("{number} name{number}\r\n"));
                format!("+OK\r\n{}.\r\n", lines.collect::<Vec<_>>().concat())
            }
            "TOP" if !self.features.contains("TOP") => "-ERR what\r\n".to_owned(),
            "TOP" => {
                let number = argument.split(' ').next().unwrap_or_default();
                format!("+OK\r\nSubject: {number}\r\n\r\n.\r\n")
            }
            "RETR" => {
                let head = format!("Subject: {argument}\r\n\r\n");
                let size = self.size(argument).unwrap_or_default().saturating_sub(head.len() + 2);
                format!("+OK\r\n{head}{}\r\n.\r\n", "x".repeat(size))
            }
            _ => "+OK\r\n".to_owned(),
        }
    }
}
