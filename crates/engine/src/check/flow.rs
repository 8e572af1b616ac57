//! What steps are run in which way: clauses that are never reached, loops over values, steps that come by again.

use super::walk::Walk;
use crate::actions::{Catch, Each, Retry};
use crate::file::{Located, Place};
use crate::template::Anything;
use crate::vars::Kind;
use carteiro_mail::Kind as FailureKind;
use carteiro_world::phrase;
use indexmap::IndexMap;
use std::collections::HashMap;

impl Walk<'_> {
    /// The clauses of one `catch`.
    pub(super) fn catches(&mut self, clauses: &[Located<Catch>]) {
        let mut caught: HashMap<FailureKind, &Place> = HashMap::new();
        let mut all: Option<&Place> = None;
        for clause in clauses {
            if let Some(all) = all {
                self.mistake_beside(phrase!("catch-after-all"), &clause.place, all);
            }
            match clause.kinds.as_deref() {
                None => all = all.or(Some(&clause.place)),
                Some([]) => self.mistake(phrase!("kinds-empty"), &clause.place),
                Some(kinds) => {
                    for kind in kinds {
                        if let Some(first) = caught.get(&kind.value.0) {
                            let words = phrase!("catch-kind-twice", kind = kind.value.0);
                            self.mistake_beside(words, &kind.place, first);
                        }
                        caught.entry(kind.value.0).or_insert(&kind.place);
                    }
                }
            }
            let named = clause.r#as.iter().map(|name| (name.to_string(), Kind::FAILURE));
            self.within(named.collect(), |walk| walk.block(&clause.r#do));
        }
    }

    /// Steps that are tried again.
    pub(super) fn repeats(&mut self, retry: &Retry) {
        let kinds = retry.kinds.as_deref();
        if kinds.is_some_and(<[_]>::is_empty) {
            self.mistake(phrase!("kinds-empty"), &self.step.clone());
        }
        for kind in kinds.into_iter().flatten().filter(|kind| kind.value.0 == FailureKind::OutcomeUnknown) {
            self.mistake(phrase!("retry-outcome-unknown"), &kind.place);
        }
        self.repeated(|walk| walk.block(&retry.r#do));
    }

    /// A loop over values.
    pub(super) fn each_value(&mut self, each: &Each<'_>) {
        let item = match each.list {
            Anything::Template(source) => match self.kind_of(source) {
                Kind::List(item) => item.clone(),
                Kind::Messages(mail) => Kind::Message(mail),
                Kind::Any | Kind::OpenRecord | Kind::Record(_) => Kind::Any,
                _ => {
                    self.mistake(phrase!("for-each-no-list"), source.place());
                    Kind::Any
                }
            },
            Anything::Value(_) => {
                let place = self.document.nearest(&format!("{}.for_each.in", self.step.path));
                self.mistake(phrase!("for-each-no-list"), &place);
                Kind::Any
            }
            Anything::List(_) | Anything::Record(_) => Kind::Any,
        };
        let mut names = IndexMap::from([(each.name.to_owned(), item)]);
        if let Some(index) = each.index
            && names.insert(index.to_string(), Kind::Number).is_some()
        {
            self.mistake(phrase!("for-each-one-name", name = index.value), &index.place);
        }
        self.repeated(|walk| {
            walk.within(names, |walk| {
                walk.looped(|walk| walk.steps(each.body));
            });
        });
    }

    /// Walks where these variables are known besides.
    fn within(&mut self, names: IndexMap<String, Kind>, walk: impl FnOnce(&mut Self)) {
        self.scopes.push(names);
        self.depths.push(self.loops.len());
        walk(self);
        self.scopes.pop();
        self.depths.pop();
    }

    /// Walks through steps that may come by again in the same item.
    fn repeated(&mut self, walk: impl FnOnce(&mut Self)) {
        if let Some(frame) = self.loops.last_mut() {
            frame.repeating += 1;
        }
        walk(self);
        if let Some(frame) = self.loops.last_mut() {
            frame.repeating -= 1;
        }
    }
}
