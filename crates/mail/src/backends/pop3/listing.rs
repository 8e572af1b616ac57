//! What a maildrop holds in one session: numbers that mean nothing in another, sizes, and names that last.

use super::fault;
use super::sign_in::Features;
use super::wire::{Reply, Wire};
use crate::Result;
use crate::mime::Header;
use carteiro_world::phrase;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;

/// More messages than this are no maildrop.
const MOST: usize = 2_000_000;
/// Names longer than this are shortened; RFC 1939 §7 has 70.
const LONGEST_NAME: usize = 200;
/// Commands under way at once: they fit into what lies between, so that nobody waits for the other.
pub(super) const AHEAD: usize = 512;

/// A message in a listing.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// In this session.
    pub(super) number: u32,
    /// In bytes, as the server says.
    pub(super) size: u64,
    /// In all sessions.
    pub(super) name: Arc<str>,
    /// Whether another message has the same content and no name of its own: nobody can tell them apart.
    pub(super) is_twin: bool,
}

/// A maildrop, in its order.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) entries: Vec<Entry>,
    by_name: HashMap<Arc<str>, usize>,
}

impl Listing {
    /// Asks for it: LIST and UIDL at once where the server takes that, and what names the rest.
    pub(super) async fn read(wire: &mut Wire, features: &Features, tops: bool) -> Result<Self> {
        let (pipelines, uidl) = (features.has("PIPELINING"), features.may_have("UIDL"));
        wire.command("LIST");
        if pipelines && uidl {
            wire.command("UIDL");
        }
        let mut sizes: Vec<(u32, u64)> = Vec::new();
        wire.accepted().await?;
        let size = |line: &[u8]| {
            let line = String::from_utf8_lossy(line);
            let mut words = line.split_ascii_whitespace();
            let number = words.next().and_then(|word| word.parse().ok());
            let size = words.next().and_then(|word| word.parse().ok());
            sizes.extend(number.map(|number| (number, size.unwrap_or_default())));
        };
        wire.lines(MOST, size).await?;
        let mut names = HashMap::new();
        if uidl {
            if !pipelines {
                wire.command("UIDL");
            }
            match wire.reply().await? {
                Reply::Ok(_) => wire.lines(MOST, |line| names.extend(named(line))).await?,
                Reply::Refused(_) => {}
                Reply::Challenge(_) => return Err(fault::protocol(phrase!("pop3-nonsense"))),
            }
        }
        Self::named(wire, sizes, names, pipelines, tops).await
    }

    /// Names everything. What shares its name with another, against RFC 1939 §7, or has none, is named by its header.
    async fn named(
        wire: &mut Wire,
        sizes: Vec<(u32, u64)>,
        mut names: HashMap<u32, String>,
        pipelines: bool,
        tops: bool,
    ) -> Result<Self> {
        let mut count: HashMap<String, usize> = HashMap::new();
        for name in names.values() {
            *count.entry(name.clone()).or_default() += 1;
        }
        names.retain(|_, name| count.get(name).is_some_and(|count| *count == 1));
        drop(count);
        let nameless: Vec<(u32, u64)> =
            sizes.iter().filter(|(number, _)| !names.contains_key(number)).copied().collect();
        let mut contents = by_content(wire, &nameless, pipelines, tops).await?;
        let mut listing = Self::default();
        for (number, size) in sizes {
            // A number that is listed twice is one message.
            let Some(mut name) = names.remove(&number).or_else(|| contents.remove(&number)) else { continue };
            let first = listing.by_name.get(name.as_str()).copied();
            if let Some(twin) = first.and_then(|first| listing.entries.get_mut(first)) {
                twin.is_twin = true;
                let _ = write!(name, " {number}");
            }
            let name: Arc<str> = name.into();
            listing.by_name.insert(Arc::clone(&name), listing.entries.len());
            listing.entries.push(Entry { number, size, name, is_twin: first.is_some() });
        }
        Ok(listing)
    }

    pub(super) fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.get(*self.by_name.get(name)?)
    }
}

/// `7 whqtswO00WBw418f9t5JxYwZ`. Servers put into a name what they like.
fn named(line: &[u8]) -> Option<(u32, String)> {
    let at = line.iter().position(|byte| *byte == b' ')?;
    let (number, name) = line.split_at_checked(at)?;
    let number = std::str::from_utf8(number).ok()?.parse().ok()?;
    let name = name.trim_ascii();
    if name.is_empty() {
        return None;
    }
    match std::str::from_utf8(name) {
        Ok(text) if text.len() <= LONGEST_NAME && !text.contains(char::is_whitespace) => {
            Some((number, text.to_owned()))
        }
        _ => Some((number, digest("name", name))),
    }
}

/// What begins with a blank is no name of a server's.
fn digest(what: &str, bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(20).fold(format!(" {what} "), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Names messages by their headers, sizes and Message-IDs.
async fn by_content(
    wire: &mut Wire,
    messages: &[(u32, u64)],
    pipelines: bool,
    mut tops: bool,
) -> Result<HashMap<u32, String>> {
    let mut names = HashMap::new();
    let ahead = if pipelines { AHEAD } else { 1 };
    let mut rest: VecDeque<(u32, u64)> = messages.iter().copied().collect();
    let mut asked = VecDeque::new();
    loop {
        while asked.len() < ahead {
            let Some((number, size)) = rest.pop_front() else { break };
            wire.command(&if tops { format!("TOP {number} 0") } else { format!("RETR {number}") });
            asked.push_back((number, size, tops));
        }
        let Some((number, size, is_top)) = asked.pop_front() else { return Ok(names) };
        let block = match wire.reply().await? {
            Reply::Ok(_) => {
                let spool = wire.body(super::retrieve::most(size)).await?;
                super::retrieve::header(&spool).await?
            }
            // TOP is optional (RFC 1939 §7), and not everybody says whether it is there.
            Reply::Refused(_) if is_top => {
                tops = false;
                rest.push_back((number, size));
                continue;
            }
            // It is there and cannot be read: known by its size alone, and by its place among those alike.
            Reply::Refused(_) => bytes::Bytes::new(),
            Reply::Challenge(_) => return Err(fault::protocol(phrase!("pop3-nonsense"))),
        };
        let id = Header::parse(&block).message_id.unwrap_or_default();
        names.insert(number, digest("content", &[id.as_bytes(), &size.to_be_bytes(), &block].concat()));
    }
}
