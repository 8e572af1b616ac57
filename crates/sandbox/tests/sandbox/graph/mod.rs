//! Microsoft Graph.

mod access;
mod attachments;
mod batch;
mod caller;
mod delta;
mod folders;
mod foreign;
mod judge;
mod mangled;
mod messages;
mod queries;
mod sending;
mod trouble;
mod uploads;
