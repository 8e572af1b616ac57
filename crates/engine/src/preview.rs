//! What an automation would find, looked at outside of a run. Values are resolved exactly as a run would, and nothing is
//! changed on the server.

use crate::actions::{Connect, Look, Step, Use};
use crate::automation::Checked;
use crate::failure::Failure;
use crate::file::Located;
use crate::host::Host;
use crate::login::connects;
use crate::run::Cx;
use crate::vars::Given;
use carteiro_mail::{Folder, Kind, Limits, Mailbox, Message, MessageRef, Parts, Permissions};
use carteiro_world::phrase;
use futures_util::StreamExt as _;
use indexmap::IndexMap;
use std::sync::Arc;

/// The messages that a step would find now, and whether there are more of them.
#[derive(Debug)]
pub struct Found {
    /// The first ones, in the order of the step: their headers, and of which parts they are made where that takes no more
    /// than asking.
    pub messages: Vec<Message>,
    /// Whether there are more.
    pub is_more: bool,
    /// How many of those that were looked at cannot be read.
    pub unreadable: usize,
}

/// The folders of a session.
///
/// `NotFound`: the automation opens no session of this name. What else keeps it from being opened is told as a run would.
pub async fn folders(
    checked: Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    session: &str,
) -> Result<Vec<Folder>, Failure> {
    let cx = Cx::outside(Arc::clone(&checked), variables, host)?;
    let mailbox = open(&checked, session, &cx).await?;
    let folders = mailbox.folders().await;
    // What was found stays found when the farewell goes wrong.
    let _ = mailbox.close().await;
    Ok(folders?)
}

/// At most `most` of the messages that the step at `path` would find now, such as `steps[1].for_each_mail`. What other steps
/// would have done before is not done: values that they set are not known.
///
/// `NotFound`: there is no step at `path` that looks for messages, or no session that it names.
pub async fn messages(
    checked: Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    path: &str,
    most: usize,
) -> Result<Found, Failure> {
    let Standing { look, mailbox, cx } = stand(&checked, variables, host, path).await?;
    let found = find(&look, &mailbox, &cx, most).await;
    let _ = mailbox.close().await;
    found
}

/// One of the messages that [`messages`] would find, with its text and its parts.
///
/// `NotFound`: as [`messages`] has it, or `is_meant` knows none of them.
pub async fn message(
    checked: Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    path: &str,
    most: usize,
    is_meant: impl Fn(&MessageRef) -> bool,
) -> Result<Message, Failure> {
    let Standing { look, mailbox, cx } = stand(&checked, variables, host, path).await?;
    let found = find(&look, &mailbox, &cx, most).await;
    let message = match found {
        Ok(found) => {
            let meant = found.messages.into_iter().map(|one| one.reference).find(is_meant);
            read(&mailbox, meant).await
        }
        Err(failure) => Err(failure),
    };
    let _ = mailbox.close().await;
    message
}

async fn read(mailbox: &Mailbox, meant: Option<MessageRef>) -> Result<Message, Failure> {
    let gone = || Failure::new(Kind::NotFound, phrase!("preview-message-gone"));
    let meant = meant.ok_or_else(gone)?;
    let parts = Parts { structure: true, text: true, ..Parts::default() };
    let read = mailbox.fetch(vec![meant], parts).await.pop().ok_or_else(gone)?;
    read.map_err(|unreadable| unreadable.error.into())
}

/// At a step, with its session open.
struct Standing<'a> {
    look: Look<'a>,
    mailbox: Mailbox,
    cx: Cx,
}

async fn stand<'a>(
    checked: &'a Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    path: &str,
) -> Result<Standing<'a>, Failure> {
    let cx = Cx::outside(Arc::clone(checked), variables, host)?;
    let steps = &checked.automation().steps;
    let none = || Failure::new(Kind::NotFound, phrase!("preview-no-such-step", path = path));
    let (look, within) = looking(steps, path, None).ok_or_else(none)?;
    let session = look.session.map(|session| session.as_str()).or(within);
    let mailbox = open(checked, session.ok_or_else(none)?, &cx).await?;
    Ok(Standing { look, mailbox, cx })
}

async fn find(look: &Look<'_>, mailbox: &Mailbox, cx: &Cx, most: usize) -> Result<Found, Failure> {
    let mut selection = look.selection(cx)?;
    let own = selection.limit.unwrap_or(usize::MAX);
    // One more tells whether there are more.
    selection.limit = Some(own.min(most.saturating_add(1)));
    let structure = mailbox.capabilities().await.fetch_parts;
    selection.parts = Parts { structure, ..Parts::default() };
    selection.pick = None;
    let mut coming = mailbox.messages(selection).await?;
    let mut found = Found { messages: Vec::new(), is_more: false, unreadable: 0 };
    while let Some(next) = coming.next().await {
        match next {
            Ok(_) if found.messages.len() == most => found.is_more = true,
            Ok(one) => found.messages.push(one.message),
            Err(_) => found.unreadable += 1,
        }
    }
    Ok(found)
}

async fn open(checked: &Checked, session: &str, cx: &Cx) -> Result<Mailbox, Failure> {
    let named = |connect: &&Connect| connect.settings().session.as_str() == session;
    let connect = connects(checked.automation())
        .into_iter()
        .find(named)
        .ok_or_else(|| Failure::new(Kind::NotFound, phrase!("doctor-no-such-session", session = session)))?;
    // On the heap: the way in is large.
    let server = Box::pin(connect.resolve(cx))
        .await
        .map_err(|failure| failure.at(&connect.settings().session.place))?;
    let opener = cx.host().mailboxes.opener(server)?;
    let limits = Limits { attempts: 1, ..Limits::default() };
    let mailbox =
        Mailbox::open(opener, cx.host().clock.clone(), limits, Permissions::default(), |_| {}).await;
    mailbox.map_err(|error| Failure::from(error).at(&connect.settings().session.place))
}

/// The look of the step at `path`, and the session of the loop around it.
fn looking<'a>(
    steps: &'a [Located<Step>],
    path: &str,
    within: Option<&'a str>,
) -> Option<(Look<'a>, Option<&'a str>)> {
    steps.iter().find_map(|step| {
        if let Some(look) = step.action().looks().filter(|_| is_at(&step.place.path, path)) {
            return Some((look, within));
        }
        step.action().uses().into_iter().find_map(|one| {
            let within = match &one {
                Use::Loop(around) => Some(around.session.as_str()),
                _ => within,
            };
            one.bodies().into_iter().find_map(|body| looking(body, path, within))
        })
    })
}

/// Whether the step at `place` is meant by `path`, with or without the name of its action.
fn is_at(place: &str, path: &str) -> bool {
    place == path || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('.') && !rest.contains('['))
}
