//! The items of a loop: they overlap up to a bound, one bad message never stops the others.

use super::budget::{Budget, Share};
use super::cx::{At, Cx, Item};
use super::once::Once;
use super::outbox::Outboxes;
use super::turn::{Turn, Turns};
use crate::actions::Step;
use crate::event::Event;
use crate::failure::{Ends, Failure};
use crate::file::Located;
use crate::journal::{ItemKey, Pass};
use crate::plan;
use crate::session::Session;
use crate::vars::{Mail, Value};
use carteiro_mail::{Found, Kind, Message, Unreadable};
use carteiro_world::{Phrase, phrase};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How a loop treats its items.
#[derive(Clone)]
pub struct Items<'a> {
    /// What a message is called in the body.
    pub name: &'a str,
    /// The body.
    pub body: &'a [Located<Step>],
    /// How many may be worked on at once.
    pub concurrency: usize,
    /// Whether a failed item ends the loop.
    pub stop_on_error: bool,
    /// The named groups of the loop's regular expressions.
    pub groups: Vec<String>,
    /// What is known of messages that are worked on once.
    pub once: Option<Arc<Once>>,
}

/// What became of an item that did not fail.
enum Worked {
    /// It is done.
    Done,
    /// It was done before.
    Passed,
}

/// What the items of one loop share.
struct Shared {
    turns: Arc<Turns>,
    outboxes: Arc<Outboxes>,
    session: Arc<Session>,
    plan: plan::Loop,
    /// No further item is begun.
    halted: Arc<AtomicBool>,
}

impl Cx {
    /// Works on every message of the stream. The failure of an item is the loop's only when it says so, or when it is
    /// about its session: then every further item would fail alike.
    pub async fn each(
        &mut self,
        session: Arc<Session>,
        found: BoxStream<'static, Result<Found, Unreadable>>,
        items: Items<'_>,
    ) -> Result<(u64, u64), Failure> {
        let shared = Shared {
            turns: Turns::new(),
            outboxes: Outboxes::new(Arc::clone(&self.events)),
            session,
            plan: self.running.checked.plan().of(&self.step.place.path),
            halted: Arc::default(),
        };
        let (shared, items, outside) = (&shared, &items, &*self);
        let stopped = &AtomicBool::new(false);
        let goes_on = || {
            if outside.stops() {
                stopped.store(true, Ordering::Relaxed);
            }
            !stopped.load(Ordering::Relaxed) && !shared.halted.load(Ordering::Relaxed)
        };
        let mut working = Budget::new()
            .over(found)
            .take_while(|_| std::future::ready(goes_on()))
            .enumerate()
            .map(|(number, (found, share))| {
                let number = number as u64;
                let turn = Arc::new(shared.turns.of(number));
                async move { (number, outside.item(shared, items, number, turn, found, share).await) }
            })
            .buffered(items.concurrency.max(1));
        let (mut done, mut failed, mut end) = (0, 0, None);
        while let Some((number, ended)) = working.next().await {
            shared.outboxes.finish(number);
            match ended {
                Ok(Worked::Passed) => {}
                Ok(Worked::Done) => {
                    done += 1;
                    self.running.item_ended(true);
                }
                // What the automation itself ends so is done.
                Err(failure) if failure.ends == Some(Ends::Ok) => {
                    done += 1;
                    self.running.item_ended(true);
                    shared.halted.store(true, Ordering::Relaxed);
                    end.get_or_insert(failure);
                }
                Err(failure) => {
                    // What was given up did not fail.
                    if failure.kind != Kind::Cancelled {
                        failed += 1;
                        self.running.item_ended(false);
                    }
                    if items.stop_on_error || is_about_the_session(&failure, &shared.session) {
                        shared.halted.store(true, Ordering::Relaxed);
                        end.get_or_insert(failure);
                    }
                }
            }
        }
        match end {
            Some(failure) => Err(failure),
            // Between two items nobody else notices that there were more to come.
            None if stopped.load(Ordering::Relaxed) => Err(Failure::cancelled()),
            None => Ok((done, failed)),
        }
    }

