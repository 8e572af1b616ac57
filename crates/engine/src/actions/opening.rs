//! What the steps of a loop open of a large message: the parts that none of them opens need not travel.

use super::Step;
use crate::file::Located;
use carteiro_mail::mime::{PartId, Structure};
use carteiro_mail::{Message, Pick};
use std::sync::Arc;

/// Names the parts of a message that an action may open, given what they are said to be.
#[derive(Clone)]
pub struct Opens(Arc<Named>);

type Named = dyn Fn(&Structure) -> Vec<PartId> + Send + Sync;

/// So many bytes less are worth fetching parts one by one: then it is no longer one reader for every server that
/// decides what a part is.
const WORTH: u64 = 256 * 1024;
/// More parts that each need a file of their own are not held at once.
const FILES: usize = 8;

impl Opens {
    /// Opens what `named` names.
    pub fn new(named: impl Fn(&Structure) -> Vec<PartId> + Send + Sync + 'static) -> Self {
        Self(Arc::new(named))
    }
}

/// What the steps open together; `None` when one of them reads the whole message.
pub(super) fn pick(steps: &[Located<Step>]) -> Option<Pick> {
    let mut all = Vec::new();
    collect(steps, &mut all)?;
    Some(Pick::new(move |message| chosen(message, &all)))
}

/// What a single action opens.
pub(super) fn pick_of(opens: Opens) -> Pick {
    let all = [opens];
    Pick::new(move |message| chosen(message, &all))
}

fn collect(steps: &[Located<Step>], all: &mut Vec<Opens>) -> Option<()> {
    for step in steps {
        let action = step.action();
        if action.reads().content {
            all.push(action.opens()?);
        }
        for used in action.uses() {
            // Steps in a loop within may work on the message of this one, by its name.
            for body in used.bodies() {
                collect(body, all)?;
            }
        }
    }
    Some(())
}

fn chosen(message: &Message, all: &[Opens]) -> Option<Vec<PartId>> {
    let structure = message.structure.as_deref()?;
    let mut chosen: Vec<PartId> = all.iter().flat_map(|opens| (opens.0)(structure)).collect();
    chosen.sort();
    chosen.dedup();
    is_worth_it(structure, message.size, &chosen).then_some(chosen)
}

/// Whether fetching these parts spares enough of a message of this size.
pub(super) fn is_worth_it(structure: &Structure, size: u64, parts: &[PartId]) -> bool {
    let octets = || parts.iter().filter_map(|id| structure.part(id)).map(|part| part.octets);
    let files = octets().filter(|octets| *octets > carteiro_world::spool::IN_MEMORY as u64).count();
    size.saturating_sub(octets().sum()) > WORTH && files <= FILES
}
