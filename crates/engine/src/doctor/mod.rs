//! Looking at the sessions of an automation, step by step: what works, how long it takes, and where it ends.
//!
//! Values are resolved exactly as a run would, and nothing is changed on the server.

mod finding;
mod opening;
mod sending;
mod token;

pub use finding::{Finding, Step};

use crate::actions::{Connect, Step as Action, Use};
use crate::automation::{Automation, Checked};
use crate::failure::Failure;
use crate::file::Located;
use crate::host::Host;
use crate::login::connects;
use crate::run::Cx;
use crate::vars::Given;
use carteiro_mail::{Folder, FolderPath, Mailbox, Order, Permission, Role, Selection};
use carteiro_world::{Phrase, phrase};
use finding::Reporter;
use futures_util::StreamExt as _;
use indexmap::IndexMap;
use std::sync::Arc;

/// The sessions that an automation opens, by name, in their order.
pub fn sessions(automation: &Automation) -> Vec<&str> {
    connects(automation).into_iter().map(|connect| connect.settings().session.as_str()).collect()
}

/// Looks at the session of this name, or at all of them; `hear` hears each step as it ends. Answers whether all is well.
///
/// `NotFound`: the automation opens no session of that name. `InvalidInput`: the variables do not fit.
pub async fn examine(
    checked: Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    session: Option<&str>,
    hear: impl Fn(Finding) + Send + Sync + 'static,
) -> Result<bool, Failure> {
    let cx = Cx::outside(Arc::clone(&checked), variables, host)?;
    let all = connects(checked.automation());
    let meant = |connect: &&Connect| session.is_none_or(|name| connect.settings().session.as_str() == name);
    let connects: Vec<&Connect> = all.into_iter().filter(meant).collect();
    if connects.is_empty() {
        let words = match session {
            Some(name) => phrase!("doctor-no-such-session", session = name),
            None => phrase!("doctor-no-session"),
        };
        return Err(Failure::new(carteiro_mail::Kind::NotFound, words));
    }
    let hear: Arc<dyn Fn(Finding) + Send + Sync> = Arc::new(hear);
    let (mut is_well, sends) = (true, sends(&checked.automation().steps));
    for connect in connects {
        let session = &connect.settings().session;
        let reporter = Reporter::new(session, cx.host().clock.clone(), Arc::clone(&hear));
        is_well &= one(connect, sends, &cx, &reporter).await.is_some();
    }
    Ok(is_well)
}

/// Ends at the first step that fails: it has been told.
async fn one(connect: &Connect, sends: bool, cx: &Cx, reporter: &Reporter) -> Option<()> {
    // On the heap: both ways in are large, and each is gone when the next begins.
    let resolved = Box::pin(connect.resolve(cx)).await;
    let resolved = reporter.tell(Step::Values, resolved, |server| opening::values(connect, server))?;
    let outgoing = resolved.outgoing.clone().filter(|_| sends || connect.names_outgoing());
    let mailbox = Box::pin(opening::open(connect, resolved, cx, reporter)).await?;
    let looked = look_around(&mailbox, reporter).await;
    // What was found stays found when the farewell goes wrong.
    let _ = mailbox.close().await;
    looked?;
    match outgoing {
        Some(outgoing) => Box::pin(sending::open(outgoing, cx, reporter)).await,
        None => Some(()),
    }
}

/// Whether a step of these, however deep, sends mail. Who only reads may have a token that lets nobody send.
fn sends(steps: &[Located<Action>]) -> bool {
    steps.iter().flat_map(|step| step.action().uses()).any(|one| match one {
        Use::Session(_, permission) | Use::Message(_, permission) => permission == Permission::Send,
        other => other.bodies().into_iter().any(sends),
    })
}

async fn look_around(mailbox: &Mailbox, reporter: &Reporter) -> Option<()> {
    let folders = mailbox.folders().await.map_err(Failure::from);
    let has_others = mailbox.capabilities().await.folders;
    reporter.tell(Step::Folders, folders, |folders| {
        vec![if has_others { summary(folders) } else { phrase!("doctor-inbox-only") }]
    })?;
    let header = newest(mailbox).await;
    reporter.tell(Step::Message, header, |words| vec![words.clone()])?;
    Some(())
}

/// How many folders there are, and what some of them serve for.
fn summary(folders: &[Folder]) -> Phrase {
    let special = folders.iter().filter_map(|folder| {
        let role = folder.role.filter(|role| *role != Role::Inbox)?;
        Some(format!("{} = {}", format!("{role:?}").to_lowercase(), folder.path))
    });
    let special: Vec<String> = special.collect();
    let known = if special.is_empty() { "no" } else { "yes" };
    phrase!("doctor-folders", count = folders.len(), known = known, special = special.join(", "))
}

/// The header of the newest message of the inbox, read as a loop would.
async fn newest(mailbox: &Mailbox) -> Result<Phrase, Failure> {
    let inbox = FolderPath::parse("INBOX").ok_or_else(|| carteiro_mail::Error::internal("no inbox"))?;
    let selection = Selection { order: Order::NewestFirst, limit: Some(1), ..Selection::of(inbox) };
    match mailbox.messages(selection).await?.next().await {
        None => Ok(phrase!("doctor-inbox-empty")),
        Some(Err(unreadable)) => Err(unreadable.error.into()),
        Some(Ok(found)) => {
            let header = &found.message.header;
            let from = header.from.first().map(|from| from.address.as_str()).unwrap_or_default();
            let at = found.message.received_at.map(|at| at.to_string()).unwrap_or_default();
            Ok(phrase!("doctor-newest", subject = header.subject, from = from, at = at))
        }
    }
}
