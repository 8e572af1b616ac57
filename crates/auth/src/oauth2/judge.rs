//! Whether a token fits what it is shown to, as far as it says so: for people. Servers judge for themselves.
//!
//! Only tokens of Entra ID are judged: whose audiences, scopes and roles other servers take is their own affair.
//!
//! Sources: learn.microsoft.com/entra/identity-platform/access-token-claims-reference and
//! learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth.

use super::claims::Claims;
use crate::credential::Credential;
use crate::providers::Service;
use carteiro_world::{Phrase, phrase};
use jiff::{SignedDuration, Timestamp};

/// What can be told of a token that is shown to a server: everything but the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whose mailbox is opened.
    pub mailbox: String,
    /// Whether that, and who signed in, may be told: a name may come from the vault.
    pub names_told: bool,
    /// What it says of itself; `None` when only its issuer can read it.
    pub claims: Option<Claims>,
    /// When it ends, by the token or else by the provider.
    pub expires_at: Option<Timestamp>,
}

/// Clocks may differ by so much before anybody minds.
const APART: SignedDuration = SignedDuration::from_mins(5);

const EXCHANGE: [&str; 6] = [
    "outlook.office365.com",
    "outlook.office.com",
    "outlook.office365.us",
    "webmail.apps.mil",
    "partner.outlook.cn",
    // Office 365 Exchange Online.
    "00000002-0000-0ff1-ce00-000000000000",
];
const GRAPH: [&str; 5] = [
    "graph.microsoft.com",
    "graph.microsoft.us",
    "dod-graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
    // Microsoft Graph.
    "00000003-0000-0000-c000-000000000000",
];

impl Facts {
    /// What can be told of a credential; `None` when it is no token.
    pub fn of(credential: &Credential) -> Option<Self> {
        let Credential::Bearer { user, token, expires_at } = credential else { return None };
        let claims = Claims::of(token);
        let expires_at = claims.as_ref().and_then(|claims| claims.expires_at).or(*expires_at);
        Some(Self { mailbox: user.clone(), names_told: false, claims, expires_at })
    }

    /// What does not fit before anybody has refused it: the first thing to mend.
    pub fn at_sight(&self, service: Service, now: Timestamp) -> Option<Phrase> {
        let claims = self.claims.as_ref()?;
        clock(claims, now).or_else(|| claims.is_entra().then(|| unfit(claims, service)).flatten())
    }

    /// What helps when it is refused at the door of this service.
    pub fn on_refusal(&self, service: Service, now: Timestamp) -> Option<Phrase> {
        self.at_sight(service, now).or_else(|| {
            let claims = self.claims.as_ref().filter(|claims| claims.is_entra())?;
            match service {
                Service::Ews => None,
                Service::Graph if claims.is_app_only() => {
                    (!allows(claims, service)).then(|| self.role_in_exchange(claims))
                }
                Service::Imap | Service::Pop3 | Service::Smtp | Service::Graph => self.right(claims),
            }
        })
    }

    /// An application whose token names no role for mail is let in by Exchange or by nobody
    /// (learn.microsoft.com/exchange/permissions-exo/application-rbac).
    fn role_in_exchange(&self, claims: &Claims) -> Phrase {
        let object = copied(claims.object.as_deref().unwrap_or_default(), "OBJECT-ID");
        let mailbox = if self.names_told { copied(&self.mailbox, "MAILBOX") } else { "MAILBOX" };
        phrase!("token-without-mailbox-role", object = object, mailbox = mailbox)
    }

    /// The token is as it must be: what may be missing is a right to the mailbox.
    fn right(&self, claims: &Claims) -> Option<Phrase> {
        let name = |text, otherwise| if self.names_told { copied(text, otherwise) } else { otherwise };
        let mailbox = name(&self.mailbox, "MAILBOX");
        if claims.is_app_only() {
            let (app, object) = (claims.application.as_deref(), claims.object.as_deref());
            return Some(phrase!(
                "token-no-service-principal",
                app = copied(app.unwrap_or_default(), "APPLICATION-ID"),
                object = copied(object.unwrap_or_default(), "OBJECT-ID"),
                mailbox = mailbox
            ));
        }
        let person = claims.address()?;
        let is_other = !claims.is_of(&self.mailbox);
        let named = if self.names_told { "yes" } else { "no" };
        let person = name(person, "USER");
        is_other.then(|| phrase!("token-of-somebody-else", named = named, person = person, mailbox = mailbox))
    }
}

