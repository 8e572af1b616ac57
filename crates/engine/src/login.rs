//! What has to be signed in for before an automation can run.

use crate::actions::{Connect, Use};
use crate::automation::{Automation, Checked};
use crate::failure::Failure;
use crate::file::Located;
use crate::host::Host;
use crate::run::Cx;
use crate::vars::Given;
use carteiro_auth::logins::Name;
use carteiro_auth::oauth2::Client;
use carteiro_auth::oauth2::authorize::Response;
use carteiro_mail::Kind;
use carteiro_world::phrase;
use indexmap::IndexMap;
use std::sync::Arc;

/// A sign-in that a session needs, and that only a person can do.
pub struct Wanted {
    /// The session.
    pub session: String,
    /// What it will be known by.
    pub name: Name,
    /// The application they sign in through.
    pub client: Client,
    /// How they do.
    pub way: Way,
    /// What the provider wants besides.
    pub extras: &'static [(&'static str, &'static str)],
}

/// How a person signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// In a browser, which comes back to this address; left out: to any of this machine.
    Browser(Response, Option<String>),
    /// With a code, on any device.
    Device,
}

/// The sign-ins that the sessions of an automation need, or the session of this name.
///
/// `NotFound`: it opens no session of that name. `InvalidInput`: the variables do not fit, or nobody has to sign in for
/// it.
pub async fn wanted(
    checked: Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    session: Option<&str>,
) -> Result<Vec<Wanted>, Failure> {
    let cx = Cx::outside(Arc::clone(&checked), variables, host)?;
    let mut all = Vec::new();
    let mut is_known = false;
    for connect in connects(checked.automation()) {
        let name = connect.settings().session.as_str();
        if session.is_some_and(|session| session != name) {
            continue;
        }
        is_known = true;
        all.extend(connect.wanted(&cx).await?);
    }
    match session {
        Some(session) if !is_known => {
            Err(Failure::new(Kind::NotFound, phrase!("doctor-no-such-session", session = session)))
        }
        _ if all.is_empty() => Err(Failure::invalid(phrase!("login-not-needed"))),
        _ => Ok(all),
    }
}

/// Steps of the automation, however deep, that open sessions.
pub(crate) fn connects(automation: &Automation) -> Vec<&Connect> {
    fn collect<'a>(steps: &'a [Located<crate::actions::Step>], found: &mut Vec<&'a Connect>) {
        for one in steps.iter().flat_map(|step| step.action().uses()) {
            match one {
                Use::Opens(connect) => found.push(connect),
                other => other.bodies().into_iter().for_each(|body| collect(body, found)),
            }
        }
    }
    let mut found = Vec::new();
    collect(&automation.steps, &mut found);
    found
}
