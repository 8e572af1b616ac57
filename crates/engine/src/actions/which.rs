//! Which messages a step works on: one, or all of a folder that are meant.

use super::{Limit, Look, Takes, Use};
use crate::failure::Failure;
use crate::file::Located;
use crate::filter::Filter;
use crate::run::{Counted, Cx, Many};
use crate::template::Templated;
use crate::values::{SessionName, VariableName};
use crate::vars::{Kind, MailKind, Record, Value};
use carteiro_mail::{FolderPath, Order, Permission};
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Which messages a step works on.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// Message. The variable that holds it; left out: that of the loop.
    pub message: Option<Located<VariableName>>,
    /// Session name. Instead of one message: those of a folder of this session.
    pub session: Option<Located<SessionName>>,
    /// Folder. Of the session; such as INBOX or Clients/Acme.
    pub folder: Option<Templated<FolderPath>>,
    /// Recursive. Whether the folders below it are read too, all in one order.
    pub recursive: Option<bool>,
    /// Where. Which messages of the folder; left out: all mail.
    pub r#where: Option<Filter>,
    /// Order. By when the messages of the folder arrived.
    pub order: Option<Order>,
    /// Limit. At most so many messages of the folder.
    pub limit: Option<Templated<usize>>,
}

/// What is done with messages that are changed.
pub(super) const CHANGE: Takes = Takes::Change { window: crate::run::WINDOW };

impl Which {
    /// What it mentions; `result` is kept where the step works on many.
    pub(super) fn uses<'a>(
        &'a self,
        permissions: impl IntoIterator<Item = Permission>,
        result: Option<(&'a Located<VariableName>, Kind)>,
    ) -> Vec<Use<'a>> {
        let mut uses: Vec<Use<'a>> = self.wrong().into_iter().collect();
        let Some(session) = &self.session else {
            uses.extend(permissions.into_iter().map(|needed| Use::Message(self.message.as_ref(), needed)));
            return uses;
        };
        uses.push(Use::Session(Some(session), Permission::Read));
        uses.extend(permissions.into_iter().map(|needed| Use::Session(Some(session), needed)));
        uses.extend(self.folder.iter().map(|folder| Use::Template(folder.source())));
        uses.extend(self.r#where.iter().map(Use::Filter));
        uses.extend(self.limit.iter().map(|limit| Use::Template(limit.source())));
        uses.extend(result.map(|(name, kind)| Use::Result(name, kind)));
        uses
    }

    /// What is known of each of many.
    pub(super) fn kind(&self) -> Option<MailKind> {
        self.session.as_ref()?;
        let patterns = self.r#where.iter().flat_map(Filter::patterns);
        let captures = patterns.flat_map(|pattern| pattern.captures().map(str::to_owned)).collect();
        Some(MailKind { captures: Arc::new(captures), ..MailKind::default() })
    }

    /// What makes no sense together.
    fn wrong(&self) -> Option<Use<'_>> {
        let of_a_folder = [
            ("folder", self.folder.is_some()),
            ("recursive", self.recursive.is_some()),
            ("where", self.r#where.is_some()),
            ("order", self.order.is_some()),
            ("limit", self.limit.is_some()),
        ];
        let lonely = of_a_folder.into_iter().find_map(|(field, given)| given.then_some(field));
        match (&self.message, &self.session) {
            (Some(message), Some(_)) => Some(Use::Wrong(phrase!("which-both"), Some(&message.place))),
            (None, Some(session)) if self.folder.is_none() => {
                Some(Use::Wrong(phrase!("which-no-folder"), Some(&session.place)))
            }
            (_, None) => lonely.map(|field| Use::Wrong(phrase!("which-no-session", field = field), None)),
            _ => None,
        }
    }

    /// What it looks at, when that is messages of a folder.
    pub(super) fn look(&self, takes: Takes) -> Option<Look<'_>> {
        let (session, folder) = (self.session.as_ref()?, self.folder.as_ref()?);
        Some(Look {
            recursive: self.recursive.unwrap_or(false),
            order: self.order.unwrap_or_default(),
            limit: self.limit.as_ref().map_or(Limit::None, Limit::Written),
            ..Look::at(Some(session), folder, self.r#where.as_ref(), takes)
        })
    }

    /// The messages of a folder, when it is those.
    pub(super) fn many(&self, cx: &Cx) -> Result<Option<Many>, Failure> {
        self.look(CHANGE).map(|look| look.many(cx)).transpose()
    }
}

/// A result that only a step with many messages has.
pub(super) fn only_of_many<'a>(which: &'a Which, name: Option<&'a Located<VariableName>>) -> Option<Use<'a>> {
    let name = name.filter(|_| which.session.is_none())?;
    Some(Use::Wrong(phrase!("which-no-session", field = "as"), Some(&name.place)))
}

impl Counted {
    /// For variables.
    pub(super) fn value(self) -> Value {
        Record::new([("done", Value::count(self.done)), ("failed", Value::count(self.failed))]).into()
    }
}
