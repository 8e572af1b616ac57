//! Going through the steps as a run would.

use super::imap::beyond_imap;
use super::order::{Frame, note};
use super::sessions::Sessions;
use super::{Called, Found};
use crate::actions::{Effects, Finds, Loop, Step, Use};
use crate::automation::Automation;
use crate::file::{Document, Located, Mistake, Place};
use crate::filter::Filter;
use crate::plan::{self, Plan};
use crate::vars::{Kind, MailKind};
use carteiro_mail::Parts;
use carteiro_world::Phrase;
use indexmap::IndexMap;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What is known at a point of the automation.
pub(super) struct Walk<'a> {
    pub(super) automation: &'a Automation,
    pub(super) called: &'a Called<'a>,
    pub(super) document: &'a Document,
    /// When it is looked at.
    pub(super) now: Option<Timestamp>,
    pub(super) sessions: Sessions,
    /// Variables by scope, outermost first: those of the run, and those of each loop or clause around.
    pub(super) scopes: Vec<IndexMap<String, Kind>>,
    /// How many loops over mail are around each of these scopes.
    pub(super) depths: Vec<usize>,
    /// The loops over mail around, outermost first.
    pub(super) loops: Vec<Frame>,
    pub(super) plan: Plan,
    /// The step.
    pub(super) step: Place,
    /// The steps that find messages, by their ids, with what is read of these.
    pub(super) finding: BTreeMap<usize, Finding>,
    /// What no session of POP3 can do of the step.
    pub(super) not_by_pop3: Vec<(Phrase, Option<Place>)>,
    /// What of the step no session of IMAP can do.
    pub(super) not_by_imap: Vec<(Phrase, Place)>,
    /// Whether the step gives the value of its template to a variable of the same kind.
    pub(super) hands_on: bool,
    mistakes: Vec<Mistake>,
    warnings: Vec<Mistake>,
    /// Loops and steps that find messages, so far.
    sources_seen: usize,
    /// Loops that work on each message once, by what they are known by.
    onces: HashMap<String, Place>,
}

/// A step that finds messages.
pub(super) struct Finding {
    path: String,
    /// What is read of them.
    plan: plan::Loop,
    /// They are held all at once.
    many: bool,
}

impl Finding {
    /// Of a list of whole messages each would be held until the end of the run: whoever wants all of one asks for it.
    pub(super) fn reads(&mut self, parts: Parts, step: &Place) {
        let parts = Parts { content: parts.content && !self.many, ..parts };
        self.plan.parts = self.plan.parts.and(parts);
        note(&mut self.plan.because, parts, step);
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        automation: &'a Automation,
        document: &'a Document,
        called: &'a Called<'a>,
        now: Option<Timestamp>,
    ) -> Self {
        Self {
            now,
            automation,
            document,
            called,
            sessions: Sessions::of(&automation.steps),
            scopes: vec![IndexMap::from([("run".to_owned(), Kind::RUN)])],
            depths: vec![0],
            loops: Vec::new(),
            plan: Plan::default(),
            step: Place::default(),
            finding: BTreeMap::new(),
            not_by_pop3: Vec::new(),
            not_by_imap: Vec::new(),
            hands_on: false,
            mistakes: Vec::new(),
            warnings: Vec::new(),
            sources_seen: 0,
            onces: HashMap::new(),
        }
    }

    pub(super) fn finish(mut self) -> Found {
        self.mistakes.sort_by(|a, b| (&a.place, a.code()).cmp(&(&b.place, b.code())));
        self.mistakes.dedup();
        for Finding { path, plan, .. } in std::mem::take(&mut self.finding).into_values() {
            self.plan.add(&path, plan);
        }
        Found { mistakes: self.mistakes, warnings: self.warnings, plan: self.plan }
    }

    pub(super) fn mistake(&mut self, words: Phrase, place: &Place) {
        self.mistakes.push(Mistake::new(words, place.clone()));
    }

    pub(super) fn mistake_beside(&mut self, words: Phrase, place: &Place, beside: &Place) {
        self.mistakes.push(Mistake::new(words, place.clone()).beside(beside.clone()));
    }

    pub(super) fn warning(&mut self, words: Phrase, place: &Place) {
        self.warnings.push(Mistake::new(words, place.clone()).as_warning());
    }

    pub(super) fn steps(&mut self, steps: &[Located<Step>]) {
        for step in steps {
            self.step(step);
        }
    }

