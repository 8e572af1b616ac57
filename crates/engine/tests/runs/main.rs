//! Automations that run against a mailbox in memory.

#[cfg(test)]
mod bounds;
#[cfg(test)]
mod canaries;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod failures;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod network;
#[cfg(test)]
mod order;
#[cfg(test)]
mod parts;
#[cfg(test)]
mod saving;
#[cfg(test)]
mod variables;
#[cfg(test)]
mod world;
