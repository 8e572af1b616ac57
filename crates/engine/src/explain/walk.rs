//! Going through the steps, in the order of the file.

use super::Speaks;
use super::asked::Question;
use super::changed::{Changed, Effect, Times};
use super::read::{self, Because};
use super::{Explanation, Looked, Opened, Step, Turn, maildrop};
use crate::actions::{self, Limit, Look, Takes, Use};
use crate::automation::{Called, Checked};
use crate::failure::Failure;
use crate::file::{Document, Located, Place};
use crate::filter::Filter;
use carteiro_mail::{Order, Parts, Permission};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

type Texts = BTreeMap<String, Arc<[u8]>>;

/// Of one file; what it runs goes to `runs`.
pub(super) fn explanation(
    name: &str,
    bytes: &[u8],
    checked: &Checked,
    zone: &TimeZone,
    now: Option<Timestamp>,
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
        now,
        actions: HashMap::new(),
        senders: HashSet::new(),
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
        let told = explanation(&called.file, bytes, &called.checked, zone, now, texts, runs);
        runs.insert(at, told.map_err(|failure| failure.in_file(&called.file))?);
    }
    Ok(found)
}

struct Walk<'a> {
    checked: &'a Checked,
    document: &'a Document,
    zone: &'a TimeZone,
    /// When it is looked at.
    now: Option<Timestamp>,
    /// The actions of all steps, by their ways.
    actions: HashMap<&'a str, &'static str>,
    /// The sessions by which something is sent.
    senders: HashSet<String>,
    explanation: Explanation,
    called: Vec<Arc<Called>>,
}

impl<'a> Walk<'a> {
    fn names(&mut self, steps: &'a [Located<actions::Step>]) {
        for step in steps {
            self.actions.insert(&step.place.path, step.action().name());
            self.sends(step);
            for body in step.action().uses().iter().flat_map(Use::bodies) {
                self.names(body);
            }
        }
    }

    fn sends(&mut self, step: &'a Located<actions::Step>) {
        let mut by = None;
        for one in step.action().uses() {
            match one {
                Use::Session(Some(name), Permission::Send) => {
                    by = Some(vec![name.to_string()]);
                    break;
                }
                Use::Session(None, Permission::Send) | Use::Message(_, Permission::Send) => {
                    by = Some(self.sessions(&step.place.path));
                }
                _ => {}
            }
        }
        self.senders.extend(by.into_iter().flatten());
    }

    fn sessions(&self, path: &str) -> Vec<String> {
        self.checked.plan().sessions(path).map(str::to_owned).collect()
    }

    /// What the server of a session speaks.
    fn protocol(&self, session: &str) -> Speaks {
        let opened = self.explanation.sessions.iter().rev().find(|opened| opened.session == session);
        opened.map_or(Speaks::default(), |opened| opened.kind)
    }

    /// Whether a step works on maildrops only.
    fn is_by_pop3(&self, sessions: &[String]) -> bool {
        !sessions.is_empty() && sessions.iter().all(|session| self.protocol(session) == Speaks::Pop3)
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
        let sessions = self.sessions(&own.path);
        let times_of_it = if is_of_many { Times::EachMessage } else { times };
        for effect in action.changes().into_iter().map(Effect::of) {
            let mut sessions = if effect.is_of_a_mailbox() { sessions.clone() } else { Vec::new() };
            let by_pop3 = self.is_by_pop3(&sessions);
            if effect.needs_a_place() {
                sessions.retain(|session| self.protocol(session) != Speaks::Pop3);
                if by_pop3 {
                    continue;
                }
            }
            let held = if by_pop3 { effect.held() } else { None };
            self.explanation.changes.push(Changed {
                step: own.clone(),
                effect,
                sessions,
                times: times_of_it,
                held,
            });
        }
        if let Some(look) = &look {
            let told = self.look(look, own, sessions.into_iter().next(), step)?;
            self.explanation.looks.push(told);
        }
        for one in action.uses() {
            let times = match &one {
                Use::Opens(connect) => {
                    let sends = self.senders.contains(connect.settings().session.as_str());
                    self.explanation.sessions.push(Opened::of(connect, step.place.line, sends, self.now));
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
        let session = look.session.map(|session| session.to_string()).or(session);
        let protocol = session.as_deref().map_or(Speaks::default(), |session| self.protocol(session));
        let question = Question::of(filter, &path, self.document, self.zone, protocol)?;
        let counted_there = look.takes == Takes::Number && question.is_exact && !look.recursive;
        let plan = self.checked.plan().of(&own.path);
        let parts = look.parts.and(plan.parts);
        let wants = Because { name: own.action.to_owned(), line: Some(own.line) };
        let action = |place: &Place| self.actions.get(place.path.as_str()).copied().unwrap_or_default();
        let steps = |wanted: Parts| read::steps(wanted, &plan, &wants, action);
        let all = matches!(look.limit, Limit::None) && !look.recursive;
        let reads = match protocol {
            _ if counted_there => Vec::new(),
            Speaks::Imap => read::readings(&question, parts, steps),
            // There too a part comes with all of its message.
            Speaks::Pop3 | Speaks::Ews | Speaks::Outlook => maildrop::readings(&question, parts, all, steps),
        };
        let (mut body, mut at_once) = (Vec::new(), 1);
        for one in step.action().uses() {
            if let Use::Loop(inner) = one {
                at_once = look.takes.at_once(inner.body, self.checked);
                self.turns(inner.body, at_once, &mut body);
            }
        }
        Ok(Looked {
            session,
            protocol,
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
            takes: look.takes,
            asked: question.asked,
            counted_there,
            conditions: question.conditions,
            reads,
            at_once,
            in_parts: parts.content && look.pick.is_some() && protocol == Speaks::Imap,
            body,
            step: own,
        })
    }

    fn turns(&self, steps: &[Located<actions::Step>], at_once: usize, found: &mut Vec<Turn>) {
        for step in steps {
            let action = step.action();
            let waits = at_once == 1 || self.checked.plan().waits(&step.place.path);
            let joins = action.changes().into_iter().any(|change| Effect::of(change).joins())
                && !self.is_by_pop3(&self.sessions(&step.place.path));
            found.push(Turn {
                step: Step::new(&step.place, action.name()),
                waits,
                joined: joins && !waits && action.looks().is_none(),
            });
            for one in action.uses().iter().filter(|one| !matches!(one, Use::Loop(_))) {
                one.bodies().into_iter().for_each(|steps| self.turns(steps, at_once, found));
            }
        }
    }
}