    fn step(&mut self, step: &Located<Step>) {
        let action = step.action();
        let around = std::mem::replace(&mut self.step, step.place.clone());
        self.not_by_pop3 = self.beyond_pop3(action);
        self.not_by_imap = beyond_imap(action);
        let uses = action.uses();
        let is_loop = uses.iter().any(|one| matches!(one, Use::Loop(_)));
        if let Some(frame) = self.loops.last_mut() {
            frame.begin(&step.place.path, is_loop || action.effects() == Effects::Ordered);
        }
        self.hands_on = uses.iter().any(|one| matches!(one, Use::Each(_) | Use::Sets(..)));
        let mut each = None;
        for one in uses {
            match one {
                Use::Opens(connect) => {
                    self.server(connect);
                    self.modes(connect);
                    self.secrets(connect);
                    self.opens(connect);
                }
                Use::Closes(session) => self.closes(session),
                Use::Session(session, permission) => self.session(session, permission),
                Use::Message(message, permission) => self.message(message, permission, action.reads()),
                Use::Template(source) => self.template(source, &[]),
                Use::TemplateWith(source, mut with) => {
                    self.found_here(&mut with, &mut each);
                    self.template(source, &with);
                }
                Use::Value(way, value) => self.value(&format!("{}.{way}", step.place.path), value),
                Use::Filter(filter) => drop(self.filter(filter)),
                Use::Finds(finds) => self.finds(&finds),
                Use::Wrong(words, place) => {
                    let place = place.cloned().unwrap_or_else(|| self.step.clone());
                    self.mistake(words, &place);
                }
                Use::Result(name, kind) => self.declare(name, kind),
                Use::Sets(name, source) => {
                    let kind = source.map_or(Kind::Any, |source| self.kind_of(source));
                    self.declare(name, kind);
                }
                Use::Block(steps) => self.block(steps),
                Use::Catches(clauses) => self.catches(clauses),
                Use::Repeats(retry) => self.repeats(retry),
                Use::Each(each) => self.each_value(&each),
                Use::Ends => {}
                Use::Calls(call) => self.calls(call),
                Use::Loop(inner) => self.each(&inner, &step.place),
            }
        }
        self.step = around;
    }

    /// What is asked about messages; answers what its regular expressions catch.
    fn filter(&mut self, filter: &Filter) -> BTreeSet<String> {
        for source in filter.sources() {
            self.template(source, &[]);
        }
        self.captures(filter)
    }

    /// An id for whatever messages come from.
    fn source(&mut self) -> usize {
        self.sources_seen += 1;
        self.sources_seen
    }

    /// Messages that no other step has found are those the step finds itself, under the same id in all its templates.
    fn found_here(&mut self, with: &mut [(&'static str, Kind)], each: &mut Option<usize>) {
        for (_, kind) in with {
            let Kind::Message(mail) = kind else { continue };
            if !mail.from.is_empty() {
                continue;
            }
            let id = *each.get_or_insert_with(|| self.source());
            let path = self.step.path.clone();
            self.finding.entry(id).or_insert(Finding { path, plan: plan::Loop::default(), many: false });
            mail.from = Arc::new(BTreeSet::from([id]));
        }
    }

    fn finds(&mut self, finds: &Finds<'_>) {
        let captures = finds.filter.map(|filter| self.filter(filter)).unwrap_or_default();
        let of_loop = || self.loops.last().map(|frame| Arc::clone(&frame.session));
        let session = finds.session.map(|session| session.as_str().into()).or_else(of_loop);
        let id = self.source();
        let found = Finding { path: self.step.path.clone(), plan: plan::Loop::default(), many: finds.many };
        self.finding.insert(id, found);
        let mail = MailKind::new(id, captures, session.unwrap_or_default());
        self.declare(finds.name, if finds.many { Kind::Messages(mail) } else { Kind::Message(mail) });
    }

    /// Steps that may be passed over: what they end may still be open after them, and what they open may not be.
    pub(super) fn block(&mut self, steps: &[Located<Step>]) {
        let before = self.sessions.clone();
        self.steps(steps);
        self.sessions.reopen(&before);
    }

    /// Steps that are run any number of times: what was open before them stays so.
    pub(super) fn looped(&mut self, walk: impl FnOnce(&mut Self)) {
        let before = self.sessions.clone();
        walk(self);
        for (name, at) in self.sessions.closed_since(&before) {
            self.mistake(carteiro_world::phrase!("session-closed-in-loop", session = name), &at);
        }
        self.sessions.reopen(&before);
    }

    fn each(&mut self, inner: &Loop<'_>, place: &Place) {
        let captures = inner.filter.map(|filter| self.filter(filter)).unwrap_or_default();
        if let Some((id, place)) = &inner.once {
            match self.onces.get(id).cloned() {
                Some(first) => self.mistake_beside(carteiro_world::phrase!("loop-once-twice"), place, &first),
                None => drop(self.onces.insert(id.clone(), (*place).clone())),
            }
        }
        let id = self.source();
        let session: Arc<str> = inner.session.as_str().into();
        let mail = MailKind::new(id, captures, Arc::clone(&session));
        self.scopes.push(IndexMap::from([(inner.name.to_owned(), Kind::Message(mail))]));
        self.loops.push(Frame::new(id, session));
        self.depths.push(self.loops.len());
        self.looped(|walk| {
            for step in inner.body {
                if let Some(frame) = walk.loops.last_mut() {
                    frame.next();
                }
                walk.step(step);
            }
        });
        self.scopes.pop();
        self.depths.pop();
        if let Some(frame) = self.loops.pop() {
            frame.into_plan(&place.path, &mut self.plan);
        }
    }
}
