//! Looking something up in the log.

use super::{Audit, Way};
use crate::Result;
use crate::app::{Asked, Page};
use crate::values;
use carteiro_mail::Kind;
use carteiro_world::{Language, Phrase};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What is looked for; what is left out may be anything.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Filter {
    /// By whom: a person's row.
    pub person: Option<String>,
    /// Done to what: its row.
    pub about: Option<String>,
    /// What was done: the code of the sentence, or its beginning.
    pub code: Option<String>,
    /// A piece of a value in the sentence, or of the name of who did it, in any case.
    pub text: Option<String>,
    /// Since then.
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// Before then.
    #[param(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// Only what was refused, or only what was not.
    pub refused: Option<bool>,
}

/// Something that was done, or refused.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Recorded {
    /// The row's name: later ones are greater.
    pub id: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who, by their row.
    pub person_id: Option<String>,
    /// Who, by the name they had then.
    pub person: Option<String>,
    /// How they came.
    pub way: Way,
    /// From where.
    pub address: Option<String>,
    /// What it was done to: its kind.
    pub kind: String,
    /// What it was done to: its row.
    pub about: String,
    /// The code of the sentence and its values.
    #[schema(value_type = Object)]
    pub words: Phrase,
    /// The sentence, in the language of who asks.
    pub said: String,
    /// The kind of what it was refused with.
    #[schema(value_type = Option<String>)]
    pub refused: Option<Kind>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    at: i64,
    person_id: Option<String>,
    person: Option<String>,
    way: String,
    address: Option<String>,
    kind: String,
    about: String,
    code: String,
    args: String,
    refused: Option<String>,
}

impl Audit {
    /// What was recorded and is meant, the latest first.
    pub async fn search(&self, filter: &Filter, asked: &Asked, language: Language) -> Result<Page<Recorded>> {
        let after = asked.after::<1>()?.map(|[id]| id);
        let sql = "SELECT id, at, person_id, person, way, address, kind, about, code, args, refused FROM audit \
                   WHERE ($1 IS NULL OR id < $1) AND ($2 IS NULL OR person_id = $2) AND ($3 IS NULL OR about = $3) \
                   AND ($4 IS NULL OR code LIKE $4 ESCAPE '!') \
                   AND ($5 IS NULL OR LOWER(args) LIKE $5 ESCAPE '!' OR LOWER(person) LIKE $5 ESCAPE '!') \
                   AND ($6 IS NULL OR at >= $6) AND ($7 IS NULL OR at < $7) \
                   AND ($8 IS NULL OR (refused IS NOT NULL) = ($8 = 1)) \
                   ORDER BY id DESC LIMIT $9";
        let code = filter.code.as_deref().map(|code| format!("{}%", literal(code)));
        let text = filter.text.as_deref().map(|text| format!("%{}%", literal(&text.to_lowercase())));
        let refused = filter.refused.map(i64::from);
        let (person, about) = (filter.person.clone(), filter.about.clone());
        let row = values![after, person, about, code, text, filter.from, filter.until, refused, asked.rows()];
        let rows: Vec<Row> = self.ground.db.all(sql, row).await?;
        let recorded = rows.into_iter().map(|row| row.recorded(language)).collect();
        Ok(asked.page(recorded, |recorded| [recorded.id.clone()]))
    }
}

/// A text that `LIKE … ESCAPE '!'` takes for what it is.
pub(crate) fn literal(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

impl Row {
    fn recorded(self, language: Language) -> Recorded {
        let args: std::collections::BTreeMap<String, String> =
            serde_json::from_str(&self.args).unwrap_or_default();
        let words =
            args.into_iter().fold(Phrase::new(self.code), |words, (name, value)| words.with(name, value));
        Recorded {
            at: Timestamp::from_microsecond(self.at).unwrap_or_default(),
            said: language.say(&words),
            refused: self.refused.and_then(|kind| serde_json::from_value(kind.into()).ok()),
            way: Way::named(&self.way),
            id: self.id,
            person_id: self.person_id,
            person: self.person,
            address: self.address,
            kind: self.kind,
            about: self.about,
            words,
        }
    }
}
