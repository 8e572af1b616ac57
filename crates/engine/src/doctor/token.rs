//! What is told of a token: what it says of itself, and never the token.

use crate::actions::Connect;
use crate::failure::Failure;
use crate::host::Server;
use carteiro_auth::oauth2::judge::Facts;
use carteiro_auth::providers::Service;
use carteiro_auth::{Mode, Value};
use carteiro_mail::Stage;
use carteiro_world::{Clock, Phrase, phrase};
use jiff::Timestamp;

/// How a session shows its credential.
pub(super) struct Shown {
    /// By a token, and not by a password.
    pub(super) is_token: bool,
    /// Whose mailbox is opened, when that is no secret.
    user: Option<String>,
    /// Who signs in may be told as well.
    is_person_told: bool,
    pub(super) service: Service,
    clock: Clock,
}

impl Shown {
    pub(super) fn of(connect: &Connect, server: &Server, clock: Clock) -> Self {
        let modes = connect.modes();
        let is_token = modes.first().is_some_and(|(_, mode)| !matches!(mode, Mode::Basic(_) | Mode::Ntlm(_)));
        let is_hidden = |(way, value): &(String, &Value)| {
            let field = way.rsplit('.').next().unwrap_or_default();
            matches!(field, "username" | "subject") && !matches!(value, Value::Text(_))
        };
        let is_person_told = !connect.values().iter().any(is_hidden);
        Self { is_token, user: server.user.clone(), is_person_told, service: server.way.service(), clock }
    }

    /// Audience, permissions, directory, who, which application, how long.
    pub(super) fn evidence(&self, facts: &Facts) -> Vec<Phrase> {
        let mut told = Vec::new();
        match &facts.claims {
            None => told.push(phrase!("doctor-token-opaque")),
            Some(claims) => {
                if !claims.audience.is_empty() {
                    told.push(phrase!("doctor-token-audience", audience = claims.audience.join(", ")));
                }
                let allowed: Vec<&str> =
                    claims.scopes.iter().chain(&claims.roles).map(String::as_str).collect();
                told.push(if allowed.is_empty() {
                    phrase!("doctor-token-allows-nothing")
                } else {
                    phrase!("doctor-token-allows", allowed = allowed.join(" "))
                });
                told.extend(claims.tenant.as_ref().map(|it| phrase!("doctor-token-tenant", tenant = it)));
                told.extend(claims.issuer.as_ref().map(|it| phrase!("doctor-token-issuer", issuer = it)));
                told.extend(
                    claims
                        .application
                        .as_ref()
                        .map(|it| phrase!("doctor-token-application", application = it)),
                );
                match claims.address().or(claims.user.as_deref()) {
                    Some(person) if self.may_tell(person) => {
                        told.push(phrase!("doctor-token-person", person = person));
                    }
                    None if claims.is_app_only() => told.push(phrase!("doctor-token-nobody")),
                    _ => {}
                }
            }
        }
        told.extend(self.user.as_ref().map(|mailbox| phrase!("doctor-token-mailbox", mailbox = mailbox)));
        told.extend(facts.expires_at.map(|at| self.until(at)));
        told
    }

    /// What was judged without names, with those that may be told.
    pub(super) fn advise(&self, failure: &mut Failure, reached: &[Stage]) {
        let is_judged = failure.advice.as_ref().is_some_and(|advice| advice.code.starts_with("token-"));
        let facts = reached.iter().rev().find_map(|stage| match stage {
            Stage::Token { facts, .. } => Some(facts),
            _ => None,
        });
        if let Some(facts) = facts.filter(|_| is_judged && self.is_person_told && self.user.is_some()) {
            let facts = Facts { names_told: true, ..(**facts).clone() };
            let judged = facts.on_refusal(self.service, self.clock.now()).map(Box::new);
            failure.advice = judged.or(failure.advice.take());
        }
    }

    fn may_tell(&self, person: &str) -> bool {
        self.is_person_told || self.user.as_deref().is_some_and(|user| user.eq_ignore_ascii_case(person))
    }

    fn until(&self, at: Timestamp) -> Phrase {
        let minutes = at.duration_since(self.clock.now()).as_mins().max(0);
        let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
        phrase!("doctor-token-until", at = at, minutes = minutes)
    }
}
