//! The actions: one file each, and this list.
//!
//! To add one: a file with its struct (the `///` texts are the labels and helps of its form), a line in `actions!`, its
//! words in `strings/pt-BR.ftl` (`action-<name>` with its examples, `field-<name>-<field>`), then `cargo xtask generate`.

mod catalogue;
mod change;
mod letter;
mod look;
mod opening;
mod saving;
mod storing;
mod trust;
mod uses;
mod which;

pub use catalogue::{Entry, Example, Group, catalogue};
pub use change::{Change, How};
pub use letter::{Letter, Weight};
pub use look::{Limit, Look, Takes};
pub use opening::Opens;
pub use uses::{Each, Finds, Loop, Use};
pub use which::Which;

use crate::failure::Failure;
use crate::run::Cx;
use crate::vars::Value;
use carteiro_mail::Parts;
use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::marker;

/// One kind of step.
pub trait Action: DeserializeOwned + JsonSchema + marker::Send + Sync {
    /// Its name in an automation.
    const NAME: &'static str;
    /// Where it stands in the palette.
    const GROUP: Group;

    /// What of the message it works on it reads, beside what its templates mention.
    fn reads(&self) -> Parts {
        Parts::default()
    }

    /// Of a large message whose bytes it reads: which parts it may open; left out: all of it. The others need not
    /// travel. One that is not among them and is opened all the same is asked for then.
    fn opens(&self) -> Option<Opens> {
        None
    }

    /// What it changes.
    fn effects(&self) -> Effects {
        Effects::None
    }

    /// What it changes outside, as it is written.
    fn changes(&self) -> Vec<Change<'_>> {
        Vec::new()
    }

    /// Which messages of a mailbox it looks at, unless it works on one that others have found.
    fn looks(&self) -> Option<Look<'_>> {
        None
    }

    /// What it mentions, in the order in which it uses it.
    fn uses(&self) -> Vec<Use<'_>>;

    /// Ways to use it: shown on its page, and run by the tests.
    fn examples() -> &'static [Example];

    /// Does it.
    fn run<'a>(&'a self, cx: &'a mut Cx)
    -> impl Future<Output = Result<Output, Failure>> + marker::Send + 'a;
}

/// What an action changes outside of its variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effects {
    /// Nothing.
    None,
    /// Messages and folders: those of different items may overlap.
    Mailbox,
    /// Something whose order people see: waits for its turn, in the order of the items.
    Ordered,
}

/// What a step hands on, to be kept under its `as`.
#[derive(Debug)]
pub enum Output {
    /// Nothing.
    Nothing,
    /// A value.
    Value(Value),
}

/// An action whose type is not known.
pub(crate) trait AnyAction: marker::Send + Sync {
    fn name(&self) -> &'static str;
    fn reads(&self) -> Parts;
    fn opens(&self) -> Option<Opens>;
    fn effects(&self) -> Effects;
    fn changes(&self) -> Vec<Change<'_>>;
    fn looks(&self) -> Option<Look<'_>>;
    fn uses(&self) -> Vec<Use<'_>>;
    fn run<'a>(&'a self, cx: &'a mut Cx) -> BoxFuture<'a, Result<Output, Failure>>;
}

impl<A: Action> AnyAction for A {
    fn name(&self) -> &'static str {
        A::NAME
    }

    fn reads(&self) -> Parts {
        Action::reads(self)
    }

    fn opens(&self) -> Option<Opens> {
        Action::opens(self)
    }

    fn effects(&self) -> Effects {
        Action::effects(self)
    }

    fn changes(&self) -> Vec<Change<'_>> {
        Action::changes(self)
    }

    fn looks(&self) -> Option<Look<'_>> {
        Action::looks(self)
    }

    fn uses(&self) -> Vec<Use<'_>> {
        Action::uses(self)
    }

    fn run<'a>(&'a self, cx: &'a mut Cx) -> BoxFuture<'a, Result<Output, Failure>> {
        Box::pin(Action::run(self, cx))
    }
}

/// The answer for the one message that was asked about.
fn only<T>(answers: Vec<Result<T, Failure>>) -> Result<T, Failure> {
    let lost = || Err(carteiro_mail::Error::internal("no answer for a message").into());
    answers.into_iter().next().unwrap_or_else(lost)
}

macro_rules! actions {
    ($($file:ident: $action:ident,)*) => {
        $(mod $file; pub use $file::$action;)*

        /// A step: exactly one action.
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "an action says what it is where it is defined")]
        pub enum Step {
            $($action(Box<$action>),)*
        }

        impl Step {
            pub(crate) fn action(&self) -> &dyn AnyAction {
                match self {
                    $(Self::$action(action) => action.as_ref(),)*
                }
            }
        }

        pub(crate) fn entries() -> Vec<Entry> {
            vec![$(Entry::of::<$action>()),*]
        }
    };
}

pub use append_csv::{CsvEncoding, CsvLine, CsvSettings};
pub(crate) use connect::ews::{host_of, issued_for, names_scopes};
pub(crate) use connect::username;
pub use connect::{Ews, EwsVersion, MailServer, Outgoing, Outlook, Protocol, Server, Settings};
pub use for_each_mail::{OnError, Process};
pub use get_mail::OnMissing;
pub use http_request::{HttpAuth, HttpBearer, HttpBody, HttpContent, HttpHeader, HttpMethod, HttpSettings};
pub use reply::Quote;
pub use retry::Backoff;
pub use saving::OnCollision;
pub use r#try::Catch;
pub use wait_for_mail::Since;

actions! {
    connect: Connect,
    disconnect: Disconnect,
    for_each_mail: ForEachMail,
    r#move: Move,
    copy: Copy,
    delete: Delete,
    mark: Mark,
    save_attachments: SaveAttachments,
    save_mail: SaveMail,
    append_csv: AppendCsv,
    get_mail: GetMail,
    list_mail: ListMail,
    count_mail: CountMail,
    wait_for_mail: WaitForMail,
    append_mail: AppendMail,
    send: Send,
    reply: Reply,
    reply_all: ReplyAll,
    forward: Forward,
    create_draft: CreateDraft,
    send_draft: SendDraft,
    mark_junk: MarkJunk,
    create_folder: CreateFolder,
    rename_folder: RenameFolder,
    delete_folder: DeleteFolder,
    list_folders: ListFolders,
    folder_exists: FolderExists,
    http_request: HttpRequest,
    set: Set,
    r#if: If,
    for_each: ForEach,
    r#try: Try,
    retry: Retry,
    wait: Wait,
    stop: Stop,
    run_automation: RunAutomation,
    log: Log,
}
