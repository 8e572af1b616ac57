//! HTTP/1.1 for [`oauth`](crate::oauth), EWS, Graph and the control endpoint, which share a port.

mod body;
mod form;
mod reply;
mod request;
mod serve;

pub(crate) use body::{Body, Sent};
pub(crate) use form::Form;
pub(crate) use reply::{Reply, escape};
pub(crate) use request::Request;
pub(crate) use serve::{Listener, Served, Site};
