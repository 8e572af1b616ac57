//! What somebody was told of.

use super::{Notices, phrase};
use crate::app::{Asked, Page};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Language, Phrase, phrase};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Something that somebody was told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Notice {
    /// The row's name.
    pub id: String,
    /// What it is about: `connection`.
    pub kind: String,
    /// The name of the row that it is about.
    pub about: String,
    /// Which sentence it is: `notice-needs-sign-in`.
    pub code: String,
    /// In words.
    pub said: String,
    /// Why, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// When it happened.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// When it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    kind: String,
    about: String,
    code: String,
    args: String,
    because: Option<String>,
    at: i64,
    read_at: Option<i64>,
}

impl Row {
    fn read(self, language: Language) -> Notice {
        let because = self.because.and_then(|because| serde_json::from_str::<Phrase>(&because).ok());
        let moment = |at: i64| Timestamp::from_microsecond(at).unwrap_or_default();
        Notice {
            said: language.say(&phrase(self.code.clone(), &self.args)),
            id: self.id,
            kind: self.kind,
            about: self.about,
            code: self.code,
            because: because.map(|because| language.say(&because)),
            at: moment(self.at),
            read_at: self.read_at.map(moment),
        }
    }
}

impl Notices {
    /// What a person was told of, the latest first.
    pub async fn of(&self, person: &str, asked: &Asked, language: Language) -> Result<Page<Notice>> {
        let after = asked.after::<1>()?.map_or_else(String::new, |[id]| id);
        let sql = "SELECT id, kind, about, code, args, because, at, read_at FROM notice \
                   WHERE person_id = $1 AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3";
        let rows: Vec<Row> = self.ground.db.all(sql, values![person, after, asked.rows()]).await?;
        let notices = rows.into_iter().map(|row| row.read(language)).collect();
        Ok(asked.page(notices, |notice: &Notice| [notice.id.clone()]))
    }

    /// How many of them a person has not read.
    pub async fn unread(&self, person: &str) -> Result<u64> {
        let sql = "SELECT COUNT(*) FROM notice WHERE person_id = $1 AND read_at IS NULL";
        let unread: Option<(i64,)> = self.ground.db.one(sql, values![person]).await?;
        Ok(unread.map_or(0, |(unread,)| u64::try_from(unread).unwrap_or_default()))
    }

    /// That a person has read one. `NotFound`.
    pub async fn read(&self, person: &str, id: &str) -> Result<()> {
        let sql = "UPDATE notice SET read_at = COALESCE(read_at, $1) WHERE id = $2 AND person_id = $3";
        match self.ground.db.run(sql, values![self.ground.clock.now(), id, person]).await? {
            0 => Err(Problem::new(Kind::NotFound, phrase!("notice-missing"))),
            _ => Ok(()),
        }
    }

    /// That a person has read all of them.
    pub async fn read_all(&self, person: &str) -> Result<()> {
        let sql = "UPDATE notice SET read_at = $1 WHERE person_id = $2 AND read_at IS NULL";
        self.ground.db.run(sql, values![self.ground.clock.now(), person]).await.map(drop)
    }
}
