//! Which steps of a loop wait for their turn: what people see happens in the order of the items.
//!
//! - An action whose effects are ordered waits, and so does a loop inside a loop.
//! - So does a step that changes a variable from outside the loop, or reads one that a step of the loop changes.

use crate::file::Place;
use crate::plan::{self, Plan};
use carteiro_mail::Parts;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is known of a loop while its body is looked at.
pub(super) struct Frame {
    pub(super) id: usize,
    pub(super) session: Arc<str>,
    parts: Parts,
    /// Which steps read how much.
    because: Vec<(Place, Parts)>,
    steps: Vec<Seen>,
    /// Variables from outside that the body changes.
    changed: BTreeSet<String>,
    /// Steps of the body begun so far.
    begun: usize,
    content_until: usize,
    /// How many of the steps around the one at hand run their steps more than once.
    pub(super) repeating: usize,
}

/// Keeps what a step reads beside what it was known to read.
pub(super) fn note(because: &mut Vec<(Place, Parts)>, parts: Parts, step: &Place) {
    match because.iter_mut().find(|(known, _)| known == step) {
        Some((_, known)) => *known = known.and(parts),
        None if parts == Parts::default() => {}
        None => because.push((step.clone(), parts)),
    }
}

/// A step of the body, however deep.
struct Seen {
    path: String,
    index: usize,
    ordered: bool,
    /// Variables from outside that it reads or changes.
    outer: BTreeSet<String>,
    changes: bool,
    /// It may come by again in the same item.
    again: bool,
}

impl Frame {
    pub(super) fn new(id: usize, session: Arc<str>) -> Self {
        Self {
            id,
            session,
            parts: Parts::default(),
            because: Vec::new(),
            steps: Vec::new(),
            changed: BTreeSet::new(),
            begun: 0,
            content_until: 0,
            repeating: 0,
        }
    }

    /// The next step of the body itself.
    pub(super) fn next(&mut self) {
        self.begun += 1;
    }

    /// A step of the body, however deep.
    pub(super) fn begin(&mut self, path: &str, ordered: bool) {
        let (path, index) = (path.to_owned(), self.begun);
        self.steps.push(Seen {
            path,
            index,
            ordered,
            outer: BTreeSet::new(),
            changes: false,
            again: self.repeating > 0,
        });
    }

    /// A step reads so much of the message.
    pub(super) fn reads(&mut self, parts: Parts, step: &Place) {
        note(&mut self.because, parts, step);
        self.parts = self.parts.and(parts);
        if parts.content {
            self.content_until = self.begun;
        }
    }

    /// The step at hand reads a variable from outside.
    pub(super) fn reads_outer(&mut self, name: &str) {
        if let Some(step) = self.steps.last_mut() {
            step.outer.insert(name.to_owned());
        }
    }

    /// The step at hand changes a variable from outside.
    pub(super) fn changes_outer(&mut self, name: &str) {
        self.changed.insert(name.to_owned());
        self.reads_outer(name);
        if let Some(step) = self.steps.last_mut() {
            step.changes = true;
        }
    }

    pub(super) fn into_plan(self, path: &str, plan: &mut Plan) {
        let changed = self.changed;
        let waits = |step: &&Seen| step.ordered || step.outer.iter().any(|name| changed.contains(name));
        let waiting: Vec<&Seen> = self.steps.iter().filter(waits).collect();
        for step in &waiting {
            plan.wait(&step.path);
        }
        let last = waiting.last();
        let (parts, because) = (self.parts, self.because);
        plan.add(
            path,
            plan::Loop {
                parts,
                because,
                // Its result is kept once it has run: until then nobody else may keep theirs, nor when it comes by again.
                last_ordered: last
                    .filter(|step| !step.changes && !step.again)
                    .map(|step| step.path.as_str().into()),
                ordered_until: last.map_or(0, |step| step.index),
                content_until: self.content_until,
            },
        );
    }
}
