//! Waiting until a message comes in.

use super::look::inbox;
use super::get_mail::OnMissing;
use super::{Action, Effects, Example, Finds, Group, Look, Output, Takes, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::file::Located;
use crate::filter::Filter;
use crate::run::Cx;
use crate::session::Session;
use crate::template::Templated;
use crate::values::{SessionName, Span, VariableName};
use crate::vars::{Mail, Value};
use carteiro_mail::{
    Change, Condition, FolderPath, Found, Kind, MessageRef, Order, Permission, Query, Selection, Skip,
};
use carteiro_world::phrase;
use futures_util::StreamExt;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;

/// Wait for mail. Waits until a message is there that is meant, and keeps it in a variable; ends at once when the run is
/// stopped.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WaitForMail {
    /// Session name. Where the mail is; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// Folder. The one that is watched; not those below it.
    #[serde(default = "inbox")]
    pub folder: Templated<FolderPath>,
    /// Where. Which message; left out: any mail.
    pub r#where: Option<Filter>,
    /// Since. A message that comes in from the `start` of the step on, or `any`, be it there already; of several that are
    /// there, the last that came.
    #[serde(default)]
    pub since: Since,
    /// Timeout. How long it waits, such as 30s or 10m.
    pub timeout: Templated<Span>,
    /// When there is none. `fail`, or keep `nothing`: then the variable is none.
    #[serde(default)]
    pub on_missing: OnMissing,
    /// As. The variable that gets the message.
    pub r#as: Located<VariableName>,
}

/// From when on a message counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// It comes in while the step waits.
    #[default]
    Start,
    /// It may be there already.
    Any,
}

/// Changes that are dealt with together: who was away for long finds many.
const TOGETHER: usize = 500;

impl WaitForMail {
    fn look(&self) -> Look<'_> {
        let takes = Takes::Arriving { any: self.since == Since::Any };
        Look::at(self.session.as_ref(), &self.folder, self.r#where.as_ref(), takes)
    }

    /// The message, whenever that is.
    async fn come(&self, cx: &Cx, session: &Session, wanted: &Selection) -> Result<Found, Failure> {
        let any = Selection { order: Order::NewestFirst, ..wanted.clone() };
        // What counts when nobody can tell what came in: anything, or what the server received since.
        let (from, whatever) = match self.since {
            Since::Any => (None, any),
            Since::Start => {
                let received = received_from(cx.host().clock.now(), wanted);
                // The watch gets a connection of its own, which takes a while: what comes in meanwhile counts.
                (Some(session.cursor(wanted.folder.clone()).await?), received)
            }
        };
        if self.since == Since::Any
            && let Some(found) = first(cx, session, whatever.clone()).await?
        {
            return Ok(found);
        }
        let mut changes = session.watch(wanted.folder.clone(), from).ready_chunks(TOGETHER);
        while let Some(together) = changes.next().await {
            let (mut arrived, mut look) = (HashSet::new(), false);
            for change in together {
                match change? {
                    Change::Arrived { message, .. } => drop(arrived.insert(message.id)),
                    // Something may have come in while nobody could tell.
                    Change::Reset { .. } => look = true,
                    // Or between the look and the watch.
                    Change::CaughtUp { .. } => look |= self.since == Since::Any,
                }
            }
            let selection = if look {
                whatever.clone()
            } else if arrived.is_empty() {
                continue;
            } else {
                let skip = Skip::new(move |message: &MessageRef| !arrived.contains(&message.id));
                Selection { skip, ..wanted.clone() }
            };
            if let Some(found) = first(cx, session, selection).await? {
                return Ok(found);
            }
        }
        // A watch ends without a word when its session does.
        Err(Failure::new(Kind::Cancelled, phrase!("session-closed")))
    }
}

/// Those of a selection that were received from `start` on. Servers tell whole seconds (RFC 9051 §2.3.3).
fn received_from(start: Timestamp, wanted: &Selection) -> Selection {
    let from = Timestamp::from_second(start.as_second()).unwrap_or(start);
    let received = Condition::Received { from: Some(from), until: None };
    let conditions = wanted.query.condition.clone().into_iter().chain([received]).collect();
    Selection { query: Query { condition: Some(Condition::All(conditions)) }, ..wanted.clone() }
}

/// The first that is meant. One that cannot be read stands in the way of no other.
async fn first(cx: &Cx, session: &Session, selection: Selection) -> Result<Option<Found>, Failure> {
    let mut found = session.messages(selection).await?;
    while let Some(one) = found.next().await {
        match one {
            Ok(found) => return Ok(Some(found)),
            Err(unreadable) => cx.message_failed(None, unreadable.error.into()),
        }
    }
    Ok(None)
}

impl Action for WaitForMail {
    const NAME: &'static str = "wait_for_mail";
    const GROUP: Group = Group::Messages;

    fn looks(&self) -> Option<Look<'_>> {
        Some(self.look())
    }

    /// Each wait has a connection of its own: of many items, one waits at a time.
    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (session, filter) = (self.session.as_ref(), self.r#where.as_ref());
        vec![
            Use::Session(session, Permission::Read),
            Use::Template(self.folder.source()),
            Use::Template(self.timeout.source()),
            Use::Finds(Finds { session, filter, name: &self.r#as, many: false }),
        ]
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "A code that is sent by mail",
                steps: r"- wait_for_mail:
    session: finance
    where: { subject: { regex: '^Invoice (?<code>\d+)' } }
    since: any
    timeout: 5m
    as: message
- log: { text: 'The code is {{ message.match.code }}' }
- mark: { message: message, read: true }
",
            },
            Example {
                title: "Go on without it after a while",
                steps: "- wait_for_mail:
    session: finance
    where: { from: '@acme.example', subject: note }
    since: any
    timeout: 10m
    on_missing: nothing
    as: answer
- if:
    condition: '{{ answer is none }}'
    then:
      - log: { text: No answer yet }
    else:
      - move: { message: answer, to: Done }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let session = cx.session(self.session.as_ref())?;
        let look = self.look();
        let wanted = look.selection(cx)?;
        let until = cx.host().clock.now().checked_add(cx.evaluate(&self.timeout)?.0);
        let until = until.unwrap_or(Timestamp::MAX);
        cx.report(Event::Waiting { until, for_mail: true });
        let found = tokio::select! {
            biased;
            found = self.come(cx, &session, &wanted) => found?,
            over = cx.pause_until(until) => {
                over?;
                if self.on_missing == OnMissing::Nothing {
                    return Ok(Output::Value(Value::Nothing));
                }
                return Err(Failure::new(Kind::Timeout, phrase!("mail-not-come", folder = wanted.folder)));
            }
        };
        let mail = Mail::new(session, found, &look.groups(), cx.zone().clone());
        Ok(Output::Value(Value::Message(Arc::new(mail))))
    }
}
