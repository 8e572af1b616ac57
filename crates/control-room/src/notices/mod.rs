//! What people are told of, without having asked: in their own list, and by whatever else an administrator has set up.

mod deliver;
mod inbox;
mod numbers;
mod routes;
mod signing;
#[cfg(test)]
mod tests;
mod turn;
mod waiting;

pub use deliver::Delivery;
pub use inbox::Notice;
pub(crate) use routes::routes;
pub(crate) use waiting::{Waiting, next_try};

use crate::db::Transaction;
use crate::ground::Ground;
use crate::{Problem, Result, values};
use carteiro_world::Phrase;
use std::collections::BTreeSet;

/// Notices. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Notices {
    ground: Ground,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct News {
    /// What it happened to: `connection` and the row's name.
    pub kind: &'static str,
    /// The row's name.
    pub about: String,
    /// What happened: of this everybody is told once.
    pub event: String,
    /// In words.
    pub words: Phrase,
    /// Why, where that is known.
    pub because: Option<Phrase>,
}

impl News {
    /// Something that happened to a row.
    pub fn about(kind: &'static str, about: &str, event: String, words: Phrase) -> Self {
        Self { kind, about: about.to_owned(), event, words, because: None }
    }
}

/// A way out of the house. To add one: a line here, when it is on in [`Notices::tell`], and who goes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Channel {
    /// A request to an address that an administrator has set.
    Webhook,
    /// A letter to each person, which `letters` sends.
    Mail,
}

impl Channel {
    const ALL: [Self; 2] = [Self::Webhook, Self::Mail];

    /// As it is kept.
    fn name(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Mail => "mail",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}

impl Notices {
    /// Those of this database.
    pub fn new(ground: Ground) -> Self {
        Self { ground }
    }

    /// Tells people, and whoever is outside, together with the change that it tells of. What they were told of before they
    /// are not told again.
    pub(crate) async fn tell(
        &self,
        change: &mut Transaction,
        people: &BTreeSet<String>,
        news: &News,
    ) -> Result<()> {
        let now = self.ground.clock.now();
        let args = serde_json::to_string(&*news.words.args).map_err(Problem::internal)?;
        let because = news.because.as_ref().and_then(|because| serde_json::to_string(because).ok());
        let code = news.words.code.as_ref();
        for person in people {
            let sql = "INSERT INTO notice (id, person_id, event, kind, about, code, args, because, at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (person_id, event) DO NOTHING";
            let (id, because) = (self.ground.id(), because.clone());
            let row = values![id, person, &news.event, news.kind, &news.about, code, &args, because, now];
            change.run(sql, row).await?;
        }
        let mut ways = Vec::new();
        if self.ground.settings_in(change).await?.notice_webhook.is_some() {
            ways.push((Channel::Webhook, news.event.clone(), None));
        }
        for person in self.written_to(change, people).await? {
            ways.push((Channel::Mail, format!("{}/{person}", news.event), Some(person)));
        }
        for (channel, event, person) in ways {
            let sql = "INSERT INTO notice_delivery \
                       (id, channel, event, kind, about, code, args, because, at, due_at, person_id) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10) ON CONFLICT (channel, event) DO NOTHING";
            let (id, because) = (self.ground.id(), because.clone());
            let (kind, about) = (news.kind, &news.about);
            let row = values![id, channel.name(), event, kind, about, code, &args, because, now, person];
            change.run(sql, row).await?;
        }
        Ok(())
    }
}

/// The sentence that was kept.
fn phrase(code: String, args: &str) -> Phrase {
    let args = serde_json::from_str(args).unwrap_or_default();
    Phrase { code: code.into(), args: std::sync::Arc::new(args) }
}
