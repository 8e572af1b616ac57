//! From what is written to what the mailbox is asked.

use super::{Filter, HeaderCondition, Status, TextFilter, TextPattern};
use crate::failure::Failure;
use crate::template::{Target, Templated};
use crate::values::Size;
use crate::vars::Scope;
use carteiro_mail::mime::Class;
use carteiro_mail::query::{Field, Pattern, Text};
use carteiro_mail::{Condition, Query};
use carteiro_world::{Phrase, phrase};
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
                let from = Some(moment(on, scope, |day| day.date().start(zone))?);
                let until = Some(moment(on, scope, |day| day.date().end(zone))?);
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
        for (field, text) in self.texts() {
            found.push(Condition::Text(field, text.text(scope)?));
        }
        if let Some(header) = &self.header {
            let any = header.0.iter().map(|one| one.condition(scope)).collect::<Result<Vec<_>, _>>()?;
            found.push(any_of(any));
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
            found.push(any_of(any.collect::<Result<_, _>>()?));
        }
        if let Some(not) = &self.not {
            found.push(Condition::Not(Box::new(all_of(not.conditions(scope, zone)?))));
        }
        Ok(found)
    }
}

fn moment<T: Target>(
    date: &Templated<T>,
    scope: &Scope,
    edge: impl Fn(&T) -> Result<Timestamp, Phrase>,
) -> Result<Timestamp, Failure> {
    edge(&date.evaluate(scope)?).map_err(|words| Failure::invalid(words).at(date.source().place()))
}

fn all_of(mut conditions: Vec<Condition>) -> Condition {
    if conditions.len() == 1 { conditions.remove(0) } else { Condition::All(conditions) }
}

fn any_of(mut conditions: Vec<Condition>) -> Condition {
    if conditions.len() == 1 { conditions.remove(0) } else { Condition::Any(conditions) }
}

impl TextFilter {
    /// What is looked for, with the variables of `scope`. An empty text is refused.
    pub(crate) fn text(&self, scope: &Scope) -> Result<Text, Failure> {
        Ok(Text(self.0.iter().map(|pattern| pattern.pattern(scope)).collect::<Result<_, _>>()?))
    }
}

impl TextPattern {
    fn pattern(&self, scope: &Scope) -> Result<Pattern, Failure> {
        Ok(match self {
            Self::Contains { text, case } => {
                let wanted = text.evaluate(scope)?;
                // Every text contains it: a variable that happens to be empty must not mean all mail.
                if wanted.is_empty() {
                    return Err(Failure::invalid(phrase!("filter-text-empty")).at(text.source().place()));
                }
                Pattern::Contains { text: wanted, case: *case }
            }
            Self::Exact(text) => Pattern::Exact(text.evaluate(scope)?),
            Self::Regex(pattern) => Pattern::Regex(pattern.regex.clone()),
        })
    }
}

impl HeaderCondition {
    fn condition(&self, scope: &Scope) -> Result<Condition, Failure> {
        let pattern = self.pattern().map(|pattern| pattern.pattern(scope)).transpose()?;
        let text = Text(vec![pattern.unwrap_or(Pattern::Anything)]);
        Ok(Condition::Text(Field::Header(self.name.0.clone()), text))
    }
}
