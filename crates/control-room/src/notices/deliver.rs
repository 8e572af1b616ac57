//! Notices on their way out: tried again, later and later, and not for ever.

use super::{Channel, Notices, next_try, phrase};
use crate::app::{Asked, Page};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::dial::Dialer;
use carteiro_world::http::{self, HeaderName, HeaderValue, Limits, Method, Request, header};
use carteiro_world::spool::Spools;
use carteiro_world::{Language, Phrase, Transcript, phrase};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use std::time::Duration;
use utoipa::ToSchema;

/// What an answer may take.
const LIMITS: Limits = Limits {
    total: Duration::from_secs(20),
    silence: Duration::from_secs(20),
    size: 64 * 1024,
    redirects: 0,
};
/// At a time.
const SOME: i64 = 20;

/// A notice on its way out, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Delivery {
    /// The row's name, which is sent along: whoever gets it twice knows it by that.
    pub id: String,
    /// By which way: `webhook` or `mail`.
    pub channel: String,
    /// Of mail: whom it is for, by their row.
    pub person_id: Option<String>,
    /// What is told, in words.
    pub said: String,
    /// When it happened.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// How often it was tried.
    pub tries: i64,
    /// When it arrived.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub done_at: Option<Timestamp>,
    /// When it is tried next; none, and it did not arrive: it was given up.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    /// Why it did not arrive the last time.
    pub failed: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    channel: String,
    person_id: Option<String>,
    kind: String,
    about: String,
    code: String,
    args: String,
    because: Option<String>,
    at: i64,
    tries: i64,
    due_at: Option<i64>,
    done_at: Option<i64>,
    failed: Option<String>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, channel, person_id, kind, about, code, args, because, at, tries, due_at, done_at, failed ",
            "FROM notice_delivery ",
            $rest
        )
    };
}

fn moment(at: i64) -> Timestamp {
    Timestamp::from_microsecond(at).unwrap_or_default()
}

impl Notices {
    /// Sends what is due, but for letters; how many arrived.
    pub async fn deliver(&self) -> Result<usize> {
        let now = self.ground.clock.now();
        let sql = select!("WHERE due_at <= $1 AND channel <> 'mail' ORDER BY due_at, id LIMIT $2");
        let due: Vec<Row> = self.ground.db.all(sql, values![now, SOME]).await?;
        let mut arrived = 0;
        for row in due {
            let next = next_try(row.tries, now);
            // Of two processes one sends it; and whoever dies over it has tried.
            let sql =
                "UPDATE notice_delivery SET tries = tries + 1, due_at = $1 WHERE id = $2 AND tries = $3";
            if self.ground.db.run(sql, values![next, &row.id, row.tries]).await? == 0 {
                continue;
            }
            match self.send(&row).await {
                Ok(()) => {
                    arrived += 1;
                    let sql =
                        "UPDATE notice_delivery SET done_at = $1, due_at = NULL, failed = NULL WHERE id = $2";
                    self.ground.db.run(sql, values![self.ground.clock.now(), &row.id]).await?;
                }
                Err(words) => {
                    let (notice, channel) = (&row.id, &row.channel);
                    tracing::warn!(notice, channel, is_given_up = next.is_none(), why = %words, "a notice was not sent");
                    let failed = serde_json::to_string(&words).map_err(Problem::internal)?;
                    let sql = "UPDATE notice_delivery SET failed = $1 WHERE id = $2";
                    self.ground.db.run(sql, values![failed, &row.id]).await?;
                }
            }
        }
        Ok(arrived)
    }

    async fn send(&self, row: &Row) -> Result<(), Phrase> {
        match Channel::named(&row.channel) {
            Some(Channel::Webhook) => self.to_webhook(row).await,
            Some(Channel::Mail) | None => Err(phrase!("notice-channel-unknown", channel = row.channel)),
        }
    }

