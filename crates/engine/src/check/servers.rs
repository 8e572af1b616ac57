//! Connections: what is built, and what everybody on the way could read.

use super::not_built;
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
        if let Some(feature) = not_built::missing(connect) {
            let place = self.document.nearest(&format!("{here}.{feature}"));
            self.mistake(phrase!("not-built", feature = feature), &place);
        }
        let Server::MailServer(server) = connect.server() else { return };
        let at = |field: &str| self.document.nearest(&format!("{here}.mail_server.{field}"));
        let (fingerprint_at, security_at) = (at("fingerprint"), at("security"));
        if server.fingerprint.as_ref().is_some_and(|text| Fingerprint::parse(text).is_none()) {
            self.mistake(phrase!("fingerprint-form"), &fingerprint_at);
        }
        if server.fingerprint.is_some() && server.ca_file.is_some() {
            self.mistake(phrase!("fingerprint-and-ca-file"), &fingerprint_at);
        }
        let host = server.host.evaluate(&self.defaults()).ok();
        let leaves = server.proxy.is_some() || host.is_some_and(|host| !is_here(&host));
        if server.security == Security::None && leaves {
            self.warning(phrase!("security-none"), &security_at);
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
