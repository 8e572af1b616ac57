//! One continuous pipeline of TOP and RETR (RFC 1939 §5 and §7, RFC 2449 §6.6): while answers are read, further commands
//! go out, so that the server has always something to do, and never more than a bound.

use super::demand::{Demand, List};
use super::fault;
use super::listing::{AHEAD, Entry, Listing};
use super::maildrop::Connection;
use super::removal::Removals;
use super::retrieve::{Much, missing, most};
use super::search::{gone, name};
use super::wire::Reply;
use crate::{Error, MessageRef, Result};
use carteiro_world::{Spool, phrase};
use std::collections::{HashMap, VecDeque};

/// Bytes that are asked for ahead of what is read; a message that is larger is asked for all the same.
const OCTETS: u64 = 4 * 1024 * 1024;
/// What a header may be of a message: nobody says it.
const HEADER: u64 = 8 * 1024;

/// A list whose messages are being asked for.
struct Begun {
    id: u64,
    list: List,
    /// Those not yet asked for.
    rest: VecDeque<(Entry, Much)>,
    /// Where in the list a message is that has this number.
    places: HashMap<u32, Vec<usize>>,
    /// Commands without an answer.
    under_way: usize,
    /// Whether it is about single messages.
    few: bool,
}

impl Begun {
    fn is_done(&self) -> bool {
        self.rest.is_empty() && self.under_way == 0
    }
}

/// A command under way.
struct Asked {
    list: u64,
    entry: Entry,
    much: Much,
    octets: u64,
}

/// What is retrieved while one task has the connection.
pub(super) struct Pipeline<'a> {
    demand: &'a Demand,
    /// What was removed, and may be there still.
    removed: Removals,
    first: Option<List>,
    begun: VecDeque<Begun>,
    lists: u64,
    asked: VecDeque<Asked>,
    /// Of everything that is asked for.
    octets: u64,
    /// Of these, what came of the message that is being read.
    came: u64,
}

impl<'a> Pipeline<'a> {
    pub(super) fn new(first: List, removed: Removals, demand: &'a Demand) -> Self {
        Self {
            demand,
            removed,
            first: Some(first),
            begun: VecDeque::new(),
            lists: 0,
            asked: VecDeque::new(),
            octets: 0,
            came: 0,
        }
    }

    /// Retrieves the first list, and those that come after it for as long as nobody waits to do something else.
    pub(super) async fn run(&mut self, connection: &mut Connection) -> Result<()> {
        connection.listing().await?;
        if let Some(first) = self.first.take() {
            self.begin(first, connection);
        }
        loop {
            self.ask(connection);
            let Some(asked) = self.asked.front() else { return Ok(()) };
            let (size, much) = (asked.entry.size, asked.much);
            let reply = loop {
                match connection.wire.arrived()? {
                    Some(reply) => break reply,
                    None => self.wait(connection).await?,
                }
            };
            match reply {
                Reply::Ok(_) => {
                    let mut body = connection.wire.arriving(most(size));
                    while !connection.wire.take(&mut body).await? {
                        self.came = body.len();
                        self.wait(connection).await?;
                    }
                    let spool = body.finish().await?;
                    self.answered(connection, &Ok((spool, much)));
                }
                Reply::Refused(_) if much == Much::Header => {
                    connection.top.refused();
                    self.again();
                }
                Reply::Refused(refusal) => self.answered(connection, &Err(missing(&refusal))),
                Reply::Challenge(_) => return Err(fault::protocol(phrase!("pop3-nonsense"))),
            }
        }
    }

    /// The connection broke: whose message was being read learns of it, and the others have a task that begins anew.
    pub(super) fn broken(mut self, error: &Error) {
        let at_fault = self.asked.front().map(|asked| asked.list);
        while let Some(begun) = self.begun.pop_back() {
            if Some(begun.id) == at_fault {
                begun.list.fail(error);
            } else {
                self.demand.give_back(begun.list);
            }
        }
        if let Some(first) = self.first {
            first.fail(error);
        }
    }

    /// Waits for the server; where it may be asked for more, for somebody who wants more, too.
    async fn wait(&mut self, connection: &mut Connection) -> Result<()> {
        self.ask(connection);
        if !self.has_room(most_commands(connection)) {
            return connection.wire.step().await;
        }
        tokio::select! {
            stepped = connection.wire.step() => stepped,
            () = self.demand.pushed() => Ok(()),
        }
    }

    /// Whether half of what may be under way has come.
    fn has_room(&self, most: usize) -> bool {
        self.asked.len() * 2 <= most && self.under_way() * 2 <= OCTETS
    }

