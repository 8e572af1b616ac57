//! Notifications: who wants to hear of which folders, and what there is to tell
//! (learn.microsoft.com/exchange/client-developer/exchange-web-services/notification-subscriptions-mailbox-events-and-ews-in-exchange).

mod event;
mod shelf;
mod subscription;

pub(super) use event::{Event, Kind};
pub(super) use shelf::Shelf;
pub(super) use subscription::{Subscription, Way};
