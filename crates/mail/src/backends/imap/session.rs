//! One connection: an actor. Commands go in, any number at once; answers come back.
//!
//! - The actor never waits for whoever asked: data goes to unbounded channels whose contents are bounded by what was
//!   asked for, and literals to spools.
//! - Data belongs to the oldest command that wants it, whatever tag is being completed (RFC 9051 §5.5).
//! - A command that changes what others mean (SELECT) or that must wait for the server midway (a literal) goes alone.

mod idle;
mod job;

pub(super) use job::{Answer, Wants};

use super::wire::Wire;
use super::wire::command::{Command, Piece};
use super::wire::response::{Data, Outcome, Response, Status};
use super::{fault, fault::refused};
use crate::backend::Cost;
use crate::reaching::Meter;
use crate::{Error, Kind, Result, Retry};
use carteiro_world::phrase;
use futures_util::FutureExt;
use job::Job;
use std::collections::VecDeque;
use tokio::sync::{mpsc, oneshot};

/// Bytes of a literal that are queued for writing at once.
const LITERAL_STEP: usize = 256 * 1024;

/// A handle on the actor. Cheap to clone; the connection ends with the last handle.
#[derive(Clone)]
pub(super) struct Session {
    jobs: mpsc::UnboundedSender<Job>,
    meter: Meter,
}

impl Session {
    /// Hands a signed-in connection to an actor.
    pub(super) fn start(wire: Wire, literal_plus: bool) -> Self {
        let (jobs, queue) = mpsc::unbounded_channel();
        let meter = wire.link.meter.clone();
        let actor = Actor {
            wire,
            queue,
            waiting: VecDeque::new(),
            in_flight: VecDeque::new(),
            literal_plus,
            ending: false,
            grew: false,
            talk: 0,
        };
        tokio::spawn(actor.run());
        Self { jobs, meter }
    }

    /// Sends `command`; what `wants` asks for comes through the answer.
    ///
    /// The command is carried through even when the answer is dropped.
    pub(super) fn send(&self, command: Command, wants: Wants) -> Answer {
        self.give(command, wants, false)
    }

    /// Sends `command` when nothing else is under way, and nothing else until it ends.
    pub(super) fn send_alone(&self, command: Command, wants: Wants) -> Answer {
        self.give(command, wants, true)
    }

    fn give(&self, command: Command, wants: Wants, alone: bool) -> Answer {
        let (data, arriving) = mpsc::unbounded_channel();
        let (done, completion) = oneshot::channel();
        // When the actor is gone, `done` is dropped with the job, and the answer says so.
        let _ = self.jobs.send(Job { command, wants, data, done, alone, starts_at: 0, idle: None });
        Answer::new(arriving, completion)
    }

    pub(super) fn is_alive(&self) -> bool {
        !self.jobs.is_closed()
    }

    pub(super) fn cost(&self) -> Cost {
        self.meter.so_far()
    }
}

/// More responses than this to one command are no answer.
const MOST_TALK: u32 = 1_000_000;

struct Actor {
    wire: Wire,
    queue: mpsc::UnboundedReceiver<Job>,
    waiting: VecDeque<Job>,
    in_flight: VecDeque<(String, Job)>,
    literal_plus: bool,
    ending: bool,
    /// Whether the folder grew while no command was under way that wants to hear it (RFC 9051 §5.2).
    grew: bool,
    /// Responses since the last that ended something.
    talk: u32,
}

impl Actor {
    async fn run(mut self) {
        let error = match self.serve().await {
            Ok(()) => return,
            Err(error) => error,
        };
        self.queue.close();
        // The answer that broke the connection was to a question: changes under way have lost theirs, no more.
        let lost = fault::lost(&error);
        for (_, job) in self.in_flight.drain(..) {
            let error = if job.wants.is_reading() { error.clone() } else { lost.clone() };
            let sent = self.wire.link.meter.so_far().sent > job.starts_at;
            job.end(Err(error.retrying(if sent { Retry::Unsure } else { Retry::Reconnect })));
        }
        while let Ok(job) = self.queue.try_recv() {
            self.waiting.push_back(job);
        }
        for job in self.waiting.drain(..) {
            job.end(Err(lost.clone().retrying(Retry::Reconnect)));
        }
    }

    async fn serve(&mut self) -> Result<()> {
        loop {
            while let Some(response) = self.wire.arrived().await? {
                self.dispatch(response)?;
            }
            while let Ok(job) = self.queue.try_recv() {
                self.waiting.push_back(job);
            }
            self.start_waiting().await?;
            // Nobody is left who could ask for anything.
            if self.ending && self.in_flight.is_empty() && self.waiting.is_empty() {
                return Ok(());
            }
            let expecting = self.in_flight.iter().any(|(_, job)| job.expects());
            tokio::select! {
                done = self.wire.step(expecting) => done?,
                () = idle::over(&mut self.in_flight) => {
                    self.wire.log_client(|| b"DONE".to_vec());
                    self.wire.link.queue(b"DONE\r\n");
                }
                job = self.queue.recv(), if !self.ending => match job {
                    Some(job) => self.waiting.push_back(job),
                    None => self.ending = true,
                },
            }
        }
    }

