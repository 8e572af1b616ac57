//! The sandbox, driven from outside: by bytes on a socket, and by mail clients other people wrote.

#[cfg(test)]
mod autodiscover;
#[cfg(test)]
mod client;
#[cfg(test)]
mod control;
#[cfg(test)]
mod ews;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod foreign;
#[cfg(test)]
mod graph;
#[cfg(test)]
mod judge;
#[cfg(test)]
mod mangled;
#[cfg(test)]
mod ntlm;
#[cfg(test)]
mod oauth;
#[cfg(test)]
mod pop3;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod smtp;
#[cfg(test)]
mod speed;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod transcripts;
#[cfg(test)]
mod web;
#[cfg(test)]
mod wire;
