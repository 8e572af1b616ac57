//! What is wrong with an automation whose form is right: everything at once, each with its place.
//!
//! ```text
//! walk       goes through the steps as a run would, and knows what is open and what is declared
//! flow       clauses that are never reached, loops over values
//! calls      automations that are run as a step
//! sessions   names, order, permissions            variables  names and fields in templates
//! secrets    how secrets are given                patterns   groups of regular expressions
//! modes      ways of signing in that do not lead in
//! servers    connections that cannot or should not be made
//! ews        where Exchange is
//! order      which steps wait for their turn
//! ```

mod calls;
mod ews;
mod flow;
mod imap;
mod modes;
mod order;
mod patterns;
mod pop3;
mod secrets;
mod servers;
mod sessions;
mod variables;
mod walk;

use crate::automation::Automation;
use crate::file::{Document, Mistake};
use crate::plan::Plan;
use jiff::Timestamp;
use std::collections::HashMap;

/// What the checks found.
pub struct Found {
    /// What stands in the way of running it.
    pub mistakes: Vec<Mistake>,
    /// What does not.
    pub warnings: Vec<Mistake>,
    /// How it will run.
    pub plan: Plan,
}

impl Found {
    /// What is wrong for certain when a part of the file could not be read: names may be missing because of that part.
    pub fn of_a_part(self, misread: &[Mistake]) -> impl Iterator<Item = Mistake> {
        const MAY_BE_MISSING: [&str; 11] = [
            "call-",
            "catch-",
            "kinds-",
            "mode-",
            "oauth-",
            "secret-typed",
            "session-",
            "variable-unknown",
            "variable-no-group",
            "variable-no-fields",
            "message-",
        ];
        let follows = move |mistake: &Mistake| {
            MAY_BE_MISSING.iter().any(|code| mistake.code().starts_with(code))
                || (mistake.code() == "send-nobody" && names_somebody(mistake, misread))
        };
        self.mistakes.into_iter().chain(self.warnings).filter(move |mistake| !follows(mistake))
    }
}

/// Whether the step of this mistake names people, who could not be read.
fn names_somebody(mistake: &Mistake, misread: &[Mistake]) -> bool {
    let Some(step) = &mistake.place else { return false };
    misread.iter().filter_map(|one| one.place.as_ref()).any(|place| {
        // `steps[0].send.to[1]`, of the step `steps[0]`.
        let field = place.path.strip_prefix(&step.path).and_then(|rest| rest.split(['.', '[']).nth(2));
        matches!(field, Some("to" | "cc" | "bcc"))
    })
}

/// The automations that are run, by the names that are given to their files.
pub type Called<'a> = HashMap<&'a str, &'a Automation>;

/// Checks an automation that was read from `document`. `now`: for what ends on some day.
pub fn check(
    automation: &Automation,
    document: &Document,
    called: &Called<'_>,
    now: Option<Timestamp>,
) -> Found {
    let mut walk = walk::Walk::new(automation, document, called, now);
    walk.variables();
    walk.steps(&automation.steps);
    walk.returns();
    walk.finish()
}

const LONGEST_SLIP: usize = 200;

/// The name that was probably meant.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // The time of comparing grows with both lengths, and what is so long is no slip.
    if found.len() > LONGEST_SLIP {
        return None;
    }
    let close = known.into_iter().map(|name| (strsim::damerau_levenshtein(found, name), name));
    let (distance, name) = close.min()?;
    (distance <= 1.max(found.chars().count() / 3)).then_some(name)
}

#[cfg(test)]
mod tests;
