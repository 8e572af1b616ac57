//! What is wrong with a text: the same that the command line says, with its places.

use super::{Automations, Loaded, Path};
use crate::Result;
use carteiro_engine::file::{Mistake, Place, Severity};
use carteiro_world::Language;
use serde::Serialize;
use utoipa::ToSchema;

/// What is wrong with an automation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Checkup {
    /// Whether it can run.
    pub ok: bool,
    /// Everything that is wrong, warnings included, in the order of the text.
    pub mistakes: Vec<Said>,
}

/// Something wrong.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Mistake)]
pub struct Said {
    /// The code of the sentence, for programs.
    pub code: String,
    /// The sentence, in the language of who asks.
    pub message: String,
    /// `error` or `warning`.
    #[schema(value_type = String)]
    pub severity: Severity,
    /// In which automation, when it is another that this one runs.
    pub file: Option<String>,
    /// Where; none: it is about the text as a whole.
    #[schema(value_type = Option<At>)]
    pub place: Option<Place>,
    /// Another place that matters.
    #[schema(value_type = Option<At>)]
    pub related: Option<Place>,
}

/// Where something stands in a text.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a place of the engine")]
struct At {
    /// The line, from 1.
    line: usize,
    /// The column in characters, from 1.
    column: usize,
    /// The way from the root, such as `steps[1].for_each_mail.where.from`.
    path: String,
}

impl Automations {
    /// What is wrong with a text, read as that of the automation at `path`.
    pub async fn check(&self, path: &Path, text: &str, language: Language) -> Result<Checkup> {
        let loaded = self.load(path, text).await?;
        Ok(Checkup::of(&loaded, language))
    }
}

impl Checkup {
    pub(super) fn of(loaded: &Loaded, language: Language) -> Self {
        let found = match &loaded.checked {
            Ok(checked) => checked.warnings(),
            Err(mistakes) => mistakes,
        };
        let mistakes = found.iter().map(|mistake| Said::of(mistake, language)).collect();
        Self { ok: loaded.checked.is_ok(), mistakes }
    }
}

impl Said {
    fn of(mistake: &Mistake, language: Language) -> Self {
        Self {
            code: mistake.code().to_owned(),
            message: language.say(&mistake.phrase),
            severity: mistake.severity,
            file: mistake.file.as_deref().map(str::to_owned),
            place: mistake.place.clone(),
            related: mistake.related.as_deref().cloned(),
        }
    }
}
