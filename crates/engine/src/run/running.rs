//! One run, from its variables to its closed sessions.

use super::cx::{At, Cx};
use super::stop::Stop;
use crate::automation::Checked;
use crate::event::{Event, Report, Status, Summary};
use crate::failure::{Ends, Failure};
use crate::host::{Host, Reach};
use crate::seen::{Ledger, Marks, Of};
use crate::session::Session;
use crate::vars::{Given, Record, Scope, Value};
use carteiro_mail::Kind;
use carteiro_mail::backend::Cost;
use indexmap::IndexMap;
use jiff::tz::TimeZone;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How a run ended.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The run.
    pub run: String,
    /// The numbers, and why it ended when a step failed.
    pub summary: Summary,
}

impl Outcome {
    /// How it ended.
    pub fn status(&self) -> Status {
        self.summary.status
    }

    /// Whether it ended because a session could not be opened.
    pub fn could_not_connect(&self) -> bool {
        self.summary.failure.as_ref().is_some_and(|failure| &*failure.operation == "connect")
    }
}

/// What all steps of an automation share while it runs.
pub(crate) struct Running {
    pub(crate) checked: Arc<Checked>,
    pub(super) host: Host,
    pub(super) reach: Reach,
    pub(crate) zone: TimeZone,
    pub(crate) stop: Stop,
    /// Nothing happens.
    pub(crate) rehearses: bool,
    pub(crate) id: String,
    /// The run whose effects are not repeated: this one, unless it tries another one again.
    pub(super) origin: Arc<str>,
    /// The automation that was started: it, or the one that runs it.
    pub(super) name: Arc<str>,
    /// The way to its steps, when another automation runs it.
    pub(super) before: String,
    /// What it is known by beyond the run, when another automation runs it.
    pub(super) known_by: String,
    sessions: Mutex<IndexMap<String, Arc<Session>>>,
    /// That of the automation that was started.
    ledger: Arc<tokio::sync::Mutex<Option<Arc<dyn Ledger>>>>,
    /// Those of the accounts whose servers keep no marks.
    marks: Arc<tokio::sync::Mutex<IndexMap<String, Arc<Marks>>>>,
    totals: Arc<Totals>,
}

#[derive(Default)]
struct Totals {
    done: AtomicU64,
    failed: AtomicU64,
    files: AtomicU64,
    bytes: AtomicU64,
    closed: Mutex<Cost>,
}

/// Runs an automation with these values for its variables. Sessions are closed whatever happens.
pub async fn run(
    checked: Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    stop: Stop,
) -> Outcome {
    let named = Named::fresh(&host);
    started(named, checked, variables, host, stop, false).await
}

/// What a run is known by, where somebody keeps runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The run.
    pub id: String,
    /// The run whose effects are not repeated: this one, unless it tries that one again.
    pub origin: String,
}

impl Named {
    pub(super) fn fresh(host: &Host) -> Self {
        let id = host.random.id::<8>();
        Self { origin: id.clone(), id }
    }
}

/// The same as [`run`], known by this.
pub async fn run_named(
    named: Named,
    checked: Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    stop: Stop,
) -> Outcome {
    started(named, checked, variables, host, stop, false).await
}

