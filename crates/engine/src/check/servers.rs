//! Connections: where they lead, and what everybody on the way could read.

use super::walk::Walk;
use crate::actions::{Connect, Server};
use crate::vars::{Scope, Value};
use carteiro_auth::providers::is_here;
use carteiro_mail::reaching::Security;
use carteiro_world::phrase;
use carteiro_world::tls::Fingerprint;
use jiff::tz::TimeZone;

impl Walk<'_> {
    pub(super) fn server(&mut self, connect: &Connect) {
        let here = format!("{}.connect", self.step.path);
        match connect.server() {
            Server::MailServer(server) => {
                let here = format!("{here}.mail_server");
                self.certificates(&here, server.fingerprint.as_deref(), server.ca_file.as_deref());
                let host = server.host.evaluate(&self.defaults()).ok();
                let leaves = server.proxy.is_some() || host.is_some_and(|host| !is_here(&host));
                if server.security == Security::None && leaves {
                    let place = self.document.nearest(&format!("{here}.security"));
                    self.warning(phrase!("security-none"), &place);
                }
            }
            Server::Ews(ews) => {
                self.certificates(&format!("{here}.ews"), ews.fingerprint.as_deref(), ews.ca_file.as_deref());
                self.ews(ews);
            }
            Server::Outlook(outlook) => {
                let here = format!("{here}.outlook");
                self.certificates(&here, outlook.fingerprint.as_deref(), outlook.ca_file.as_deref());
                if let Err(words) = outlook.endpoint() {
                    let place = self.document.nearest(&format!("{here}.cloud"));
                    self.mistake(words, &place);
                }
            }
        }
    }

    /// Which certificates are accepted.
    fn certificates(&mut self, here: &str, fingerprint: Option<&str>, ca_file: Option<&str>) {
        let Some(text) = fingerprint else { return };
        let place = self.document.nearest(&format!("{here}.fingerprint"));
        if Fingerprint::parse(text).is_none() {
            self.mistake(phrase!("fingerprint-form"), &place);
        }
        if ca_file.is_some() {
            self.mistake(phrase!("fingerprint-and-ca-file"), &place);
        }
    }

    /// The variables as they are when nobody gives others.
    pub(super) fn defaults(&self) -> Scope {
        let scope = Scope::default();
        for (name, variable) in &self.automation.variables {
            let default = variable.default.as_ref();
            let value =
                default.and_then(|given| variable.declared.value(name.as_str(), given, &TimeZone::UTC).ok());
            if let Some(value) = value.filter(|value| !matches!(value, Value::Credential(_))) {
                scope.declare(name.as_str(), value);
            }
        }
        scope
    }
}
