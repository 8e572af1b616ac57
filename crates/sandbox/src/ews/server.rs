use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use super::notify::Shelf;
use crate::site::{Site, held};

/// Exchange Web Services. Clones are the same server.
#[derive(Clone)]
pub(crate) struct Server(Arc<Inner>);

struct Inner {
    site: Arc<Site>,
    authorization_uri: Option<String>,
    subscriptions: Mutex<Shelf>,
    load: Mutex<BTreeMap<(String, Sort), usize>>,
}

/// Requests are counted apart from connections that stay open for notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Request,
    Hanging,
}

/// A place among those of a user, which is free again once this is dropped.
pub(super) struct Place {
    server: Server,
    key: (String, Sort),
}

impl Server {
    /// With where people sign in, if there is an authorization server.
    pub fn new(site: Arc<Site>, authorization_uri: Option<String>) -> Self {
        let (subscriptions, load) = (Mutex::default(), Mutex::default());
        Self(Arc::new(Inner { site, authorization_uri, subscriptions, load }))
    }

    pub(super) fn site(&self) -> &Arc<Site> {
        &self.0.site
    }

    pub(super) fn authorization_uri(&self) -> Option<&str> {
        self.0.authorization_uri.as_deref()
    }

    pub(super) fn subscriptions(&self) -> MutexGuard<'_, Shelf> {
        held(&self.0.subscriptions)
    }

    /// A place for a request, of which a user may have so many at once.
    pub(super) fn enter(&self, user: &str, most: usize) -> Option<Place> {
        self.place(user, Sort::Request, most)
    }

    /// A place for a connection that stays open.
    pub(super) fn hang(&self, user: &str, most: usize) -> Option<Place> {
        self.place(user, Sort::Hanging, most)
    }

    fn place(&self, user: &str, sort: Sort, most: usize) -> Option<Place> {
        let key = (user.to_owned(), sort);
        let mut load = held(&self.0.load);
        let count = load.entry(key.clone()).or_default();
        (*count < most).then(|| {
            *count += 1;
            Place { server: self.clone(), key }
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut load = held(&self.server.0.load);
        if let Some(count) = load.get_mut(&self.key) {
            *count -= 1;
        }
    }
}
