//! What is fetched of which messages. The order is that of the reading itself.

use super::asked::Question;
use crate::file::Place;
use crate::plan;
use carteiro_mail::{Parts, Reads};
use serde::Serialize;

/// What is fetched of some of the messages.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// Of which.
    pub of: Of,
    /// What.
    pub what: Vec<What>,
    /// Header fields besides those that are always fetched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// What wants it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

/// Of which messages something is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// All that the server does not rule out, nor what is kept here of the account.
    Candidates,
    /// Those of them that their headers leave open.
    Open,
    /// Those that are still open.
    StillOpen,
    /// Those that are meant.
    Meant,
}

/// What is fetched of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Flags, date, size, and the header fields that people see.
    Header,
    /// All header fields.
    AllHeaders,
    /// Which parts there are.
    Structure,
    /// The text that a person reads.
    Text,
    /// The invitation, receipt or bounce in it.
    Purpose,
    /// The whole message.
    Content,
}

/// What wants something of a message: a condition, or a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Because {
    /// The key of the condition, or the action of the step.
    pub name: String,
    /// Where it stands; left out: nobody has written it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

/// The steps that want these parts of what is meant; `own` where none is known.
pub(super) fn steps(
    wanted: Parts,
    plan: &plan::Loop,
    own: &Because,
    action: impl Fn(&Place) -> &'static str,
) -> Vec<Because> {
    let matter = plan.because.iter().filter(|(_, parts)| is_part_of(*parts, wanted));
    let found: Vec<Because> =
        matter.map(|(place, _)| Because { name: action(place).to_owned(), line: Some(place.line) }).collect();
    if found.is_empty() { vec![own.clone()] } else { found }
}

/// What is fetched for `question`, of those that are meant `parts`. `steps` tells who wants these.
pub(super) fn readings(
    question: &Question,
    parts: Parts,
    steps: impl Fn(Parts) -> Vec<Because>,
) -> Vec<Reading> {
    let reads = Reads::of(question.query.condition.as_ref(), parts);
    let fields = reads.headers.iter().map(|name| name.as_str().to_owned()).collect();
    let mut first = vec![What::Header];
    first.extend(whats(reads.first));
    let mut found = vec![Reading { of: Of::Candidates, what: first, fields, because: Vec::new() }];
    let mut more = |of, parts, because| {
        found.push(Reading { of, what: whats(parts), fields: Vec::new(), because });
    };
    if let Some(told) = reads.told {
        more(Of::Open, told, question.because(|parts| parts.structure));
    }
    if let Some(open) = reads.open {
        more(Of::StillOpen, open, question.because(Parts::is_heavy));
    }
    if !reads.first.covers(reads.wanted) {
        more(Of::Meant, reads.wanted, steps(reads.wanted));
    }
    found
}

/// Whether who wants these parts is to be named for the `wanted`: of the whole message all others are a part.
fn is_part_of(parts: Parts, wanted: Parts) -> bool {
    if wanted.content { parts.content } else { parts != Parts::default() }
}

fn whats(parts: Parts) -> Vec<What> {
    if parts.content {
        return vec![What::Content];
    }
    let all = [
        (parts.all_headers, What::AllHeaders),
        (parts.structure, What::Structure),
        (parts.text, What::Text),
        (parts.purpose, What::Purpose),
    ];
    all.into_iter().filter_map(|(wanted, what)| wanted.then_some(what)).collect()
}
