//! Test connection: the doctor's steps, as they end.

use super::bounds::Place;
use super::{Looks, Subject};
use crate::access::Caller;
use crate::audit::Entry;
use crate::runs::Said;
use crate::{Problem, Result};
use carteiro_engine::{Failure, doctor};
use carteiro_mail::Kind;
use carteiro_world::{Language, phrase};
use futures_util::future::BoxFuture;
use futures_util::stream::{self, Stream};
use serde::Serialize;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use utoipa::ToSchema;

/// What is told of a connection: a finding for each step, and a verdict at the end.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Line {
    /// A step has ended.
    Found(Finding),
    /// The look has.
    Ended(Verdict),
}

/// What was found at one step.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Finding {
    /// The session.
    pub session: String,
    /// The step: `values`, `names`, `connection`, `tls`, `greeting`, `token`, `sign_in`, `folders`, `message` or `sending`.
    #[schema(value_type = String)]
    pub step: doctor::Step,
    /// The step in words.
    pub name: String,
    /// How long it took.
    pub took_ms: u64,
    /// What shows that it works.
    pub evidence: Vec<Evidence>,
    /// Why it does not: then nothing more is looked at.
    pub failure: Option<Said>,
    /// What is known to help.
    pub advice: Option<Evidence>,
}

/// A sentence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Evidence {
    /// Its code, for programs.
    pub code: String,
    /// The sentence, in the language of who asks.
    pub said: String,
}

/// What came of the look: the last line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Verdict {
    /// Whether all is well.
    pub ok: bool,
    /// What broke the look off, when that was no step.
    pub failure: Option<Said>,
}

struct Looking {
    examination: Option<BoxFuture<'static, Verdict>>,
    findings: UnboundedReceiver<doctor::Finding>,
    verdict: Option<Verdict>,
    language: Language,
    _place: Place,
}

impl Looks {
    /// Looks at a session as a run would open it; dropped, the look is over.
    ///
    /// - `NotFound`: the automation opens no session of this name.
    /// - `Throttled`: too many looks are under way.
    pub async fn connection(
        &self,
        caller: &Caller,
        subject: Subject,
        session: &str,
        language: Language,
    ) -> Result<impl Stream<Item = Line> + Send + use<>> {
        subject.opens(session)?;
        let place = self.under_way.take(&caller.person.id)?;
        let host = self.host(caller, &subject).await?;
        let words = phrase!("audit-look-connection", session = session, name = subject.name);
        self.ground.note(&caller.actor(), Entry::about("look", &subject.id, words)).await?;
        let (telling, findings) = unbounded_channel();
        let (looks, session) = (self.clone(), session.to_owned());
        let examination = async move {
            // Nobody listens any more once the look is over.
            let hear = move |finding| drop(telling.send(finding));
            let Subject { checked, variables, .. } = &subject;
            let looked = doctor::examine(checked.clone(), variables, host, Some(&session), hear);
            let failure = match looks.within(looked).await {
                Ok(Ok(ok)) => return Verdict { ok, failure: None },
                Ok(Err(failure)) => failure,
                Err(late) => Failure::new(late.kind(), late.words().clone()),
            };
            Verdict { ok: false, failure: Some(Said::new(&failure, language)) }
        };
        let examination = Some(Box::pin(examination) as BoxFuture<'static, Verdict>);
        let looking = Looking { examination, findings, verdict: None, language, _place: place };
        Ok(stream::unfold(looking, async |mut looking| looking.next().await.map(|line| (line, looking))))
    }
}

impl Looking {
    async fn next(&mut self) -> Option<Line> {
        if let Some(examination) = &mut self.examination {
            tokio::select! {
                biased;
                Some(finding) = self.findings.recv() => return Some(self.line(finding)),
                verdict = examination => self.verdict = Some(verdict),
            }
            self.examination = None;
        }
        if let Ok(finding) = self.findings.try_recv() {
            return Some(self.line(finding));
        }
        self.verdict.take().map(Line::Ended)
    }

    fn line(&self, finding: doctor::Finding) -> Line {
        let language = self.language;
        let said = |words| Evidence::of(words, language);
        let doctor::Finding { session, step, took_ms, evidence, failure } = finding;
        Line::Found(Finding {
            session,
            step,
            name: language.word(&format!("doctor-step-{}", step.name())).unwrap_or_default(),
            took_ms,
            evidence: evidence.iter().map(said).collect(),
            advice: failure.as_ref().and_then(|failure| failure.advice.as_deref()).map(said),
            failure: failure.map(|failure| Said::new(&failure, language)),
        })
    }
}

impl Evidence {
    fn of(words: &carteiro_world::Phrase, language: Language) -> Self {
        Self { code: words.code.to_string(), said: language.say(words) }
    }
}

impl Subject {
    /// `NotFound`: it opens no session of this name.
    pub(super) fn opens(&self, session: &str) -> Result<()> {
        if doctor::sessions(self.checked.automation()).contains(&session) {
            return Ok(());
        }
        Err(Problem::new(Kind::NotFound, phrase!("doctor-no-such-session", session = session)))
    }
}