impl Claims {
    /// Whether Entra ID has issued it, in any of its clouds.
    fn is_entra(&self) -> bool {
        let issuer = self.issuer.as_deref().unwrap_or_default();
        let host =
            issuer.strip_prefix("https://").and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let names = ["sts.windows.net", "login.microsoftonline.com", "login.microsoftonline.us"];
        let china = ["sts.chinacloudapi.cn", "login.partner.microsoftonline.cn", "login.chinacloudapi.cn"];
        names.contains(&host) || china.contains(&host)
    }

    /// Whether an application shows it for itself: nobody has signed in.
    pub fn is_app_only(&self) -> bool {
        self.scopes.is_empty() && self.user.is_none()
    }
}

/// Clocks that are apart.
fn clock(claims: &Claims, now: Timestamp) -> Option<Phrase> {
    if let Some(end) = claims.expires_at.filter(|end| *end <= now) {
        return Some(phrase!("token-over", at = second(end), now = second(now)));
    }
    let begin = claims.begins_at.filter(|begin| begin.duration_since(now) > APART)?;
    Some(phrase!("token-not-yet", at = second(begin), now = second(now)))
}

/// Audience, scopes and roles.
fn unfit(claims: &Claims, service: Service) -> Option<Phrase> {
    let is_any =
        |names: &[&str]| claims.audience.iter().any(|audience| names.contains(&name(audience).as_str()));
    let wants_graph = service == Service::Graph;
    if !is_any(if wants_graph { &GRAPH } else { &EXCHANGE }) {
        let audience = claims.audience.join(", ");
        return Some(match (wants_graph, is_any(&GRAPH)) {
            (false, true) => phrase!("token-for-graph", permission = needed(service, claims)),
            (false, false) => {
                phrase!("token-for-another", audience = audience, wanted = "outlook.office365.com")
            }
            (true, _) => phrase!("token-for-another", audience = audience, wanted = "graph.microsoft.com"),
        });
    }
    // There Exchange may let an application in whose token does not say so.
    if allows(claims, service) || wants_graph && claims.is_app_only() {
        return None;
    }
    let (permission, found) = (needed(service, claims), allowed(claims).join(" "));
    let has = if found.is_empty() { "no" } else { "yes" };
    Some(if claims.is_app_only() {
        phrase!("token-without-role", permission = permission, has = has, found = found)
    } else {
        phrase!("token-without-scope", permission = permission, has = has, found = found)
    })
}

/// What an administrator has allowed the application, or a person.
fn allowed(claims: &Claims) -> &[String] {
    if claims.is_app_only() { &claims.roles } else { &claims.scopes }
}

/// Whether it says that it allows what the service is for.
fn allows(claims: &Claims, service: Service) -> bool {
    let wanted = permissions(service, claims.is_app_only());
    let last = |allowed: &String| allowed.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let is_wanted =
        |allowed: &String| wanted.iter().any(|wanted| last(allowed) == wanted.to_ascii_lowercase());
    allowed(claims).iter().any(is_wanted)
}

/// The name of a resource: its host, or its ID.
fn name(audience: &str) -> String {
    let rest = audience.split_once("://").map_or(audience, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default().to_ascii_lowercase()
}

/// What a token must allow, any of them.
fn permissions(service: Service, app_only: bool) -> &'static [&'static str] {
    match (service, app_only) {
        (Service::Imap, false) => &["IMAP.AccessAsUser.All"],
        (Service::Imap, true) => &["IMAP.AccessAsApp"],
        (Service::Pop3, false) => &["POP.AccessAsUser.All"],
        (Service::Pop3, true) => &["POP.AccessAsApp"],
        (Service::Smtp, false) => &["SMTP.Send"],
        (Service::Smtp, true) => &["SMTP.SendAsApp"],
        (Service::Ews, false) => &["EWS.AccessAsUser.All"],
        (Service::Ews, true) => &["full_access_as_app"],
        (Service::Graph, false) => {
            &["Mail.ReadWrite", "Mail.Read", "Mail.ReadWrite.Shared", "Mail.Read.Shared", "Mail.Send"]
        }
        (Service::Graph, true) => &["Mail.ReadWrite", "Mail.Read", "Mail.Send"],
    }
}

fn needed(service: Service, claims: &Claims) -> &'static str {
    permissions(service, claims.is_app_only()).first().copied().unwrap_or_default()
}

/// As it may stand within single quotes of a command that a person copies.
fn copied<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    let is_plain = |letter: char| letter.is_alphanumeric() || "@.-_+&=#/".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) { text } else { otherwise }
}

fn second(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second()).unwrap_or(at).to_string()
}

#[cfg(test)]
mod tests;
