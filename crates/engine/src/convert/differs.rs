//! What differs between Exchange Web Services and Microsoft Graph, step by step.

use super::Told;
use crate::actions::Takes;
use crate::explain::{Effect, Explanation, Step};
use crate::file::Place;
use carteiro_world::{Phrase, phrase};

/// What the steps of an automation do otherwise in these sessions.
pub(super) fn differs(told: &Explanation, sessions: &[String]) -> Vec<Told> {
    let is_in = |session: &String| sessions.contains(session);
    let ours = told.changes.iter().filter(|change| change.sessions.iter().any(is_in));
    let by_changing = ours.filter_map(|change| Some((&change.step, effect(&change.effect)?)));
    let looks = told.looks.iter().filter(|look| look.session.as_ref().is_some_and(is_in));
    let by_looking = looks.filter_map(|look| {
        let waits = matches!(look.takes, Takes::Arriving { .. });
        waits.then(|| (&look.step, phrase!("convert-waits")))
    });
    by_changing.chain(by_looking).map(|(step, words)| Told { place: place(step), words }).collect()
}

fn place(step: &Step) -> Place {
    Place { line: step.line, column: 1, path: step.path.clone() }
}

fn effect(effect: &Effect) -> Option<Phrase> {
    match effect {
        Effect::Junk { .. } => Some(phrase!("convert-junk")),
        // A copy of what is sent is kept by the service itself.
        Effect::Append { folder: Some(_) } => Some(phrase!("convert-appends")),
        Effect::Send { .. } => Some(phrase!("convert-sends")),
        _ => None,
    }
}
