//! Microsoft Graph.

mod access;
mod caller;
mod folders;
mod messages;