    async fn to_webhook(&self, row: &Row) -> Result<(), Phrase> {
        let told = |problem: Problem| problem.words().clone();
        let (settings, _) = self.ground.settings().await.map_err(told)?;
        let url = settings.notice_webhook.as_deref().ok_or_else(|| phrase!("notice-webhook-off"))?;
        let url = carteiro_auth::providers::whole(url)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let (body, now) = (body(row), self.ground.clock.now());
        let mut request = Request::new(Method::POST, url, LIMITS);
        request.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let stamp = now.as_second().to_string();
        let signature = self.signature(&row.id, now, &body).await.map_err(told)?;
        let fields = [("webhook-id", Some(row.id.clone())), ("webhook-timestamp", Some(stamp))];
        for (name, value) in fields.into_iter().chain([("webhook-signature", signature)]) {
            let value = value.and_then(|value| HeaderValue::from_str(&value).ok());
            if let Some(value) = value {
                request.headers.insert(HeaderName::from_static(name), value);
            }
        }
        request.body = Some(body.into_bytes().into());
        let dialer = Dialer::new(settings.egress(), self.ground.clock.clone());
        let client = http::Client::new(dialer, Spools::default(), Transcript::default());
        let answer = client.send(request).await;
        let answer =
            answer.map_err(|failed| phrase!("notice-webhook-unreachable", host = host, error = failed))?;
        if answer.status.is_success() {
            return Ok(());
        }
        Err(phrase!("notice-webhook-refused", host = host, status = answer.status.as_u16()))
    }

    /// What is on its way out and what became of it, the latest first.
    pub async fn deliveries(&self, asked: &Asked, language: Language) -> Result<Page<Delivery>> {
        let after = asked.after::<1>()?.map_or_else(String::new, |[id]| id);
        let sql = select!("WHERE ($1 = '' OR id < $1) ORDER BY id DESC LIMIT $2");
        let rows: Vec<Row> = self.ground.db.all(sql, values![after, asked.rows()]).await?;
        let all = rows.into_iter().map(|row| row.read(language)).collect();
        Ok(asked.page(all, |delivery: &Delivery| [delivery.id.clone()]))
    }

    /// Tries one again that did not arrive. `NotFound`: there is none, or it did.
    pub async fn retry(&self, id: &str) -> Result<()> {
        let sql = "UPDATE notice_delivery SET tries = 0, due_at = $1 WHERE id = $2 AND done_at IS NULL AND run_id IS NULL";
        match self.ground.db.run(sql, values![self.ground.clock.now(), id]).await? {
            0 => Err(Problem::new(Kind::NotFound, phrase!("notice-missing"))),
            _ => Ok(()),
        }
    }
}

impl Row {
    fn because(&self) -> Option<Phrase> {
        self.because.as_deref().and_then(|because| serde_json::from_str(because).ok())
    }

    fn read(self, language: Language) -> Delivery {
        let failed = self.failed.as_deref().and_then(|failed| serde_json::from_str::<Phrase>(failed).ok());
        Delivery {
            said: language.say(&phrase(self.code, &self.args)),
            id: self.id,
            channel: self.channel,
            person_id: self.person_id,
            at: moment(self.at),
            tries: self.tries,
            done_at: self.done_at.map(moment),
            due_at: self.due_at.map(moment),
            failed: failed.map(|failed| language.say(&failed)),
        }
    }
}

/// What is sent: what happened, by its code and in words of both languages.
fn body(row: &Row) -> String {
    let words = phrase(row.code.clone(), &row.args);
    let because = row.because();
    let said = |language: Language| {
        let mut said = vec![language.say(&words)];
        said.extend(because.as_ref().map(|because| language.say(because)));
        said.join(" ")
    };
    json!({
        "id": row.id,
        "at": moment(row.at),
        "event": row.code,
        "about": { "kind": row.kind, "id": row.about },
        "values": words.args.as_ref(),
        "because": because.as_ref().map(|because| because.code.as_ref()),
        "words": { "en": said(Language::English), "pt-BR": said(Language::Portuguese) },
    })
    .to_string()
}
