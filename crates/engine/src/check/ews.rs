//! Exchange Web Services: where they are, whose mailbox is opened, and when they end in the cloud.

use super::modes::text;
use super::walk::Walk;
use crate::actions::{Ews, username};
use carteiro_auth::modes::Kind;
use carteiro_auth::providers::exchange::{self, Place};
use carteiro_auth::providers::is_here;
use carteiro_world::phrase;

impl Walk<'_> {
    pub(super) fn ews(&mut self, ews: &Ews) {
        let here = format!("{}.connect.ews", self.step.path);
        let place_of = |walk: &Self, field: &str| walk.document.nearest(&format!("{here}.{field}"));
        let endpoint = ews.written_endpoint();
        if let Err(words) = &endpoint {
            let place = place_of(self, "endpoint");
            self.mistake(words.clone(), &place);
        }
        if let Err(words) = ews.written_domain() {
            let place = place_of(self, "domain");
            self.mistake(words, &place);
        }
        if ews.endpoint.is_some() && ews.domain.is_some() {
            let place = place_of(self, "domain");
            self.mistake(phrase!("ews-endpoint-and-domain"), &place);
        }
        if ews.impersonate && ews.mailbox.is_none() && ews.auth.kind() != Kind::ClientCredentials {
            let place = place_of(self, "impersonate");
            self.mistake(phrase!("ews-impersonates-nobody"), &place);
        }
        // A password in the clear goes to this machine, unless a proxy leads on.
        if let Ok(Some(url)) = &endpoint
            && url.scheme() == "http"
            && (ews.proxy.is_some() || !url.host_str().is_some_and(is_here))
        {
            let place = place_of(self, "endpoint");
            self.mistake(phrase!("ews-endpoint-open", found = url), &place);
        }
        let named = username(&ews.auth);
        let user = named.and_then(|user| text(user, &self.defaults()));
        let at = self.document.nearest(&here);
        match ews.place(user.as_deref()) {
            Ok(Place::Cloud { is_written, .. }) => {
                let words = exchange::ends(self.now, ews.application());
                self.warning(words, &at);
                let has_domain = |name: Option<&str>| name.is_some_and(|name| name.contains('@'));
                if !is_written && (has_domain(user.as_deref()) || has_domain(ews.mailbox.as_deref())) {
                    self.warning(phrase!("ews-cloud-unwritten"), &at);
                }
            }
            // A connection knows whether its tokens are for the cloud.
            Ok(Place::Nowhere) if ews.auth.kind() == Kind::Managed => {}
            // The name may come from the vault.
            Ok(Place::Nowhere) if named.is_none() || user.is_some() => {
                self.mistake(phrase!("ews-nowhere"), &at);
            }
            _ => {}
        }
    }
}
