use std::sync::Arc;

use crate::site::Site;

/// Exchange Web Services. Clones are the same server.
#[derive(Clone)]
pub(crate) struct Server(Arc<Inner>);

struct Inner {
    site: Arc<Site>,
    authorization_uri: Option<String>,
}

impl Server {
    /// With where people sign in, if there is an authorization server.
    pub fn new(site: Arc<Site>, authorization_uri: Option<String>) -> Self {
        Self(Arc::new(Inner { site, authorization_uri }))
    }

    pub(super) fn site(&self) -> &Arc<Site> {
        &self.0.site
    }

    pub(super) fn authorization_uri(&self) -> Option<&str> {
        self.0.authorization_uri.as_deref()
    }
}
