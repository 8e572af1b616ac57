//! From what is written to what the mailbox is asked.

use super::{Filter, Status, TextFilter, TextPattern};
use crate::failure::Failure;
use crate::template::Templated;
use crate::values::{Date, Size};
use crate::vars::Scope;
use carteiro_mail::mime::Class;
use carteiro_mail::query::{Pattern, Text};
use carteiro_mail::{Condition, Query};
use carteiro_world::Phrase;
use jiff::Timestamp;
use jiff::tz::TimeZone;

impl Filter {
    /// The query it stands for, with the variables of `scope` and days of `zone`.
    pub fn query(&self, scope: &Scope, zone: &TimeZone) -> Result<Query, Failure> {
        let mut conditions = self.conditions(scope, zone)?;
        // Who does not speak of classes means mail.
        if self.all_filters().iter().all(|filter| filter.class.is_none()) {
            conditions.push(Condition::Class(vec![Class::Mail]));
        }
        Ok(Query { condition: Some(all_of(conditions)) })
    }

    fn conditions(&self, scope: &Scope, zone: &TimeZone) -> Result<Vec<Condition>, Failure> {
        let mut found = Vec::new();
        match self.status {
            Some(Status::Read) => found.push(Condition::Seen(true)),
            Some(Status::Unread) => found.push(Condition::Seen(false)),
            Some(Status::All) | None => {}
        }
        found.extend(self.flagged.map(Condition::Flagged));
        if let Some(received) = &self.received {
            if let Some(on) = &received.on {
                let from = Some(moment(on, scope, |day| day.start(zone))?);
                let until = Some(moment(on, scope, |day| day.end(zone))?);
                found.push(Condition::Received { from, until });
            }
            if let Some(after) = &received.after {
                let from = Some(moment(after, scope, |day| day.end(zone))?);
                found.push(Condition::Received { from, until: None });
            }
            if let Some(before) = &received.before {
                let until = Some(moment(before, scope, |day| day.start(zone))?);
                found.push(Condition::Received { from: None, until });
            }
        }
        if let Some(size) = &self.size {
            let bytes = |size: &Option<Templated<Size>>| {
                size.as_ref().map(|size| size.evaluate(scope).map(|size| size.0)).transpose()
            };
            found.push(Condition::Size { over: bytes(&size.over)?, under: bytes(&size.under)? });
        }
        if let Some(subject) = &self.subject {
            found.push(Condition::Subject(subject.text(scope)?));
        }
        if let Some(from) = &self.from {
            found.push(Condition::From(from.text(scope)?));
        }
        if let Some(classes) = &self.class {
            found.push(Condition::Class(classes.clone()));
        }
        found.extend(self.has_attachments.map(Condition::HasAttachments));
        if let Some(all) = &self.all {
            for one in all {
                found.extend(one.conditions(scope, zone)?);
            }
        }
        if let Some(any) = &self.any {
            let any = any.iter().map(|one| one.conditions(scope, zone).map(all_of));
            found.push(Condition::Any(any.collect::<Result<_, _>>()?));
        }
        if let Some(not) = &self.not {
            found.push(Condition::Not(Box::new(all_of(not.conditions(scope, zone)?))));
        }
        Ok(found)
    }
}

fn moment(
    date: &Templated<Date>,
    scope: &Scope,
    edge: impl Fn(&Date) -> Result<Timestamp, Phrase>,
) -> Result<Timestamp, Failure> {
    edge(&date.evaluate(scope)?).map_err(|words| Failure::invalid(words).at(date.source().place()))
}

fn all_of(mut conditions: Vec<Condition>) -> Condition {
    match (conditions.pop(), conditions.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            conditions.push(last);
            Condition::All(conditions)
        }
        (None, _) => Condition::All(Vec::new()),
    }
}

impl TextFilter {
    fn text(&self, scope: &Scope) -> Result<Text, Failure> {
        let patterns = self.0.iter().map(|pattern| {
            Ok(match pattern {
                TextPattern::Contains { text, case } => {
                    Pattern::Contains { text: text.evaluate(scope)?, case: *case }
                }
                TextPattern::Exact(text) => Pattern::Exact(text.evaluate(scope)?),
                TextPattern::Regex(pattern) => Pattern::Regex(pattern.regex.clone()),
            })
        });
        Ok(Text(patterns.collect::<Result<_, Failure>>()?))
    }
}
