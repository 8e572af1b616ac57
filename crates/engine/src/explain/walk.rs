//! Going through the steps, in the order of the file.

use super::asked::Question;
use super::changed::{Changed, Effect, Times};
use super::read::{Because, readings};
use super::{Explanation, Looked, Opened, Step, Turn};
use crate::actions::{self, Limit, Look, Takes, Use};
use crate::automation::{Called, Checked};
use crate::failure::Failure;
use crate::file::{Document, Located, Place};
use crate::filter::Filter;
use carteiro_mail::Order;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

type Texts = BTreeMap<String, Arc<[u8]>>;

/// Of one file; what it runs goes to `runs`.
pub(super) fn explanation(
    name: &str,
    bytes: &[u8],
    checked: &Checked,
    zone: &TimeZone,
    texts: &Texts,
    runs: &mut Vec<Explanation>,
) -> Result<Explanation, Failure> {
    let automation = checked.automation();
    let unreadable = |_| carteiro_mail::Error::internal("a file that was checked cannot be read");
    let document = Document::parse(name, bytes).map_err(unreadable)?;
    let mut walk = Walk {
        checked,
        document: &document,
        zone: automation.time_zone.as_ref().map_or(zone, |zone| &zone.0),
        actions: HashMap::new(),
        explanation: Explanation {
            file: name.to_owned(),
            automation: automation.name.clone(),
            sessions: Vec::new(),
            looks: Vec::new(),
            changes: Vec::new(),
            runs: Vec::new(),
        },
        called: Vec::new(),
    };
    walk.names(&automation.steps);
    walk.steps(&automation.steps, Times::Once)?;
    let Walk { explanation: found, called, .. } = walk;
    for called in called {
        if runs.iter().any(|known| *known.file == *called.file) {
            continue;
        }
        let Some(bytes) = texts.get(&*called.file) else { continue };
        // Before those that it runs itself, which cannot run it.
        let at = runs.len();
        let told = explanation(&called.file, bytes, &called.checked, zone, texts, runs);
        runs.insert(at, told.map_err(|failure| failure.in_file(&called.file))?);
    }
    Ok(found)
}

struct Walk<'a> {
    checked: &'a Checked,
    document: &'a Document,
    zone: &'a TimeZone,
    /// The actions of all steps, by their ways.
    actions: HashMap<&'a str, &'static str>,
    explanation: Explanation,
    called: Vec<Arc<Called>>,
}

impl<'a> Walk<'a> {
    fn names(&mut self, steps: &'a [Located<actions::Step>]) {
        for step in steps {
            self.actions.insert(&step.place.path, step.action().name());
            for body in step.action().uses().iter().flat_map(Use::bodies) {
                self.names(body);
            }
        }
    }

    fn steps(&mut self, steps: &'a [Located<actions::Step>], times: Times) -> Result<(), Failure> {
        for step in steps {
            self.step(step, times)?;
        }
        Ok(())
    }

    fn step(&mut self, step: &'a Located<actions::Step>, times: Times) -> Result<(), Failure> {
        let action = step.action();
        let own = Step::new(&step.place, action.name());
        let look = action.looks();
        let is_of_many =
            look.as_ref().is_some_and(|look| matches!(look.takes, Takes::Change { .. } | Takes::Save));
        let sessions: Vec<String> = self.checked.plan().sessions(&own.path).map(str::to_owned).collect();
        let times_of_it = if is_of_many { Times::EachMessage } else { times };
        self.explanation.changes.extend(action.changes().into_iter().map(Effect::of).map(|effect| Changed {
            step: own.clone(),
            sessions: if effect.is_of_a_mailbox() { sessions.clone() } else { Vec::new() },
            effect,
            times: times_of_it,
        }));
        if let Some(look) = &look {
            let told = self.look(look, own, sessions.into_iter().next(), step)?;
            self.explanation.looks.push(told);
        }
        for one in action.uses() {
            let times = match &one {
                Use::Opens(connect) => {
                    self.explanation.sessions.extend(Opened::of(connect, step.place.line));
                    continue;
                }
                Use::Calls(call) => {
                    self.called.extend(self.checked.called(&call.file));
                    continue;
                }
                Use::Loop(_) => Times::EachMessage,
                Use::Each(_) if times == Times::Once => Times::EachValue,
                _ => times,
            };
            for body in one.bodies() {
                self.steps(body, times)?;
            }
        }
        Ok(())
    }

    fn look(
        &self,
        look: &Look<'_>,
        own: Step,
        session: Option<String>,
        step: &'a Located<actions::Step>,
    ) -> Result<Looked, Failure> {
        let all = Filter::default();
        let filter = look.filter.as_deref().unwrap_or(&all);
        let path = format!("{}.{}.where", own.path, own.action);
        let question = Question::of(filter, &path, self.document, self.zone)?;
        let counted_there = look.takes == Takes::Number && question.is_exact && !look.recursive;
        let plan = self.checked.plan().of(&own.path);
        let parts = look.parts.unwrap_or(plan.parts);
        let wants = Because { name: own.action.to_owned(), line: Some(own.line) };
        let action = |place: &Place| self.actions.get(place.path.as_str()).copied().unwrap_or_default();
        let reads =
            if counted_there { Vec::new() } else { readings(&question, parts, &plan, &wants, action) };
        let (mut body, mut takes) = (Vec::new(), look.takes);
        if let Takes::Loop { concurrency, .. } = &mut takes {
            for one in step.action().uses().iter().filter(|one| matches!(one, Use::Loop(_))) {
                for steps in one.bodies() {
                    let at_once = look.takes.at_once(steps, self.checked);
                    *concurrency = Some(at_once);
                    self.turns(steps, at_once, &mut body);
                }
            }
        }
        Ok(Looked {
            session: look.session.map(|session| session.to_string()).or(session),
            folder: look.folder.source().written().to_owned(),
            recursive: look.recursive,
            order: match look.order {
                Order::OldestFirst => "oldest_first",
                Order::NewestFirst => "newest_first",
            },
            limit: match look.limit {
                Limit::None => None,
                Limit::Written(limit) => Some(limit.source().written().to_owned()),
                Limit::Fixed(limit) => Some(limit.to_string()),
            },
            takes,
            asked: question.asked,
            counted_there,
            conditions: question.conditions,
            reads,
            in_parts: parts.content && look.pick.is_some(),
            body,
            step: own,
        })
    }

    fn turns(&self, steps: &[Located<actions::Step>], concurrency: usize, found: &mut Vec<Turn>) {
        for step in steps {
            let action = step.action();
            let waits = concurrency == 1 || self.checked.plan().waits(&step.place.path);
            let joins = action.changes().into_iter().any(|change| Effect::of(change).joins());
            found.push(Turn {
                step: Step::new(&step.place, action.name()),
                waits,
                joined: joins && !waits && action.looks().is_none(),
            });
            for one in action.uses().iter().filter(|one| !matches!(one, Use::Loop(_))) {
                one.bodies().into_iter().for_each(|steps| self.turns(steps, concurrency, found));
            }
        }
    }
}
