//! The loop over the messages of a folder.

use super::look::inbox;
use super::{Action, Example, Group, Limit, Look, Loop, Output, Step, Takes, Use, opening};
use crate::event::Event;
use crate::failure::Failure;
use crate::file::{Located, Place};
use crate::filter::Filter;
use crate::run::{Cx, Items, Once};
use crate::template::Templated;
use crate::values::{LoopId, SessionName, VariableName};
use carteiro_mail::{FolderPath, Order, Permission, Selection};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// For each mail. Runs steps for every message of a folder that is meant, as it is when the loop begins.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForEachMail {
    /// Session name. Where the mail is.
    pub session: Located<SessionName>,
    /// Folder. Such as INBOX or Clients/Acme.
    #[serde(default = "inbox")]
    pub folder: Templated<FolderPath>,
    /// Recursive. Whether the folders below it are read too, all in one order.
    #[serde(default)]
    pub recursive: bool,
    /// Where. Which messages; left out: all mail.
    pub r#where: Option<Filter>,
    /// As. What a message is called inside the loop.
    pub r#as: Option<Located<VariableName>>,
    /// Order. By when the messages arrived in the folder; of several folders, by when the server received them.
    #[serde(default)]
    #[schemars(extend("default" = "oldest_first"))]
    pub order: Order,
    /// Limit. At most so many messages.
    pub limit: Option<Templated<usize>>,
    /// Process. `every_run`: every message that is meant; `once`: messages that an earlier run of this automation has done are left out.
    #[serde(default)]
    pub process: Process,
    /// Id. What this loop is known by with `process: once`; left out: its session and folder.
    pub id: Option<Located<LoopId>>,
    /// When a message fails. `continue` with the others, or `stop`: then messages are worked on one at a time.
    #[serde(default)]
    pub on_error: OnError,
    /// Concurrency. How many messages may be worked on at once; 1 means strictly one after the other, as it is where a message
    /// may end the loop unless more is said.
    #[schemars(range(min = 1, max = 1000))]
    pub concurrency: Option<usize>,
    /// Do. The steps for each message.
    #[schemars(length(min = 1))]
    pub r#do: Vec<Located<Step>>,
}

/// Which messages a loop leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Process {
    /// None.
    #[default]
    EveryRun,
    /// Those that this automation has done before.
    Once,
}

/// What a failed message means for the loop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnError {
    /// The others are worked on; the run ends with failures.
    #[default]
    Continue,
    /// The loop ends there, and with it the run.
    Stop,
}

const NAME: &str = "mail";

impl ForEachMail {
    fn name(&self) -> &str {
        self.r#as.as_ref().map_or(NAME, |name| name.as_str())
    }

    fn look(&self) -> Look<'_> {
        let takes = Takes::Loop {
            concurrency: self.concurrency,
            stop_on_error: self.on_error == OnError::Stop,
            once: self.process == Process::Once,
        };
        Look {
            recursive: self.recursive,
            order: self.order,
            limit: self.limit.as_ref().map_or(Limit::None, Limit::Written),
            pick: opening::pick(&self.r#do),
            ..Look::at(Some(&self.session), &self.folder, self.r#where.as_ref(), takes)
        }
    }

    /// What it is known by beyond a run, and where that is said: steps before it may come and go.
    fn known_by(&self) -> (String, &Place) {
        match &self.id {
            Some(id) => (format!("id {}", id.as_str()), &id.place),
            None => (format!("of {} {}", self.session.as_str(), self.folder.source().written()), &self.session.place),
        }
    }
}

impl Action for ForEachMail {
    const NAME: &'static str = "for_each_mail";
    const GROUP: Group = Group::Loops;

    fn looks(&self) -> Option<Look<'_>> {
        Some(self.look())
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let templates = [self.folder.source()].into_iter().chain(self.limit.iter().map(Templated::source));
        let mut uses = vec![Use::Session(Some(&self.session), Permission::Read)];
        uses.extend(templates.map(Use::Template));
        uses.push(Use::Loop(Loop {
            session: &self.session,
            filter: self.r#where.as_ref(),
            once: (self.process == Process::Once).then(|| self.known_by()),
            name: self.name(),
            body: &self.r#do,
        }));
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "Unread invoices, the newest ten",
                steps: r"- for_each_mail:
    session: finance
    folder: INBOX
    where:
      status: unread
      subject: { regex: '^Invoice (?<number>\d+)' }
      has_attachments: true
    order: newest_first
    limit: 10
    do:
      - log: { text: 'Invoice {{ mail.match.number }} from {{ mail.from }}' }
",
            },
            Example {
                title: "From one of two senders, strictly one after the other",
                steps: "- for_each_mail:
    session: finance
    where:
      from: ['@acme.example', Ana]
      received: { after: 2026-01-01 }
      size: { under: 5MB }
    as: letter
    concurrency: 1
    do:
      - log: { text: '{{ letter.subject }}' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let session = cx.session(Some(&self.session))?;
        let look = self.look();
        let selection = look.selection(cx)?;
        let folder = selection.folder.clone();
        let once = match self.process {
            Process::EveryRun => None,
            Process::Once => Some(cx.running().once(&self.known_by().0, &session).await?),
        };
        let selection = Selection {
            skip: once.as_ref().map(Once::skip).unwrap_or_default(),
            ..selection
        };
        // Not before: of a folder that is missing, nothing is to be told but that.
        let found = session.messages(selection).await?;
        cx.report(Event::LoopStarted { session: session.name().to_owned(), folder: folder.to_string() });
        let items = Items {
            name: self.name(),
            body: &self.r#do,
            concurrency: look.takes.at_once(&self.r#do, &cx.running().checked),
            stop_on_error: self.on_error == OnError::Stop,
            groups: look.groups(),
            once: once.clone(),
        };
        let (done, failed) = cx.each(session, found, items).await?;
        if let Some(warning) = once.as_ref().and_then(|once| once.warning()) {
            cx.report(warning);
        }
        let skipped = once.map_or(0, |once| once.passed());
        cx.report(Event::LoopFinished { done, failed, skipped });
        Ok(Output::Nothing)
    }
}
