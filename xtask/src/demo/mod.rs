//! Pieces of the demo.

pub mod alike;
pub mod browser;
mod password;
pub mod room;
pub mod sandbox;
pub mod tree;
pub mod vars;
