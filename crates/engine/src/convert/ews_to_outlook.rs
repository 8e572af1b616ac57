//! From Exchange Web Services to Microsoft Graph, which takes their place in the cloud.

use super::edit::Edits;
use super::{Converted, Told, differs};
use crate::actions::{Connect, Ews, Server, username};
use crate::automation::{Checked, Library};
use crate::explain::explain;
use crate::failure::Failure;
use crate::file::{Document, Node, Place};
use crate::login::connects;
use carteiro_auth::modes::Kind;
use carteiro_auth::providers::OnBehalf;
use carteiro_auth::providers::exchange::Place as Exchange;
use carteiro_auth::{Mode, Value};
use carteiro_world::{Phrase, phrase};
use jiff::tz::TimeZone;

/// What only Exchange Web Services have: where they are, which version, and acting as somebody else.
const OF_EWS: [&str; 5] = ["endpoint", "domain", "version", "impersonate", "fingerprint"];

/// Writes the sessions of an automation in Exchange Online anew, as `outlook`: all of them, or the one of this name,
/// wherever that is. What an Exchange of one's own keeps stays as it is, since Graph leads to none.
///
/// `bytes`: the file, which was `checked` with `library`. What the new text still lacks is found by checking it.
pub fn ews_to_outlook(
    name: &str,
    bytes: &[u8],
    checked: &Checked,
    library: &Library,
    session: Option<&str>,
) -> Result<Converted, Failure> {
    let document = Document::parse(name, bytes).map_err(|_| Failure::invalid(phrase!("convert-unread")))?;
    let mut edits = Edits::of(document.text());
    let mut converted = Converted { text: String::new(), sessions: Vec::new(), told: Vec::new() };
    for connect in connects(checked.automation()) {
        let (Server::Ews(ews), named) = (connect.server(), &connect.settings().session) else { continue };
        if session.is_some_and(|session| session != named.as_str()) {
            continue;
        }
        let here = named.place.path.trim_end_matches("session").to_owned();
        let Some((key, node)) = document.node(here.trim_end_matches('.')).and_then(|node| entry(node, "ews"))
        else {
            continue;
        };
        // A block begins a line below its key.
        let place = Place { line: key.start.line, ..document.nearest(&format!("{here}ews")) };
        if !is_online(ews) && session.is_none() {
            converted.told.push(Told { place, words: phrase!("convert-stays", session = named.value) });
            continue;
        }
        converted.sessions.push(named.to_string());
        converted.told.push(Told { place: place.clone(), words: rights(connect, ews) });
        edits.replace(key, "outlook");
        let left_out =
            |key: &Node| OF_EWS.contains(&key.raw()) || key.raw() == "auth" && !is_shown_to_graph(&ews.auth);
        let keys: Vec<&str> = node.entries().iter().map(|(key, _)| key.raw()).collect();
        let gone = keys.iter().filter(|name| OF_EWS.contains(name)).copied().collect::<Vec<_>>().join(", ");
        if !gone.is_empty() {
            converted
                .told
                .push(Told { place: place.clone(), words: phrase!("convert-left-out", fields = gone) });
        }
        edits.remove(key, node, left_out);
        converted.told.extend(
            sign_in(ews, node, &mut edits)
                .map(|words| Told { place: document.nearest(&format!("{here}ews.auth")), words }),
        );
    }
    let told = explain(name, bytes, checked, library, &TimeZone::UTC)?;
    converted.told.extend(differs::differs(&told, &converted.sessions));
    converted.told.sort_by_key(|told| told.place.line);
    converted.text = edits.text();
    Ok(converted)
}

fn entry<'a>(node: &'a Node, name: &str) -> Option<(&'a Node, &'a Node)> {
    node.entries().iter().find(|(key, _)| key.raw() == name).map(|(key, value)| (key, value))
}

/// Whether it is Exchange in the cloud, as far as that is written.
fn is_online(ews: &Ews) -> bool {
    let user = match username(&ews.auth) {
        Some(Value::Text(user)) => Some(user.expose()),
        _ => None,
    };
    matches!(ews.place(user), Ok(Exchange::Cloud { .. }))
}

/// Graph takes tokens and nothing else; what is not shown to it is left out, and the account that has signed in serves.
fn is_shown_to_graph(mode: &Mode) -> bool {
    !matches!(mode.kind(), Kind::Basic | Kind::Ntlm | Kind::Ropc | Kind::Implicit)
}

/// What becomes of the sign-in.
fn sign_in(ews: &Ews, node: &Node, edits: &mut Edits<'_>) -> Option<Phrase> {
    if !is_shown_to_graph(&ews.auth) {
        return Some(phrase!("convert-signs-in", mode = ews.auth.name()));
    }
    let (key, mode) =
        entry(node, "auth").and_then(|(_, auth)| auth.entries().first().map(|(key, mode)| (key, mode)))?;
    mode.get("scopes")?;
    // They name what a token is for.
    edits.remove(key, mode, |key| key.raw() == "scopes");
    Some(phrase!("convert-scopes"))
}

/// What the application must be allowed to do there.
fn rights(connect: &Connect, ews: &Ews) -> Phrase {
    let on_behalf = match ews.auth.kind() {
        Kind::ClientCredentials => OnBehalf::Application,
        _ => OnBehalf::Person,
    };
    let shared = on_behalf == OnBehalf::Person && ews.mailbox.is_some();
    phrase!(
        "convert-session",
        session = connect.settings().session.value,
        app = ews.application().unwrap_or_default(),
        known = if ews.application().is_some() { "yes" } else { "no" },
        kind = match (on_behalf, shared) {
            (OnBehalf::Application, _) => "application",
            (OnBehalf::Person, true) => "shared",
            (OnBehalf::Person, false) => "person",
        }
    )
}
