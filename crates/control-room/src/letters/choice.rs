//! The automation by which notices go out.

use super::Letters;
use crate::access::{Caller, Permission};
use crate::audit::Entry;
use crate::{Problem, Result, values};
use carteiro_engine::vars::Given;
use carteiro_world::{Phrase, phrase};
use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

/// The automation by which notices go out by mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = NoticeAutomation)]
pub struct Chosen {
    /// Its row.
    pub automation_id: String,
    /// What it is called by others.
    pub path: String,
    /// Which text of it runs, whatever is saved later.
    pub version: i64,
    /// Whoever has chosen it: it runs in their name.
    pub person_id: String,
    /// The same, by name.
    pub person: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub set_at: Timestamp,
}

type Row = (String, String, i64, String, String, i64);

/// What the automation is given.
pub(super) fn variables(to: &str, subject: String, text: String) -> IndexMap<String, Given> {
    let to = to.to_owned();
    [("to", to), ("subject", subject), ("text", text)]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Given::String(value)))
        .collect()
}

impl Letters {
    /// The automation by which notices go out; `None`: they do not.
    pub async fn chosen(&self) -> Result<Option<Chosen>> {
        let sql = "SELECT automation_id, path, notice_automation.version, person_id, person.name, set_at \
                   FROM notice_automation JOIN automation ON automation.id = automation_id \
                   JOIN person ON person.id = person_id";
        let row: Option<Row> = self.ground.db.one(sql, values![]).await?;
        let chosen = |(automation_id, path, version, person_id, person, set_at)| {
            let set_at = Timestamp::from_microsecond(set_at).unwrap_or_default();
            Chosen { automation_id, path, version, person_id, person, set_at }
        };
        Ok(row.map(chosen))
    }

    /// Has notices go out by the newest text of an automation, in the name of whoever says so; `None`: by none.
    ///
    /// - `NotFound`: there is no such automation. `Content`: it has mistakes.
    /// - `Denied`: they may not run automations.
    /// - `InvalidInput`: it does not take `to`, `subject` and `text`, or takes more than these.
    pub async fn choose(&self, by: &Caller, name: Option<&str>) -> Result<()> {
        let Some(name) = name else {
            return self.keep(by, None, phrase!("audit-notice-automation-removed")).await;
        };
        by.must(Permission::RunAutomations)?;
        let automation = self.automations.named(name).await?;
        let (text, version) = self.automations.text(&automation.id, None).await?;
        let loaded = self.automations.load(&automation.path.parse()?, &text).await?;
        let takes = loaded
            .checked()?
            .takes(&variables("ana@example.org", String::new(), String::new()), &TimeZone::UTC);
        takes.map_err(|failure| Problem::new(failure.kind, failure.words).at("/automation"))?;
        let (path, person) = (&automation.path, &by.person.name);
        let words = phrase!("audit-notice-automation", path = path, version = version, person = person);
        self.keep(by, Some((&automation.id, version)), words).await
    }

    async fn keep(&self, by: &Caller, chosen: Option<(&str, i64)>, words: Phrase) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        change.run("DELETE FROM notice_automation", values![]).await?;
        if let Some((automation, version)) = chosen {
            let sql = "INSERT INTO notice_automation (id, automation_id, version, person_id, set_at) \
                       VALUES (1, $1, $2, $3, $4)";
            let row = values![automation, version, &by.person.id, self.ground.clock.now()];
            change.run(sql, row).await?;
        }
        self.ground.audit(&mut change, &by.actor(), Entry::about("settings", "", words)).await?;
        change.commit().await
    }
}
