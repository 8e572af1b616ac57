//! What a step sees while it runs.

use super::running::Running;
use super::turn::Turn;
use crate::automation::Called;
use crate::digest::Digest;
use crate::event::{About, Event, Events, Report};
use crate::failure::Failure;
use crate::file::{Located, Place};
use crate::host::Reach;
use crate::journal::Pass;
use crate::session::Session;
use crate::template::{Target, Templated};
use crate::values::{SessionName, VariableName};
use crate::vars::{Mail, Scope, Value};
use carteiro_mail::{Kind, MessageRef};
use carteiro_world::phrase;
use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

/// What a step sees while it runs: variables, sessions, the message it works on, and the way to effects.
pub struct Cx {
    pub(super) running: Arc<Running>,
    /// The run whose effects are not repeated here.
    pub(super) origin: Arc<str>,
    pub(super) scope: Scope,
    pub(super) events: Arc<dyn Events>,
    pub(super) item: Option<Item>,
    pub(super) step: At,
    /// The passes of all loops around the step, outermost first.
    pub(super) within: Arc<[Pass]>,
    /// Their numbers, from 1.
    pub(super) numbers: Arc<[u64]>,
    /// The loops over mail around the step: whether they begin further items.
    pub(super) halted: Vec<Arc<AtomicBool>>,
    /// The step belongs to what is done at the end whatever happened.
    pub(super) finishing: bool,
    /// The step may be done again: what is done in it is remembered until the outermost retry is through.
    pub(super) kept: Option<Kept>,
}

/// What is remembered of steps that may come by again.
pub(super) type Kept = Arc<Mutex<Remembered>>;

/// What was done in steps that may come by again.
#[derive(Default)]
pub(super) struct Remembered {
    /// Passes that are done.
    pub(super) passes: Vec<(Arc<str>, Arc<[Pass]>)>,
    /// Messages that were stored, by the effects that did it.
    pub(super) stored: HashMap<Digest, Arc<Mail>>,
    /// Messages that one step has worked on and that have counted.
    pub(super) counted: HashSet<Digest>,
}

/// The item of the innermost loop around a step.
#[derive(Clone)]
pub(super) struct Item {
    pub(super) mail: Arc<Mail>,
    pub(super) turn: Arc<Turn>,
    /// The last step of the body that waits for its turn: after it the next item may go.
    pub(super) last_ordered: Option<Arc<str>>,
}

/// Which step runs.
#[derive(Clone, Default)]
pub(super) struct At {
    pub(super) place: Place,
    /// Effects of this execution so far.
    pub(super) effects: u32,
    /// The message it works on, when that is not the innermost item.
    pub(super) about: Option<MessageRef>,
    /// What its effects are made of.
    pub(super) input: Option<Digest>,
}

impl Cx {
    /// What of the outside world a step may reach without an effect.
    ///
    /// ```
    /// fn reads(cx: &carteiro_engine::run::Cx) {
    ///     let _ = cx.host().files.read("ca.pem".as_ref(), 1024);
    /// }
    /// ```
    ///
    /// ```compile_fail,E0599
    /// fn changes(cx: &carteiro_engine::run::Cx) {
    ///     let _ = cx.host().files.folder("x".as_ref());
    /// }
    /// ```
    pub fn host(&self) -> &Reach {
        &self.running.reach
    }

