use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, atomic::Ordering},
};

use super::verbs::Uploads;
use crate::{
    oauth,
    site::{Site, held},
};

/// Microsoft Graph. Clones are the same server.
#[derive(Clone)]
pub(crate) struct Server(Arc<Inner>);

struct Inner {
    site: Arc<Site>,
    oauth: Option<oauth::Server>,
    uploads: Mutex<Uploads>,
    /// How many requests are under way, by app and mailbox.
    load: Mutex<BTreeMap<(String, String), usize>>,
}

/// A place among those of an app in a mailbox, which is free again once this is dropped.
pub(super) struct Place {
    server: Server,
    key: (String, String),
}

impl Server {
    pub fn new(site: Arc<Site>, oauth: Option<oauth::Server>) -> Self {
        let (uploads, load) = (Mutex::default(), Mutex::default());
        Self(Arc::new(Inner { site, oauth, uploads, load }))
    }

    pub(super) fn site(&self) -> &Arc<Site> {
        &self.0.site
    }

    pub(super) fn oauth(&self) -> Option<&oauth::Server> {
        self.0.oauth.as_ref()
    }

    pub(super) fn uploads(&self) -> MutexGuard<'_, Uploads> {
        held(&self.0.uploads)
    }

    /// The time of the authorization server, which tests let pass.
    pub(super) fn now(&self) -> jiff::Timestamp {
        self.oauth().map_or_else(crate::outside::now, oauth::Server::now_timestamp)
    }

    /// A place for a request, of which an app may have so many at once in a mailbox.
    pub(super) fn enter(&self, app: &str, mailbox: &str, most: usize) -> Option<Place> {
        let key = (app.to_owned(), mailbox.to_owned());
        let mut load = held(&self.0.load);
        let count = load.entry(key.clone()).or_default();
        if *count >= most {
            self.site().graph_breaches.fetch_add(1, Ordering::SeqCst);
            return None;
        }
        *count += 1;
        Some(Place { server: self.clone(), key })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut load = held(&self.server.0.load);
        if let Some(count) = load.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                load.remove(&self.key);
            }
        }
    }
}