    async fn item(
        &self,
        shared: &Shared,
        items: &Items<'_>,
        number: u64,
        turn: Arc<Turn>,
        found: Result<Found, Unreadable>,
        share: Share,
    ) -> Result<Worked, Failure> {
        let n = number + 1;
        let mut cx = self.fork();
        cx.events = shared.outboxes.of(number);
        cx.numbers = self.numbers.iter().copied().chain([n]).collect();
        cx.halted.push(Arc::clone(&shared.halted));
        let found = match found {
            Ok(found) => found,
            Err(unreadable) => {
                let failure = shared.session.failure(unreadable.error).at(&self.step.place);
                cx.report(Event::ItemFailed { n, failure: failure.clone() });
                return Err(failure);
            }
        };
        let begun = match &items.once {
            None => None,
            Some(once) => match once.begin(&shared.session, &found.message).await {
                Ok(Some(begun)) => Some((once, begun)),
                Ok(None) => {
                    let reason = phrase!("seen-before");
                    cx.report(skipped(n, &found.message, reason));
                    return Ok(Worked::Passed);
                }
                Err(failure) => {
                    let failure = failure.at(&self.step.place);
                    cx.report(Event::ItemFailed { n, failure: failure.clone() });
                    return Err(failure);
                }
            },
        };
        let mail =
            Arc::new(Mail::new(Arc::clone(&shared.session), found, &items.groups, self.running.zone.clone()));
        let header = mail.header();
        let started = Event::ItemStarted {
            n,
            subject: header.subject.clone(),
            from: header.from.first().map(|from| from.address.clone()).unwrap_or_default(),
            key: mail.origin().clone(),
        };
        let key = ItemKey {
            automation: self.running.name.to_string(),
            step: self.path(),
            mailbox: shared.session.identity().to_owned(),
            message: mail.origin().clone(),
        };
        cx.within = self.within.iter().cloned().chain([Pass::Mail(key)]).collect();
        let before = begun.as_ref().and_then(|(_, begun)| begun.before.as_ref());
        if let Some(before) = before {
            // What that run has done of it is not done again.
            cx.origin = before.run.as_str().into();
        }
        cx.item =
            Some(Item { mail: Arc::clone(&mail), turn, last_ordered: shared.plan.last_ordered.clone() });
        cx.scope = self.scope.inner();
        cx.scope.declare(items.name, Value::Message(Arc::clone(&mail)));
        cx.report(started);
        if let Some(before) = before.filter(|before| !before.failed) {
            let known = if self.running.host.journal.outlives_runs() { "yes" } else { "no" };
            cx.report(Event::Warning { words: phrase!("seen-begun", run = before.run, known = known) });
        }
        let mut done = cx.body(shared, items.body, &mail, share).await;
        if let Some((once, begun)) = &begun {
            done = once.end(begun, done, &mail).await;
        }
        if done.is_ok() {
            cx.pass_is_done();
        }
        cx.step = At { place: self.step.place.clone(), ..At::default() };
        cx.report(match &done {
            Ok(()) => Event::ItemDone { n },
            Err(failure) if failure.ends == Some(Ends::Ok) => Event::ItemDone { n },
            Err(failure) => Event::ItemFailed { n, failure: failure.clone() },
        });
        done.map(|()| Worked::Done)
    }

    async fn body(
        &mut self,
        shared: &Shared,
        body: &[Located<Step>],
        mail: &Mail,
        share: Share,
    ) -> Result<(), Failure> {
        let mut share = Some(share);
        for (index, step) in body.iter().enumerate() {
            if index == shared.plan.content_until {
                mail.forget_content();
                drop(share.take());
            }
            if index == shared.plan.ordered_until
                && let Some(item) = &self.item
            {
                item.turn.release();
            }
            self.step(step).await?;
        }
        Ok(())
    }
}

fn skipped(n: u64, message: &Message, reason: Phrase) -> Event {
    let header = &message.header;
    let from = header.from.first().map(|from| from.address.clone()).unwrap_or_default();
    Event::ItemSkipped { n, subject: header.subject.clone(), from, key: message.reference.clone(), reason }
}

/// Whether every further message of this session would fail alike. A web server or another mailbox that is down says
/// nothing about it.
pub(super) fn is_about_the_session(failure: &Failure, session: &Session) -> bool {
    match failure.kind {
        Kind::Cancelled => true,
        Kind::Unreachable | Kind::SignInFailed | Kind::SignInNeeded | Kind::Tls => session.failed(failure),
        _ => false,
    }
}
