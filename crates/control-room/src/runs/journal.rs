//! The journal in the database: it outlives the process, so that whoever tries a run again knows what it has done.

mod works;

use super::events::Sink;
use super::writer::Work;
use super::{Runs, failure};
use crate::{Problem, Result, values};
use carteiro_engine::Failure;
use carteiro_engine::journal::{self, Claim, EffectKey, Outcome, Pass, Token, pass_digest};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use std::sync::Arc;
use works::{Claims, Held, Known, Settling, Settlings, Wanted};

/// The journal of one run.
pub(super) struct Journal {
    runs: Runs,
    run: String,
    sink: Arc<Sink>,
}

impl Journal {
    pub(super) fn new(runs: &Runs, run: &str, sink: &Arc<Sink>) -> Self {
        Self { runs: runs.clone(), run: run.to_owned(), sink: Arc::clone(sink) }
    }

    fn now(&self) -> Timestamp {
        self.runs.0.ground.clock.now()
    }

    async fn write<W: Work>(&self, work: W) -> std::result::Result<W::Answer, Failure> {
        self.runs.0.writer.write(work).await.map_err(|problem| failure(&problem))
    }

    /// What was sealed as the result of an effect.
    fn unsealed(&self, digest: &str, sealed: Option<&[u8]>) -> Result<serde_json::Value> {
        let Some(sealed) = sealed else { return Ok(serde_json::Value::Null) };
        let plain = self.runs.0.ground.seal.unseal(&sealed_as(digest), sealed)?;
        serde_json::from_slice(&plain).map_err(Problem::internal)
    }

    fn sealed(&self, digest: &str, result: &serde_json::Value) -> Result<Option<Vec<u8>>> {
        if result.is_null() {
            return Ok(None);
        }
        let plain = serde_json::to_vec(result).map_err(Problem::internal)?;
        self.runs.0.ground.seal.seal(&sealed_as(digest), &plain).map(Some)
    }

    async fn claimed(&self, keys: &[EffectKey]) -> std::result::Result<Vec<Claim>, Failure> {
        let Some(origin) = keys.first().map(|key| key.run.clone()) else { return Ok(Vec::new()) };
        let digests: Vec<String> = keys.iter().map(|key| key.digest().to_string()).collect();
        let wanted = keys.iter().zip(&digests).map(|(key, digest)| {
            let within = pass_digest(&key.within).to_string();
            Wanted { digest: digest.clone(), within, step: key.step.clone() }
        });
        // Whoever finds a claim that nothing came of finds the message that it was about.
        self.sink.put().await;
        let claims = Claims { origin, run: self.run.clone(), at: self.now(), wanted: wanted.collect() };
        let found = self.write(claims).await?;
        let claim = |(key, found, digest): (&EffectKey, Known, &String)| match found {
            Known::Mine => Ok(Claim::Go(Token(key.clone()))),
            Known::Done(sealed) => self.unsealed(digest, sealed.as_deref()).map(Claim::Done),
            Known::Unknown => Ok(Claim::Unknown),
        };
        let claims =
            keys.iter().zip(found).zip(&digests).map(|((key, found), digest)| claim((key, found, digest)));
        claims.collect::<Result<_>>().map_err(|problem| failure(&problem))
    }

    async fn settled(&self, settled: Vec<(Token, Outcome)>) -> std::result::Result<(), Failure> {
        let mut settling = Vec::with_capacity(settled.len());
        for (Token(key), outcome) in settled {
            let digest = key.digest().to_string();
            let sealed = |result| self.sealed(&digest, result).map_err(|problem| failure(&problem));
            let (state, result) = match &outcome {
                Outcome::Done(result) => (Some("done"), sealed(result)?),
                Outcome::Pending(result) => (Some("pending"), sealed(result)?),
                Outcome::Unknown(_) => (Some("unknown"), None),
                Outcome::Failed(_) => (None, None),
            };
            settling.push(Settling { origin: key.run, digest, state, result });
        }
        self.write(Settlings(settling)).await
    }
}

fn sealed_as(digest: &str) -> String {
    format!("effect/{digest}")
}

impl journal::Journal for Journal {
    fn claim<'a>(&'a self, key: &'a EffectKey) -> BoxFuture<'a, std::result::Result<Claim, Failure>> {
        Box::pin(async move {
            let claims = self.claimed(std::slice::from_ref(key)).await?;
            let lost = || failure(&Problem::internal("no answer to a claim"));
            claims.into_iter().next().ok_or_else(lost)
        })
    }

    fn claim_all<'a>(
        &'a self,
        keys: &'a [EffectKey],
    ) -> BoxFuture<'a, Vec<std::result::Result<Claim, Failure>>> {
        Box::pin(async move {
            match self.claimed(keys).await {
                Ok(claims) => claims.into_iter().map(Ok).collect(),
                Err(failure) => keys.iter().map(|_| Err(failure.clone())).collect(),
            }
        })
    }

    fn settle(&self, token: Token, outcome: Outcome) -> BoxFuture<'_, std::result::Result<(), Failure>> {
        Box::pin(self.settled(vec![(token, outcome)]))
    }

    fn settle_all(
        &self,
        settled: Vec<(Token, Outcome)>,
    ) -> BoxFuture<'_, Vec<std::result::Result<(), Failure>>> {
        Box::pin(async move {
            let count = settled.len();
            vec![self.settled(settled).await; count]
        })
    }

    fn held<'a>(
        &'a self,
        tokens: Vec<Token>,
        held: std::result::Result<(), &'a Failure>,
    ) -> BoxFuture<'a, std::result::Result<(), Failure>> {
        let state = if held.is_ok() { "done" } else { "unknown" };
        let held = tokens.into_iter().map(|Token(key)| (key.run.clone(), key.digest().to_string()));
        Box::pin(self.write(Held { state, effects: held.collect() }))
    }

    fn outlives_runs(&self) -> bool {
        true
    }

    fn done<'a>(
        &'a self,
        run: &'a str,
        within: &'a Arc<[Pass]>,
    ) -> BoxFuture<'a, std::result::Result<u64, Failure>> {
        Box::pin(async move {
            let sql = "SELECT COUNT(*) FROM effect WHERE origin = $1 AND within = $2 AND state IN ('done', 'pending')";
            let row = values![run, pass_digest(within).to_string()];
            let count: Option<(i64,)> =
                self.runs.0.ground.db.one(sql, row).await.map_err(|problem| failure(&problem))?;
            Ok(count.map_or(0, |(count,)| u64::try_from(count).unwrap_or_default()))
        })
    }
}
