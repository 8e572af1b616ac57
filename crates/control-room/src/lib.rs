//! What an organisation needs around its automations: who may do what, credentials, connections, runs and what became of
//! them, in one database.

pub mod access;
pub mod app;
pub mod audit;
pub mod automations;
pub mod backup;
pub mod connections;
pub mod db;
pub mod ground;
mod hex;
mod id;
pub mod letters;
pub mod looking;
pub mod notices;
pub mod practice;
pub mod problem;
pub mod runs;
pub mod seal;
pub mod serve;
pub mod settings;
mod tending;
#[cfg(test)]
mod testing;
pub mod vault;

pub use ground::Ground;
pub use problem::Problem;

/// The result of whatever can go wrong here.
pub type Result<T, E = Problem> = std::result::Result<T, E>;
