//! Many messages in one step: each is claimed and settled by itself, and what is done to them goes out together.

use super::cx::Cx;
use super::effect::{Did, Permit};
use super::items::is_about_the_session;
use crate::digest::Digest;
use crate::event::{About, Effect, Event};
use crate::failure::Failure;
use crate::journal::Pass;
use crate::session::Session;
use crate::vars::{Mail, Value};
use carteiro_mail::{Found, MessageRef, Selection};
use futures_util::StreamExt;
use std::future::Future;
use std::sync::{Arc, PoisonError};

/// Messages of a folder.
pub struct Many {
    /// Where it is.
    pub session: Arc<Session>,
    /// Which messages.
    pub selection: Selection,
    /// What the regular expressions of its filter catch.
    pub groups: Vec<String>,
}

/// How many messages of a step were done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Those that were, now or in an earlier try of the same run.
    pub done: u64,
    /// Those that failed.
    pub failed: u64,
}

/// Messages that one command changes.
pub(crate) const WINDOW: usize = 500;

/// What became of the messages of one step.
struct Tally<'a> {
    cx: &'a Cx,
    session: &'a Session,
    /// Done now.
    done: u64,
    /// Done by an earlier try.
    before: u64,
    failed: u64,
    /// Why the step ends before its last message.
    end: Option<Failure>,
}

impl Cx {
    /// Does `work` to all messages that are meant, so many at a time. One that fails stops no other; the failure is the
    /// step's only when it is about the session.
    pub(crate) async fn change_many<F>(
        &mut self,
        many: Many,
        what: Effect,
        work: impl Fn(Permit, Vec<MessageRef>) -> F,
    ) -> Result<Counted, Failure>
    where
        F: Future<Output = Vec<Result<(), Failure>>> + Send + 'static,
    {
        let session = &many.session;
        let mut windows = session.messages(many.selection).await?.chunks(WINDOW);
        let cx = self.through_messages();
        let mut tally = Tally::new(&cx, session);
        while tally.end.is_none()
            && let Some(window) = windows.next().await
            && tally.goes_on()
        {
            let mut meant: Vec<Found> = Vec::with_capacity(window.len());
            for one in window {
                match one {
                    Ok(found) => meant.push(found),
                    Err(unreadable) => tally.failed(None, session.failure(unreadable.error)),
                }
            }
            if tally.end.is_some() {
                break;
            }
            let references: Vec<MessageRef> =
                meant.iter().map(|found| found.message.reference.clone()).collect();
            let later = matches!(what, Effect::Delete { pending: true, .. }).then(|| Arc::clone(session));
            let answers = cx.effects(&references, &work, later.clone()).await;
            if later.is_some() {
                session.settle_many(&*cx.running().host.journal).await?;
            }
            let mut changed = Vec::new();
            for (found, answer) in meant.iter().zip(answers) {
                let about = About::new(&found.message.header, &found.message.reference);
                match answer {
                    Ok(did) => {
                        tally.did(did);
                        changed.push(about);
                    }
                    Err(failure) => tally.failed(Some(about), failure),
                }
            }
            tally.changed(&what, changed);
            tally.progress();
            cx.window_is_done();
        }
        // What was moved is not found again: of earlier tries only the journal knows.
        let known = cx.done_so_far().await;
        cx.pass_is_done();
        let counted = tally.finish(what)?;
        Ok(Counted { done: counted.done.max(known?), ..counted })
    }

