//! From what is written to what the mailbox is asked.

use super::meaning::{Meaning, StandIn, Values};
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
        Ok(Query { condition: Some(self.meaning(scope, zone)?.condition()) })
    }

    /// The same, with what says each condition.
    pub(crate) fn meaning(&self, values: &impl Values, zone: &TimeZone) -> Result<Meaning, Failure> {
        let mut conditions = self.conditions("", values, zone)?;
        // Who does not speak of classes means mail.
        if self.all_filters().iter().all(|filter| filter.class.is_none()) {
            conditions.push(Meaning::One(String::new(), Condition::Class(vec![Class::Mail])));
        }
        Ok(Meaning::all(conditions))
    }

    /// Whether it asks for the mark of attention anywhere in it.
    pub(crate) fn asks_flagged(&self) -> bool {
        let inner = self.all.iter().chain(&self.any).flatten().chain(self.not.as_deref());
        self.flagged.is_some() || inner.into_iter().any(Self::asks_flagged)
    }

    /// What is written here, and inside; `at` leads here.
    fn conditions(&self, at: &str, values: &impl Values, zone: &TimeZone) -> Result<Vec<Meaning>, Failure> {
        let one = |key: &str, condition| Meaning::One(format!("{at}{key}"), condition);
        let mut found = Vec::new();
        match self.status {
            Some(Status::Read) => found.push(one("status", Condition::Seen(true))),
            Some(Status::Unread) => found.push(one("status", Condition::Seen(false))),
            Some(Status::All) | None => {}
        }
        found.extend(self.flagged.map(|flagged| one("flagged", Condition::Flagged(flagged))));
        if let Some(received) = &self.received {
            if let Some(on) = &received.on {
                let from = Some(moment(on, values, |day| day.date().start(zone))?);
                let until = Some(moment(on, values, |day| day.date().end(zone))?);
                found.push(one("received.on", Condition::Received { from, until }));
            }
            if let Some(after) = &received.after {
                let from = Some(moment(after, values, |day| day.end(zone))?);
                found.push(one("received.after", Condition::Received { from, until: None }));
            }
            if let Some(before) = &received.before {
                let until = Some(moment(before, values, |day| day.start(zone))?);
                found.push(one("received.before", Condition::Received { from: None, until }));
            }
        }
        if let Some(size) = &self.size {
            let bytes = |size: &Option<Templated<Size>>| {
                size.as_ref().map(|size| values.of(size).map(|size| size.0)).transpose()
            };
            let limits = Condition::Size { over: bytes(&size.over)?, under: bytes(&size.under)? };
            found.push(one("size", limits));
        }
        for (key, field, text) in self.texts() {
            found.push(one(key, Condition::Text(field, text.text(values)?)));
        }
        if let Some(header) = &self.header {
            let numbered = header.0.iter().enumerate();
            let any = numbered.map(|(number, header)| {
                let key = if header.is_alone { "header".to_owned() } else { format!("header[{number}]") };
                Ok(one(&key, header.condition(values)?))
            });
            found.push(Meaning::any(any.collect::<Result<_, Failure>>()?));
        }
        found.extend(self.class.as_ref().map(|classes| one("class", Condition::Class(classes.clone()))));
        found.extend(self.has_attachments.map(|has| one("has_attachments", Condition::HasAttachments(has))));
        for (number, inner) in self.all.iter().flatten().enumerate() {
            found.extend(inner.conditions(&format!("{at}all[{number}]."), values, zone)?);
        }
        if let Some(any) = &self.any {
            let any = any.iter().enumerate().map(|(number, inner)| {
                let inner = inner.conditions(&format!("{at}any[{number}]."), values, zone)?;
                Ok(Meaning::all(inner))
            });
            found.push(Meaning::any(any.collect::<Result<_, Failure>>()?));
        }
        if let Some(not) = &self.not {
            let inner = not.conditions(&format!("{at}not."), values, zone)?;
            found.push(Meaning::Not(Box::new(Meaning::all(inner))));
        }
        Ok(found)
    }
}

fn moment<T: Target + StandIn>(
    date: &Templated<T>,
    values: &impl Values,
    edge: impl Fn(&T) -> Result<Timestamp, Phrase>,
) -> Result<Timestamp, Failure> {
    edge(&values.of(date)?).map_err(|words| Failure::invalid(words).at(date.source().place()))
}

impl TextFilter {
    /// What is looked for. An empty text is refused.
    pub(crate) fn text(&self, values: &impl Values) -> Result<Text, Failure> {
        Ok(Text(self.0.iter().map(|pattern| pattern.pattern(values)).collect::<Result<_, _>>()?))
    }
}

impl TextPattern {
    fn pattern(&self, values: &impl Values) -> Result<Pattern, Failure> {
        Ok(match self {
            Self::Contains { text, case } => {
                let wanted = values.of(text)?;
                // Every text contains it: a variable that happens to be empty must not mean all mail.
                if wanted.is_empty() {
                    return Err(Failure::invalid(phrase!("filter-text-empty")).at(text.source().place()));
                }
                Pattern::Contains { text: wanted, case: *case }
            }
            Self::Exact(text) => Pattern::Exact(values.of(text)?),
            Self::Regex(pattern) => Pattern::Regex(pattern.regex.clone()),
        })
    }
}

impl HeaderCondition {
    fn condition(&self, values: &impl Values) -> Result<Condition, Failure> {
        let pattern = self.pattern().map(|pattern| pattern.pattern(values)).transpose()?;
        let text = Text(vec![pattern.unwrap_or(Pattern::Anything)]);
        Ok(Condition::Text(Field::Header(self.name.0.clone()), text))
    }
}