pub(super) async fn started(
    named: Named,
    checked: Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    stop: Stop,
    rehearses: bool,
) -> Outcome {
    let started = host.clock.now();
    let running = Running::new(named, checked, host, stop, rehearses);
    running.report(Event::RunStarted {
        run: running.id.clone(),
        automation: running.checked.automation().name.clone(),
        dry_run: rehearses,
    });
    for warning in running.checked.warnings() {
        running.report(Event::Warning { words: warning.phrase.clone() });
    }
    let done = match running.variables(variables) {
        Err(failure) => Err(failure),
        Ok(scope) => running.steps(running.cx(scope)).await,
    };
    let failure = running.close_all(done, |event| running.report(event)).await.err();
    // Whoever runs it next may be waiting for it.
    drop(running.ledger.lock().await.take());
    running.marks.lock().await.clear();
    let totals = &running.totals;
    let failed = totals.failed.load(Ordering::Relaxed);
    let failure = failure.filter(|failure| failure.ends != Some(Ends::Ok));
    let summary = Summary {
        status: match &failure {
            Some(failure) if failure.ends == Some(Ends::Failed) => Status::Failed,
            Some(failure) if failure.kind == Kind::Cancelled => Status::Cancelled,
            Some(_) => Status::Failed,
            None if failed > 0 => Status::WithFailures,
            None => Status::Ok,
        },
        failure,
        done: totals.done.load(Ordering::Relaxed),
        failed,
        files: totals.files.load(Ordering::Relaxed),
        bytes: totals.bytes.load(Ordering::Relaxed),
        cost: *totals.closed.lock().unwrap_or_else(PoisonError::into_inner),
        elapsed_ms: u64::try_from(running.host.clock.since(started).as_millis()).unwrap_or(u64::MAX),
    };
    running.report(Event::RunFinished(summary.clone()));
    Outcome { run: running.id.clone(), summary }
}

fn zone(checked: &Checked, host: &Host) -> TimeZone {
    checked.automation().time_zone.as_ref().map_or(host.time_zone.clone(), |zone| zone.0.clone())
}

impl Cx {
    /// What a step would see that is looked at outside of a run.
    pub(crate) fn outside(
        checked: Arc<Checked>,
        variables: &IndexMap<String, Given>,
        host: Host,
    ) -> Result<Self, Failure> {
        let running = Running::new(Named::fresh(&host), checked, host, Stop::default(), false);
        let scope = running.variables(variables)?;
        Ok(running.cx(scope))
    }
}

impl Running {
    fn new(named: Named, checked: Arc<Checked>, host: Host, stop: Stop, rehearses: bool) -> Arc<Self> {
        Arc::new(Self {
            id: named.id,
            origin: named.origin.into(),
            zone: zone(&checked, &host),
            stop,
            rehearses,
            name: checked.automation().name.as_str().into(),
            before: String::new(),
            known_by: String::new(),
            checked,
            reach: host.reach(),
            host,
            sessions: Mutex::default(),
            ledger: Arc::default(),
            marks: Arc::default(),
            totals: Arc::default(),
        })
    }

    /// Another automation of the same run, which the step at `before` runs; beyond the run it is known by `known_by`.
    pub(super) fn calling(&self, checked: Arc<Checked>, before: String, known_by: String) -> Arc<Self> {
        Arc::new(Self {
            zone: zone(&checked, &self.host),
            checked,
            host: self.host.clone(),
            reach: self.reach.clone(),
            stop: self.stop.clone(),
            rehearses: self.rehearses,
            id: self.id.clone(),
            origin: Arc::clone(&self.origin),
            name: Arc::clone(&self.name),
            before,
            known_by,
            sessions: Mutex::default(),
            ledger: Arc::clone(&self.ledger),
            marks: Arc::clone(&self.marks),
            totals: Arc::clone(&self.totals),
        })
    }

    /// The view of its first step.
    fn cx(self: &Arc<Self>, scope: Scope) -> Cx {
        Cx {
            running: Arc::clone(self),
            origin: Arc::clone(&self.origin),
            scope,
            events: Arc::clone(&self.host.events),
            item: None,
            step: At::default(),
            within: Arc::default(),
            numbers: Arc::default(),
            halted: Vec::new(),
            finishing: false,
            kept: None,
        }
    }

    /// In a task of its own: a mistake of ours ends the run, not the program, and the sessions are closed. Answers what
    /// the automation returns.
    pub(super) async fn steps(self: &Arc<Self>, mut cx: Cx) -> Result<Value, Failure> {
        let checked = Arc::clone(&self.checked);
        let is_called = !self.before.is_empty();
        let all = tokio::spawn(async move {
            cx.steps(&checked.automation().steps).await?;
            let returns = checked.automation().returns.as_ref().filter(|_| is_called);
            returns.map_or(Ok(Value::Nothing), |returns| returns.evaluate(&cx.scope))
        });
        all.await.unwrap_or_else(|error| Err(carteiro_mail::Error::internal(error).into()))
    }

