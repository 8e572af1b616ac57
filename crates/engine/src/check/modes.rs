//! Modes of signing in: what the provider takes, what it needs, and whose mailbox is opened.

use super::walk::Walk;
use crate::actions::{Connect, Server, host_of, issued_for, names_scopes, username};
use crate::vars::{Scope, Value as Variable};
use carteiro_auth::modes::Provider;
use carteiro_auth::providers::exchange::Place;
use carteiro_auth::providers::{Cloud, Column, Verdict, is_here};
use carteiro_auth::{Mode, Value};
use carteiro_world::phrase;

/// Somebody signs in somewhere.
struct SignIn<'a> {
    /// Where the mode stands, from `connect` on.
    way: &'static str,
    mode: &'a Mode,
    column: Column,
    /// To whom a token would be shown.
    host: Option<String>,
    /// Whether another mailbox is opened than that of who signs in.
    has_mailbox: bool,
}

impl Walk<'_> {
    pub(super) fn modes(&mut self, connect: &Connect) {
        let known = self.defaults();
        for sign_in in sign_ins(connect, &known) {
            self.mode(&sign_in);
        }
    }

    fn mode(&mut self, sign_in: &SignIn<'_>) {
        let SignIn { way, mode, column, host, has_mailbox } = sign_in;
        let auth = format!("{}.connect.{way}", self.step.path);
        let here = format!("{auth}.{}", mode.name());
        // As a block, it begins with the name of the mode.
        let place = self.document.nearest(&auth);
        match column.verdict(mode.kind()) {
            Verdict::Accept(_) | Verdict::AsConnection => {}
            Verdict::Warn { because, .. } => self.warning(because, &place),
            Verdict::Refuse { because, .. } => self.mistake(because, &place),
        }
        for wrong in mode.wrong() {
            let field = wrong.field.map(|field| self.document.nearest(&format!("{here}.{field}")));
            self.mistake(wrong.words, field.as_ref().unwrap_or(&place));
        }
        let provider = match mode {
            Mode::ServiceAccount(_) => Some(&Provider::Google),
            _ => mode.provider(),
        };
        if let (Some(provider), Some(host)) = (provider.map(Provider::definition), host)
            && !provider.shows_to(host)
            // On this machine somebody may pass it on under TLS.
            && !is_here(host)
        {
            let place = self.document.nearest(&format!("{here}.provider"));
            self.mistake(phrase!("oauth-other-host", provider = provider.name(), host = host), &place);
        }
        let is_mail_server = way.starts_with("mail_server");
        // A token of an application is nobody's. Who signed in to a connection is known where that is kept.
        if matches!(mode, Mode::ClientCredentials(_)) && !has_mailbox && !mode.names_somebody() {
            self.mistake(phrase!("mode-nobody"), &place);
        }
        if is_mail_server && *has_mailbox && matches!(mode, Mode::Basic(_)) {
            let place = self.document.nearest(&format!("{}.connect.mail_server.mailbox", self.step.path));
            self.mistake(phrase!("mode-basic-mailbox"), &place);
        }
    }
}

/// Everybody who signs in when the session is opened.
fn sign_ins<'a>(connect: &'a Connect, known: &Scope) -> Vec<SignIn<'a>> {
    let mut sign_ins = Vec::new();
    let of_mail_server = |way, mode: &'a Mode, host: Option<String>, has_mailbox| {
        let tenant = mode.tenant().and_then(|tenant| text(tenant, known));
        let column = Column::of_mail_server(mode, tenant.as_deref(), host.as_deref());
        SignIn { way, mode, column, host, has_mailbox }
    };
    match connect.server() {
        Server::MailServer(server) => {
            let has_mailbox = server.mailbox.is_some();
            let host = server.host.evaluate(known).ok().map(|host| host.trim().to_owned());
            sign_ins.push(of_mail_server("mail_server.auth", &server.auth, host, has_mailbox));
            if let Some(outgoing) = &server.outgoing {
                let way = "mail_server.outgoing.auth";
                let host = outgoing.host.trim().to_owned();
                sign_ins
                    .extend(outgoing.auth.as_ref().map(|mode| of_mail_server(way, mode, Some(host), false)));
            }
        }
        Server::Outlook(outlook) => {
            let host = Column::Outlook.shows_to(outlook.cloud());
            // A cloud of one's own is asked for tokens of its own, unless the scopes say another thing.
            let is_own = |mode: &Mode| matches!(outlook.cloud(), Cloud::Custom(_)) && !names_scopes(mode);
            sign_ins.extend(outlook.auth.iter().map(|mode| SignIn {
                way: "outlook.auth",
                mode,
                column: Column::Outlook,
                host: host.clone().filter(|host| !is_own(mode) && !issued_for(mode, host)),
                has_mailbox: outlook.mailbox.is_some(),
            }));
        }
        Server::Ews(ews) => {
            let user = username(&ews.auth).and_then(|user| text(user, known));
            // What is wrong with it is told where it stands.
            let place = ews.place(user.as_deref()).unwrap_or(Place::Nowhere);
            let host = Some(host_of(&place)).filter(|host| !host.is_empty());
            sign_ins.push(SignIn {
                way: "ews.auth",
                mode: &ews.auth,
                column: Column::of_place(&place),
                host: host.filter(|host| !issued_for(&ews.auth, host)),
                has_mailbox: ews.mailbox.is_some(),
            });
        }
    }
    sign_ins
}

/// What it is before the run, unless the vault holds it.
pub(super) fn text(value: &Value, known: &Scope) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.expose().to_owned()),
        Value::Variable(name) => match known.get(name)? {
            Variable::Text(text) => Some(text.to_string()),
            _ => None,
        },
        Value::Credential(_) => None,
    }
}