    /// Asks for more where there is room.
    fn ask(&mut self, connection: &mut Connection) {
        let most = most_commands(connection);
        if !self.has_room(most) {
            return;
        }
        while self.asked.len() < most && self.under_way() < OCTETS {
            let Some((list, entry, wanted)) = self.next(connection) else { return };
            let much = if connection.top.is_there() { wanted } else { Much::Whole };
            let (command, octets) = match much {
                Much::Header => (format!("TOP {} 0", entry.number), entry.size.min(HEADER)),
                Much::Whole => (format!("RETR {}", entry.number), entry.size),
            };
            connection.wire.command(&command);
            self.octets = self.octets.saturating_add(octets);
            self.asked.push_back(Asked { list, entry, much, octets });
        }
    }

    /// Bytes that were asked for and have not come.
    fn under_way(&self) -> u64 {
        let came = self.asked.front().map_or(0, |asked| asked.octets.min(self.came));
        self.octets.saturating_sub(came)
    }

    /// The next message to ask for.
    fn next(&mut self, connection: &Connection) -> Option<(u64, Entry, Much)> {
        loop {
            for begun in &mut self.begun {
                if !begun.list.is_awaited() {
                    begun.rest.clear();
                }
                if let Some((entry, much)) = begun.rest.pop_front() {
                    begun.under_way += 1;
                    return Some((begun.id, entry, much));
                }
            }
            self.begun.retain(|begun| !begun.is_done());
            // What this session does not know may have come since: its own task looks for it.
            let listing = connection.listed()?;
            let list = self.demand.next_if(|list| all_in(listing, list))?;
            self.begin(list, connection);
        }
    }

    /// Answers what is known already, and has the rest asked for.
    fn begin(&mut self, mut list: List, connection: &Connection) {
        let few = list.left.len() <= 2;
        let (mut rest, mut places) = (VecDeque::new(), HashMap::<u32, Vec<usize>>::new());
        let known = |message: &MessageRef| {
            let entry = connection.listed()?.find(name(message).ok()?)?;
            (!self.removed.has(&entry.name)).then(|| entry.clone())
        };
        let found: Vec<_> = list.left.iter().map(|message| message.as_ref().and_then(known)).collect();
        for (at, entry) in found.into_iter().enumerate() {
            let Some(entry) = entry else {
                list.answer(at, Err(gone()));
                continue;
            };
            if let Some(spool) = connection.recent.find(&entry.name) {
                list.answer(at, Ok((spool, Much::Whole)));
                continue;
            }
            let asking = places.entry(entry.number).or_default();
            asking.push(at);
            if asking.len() == 1 {
                rest.push_back((entry, list.much));
            }
        }
        self.lists += 1;
        self.begun.push_back(Begun { id: self.lists, list, rest, places, under_way: 0, few });
        self.begun.retain(|begun| !begun.is_done());
    }

    /// The oldest command is answered; answers whose it was.
    fn done(&mut self) -> Option<(Asked, &mut Begun)> {
        let asked = self.asked.pop_front()?;
        self.octets = self.octets.saturating_sub(asked.octets);
        self.came = 0;
        let begun = self.begun.iter_mut().find(|begun| begun.id == asked.list)?;
        begun.under_way -= 1;
        Some((asked, begun))
    }

    fn answered(&mut self, connection: &mut Connection, came: &Result<(Spool, Much)>) {
        if let Some((asked, begun)) = self.done() {
            match came {
                Ok((_, Much::Header)) => connection.top.answered(),
                // It came for its header, or alone: more of it may be wanted in a moment.
                Ok((spool, Much::Whole)) if begun.few || begun.list.much == Much::Header => {
                    connection.recent.keep(&asked.entry.name, spool);
                }
                _ => {}
            }
            for at in begun.places.get(&asked.entry.number).into_iter().flatten() {
                begun.list.answer(*at, came.clone());
            }
        }
        self.begun.retain(|begun| !begun.is_done());
    }

    /// TOP was refused: RETR tells whether the message is there.
    fn again(&mut self) {
        if let Some((asked, begun)) = self.done() {
            begun.rest.push_front((asked.entry, Much::Whole));
        }
    }
}

fn most_commands(connection: &Connection) -> usize {
    if connection.features.has("PIPELINING") { AHEAD } else { 1 }
}

/// Whether this session of the server's knows all of them.
pub(super) fn all_in(listing: &Listing, list: &List) -> bool {
    let is_in = |message: &MessageRef| name(message).is_ok_and(|name| listing.find(name).is_some());
    list.left.iter().flatten().all(is_in)
}
