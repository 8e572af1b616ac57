//! Many messages in one step: each is claimed and settled by itself, and what is done to them goes out together.

use super::cx::Cx;
use super::effect::Permit;
use super::items::is_about_the_session;
use crate::event::{Effect, Event};
use crate::failure::Failure;
use crate::session::Session;
use crate::vars::{Mail, Value};
use carteiro_mail::mime::Header;
use carteiro_mail::{Found, Kind, MessageRef, Selection};
use carteiro_world::phrase;
use futures_util::StreamExt;
use std::future::Future;
use std::sync::Arc;

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
        let mut counted = Counted::default();
        while let Some(window) = windows.next().await {
            self.goes_on()?;
            let mut meant: Vec<Found> = Vec::with_capacity(window.len());
            for one in window {
                match one {
                    Ok(found) => meant.push(found),
                    Err(unreadable) => {
                        self.failed_one(session, &mut counted, None, session.failure(unreadable.error))?
                    }
                }
            }
            let references: Vec<MessageRef> =
                meant.iter().map(|found| found.message.reference.clone()).collect();
            let answers = self.effects(&references, &work).await;
            for (found, answer) in meant.iter().zip(answers) {
                match answer {
                    Ok(()) => self.done_one(&mut counted),
                    Err(failure) => {
                        self.failed_one(session, &mut counted, Some(&found.message.header), failure)?
                    }
                }
            }
            self.progress(counted);
        }
        self.report(Event::MessagesDone { effect: what, done: counted.done, failed: counted.failed });
        Ok(counted)
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
        let (mut counted, mut answers) = (Counted::default(), Vec::new());
        while let Some(one) = found.next().await {
            self.goes_on()?;
            let found = match one {
                Ok(found) => found,
                Err(unreadable) => {
                    self.failed_one(session, &mut counted, None, session.failure(unreadable.error))?;
                    continue;
                }
            };
            let header = Arc::clone(&found.message.header);
            let mail = Arc::new(Mail::new(Arc::clone(session), found, &many.groups, self.zone().clone()));
            match each(self.about(&mail, name), mail).await {
                Ok(answer) => {
                    answers.push(answer);
                    self.done_one(&mut counted);
                }
                Err(failure) => self.failed_one(session, &mut counted, Some(&header), failure)?,
            }
            if (counted.done + counted.failed).is_multiple_of(WINDOW as u64) {
                self.progress(counted);
            }
        }
        self.progress(counted);
        self.report(Event::MessagesDone { effect: what, done: counted.done, failed: counted.failed });
        Ok((counted, answers))
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

    /// What was begun is carried through; between two windows the run may end.
    fn goes_on(&self) -> Result<(), Failure> {
        if self.stops() { Err(Failure::new(Kind::Cancelled, phrase!("run-cancelled"))) } else { Ok(()) }
    }

    fn done_one(&self, counted: &mut Counted) {
        counted.done += 1;
        self.running.item_ended(true);
    }

    fn failed_one(
        &self,
        session: &Session,
        counted: &mut Counted,
        header: Option<&Header>,
        failure: Failure,
    ) -> Result<(), Failure> {
        // Every further message would fail alike: the session has ended, or a folder is not there.
        if is_about_the_session(&failure, session) || failure.words.code == "folder-missing" {
            return Err(failure);
        }
        counted.failed += 1;
        self.message_failed(header, failure);
        Ok(())
    }

    fn progress(&self, counted: Counted) {
        self.report(Event::Progress { done: counted.done, failed: counted.failed });
    }
}
