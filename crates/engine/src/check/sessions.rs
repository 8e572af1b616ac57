//! Sessions: declared before they are used, once; allowed what is done in them; not used after their end.

use super::nearest;
use super::walk::Walk;
use crate::actions::{Connect, Protocol, Server, Step, Use};
use crate::file::{Located, Place};
use crate::values::SessionName;
use carteiro_mail::Permission;
use carteiro_world::phrase;
use indexmap::IndexMap;

/// The sessions of an automation, and which of them are open.
#[derive(Clone, Default)]
pub(super) struct Sessions {
    /// All that some step opens.
    named: Vec<String>,
    known: IndexMap<String, Session>,
}

#[derive(Clone)]
struct Session {
    place: Place,
    allow: Option<Vec<Permission>>,
    /// Whether somebody said where its mail goes out, or knows; `None`: that shows in the run.
    sends: Option<bool>,
    /// Its server speaks POP3, which knows less.
    protocol: Option<Protocol>,
    closed: Option<Place>,
    /// Nothing tells for certain whether it is open: that depends on which steps were run.
    maybe: bool,
}

impl Sessions {
    pub(super) fn of(steps: &[Located<Step>]) -> Self {
        let mut named = Vec::new();
        collect(steps, &mut named);
        Self { named, known: IndexMap::new() }
    }

    /// What was open before, and what is open now, may be.
    pub(super) fn reopen(&mut self, before: &Self) {
        for (name, session) in &mut self.known {
            let (was, is) = (before.is_open(name), session.closed.is_none());
            if was {
                session.closed = None;
            }
            session.maybe |= was != is;
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.known.get(name).is_some_and(|session| session.closed.is_none())
    }

    /// What was open before, and is no longer, with the step that ended it.
    pub(super) fn closed_since(&self, before: &Self) -> Vec<(String, Place)> {
        let now = self.known.iter().filter(|(name, _)| before.is_open(name));
        now.filter_map(|(name, session)| Some((name.clone(), session.closed.clone()?))).collect()
    }
}

/// Whether some step opens a session.
pub(super) fn opens_any(steps: &[Located<Step>]) -> bool {
    !Sessions::of(steps).named.is_empty()
}

fn collect(steps: &[Located<Step>], named: &mut Vec<String>) {
    for step in steps {
        for one in step.action().uses() {
            match one {
                Use::Opens(connect) => named.push(connect.settings().session.to_string()),
                other => other.bodies().into_iter().for_each(|body| collect(body, named)),
            }
        }
    }
}

impl Walk<'_> {
    pub(super) fn opens(&mut self, connect: &Connect) {
        let name = &connect.settings().session;
        if !self.loops.is_empty() {
            self.mistake(phrase!("connect-in-loop"), &name.place);
        }
        let open = self
            .sessions
            .known
            .get(name.as_str())
            .filter(|session| session.closed.is_none() && !session.maybe);
        if let Some(first) = open.map(|session| session.place.clone()) {
            self.mistake_beside(phrase!("session-twice", session = name.value), &name.place, &first);
        }
        let session = Session {
            place: name.place.clone(),
            allow: connect.settings().allow.as_ref().map(|allow| allow.iter().map(|one| one.value).collect()),
            sends: self.sends(connect),
            protocol: match connect.server() {
                Server::MailServer(server) => Some(server.protocol),
                Server::Outlook(_) | Server::Ews(_) => None,
            },
            closed: None,
            maybe: false,
        };
        self.sessions.known.insert(name.to_string(), session);
    }

    fn sends(&self, connect: &Connect) -> Option<bool> {
        match connect.server() {
            Server::MailServer(server) => {
                server.sends(server.host.evaluate(&self.defaults()).ok().as_deref().map(str::trim))
            }
            Server::Outlook(_) | Server::Ews(_) => Some(true),
        }
    }

    pub(super) fn closes(&mut self, name: &Located<SessionName>) {
        if self.is_open(name) {
            let place = self.step.clone();
            if let Some(session) = self.sessions.known.get_mut(name.as_str()) {
                session.closed = Some(place);
                session.maybe = false;
            }
        }
    }

    pub(super) fn session(&mut self, name: Option<&Located<SessionName>>, permission: Permission) {
        match name {
            Some(name) => {
                if self.is_open(name) {
                    self.plan.works_in(&self.step.path, name.as_str().into());
                    self.allowed(name.as_str(), permission);
                }
            }
            None => match self.loops.last().map(|frame| frame.session.clone()) {
                Some(session) => {
                    self.plan.works_in(&self.step.path, session.clone());
                    self.allowed(&session, permission);
                }
                None => self.mistake(phrase!("session-none"), &self.step.clone()),
            },
        }
    }

    /// The author's list forbids it: better said now than by every message.
    pub(super) fn allowed(&mut self, session: &str, permission: Permission) {
        let Some(known) = self.sessions.known.get(session) else { return };
        if permission == Permission::Send && known.sends == Some(false) {
            let place = known.place.clone();
            let words = phrase!("session-without-outgoing", session = session);
            self.mistake_beside(words, &self.step.clone(), &place);
            return;
        }
        match known.protocol {
            Some(Protocol::Pop3) => self.pop3(),
            Some(Protocol::Imap) => self.imap(),
            None => {}
        }
        let Some(known) = self.sessions.known.get(session) else { return };
        let Some(allow) = &known.allow else { return };
        if !allow.contains(&permission) {
            let needed = serde_json::to_value(permission).ok();
            let needed = needed.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned();
            let place = known.place.clone();
            let words = phrase!("session-forbids", session = session, needed = needed);
            self.mistake_beside(words, &self.step.clone(), &place);
        }
    }

    /// A message outlives its session, but nothing can be done with it then.
    pub(super) fn still_open(&mut self, session: &str) {
        let closed = self.sessions.known.get(session).and_then(|known| known.closed.clone());
        if let Some(at) = closed {
            self.mistake_beside(phrase!("session-ended", session = session), &self.step.clone(), &at);
        }
    }

    /// Whether the session is open here; a mistake when it is not.
    fn is_open(&mut self, name: &Located<SessionName>) -> bool {
        let found = name.as_str();
        let words = match self.sessions.known.get(found) {
            Some(Session { closed: None, .. }) => return true,
            Some(Session { closed: Some(at), .. }) => {
                let at = at.clone();
                self.mistake_beside(phrase!("session-ended", session = found), &name.place, &at);
                return false;
            }
            None if self.sessions.named.iter().any(|named| named == found) => {
                phrase!("session-not-yet", session = found)
            }
            None => match nearest(found, self.sessions.named.iter().map(String::as_str)) {
                Some(meant) => phrase!("session-unknown-meant", session = found, meant = meant),
                None => phrase!("session-unknown", session = found),
            },
        };
        self.mistake(words, &name.place);
        false
    }
}