    pub(super) fn variables(&self, given: &IndexMap<String, Given>) -> Result<Scope, Failure> {
        let scope = Scope::default();
        for (name, value) in self.checked.values(given, &self.zone, !self.before.is_empty())? {
            scope.declare(name, value);
        }
        let fields = [
            ("id", Value::text(&self.id)),
            ("automation", Value::text(&self.checked.automation().name)),
            ("started_at", Value::DateTime(Arc::new(self.host.clock.now().to_zoned(self.zone.clone())))),
        ];
        scope.declare("run", Record::new(fields).into());
        Ok(scope)
    }

    fn report(&self, event: Event) {
        let at = self.host.clock.now();
        self.host.events.report(Report { at, step: None, items: Vec::new(), event });
    }

    /// The ledger of the automation that was started: opened by the first loop that needs it.
    pub(super) async fn ledger(&self) -> Result<Arc<dyn Ledger>, Failure> {
        let mut ledger = self.ledger.lock().await;
        if let Some(open) = &*ledger {
            return Ok(Arc::clone(open));
        }
        let opened = self.host.seen.open(Of::Automation(&self.name)).await?;
        Ok(Arc::clone(ledger.insert(opened)))
    }

    /// Which messages of an account were read: opened by the first session that needs it.
    pub(crate) async fn marks(&self, identity: &str) -> Result<Arc<Marks>, Failure> {
        let mut marks = self.marks.lock().await;
        if let Some(open) = marks.get(identity) {
            return Ok(Arc::clone(open));
        }
        let opened = Arc::new(Marks::open(&*self.host.seen, identity).await?);
        marks.insert(identity.to_owned(), Arc::clone(&opened));
        Ok(opened)
    }

    pub(crate) fn session(&self, name: &str) -> Option<Arc<Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    pub(crate) fn opened(&self, session: Session) {
        let name = session.name().to_owned();
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).insert(name, Arc::new(session));
    }

    /// Takes a session out and closes it.
    pub(crate) async fn close(&self, name: &str) -> Result<(), Failure> {
        let taken = self.sessions.lock().unwrap_or_else(PoisonError::into_inner).shift_remove(name);
        let Some(session) = taken else { return Ok(()) };
        let closed = session.close(&*self.host.journal).await;
        let cost = session.cost().await;
        *self.totals.closed.lock().unwrap_or_else(PoisonError::into_inner) += cost;
        closed
    }

    /// Closes what is open once the steps have ended so. Where all is well but for what a session has accepted, its failure
    /// is that of the steps; any other is a warning.
    pub(super) async fn close_all<T>(
        &self,
        mut done: Result<T, Failure>,
        report: impl Fn(Event),
    ) -> Result<T, Failure> {
        loop {
            let first = {
                let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
                sessions.first().map(|(name, session)| (name.clone(), session.has_pending()))
            };
            let Some((name, has_pending)) = first else { return done };
            if let Err(failure) = self.close(&name).await {
                let is_well = done.as_ref().err().is_none_or(|failure| failure.ends == Some(Ends::Ok));
                if has_pending && is_well {
                    done = Err(failure);
                } else {
                    report(Event::Warning { words: failure.words });
                }
            }
            report(Event::Disconnected { session: name });
        }
    }

    /// Whether the step waits for the turn of its item.
    pub(super) fn waits(&self, path: &str) -> bool {
        self.checked.plan().waits(path)
    }

    pub(crate) fn item_ended(&self, well: bool) {
        let total = if well { &self.totals.done } else { &self.totals.failed };
        total.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn file_saved(&self, bytes: u64) {
        self.totals.files.fetch_add(1, Ordering::Relaxed);
        self.totals.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}
