//! Who asks (learn.microsoft.com/exchange/client-developer/exchange-web-services/authentication-and-ews-in-exchange).

use base64::{Engine, engine::general_purpose::STANDARD};

use super::Server;
use crate::{
    Fault, Protocol, TokenError,
    http::{Reply, Request},
    ntlm::{self, Verdict},
};

impl Server {
    /// Whether somebody of the sandbox asks. Otherwise: what they are to do.
    pub(super) fn sign_in(&self, request: &Request, faults: &[Fault]) -> Result<(), Reply> {
        if faults.contains(&Fault::SignInUnavailable) {
            return Err(Reply::text(503, "Nobody is signed in now."));
        }
        match request.ntlm.hear(&self.site.store, request.header("authorization")) {
            Verdict::SignedIn(_) => Ok(()),
            Verdict::Asks(field) => Err(Reply::empty(401).with("www-authenticate", field)),
            Verdict::Refused => Err(self.ask()),
            Verdict::Nobody => self.by_header(request, faults),
        }
    }

    fn by_header(&self, request: &Request, faults: &[Fault]) -> Result<(), Reply> {
        if let Some(shown) = request.authorization("Basic") {
            // Whoever has a second factor gets nowhere with a password alone.
            let is_good =
                self.is_password(shown).unwrap_or_default() && !faults.contains(&Fault::MfaRequired);
            return if is_good { Ok(()) } else { Err(self.ask()) };
        }
        let Some(token) = request.authorization("Bearer") else { return Err(self.ask()) };
        let introspection = self.site.introspection.as_ref().ok_or_else(|| self.ask())?;
        match introspection.introspect(token, Protocol::Ews) {
            Ok(_) => Ok(()),
            Err(TokenError::Invalid) => Err(self.ask()),
            Err(TokenError::InsufficientScope) => Err(Reply::empty(403)),
        }
    }

    /// RFC 7617, with the user as Windows names them.
    fn is_password(&self, shown: &str) -> Option<bool> {
        let shown = String::from_utf8(STANDARD.decode(shown).ok()?).ok()?;
        let (name, password) = shown.split_once(':')?;
        let (domain, user) = name.split_once('\\').unwrap_or(("", name));
        let account = ntlm::account(&self.site.store, user, domain)?;
        Some(self.site.store.password(account.user())? == password)
    }

    fn ask(&self) -> Reply {
        let reply = Reply::empty(401)
            .with("www-authenticate", "NTLM")
            .with("www-authenticate", "Basic realm=\"sandbox.test\"");
        if self.site.introspection.is_none() { reply } else { reply.with("www-authenticate", "Bearer") }
    }
}
