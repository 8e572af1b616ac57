//! Automations on their way from one Control Room to another.

use super::check::Checkup;
use super::store::Text;
use super::{Automations, Path};
use crate::access::Caller;
use crate::app::Asked;
use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::{Language, phrase};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The texts of automations, by their paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Path and text.
    pub automations: BTreeMap<String, String>,
}

/// What came of each automation of a bundle.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Imported {
    /// By path.
    pub automations: BTreeMap<String, Taken>,
}

/// What came of one.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// It is new.
    Added,
    /// It was there, and has a new version.
    Saved,
    /// It was there, with the same text.
    Same,
    /// It has mistakes, and was left out.
    Refused(Checkup),
}

/// More do not fit into one answer.
const MOST: usize = 1000;

impl Automations {
    /// The newest texts of all automations, or of these. `NotFound`: one of these is not there. `Quota`: there are too many
    /// for one bundle.
    pub async fn export(&self, ids: Option<&[String]>) -> Result<Bundle> {
        let mut automations = BTreeMap::new();
        if let Some(ids) = ids {
            for id in ids.iter().take(MOST) {
                automations.insert(self.get(id).await?.path, self.text(id, None).await?.0);
            }
            return Ok(Bundle { automations });
        }
        let mut asked = Asked::new(500, None);
        loop {
            let page = self.list(None, &asked).await?;
            for one in page.items {
                automations.insert(one.path, self.text(&one.id, None).await?.0);
            }
            match page.next {
                None => break,
                Some(_) if automations.len() >= MOST => {
                    return Err(Problem::new(Kind::Quota, phrase!("automation-bundle", most = MOST)));
                }
                next => asked = Asked::new(500, next),
            }
        }
        Ok(Bundle { automations })
    }

    /// Takes the automations of a bundle. Those that run others are read after them; whoever has mistakes is left out.
    /// `InvalidInput`: a path is none; nothing was taken then.
    pub async fn import(&self, by: &Caller, bundle: &Bundle, language: Language) -> Result<Imported> {
        let mut left: Vec<(Path, &String)> = Vec::new();
        for (path, text) in &bundle.automations {
            left.push((path.parse()?, text));
        }
        let mut automations = BTreeMap::new();
        // Whoever runs another of the bundle has a mistake until that one is there: as long as one more goes in, all that
        // are left are tried again.
        while !left.is_empty() {
            let before = left.len();
            let mut refused = Vec::new();
            for (path, text) in left {
                match self.take(by, &path, text, language).await? {
                    Taken::Refused(checkup) => {
                        automations.insert(path.to_string(), Taken::Refused(checkup));
                        refused.push((path, text));
                    }
                    taken => drop(automations.insert(path.to_string(), taken)),
                }
            }
            left = refused;
            if left.len() == before {
                break;
            }
        }
        Ok(Imported { automations })
    }

    async fn take(&self, by: &Caller, path: &Path, text: &str, language: Language) -> Result<Taken> {
        let given = Text { text, note: "" };
        let (saved, taken) = match self.at(path).await {
            Ok(there) if self.text(&there.id, None).await?.0 == text => return Ok(Taken::Same),
            Ok(there) => (self.save(by, &there.id, there.version, given, language).await?, Taken::Saved),
            Err(problem) if problem.kind() == Kind::NotFound => {
                (self.add(by, path, given, language).await?, Taken::Added)
            }
            Err(problem) => return Err(problem),
        };
        Ok(if saved.automation.is_some() { taken } else { Taken::Refused(saved.checkup) })
    }
}