    /// Sends what may be sent now.
    async fn start_waiting(&mut self) -> Result<()> {
        while let Some(next) = self.waiting.front() {
            let alone = next.alone || next.command.synchronises(self.literal_plus);
            if alone && !self.in_flight.is_empty() || self.in_flight.iter().any(|(_, job)| job.alone) {
                return Ok(());
            }
            // Answers to plain SEARCH and LIST name no command: two of a kind would mix.
            if self.in_flight.iter().any(|(_, job)| job.wants.mixes_with(&next.wants)) {
                return Ok(());
            }
            let Some(mut job) = self.waiting.pop_front() else {
                return Ok(());
            };
            if job.is_abandoned() {
                continue;
            }
            // An idle connection may have been tidied away: then nothing is said to it, and the job was never sent.
            if self.in_flight.is_empty()
                && let Some(ended) = self.wire.step(false).now_or_never()
                && let Err(error) = ended
            {
                self.waiting.push_front(job);
                return Err(error);
            }
            let tag = self.wire.tag();
            job.wants.name(&tag);
            // IDLE is told what the server will not tell again; NOOP looks by itself.
            if job.wants.is_growth() && std::mem::take(&mut self.grew) && job.idle.is_some() {
                // Whoever asked may have gone.
                let _ = job.data.send(Data::Exists);
            }
            job.starts_at = self.wire.queued();
            self.wire.link.meter.command();
            self.wire.log_client(|| job.command.shown(&tag));
            let pieces = std::mem::take(&mut job.command.pieces);
            self.wire.link.queue(format!("{tag} ").as_bytes());
            self.in_flight.push_back((tag.clone(), job));
            self.write(&tag, pieces).await?;
        }
        Ok(())
    }

    async fn write(&mut self, tag: &str, pieces: Vec<Piece>) -> Result<()> {
        for piece in pieces {
            let Piece::Literal(content, _) = piece else {
                self.wire.queue(&piece);
                continue;
            };
            let plus = if self.literal_plus { "+" } else { "" };
            self.wire.link.queue(format!("{{{}{plus}}}\r\n", content.len()).as_bytes());
            if !self.literal_plus && !self.go_ahead(tag).await? {
                return Ok(());
            }
            let mut at = 0;
            while at < content.len() {
                let chunk = chunk(&content, at).await?;
                at += chunk.len() as u64;
                self.wire.link.queue(&chunk);
                while self.wire.link.out.len() > LITERAL_STEP {
                    self.step().await?;
                }
            }
        }
        self.wire.link.queue(b"\r\n");
        Ok(())
    }

    /// Waits for the server's go-ahead; `false` when it refused the command instead.
    async fn go_ahead(&mut self, tag: &str) -> Result<bool> {
        loop {
            while let Some(response) = self.wire.arrived().await? {
                if matches!(response, Response::Continuation(_)) {
                    return Ok(true);
                }
                self.dispatch(response)?;
                if !self.in_flight.iter().any(|(running, _)| running == tag) {
                    return Ok(false);
                }
            }
            self.wire.step(true).await?;
        }
    }

    async fn step(&mut self) -> Result<()> {
        self.wire.step(true).await?;
        while let Some(response) = self.wire.arrived().await? {
            self.dispatch(response)?;
        }
        Ok(())
    }

    fn dispatch(&mut self, response: Response) -> Result<()> {
        self.talk += 1;
        if self.talk > MOST_TALK {
            return Err(fault::protocol(phrase!("imap-endless", count = MOST_TALK)));
        }
        match response {
            Response::Data(data) => match self.in_flight.iter_mut().find_map(|(_, job)| job.takes(&data)) {
                Some(job) => {
                    // Of these come no more than were asked for.
                    if matches!(data, Data::Fetch(_)) {
                        self.talk = 0;
                    }
                    // Whoever asked may have gone; the answer is still this command's.
                    let _ = job.data.send(data);
                }
                None => self.grew |= matches!(data, Data::Exists),
            },
            Response::Notice(Outcome { status: Status::Bye, text, .. }) if !self.expects_bye() => {
                return Err(fault::lost(text));
            }
            Response::Notice(outcome) => {
                // UIDVALIDITY of SELECT, COPYUID of MOVE: codes that belong to the command under way.
                if let Some((_, job)) =
                    self.in_flight.iter_mut().find(|(_, job)| job.wants.takes_code(&outcome))
                {
                    job.wants.codes.extend(outcome.code);
                }
            }
            Response::Completion { tag, outcome } => self.complete(&tag, outcome)?,
            Response::Continuation(_) => {
                self.in_flight
                    .iter_mut()
                    .filter_map(|(_, job)| job.idle.as_mut())
                    .for_each(idle::Idle::stands);
            }
        }
        Ok(())
    }

    fn complete(&mut self, tag: &[u8], outcome: Outcome) -> Result<()> {
        let Some(at) = self.in_flight.iter().position(|(running, _)| running.as_bytes() == tag) else {
            let tag = String::from_utf8_lossy(tag).into_owned();
            return Err(fault::protocol(phrase!("imap-unknown-tag", tag = tag)));
        };
        let Some((_, job)) = self.in_flight.remove(at) else {
            return Ok(());
        };
        self.talk = 0;
        job.end(match outcome.status {
            Status::Ok => Ok(outcome.code),
            status => Err(refused(status, outcome.code.as_ref(), &outcome.text)),
        });
        Ok(())
    }

    fn expects_bye(&self) -> bool {
        self.in_flight.iter().any(|(_, job)| job.wants.is_logout())
    }
}

async fn chunk(content: &carteiro_world::Spool, at: u64) -> Result<bytes::Bytes> {
    let range = at..at + LITERAL_STEP as u64;
    if content.in_memory().is_some() {
        return Ok(content.read(range, LITERAL_STEP)?);
    }
    let content = content.clone();
    let read = tokio::task::spawn_blocking(move || content.read(range, LITERAL_STEP)).await;
    let chunk = read.map_err(Error::internal)??;
    if chunk.is_empty() { Err(Error::new(Kind::Internal, phrase!("error-file"))) } else { Ok(chunk) }
}
