//! What is looked at: an automation as it is saved, or as it stands in an editor.

use super::Looks;
use crate::access::{Caller, Permission};
use crate::automations::{Checkup, Path};
use crate::{Problem, Result};
use carteiro_engine::vars::Given;
use carteiro_engine::{Checked, Host};
use carteiro_mail::Kind;
use carteiro_world::{Language, phrase};
use indexmap::IndexMap;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// What is to be looked at: an automation, a text, or the text that an automation is about to have.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Looked {
    /// The automation: its row, or its path.
    pub automation: Option<String>,
    /// Which text of it; left out: the newest.
    pub version: Option<i64>,
    /// A text instead, in YAML, which is not saved: for who may write automations.
    pub text: Option<String>,
    /// What the text would be called by those that it runs; left out: as the automation is.
    #[schema(example = "invoices/archive.yaml")]
    pub path: Option<String>,
    /// Values for its variables. Credentials are not among them.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub variables: IndexMap<String, Given>,
}

/// An automation that can be looked at.
pub struct Subject {
    /// Names the look in the log, together with all that it reads.
    pub(super) id: String,
    /// As its text calls itself.
    pub(super) name: String,
    pub(super) checked: Arc<Checked>,
    pub(super) variables: IndexMap<String, Given>,
    /// The folder of its files.
    folder: String,
}

impl Looks {
    /// What `caller` wants to look at; or what is wrong with it.
    ///
    /// - `Denied`: they may not run automations, or give a text and may not write them.
    /// - `NotFound`: there is no such automation. `InvalidInput`: nothing says what, or the variables do not fit.
    pub async fn subject(
        &self,
        caller: &Caller,
        looked: Looked,
        language: Language,
    ) -> Result<Result<Subject, Checkup>> {
        caller.must(Permission::RunAutomations)?;
        let automation = match &looked.automation {
            Some(name) => Some(self.automations.named(name).await?),
            None => None,
        };
        let text = match (looked.text, &automation) {
            (Some(text), _) => {
                caller.must(Permission::EditAutomations)?;
                text
            }
            (None, Some(automation)) => self.automations.text(&automation.id, looked.version).await?.0,
            (None, None) => return Err(Problem::new(Kind::InvalidInput, phrase!("look-what"))),
        };
        let id = self.ground.id();
        let (folder, path) = match automation {
            Some(automation) => (automation.id, looked.path.unwrap_or(automation.path)),
            None => (id.clone(), looked.path.unwrap_or_else(|| "draft.yaml".to_owned())),
        };
        let path: Path = path.parse()?;
        let loaded = self.automations.load(&path, &text).await?;
        let Ok(checked) = loaded.checked() else { return Ok(Err(Checkup::of(&loaded, language))) };
        let (settings, _) = self.ground.settings().await?;
        let takes = checked.takes(&looked.variables, &settings.zone());
        takes.map_err(|failure| Problem::new(failure.kind, failure.words))?;
        let name = checked.automation().name.clone();
        Ok(Ok(Subject { id, name, checked, variables: looked.variables, folder }))
    }

    /// What a look of theirs reaches: what a run would, and nothing is saved.
    pub(super) async fn host(&self, caller: &Caller, subject: &Subject) -> Result<Host> {
        self.runs.seeing(caller, &subject.id, &subject.folder).await
    }
}
