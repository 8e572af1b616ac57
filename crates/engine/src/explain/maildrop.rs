//! What is fetched of a maildrop (POP3): headers by TOP, and everything else with the whole message by RETR.

use super::asked::Question;
use super::read::{Because, Of, Reading, What};
use carteiro_mail::{Parts, Reads};

/// What is fetched for `question`, of those that are meant `parts`; `all`: nobody stops before the end. `steps` tells who
/// wants the parts of what is meant.
pub(super) fn readings(
    question: &Question,
    parts: Parts,
    all: bool,
    steps: impl Fn(Parts) -> Vec<Because>,
) -> Vec<Reading> {
    let condition = question.query.condition.as_ref();
    let reads = Reads::of(condition, parts).at_once(condition, true);
    let whole = |of, because| Reading { of, what: vec![What::Content], fields: Vec::new(), because };
    let conditions = || question.because(comes_whole);
    if reads.blind && all {
        let because = conditions().into_iter().chain(steps(reads.wanted)).collect();
        return vec![whole(Of::Candidates, because)];
    }
    let mut found = vec![if comes_whole(reads.first) {
        whole(Of::Candidates, steps(reads.wanted))
    } else {
        Reading { of: Of::Candidates, what: vec![What::Header], fields: Vec::new(), because: Vec::new() }
    }];
    if reads.open.is_some() {
        found.push(whole(Of::Open, conditions()));
    }
    if !reads.first.covers(reads.wanted) {
        found.push(whole(Of::Meant, steps(reads.wanted)));
    }
    found
}

/// Whether only the whole message tells these.
fn comes_whole(parts: Parts) -> bool {
    parts.structure || parts.is_heavy()
}
