use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Subscription;
use crate::ews::failure::{Failure, Outcome};

/// `EWSMaxSubscriptions` of Exchange 2010
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange).
const MOST: usize = 20;

/// All subscriptions, by their ids.
#[derive(Debug, Default)]
pub(in super::super) struct Shelf(BTreeMap<String, Subscription>);

impl Shelf {
    pub fn put(&mut self, id: String, subscription: Subscription, now: Timestamp) -> Outcome<()> {
        self.0.retain(|_, other| !other.has_expired(now));
        let of_user = self.0.values().filter(|other| other.user == subscription.user).count();
        if of_user >= MOST {
            return Err(Failure::new(
                "ErrorExceededSubscriptionCount",
                "The number of subscriptions of this user exceeds the limit.",
            ));
        }
        self.0.insert(id, subscription);
        Ok(())
    }

    /// The subscription of this id, for whoever subscribed.
    pub fn get(&mut self, id: &str, user: &str, now: Timestamp) -> Outcome<&mut Subscription> {
        self.0.retain(|_, other| !other.has_expired(now));
        let subscription = self.0.get_mut(id).ok_or_else(not_found)?;
        if subscription.user != user {
            return Err(Failure::new(
                "ErrorSubscriptionAccessDenied",
                "Access to the subscription is denied: it is another user's.",
            ));
        }
        subscription.asked(now);
        Ok(subscription)
    }

    pub fn remove(&mut self, id: &str) -> Option<Subscription> {
        self.0.remove(id)
    }
}

fn not_found() -> Failure {
    Failure::new("ErrorSubscriptionNotFound", "The specified subscription was not found.")
}