    /// The automation's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.running.zone
    }

    /// In which language Carteiro's own words are written into messages.
    pub(crate) fn language(&self) -> carteiro_world::words::Language {
        self.running.checked.automation().language.into()
    }

    /// The variables that are visible here.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Where the step stands.
    pub fn place(&self) -> &Place {
        &self.step.place
    }

    /// The step, by its way through the automation that was started: the steps of one that it runs stand below the
    /// step that runs it.
    pub(super) fn path(&self) -> String {
        let (before, path) = (self.running.before.as_str(), self.step.place.path.as_str());
        match (before, path) {
            ("", path) => path.to_owned(),
            (before, "") => before.to_owned(),
            (before, path) => format!("{before}.{path}"),
        }
    }

    /// Whether the step belongs to an item of a loop over mail, however deep.
    pub(super) fn is_in_item(&self) -> bool {
        !self.halted.is_empty()
    }

    /// The innermost pass is done. Its effects may be forgotten unless a retry around it may come by again.
    pub(super) fn pass_is_done(&self) {
        match &self.kept {
            None => self.running.host.journal.finished(&self.origin, &self.within),
            Some(kept) => {
                let pass = (Arc::clone(&self.origin), Arc::clone(&self.within));
                kept.lock().unwrap_or_else(PoisonError::into_inner).passes.push(pass);
            }
        }
    }

    /// A field, evaluated.
    pub fn evaluate<T: Target>(&self, field: &Templated<T>) -> Result<T, Failure> {
        field.evaluate(&self.scope)
    }

    /// The open session of this name, or that of the innermost loop.
    pub fn session(&self, name: Option<&Located<SessionName>>) -> Result<Arc<Session>, Failure> {
        let Some(name) = name else {
            let item = self.item.as_ref().map(|item| Arc::clone(item.mail.session()));
            return item.ok_or_else(|| Failure::invalid(phrase!("session-none")).at(self.place()));
        };
        self.running.session(name.as_str()).ok_or_else(|| {
            let words = phrase!("session-not-open", session = name.value);
            Failure::new(Kind::NotFound, words).at(&name.place)
        })
    }

    /// The message to work on: the one in the variable of this name, or the one of the innermost loop.
    pub fn message(&mut self, name: Option<&Located<VariableName>>) -> Result<Arc<Mail>, Failure> {
        let Some(name) = name else {
            let item = self.item.as_ref().map(|item| Arc::clone(&item.mail));
            return item.ok_or_else(|| Failure::invalid(phrase!("message-none")).at(self.place()));
        };
        match self.scope.get(name.as_str()) {
            Some(Value::Message(mail)) => {
                let is_item = self.item.as_ref().is_some_and(|item| Arc::ptr_eq(&item.mail, &mail));
                self.step.about = (!is_item).then(|| mail.origin().clone());
                Ok(mail)
            }
            Some(other) => {
                let words = phrase!("message-expected", name = name.value, found = other.kind_name());
                Err(Failure::invalid(words).at(&name.place))
            }
            None => Err(Failure::invalid(phrase!("variable-unset", name = name.value)).at(&name.place)),
        }
    }

    /// What the effects of this step are made of, when they are not done to a message: of something else it is another
    /// effect, though the step comes by again.
    pub(crate) fn made_of(&mut self, input: Digest) {
        self.step.input = Some(input);
    }

    /// What the body of the loop at this step reads.
    pub fn parts(&self) -> carteiro_mail::Parts {
        self.running.checked.plan().of(&self.step.place.path).parts
    }

    /// Something happened.
    pub fn report(&self, event: Event) {
        self.events.report(Report {
            at: self.running.host.clock.now(),
            step: Some(self.path()).filter(|path| !path.is_empty()),
            items: self.numbers.to_vec(),
            event,
        });
    }

    /// The automation of this file, which was read together with the one that runs it.
    pub(crate) fn called(&self, file: &Located<String>) -> Result<Arc<Called>, Failure> {
        let called = self.running.checked.called(file);
        called.ok_or_else(|| Failure::new(Kind::NotFound, phrase!("called-missing", file = file.value)))
    }

    /// A message among others could not be worked on: it counts as a failed item, and the others go on.
    pub(crate) fn message_failed(&self, mail: Option<About>, failure: Failure) {
        let failure = failure.at(self.place());
        if failure.kind != Kind::Cancelled {
            self.running.item_ended(false);
        }
        let (about, key) = mail.map(|About { subject, from, key }| ((subject, from), key)).unzip();
        let (subject, from) = about.unwrap_or_default();
        self.report(Event::MessageFailed { subject, from, key, failure });
    }

    pub(crate) fn running(&self) -> &Arc<Running> {
        &self.running
    }

    /// Whether the check of the file has told this about the step.
    pub(crate) fn was_warned(&self, code: &str) -> bool {
        let here = &self.step.place.path;
        let about_here = |place: &Place| place.path.starts_with(here.as_str());
        let mut warnings = self.running.checked.warnings().iter().filter(|warning| warning.file.is_none());
        warnings.any(|warning| warning.code() == code && warning.place.as_ref().is_some_and(about_here))
    }

    /// The same step's view, for a task of its own.
    pub(super) fn fork(&self) -> Self {
        Self {
            running: Arc::clone(&self.running),
            origin: Arc::clone(&self.origin),
            scope: self.scope.clone(),
            events: Arc::clone(&self.events),
            item: self.item.clone(),
            step: self.step.clone(),
            within: Arc::clone(&self.within),
            numbers: Arc::clone(&self.numbers),
            halted: self.halted.clone(),
            finishing: self.finishing,
            kept: self.kept.clone(),
        }
    }
}
