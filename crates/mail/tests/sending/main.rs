//! Sending: the policies around a way out, and what every kind of one does.

#![cfg(test)]

mod policies;
