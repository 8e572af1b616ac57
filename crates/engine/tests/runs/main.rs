//! Automations that run against a mailbox in memory, and where it matters against real servers.

#[cfg(test)]
mod allowed;
#[cfg(test)]
mod autodiscover;
#[cfg(test)]
mod automations;
#[cfg(test)]
mod bounds;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod canaries;
#[cfg(test)]
mod costs;
#[cfg(test)]
mod discovery;
#[cfg(test)]
mod doctor;
#[cfg(test)]
mod ews;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod explained;
#[cfg(test)]
mod failures;
#[cfg(test)]
mod flow;
#[cfg(test)]
mod http;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod knobs;
#[cfg(test)]
#[path = "../../../mail/tests/lab/mod.rs"]
mod lab;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod many;
#[cfg(test)]
#[path = "../../../mail/tests/sign_in/narrow.rs"]
mod narrow;
#[cfg(test)]
mod network;
#[cfg(test)]
mod once;
#[cfg(test)]
mod order;
#[cfg(test)]
mod outlook;
#[cfg(test)]
mod parts;
#[cfg(test)]
mod places;
#[cfg(test)]
mod pop3;
#[cfg(test)]
mod previewed;
#[cfg(test)]
mod purposes;
#[cfg(test)]
mod received;
#[cfg(test)]
mod rehearsal;
#[cfg(test)]
mod saving;
#[cfg(test)]
mod sending;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod signed_in;
#[cfg(test)]
mod slow;
#[cfg(test)]
mod story;
#[cfg(test)]
mod table;
#[cfg(test)]
#[path = "../../../mail/tests/token/mod.rs"]
mod token;
#[cfg(test)]
mod variables;
#[cfg(test)]
mod waiting;
#[cfg(test)]
mod web;
#[cfg(test)]
mod world;
