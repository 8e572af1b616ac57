//! What a loop asks of the server, and which of its steps wait for their turn. Made by the checks.

use crate::file::Place;
use carteiro_mail::Parts;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The plan of an automation. Steps are known by their way through it.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    loops: HashMap<String, Loop>,
    waiting: HashSet<String>,
    /// In which sessions a step works.
    sessions: HashMap<String, BTreeSet<Arc<str>>>,
}

/// The plan of one loop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loop {
    /// What the body reads of a message, and no more.
    pub parts: Parts,
    /// Which steps read how much of it, in their order.
    pub because: Vec<(Place, Parts)>,
    /// The last step of the body, however deep, that waits for its turn, when it may give the turn away before it ends.
    pub last_ordered: Option<Arc<str>>,
    /// After how many steps of the body no later one waits for its turn.
    pub ordered_until: usize,
    /// After how many steps of the body no later one reads the whole message.
    pub content_until: usize,
}

impl Plan {
    /// The plan of the loop at this step.
    pub fn of(&self, path: &str) -> Loop {
        self.loops.get(path).cloned().unwrap_or_default()
    }

    /// Whether the step waits for the turn of its item.
    pub fn waits(&self, path: &str) -> bool {
        self.waiting.contains(path)
    }

    /// The sessions in which the step works, as far as that is known before a run.
    pub fn sessions(&self, path: &str) -> impl Iterator<Item = &str> {
        self.sessions.get(path).into_iter().flatten().map(AsRef::as_ref)
    }

    pub(crate) fn works_in(&mut self, path: &str, session: Arc<str>) {
        self.sessions.entry(path.to_owned()).or_default().insert(session);
    }

    pub(crate) fn add(&mut self, path: &str, plan: Loop) {
        self.loops.insert(path.to_owned(), plan);
    }

    pub(crate) fn wait(&mut self, path: &str) {
        self.waiting.insert(path.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::Loop;
    use crate::Automation;
    use carteiro_mail::Parts;

    fn plan(body: &str) -> (Loop, Vec<&'static str>) {
        let text = format!(
            "name: T
steps:
  - connect: {{ session: a, mail_server: {{ host: h, auth: {{ basic: {{ username: u, password: {{ credential: a/b.c }} }} }} }} }}
  - set: {{ name: count, value: 0 }}
  - for_each_mail:
      session: a
      do: [{body}]
"
        );
        let checked =
            Automation::load("t.yaml", text.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
        let body = ["do[0]", "do[1]", "do[2]", "do[3]"];
        let waiting =
            body.into_iter().filter(|step| checked.plan().waits(&format!("steps[2].for_each_mail.{step}")));
        (checked.plan().of("steps[2]"), waiting.collect())
    }

    #[test]
    fn the_server_is_asked_for_what_the_body_reads_and_no_more() {
        let none = Parts::default();
        for (body, parts) in [
            ("{ log: { text: '{{ mail.subject }} {{ mail.match }}' } }", none),
            ("{ log: { text: '{{ mail.text }}' } }", Parts { text: true, ..none }),
            ("{ log: { text: '{{ mail.attachments | length }}' } }", Parts { structure: true, ..none }),
            ("{ log: { text: '{{ mail.headers.x }}' } }", Parts { all_headers: true, ..none }),
            (
                "{ log: { text: '{{ mail.bounce.recipients | length }}' } }",
                Parts { structure: true, purpose: true, ..none },
            ),
            ("{ move: { to: X } }", none),
            ("{ save_mail: { to: x } }", Parts { content: true, ..none }),
            (
                "{ if: { condition: true, then: [{ save_mail: { to: x } }] } }",
                Parts { content: true, ..none },
            ),
            (
                "{ for_each: { in: '{{ mail.attachments }}', do: [ { try: { do: [ { retry: { times: 1, do: [ { log: { text: '{{ mail.text }}' } } ] } } ] } } ] } }",
                Parts { structure: true, text: true, ..none },
            ),
            (
                "{ try: { do: [], catch: [ { do: [ { save_mail: { to: x } } ] } ], finally: [ { log: { text: '{{ mail.headers.x }}' } } ] } }",
                Parts { all_headers: true, content: true, ..none },
            ),
            (
                "{ set: { name: m, value: '{{ mail }}' } }",
                Parts { all_headers: true, structure: true, text: true, purpose: true, content: false },
            ),
        ] {
            assert_eq!(plan(body).0.parts, parts, "{body}");
        }
    }

    #[test]
    fn steps_wait_for_their_turn_when_people_see_their_order() {
        for (body, waiting) in [
            ("{ move: { to: X } }, { mark: { read: true } }", vec![]),
            ("{ mark: { read: true } }, { save_mail: { to: x } }, { move: { to: X } }", vec!["do[1]"]),
            ("{ set: { name: own, value: 1 } }, { log: { text: '{{ own }}' } }", vec![]),
            ("{ log: { text: '{{ count }}' } }", vec![]),
            ("{ log: { text: '{{ count }}' } }, { set: { name: count, value: 1 } }", vec!["do[0]", "do[1]"]),
        ] {
            assert_eq!(plan(body).1, waiting, "{body}");
        }
    }

    #[test]
    fn a_turn_and_the_bytes_are_kept_no_longer_than_needed() {
        let (plan, _) = plan("{ mark: { read: true } }, { save_mail: { to: x } }, { move: { to: X } }");
        assert_eq!((plan.ordered_until, plan.content_until), (2, 2));
        assert_eq!(plan.last_ordered.as_deref(), Some("steps[2].for_each_mail.do[1]"));
    }

    #[test]
    fn a_turn_is_kept_until_a_variable_from_outside_has_its_value() {
        let (plan, waiting) = plan("{ save_mail: { to: x, as: count } }, { move: { to: X } }");
        assert_eq!((waiting, plan.ordered_until), (vec!["do[0]"], 1));
        assert_eq!(plan.last_ordered, None);
    }

    #[test]
    fn a_turn_is_kept_while_its_step_may_come_by_again() {
        for body in [
            "{ retry: { times: 1, do: [ { save_mail: { to: x } } ] } }, { move: { to: X } }",
            "{ for_each: { in: [1], do: [ { save_mail: { to: x } } ] } }, { move: { to: X } }",
        ] {
            let (plan, _) = plan(body);
            assert_eq!((plan.ordered_until, plan.last_ordered), (1, None), "{body}");
        }
        let (plan, _) = plan("{ try: { do: [ { save_mail: { to: x } } ] } }");
        assert_eq!(plan.last_ordered.as_deref(), Some("steps[2].for_each_mail.do[0].try.do[0]"));
    }

    #[test]
    fn what_ends_the_run_or_lets_time_pass_waits_for_its_turn() {
        for body in ["{ stop: {} }", "{ wait: { for: 1s } }"] {
            assert_eq!(plan(body).1, ["do[0]"], "{body}");
        }
        let own = "{ for_each: { in: [1], do: [ { set: { name: own, value: 1 } }, { log: { text: '{{ own }}{{ item }}' } } ] } }";
        assert_eq!(plan(own).1, [""; 0]);
    }
}