    /// Runs `each` for all messages that are meant, one after the other, with the message under `name`; answers what
    /// it answered for those that did not fail.
    pub(crate) async fn each_of_many<T, F>(
        &self,
        many: Many,
        name: &str,
        what: Effect,
        each: impl Fn(Self, Arc<Mail>) -> F,
    ) -> Result<(Counted, Vec<T>), Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let session = &many.session;
        let mut found = session.messages(many.selection).await?;
        let (cx, mut answers) = (self.through_messages(), Vec::new());
        let mut tally = Tally::new(&cx, session);
        while tally.end.is_none()
            && let Some(one) = found.next().await
            && tally.goes_on()
        {
            let found = match one {
                Ok(found) => found,
                Err(unreadable) => {
                    tally.failed(None, session.failure(unreadable.error));
                    continue;
                }
            };
            let about = About::new(&found.message.header, &found.message.reference);
            let mail = Arc::new(Mail::new(Arc::clone(session), found, &many.groups, self.zone().clone()));
            match each(cx.about(&mail, name), Arc::clone(&mail)).await {
                Ok(answer) => {
                    answers.push(answer);
                    tally.did(cx.counted_anew(&mail));
                    tally.changed(&what, vec![about]);
                }
                Err(failure) => tally.failed(Some(about), failure),
            }
            cx.window_is_done();
            if (tally.done + tally.before + tally.failed).is_multiple_of(WINDOW as u64) {
                tally.progress();
            }
        }
        cx.pass_is_done();
        tally.progress();
        Ok((tally.finish(what)?, answers))
    }

    /// The same step's view, as it goes through messages: what is done to them is remembered by itself, and forgotten.
    fn through_messages(&self) -> Self {
        let mut cx = self.fork();
        cx.within = self.within.iter().cloned().chain([Pass::Messages { step: self.path() }]).collect();
        cx
    }

    /// These messages do not come by again, unless a retry around does.
    fn window_is_done(&self) {
        if self.kept.is_none() {
            self.pass_is_done();
        }
    }

    /// How many messages the step has changed, in all tries that are remembered.
    async fn done_so_far(&self) -> Result<u64, Failure> {
        self.running.host.journal.done(&self.origin, &self.within).await
    }

    /// Whether the message counts now, or has counted in an earlier try.
    fn counted_anew(&self, mail: &Mail) -> Did {
        let Some(kept) = &self.kept else { return Did::Now };
        let message = serde_json::to_vec(&(&self.within, mail.origin())).unwrap_or_default();
        let is_new =
            kept.lock().unwrap_or_else(PoisonError::into_inner).counted.insert(Digest::of([message]));
        if is_new { Did::Now } else { Did::Before }
    }

    /// The same step's view, of one of its messages.
    fn about(&self, mail: &Arc<Mail>, name: &str) -> Self {
        let mut cx = self.fork();
        cx.scope = self.scope.inner();
        cx.scope.declare(name, Value::Message(Arc::clone(mail)));
        cx.step.about = Some(mail.origin().clone());
        cx.step.effects = 0;
        // The next item waits until the last of these messages is done.
        if let Some(item) = &mut cx.item {
            item.last_ordered = None;
        }
        cx
    }
}

impl<'a> Tally<'a> {
    fn new(cx: &'a Cx, session: &'a Session) -> Self {
        Self { cx, session, done: 0, before: 0, failed: 0, end: None }
    }

    /// What was begun is carried through; between two windows the run may end.
    fn goes_on(&mut self) -> bool {
        if self.end.is_none() && self.cx.stops() {
            self.end = Some(Failure::cancelled());
        }
        self.end.is_none()
    }

    fn did(&mut self, did: Did) {
        match did {
            Did::Now => {
                self.done += 1;
                self.cx.running.item_ended(true);
            }
            Did::Before => self.before += 1,
        }
    }

    fn changed(&self, effect: &Effect, messages: Vec<About>) {
        if !messages.is_empty() {
            self.cx.report(Event::MessagesChanged { effect: effect.clone(), messages });
        }
    }

    fn failed(&mut self, about: Option<About>, failure: Failure) {
        // Every further message would fail alike: the session has ended, or a folder is not there.
        if is_about_the_session(&failure, self.session) || failure.words.code == "folder-missing" {
            self.end.get_or_insert(failure);
            return;
        }
        self.failed += 1;
        self.cx.message_failed(about, failure);
    }

    fn progress(&self) {
        self.cx.report(Event::Progress { done: self.done, failed: self.failed });
    }

    /// Tells what was done, also when that is not all.
    fn finish(self, effect: Effect) -> Result<Counted, Failure> {
        let Self { cx, done, before, failed, end, .. } = self;
        if end.is_none() || done + failed > 0 {
            cx.report(Event::MessagesDone { effect, done, failed });
        }
        end.map_or(Ok(Counted { done: done + before, failed }), Err)
    }
}
