//! What the steps of a loop open of a large message: the parts that none of them opens need not travel.

use super::{Step, Use};
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
        // Steps of a loop in there may work on the message of this loop, by its name.
        for body in action.uses().iter().flat_map(Use::bodies) {
            collect(body, all)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Automation;

    /// The steps within the only step of an automation.
    fn opened(step: &str) -> Option<usize> {
        let text = format!(
            "name: T\nsteps:
  - connect: {{ session: a, mail_server: {{ host: h, auth: {{ basic: {{ username: u, password: {{ credential: a/b.c }} }} }} }} }}
  - for_each_mail: {{ session: a, do: [ {step} ] }}
"
        );
        let checked =
            Automation::load("t.yaml", text.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
        let mut all = Vec::new();
        let last = checked.automation().steps.last().unwrap();
        for body in last.action().uses().iter().flat_map(Use::bodies) {
            collect(body, &mut all)?;
        }
        Some(all.len())
    }

    #[test]
    fn what_is_opened_is_known_however_deep_the_step_stands() {
        for around in [
            "STEP",
            "{ if: { condition: true, then: [], else: [ STEP ] } }",
            "{ retry: { times: 1, do: [ STEP ] } }",
            "{ for_each: { in: [1], do: [ STEP ] } }",
            "{ try: { do: [], catch: [ { do: [ STEP ] } ] } }",
            "{ try: { do: [], finally: [ STEP ] } }",
            "{ for_each_mail: { session: a, as: other, do: [ STEP ] } }",
        ] {
            let around = around.replace("then: []", "then: [ { log: { text: x } } ]");
            let opened = |step: &str| opened(&around.replace("STEP", step));
            assert_eq!(opened("{ save_mail: { to: x } }"), None, "{around}");
            assert_eq!(opened("{ save_attachments: { to: x } }"), Some(1), "{around}");
            assert_eq!(opened("{ mark: { read: true } }"), Some(0), "{around}");
        }
    }
}
