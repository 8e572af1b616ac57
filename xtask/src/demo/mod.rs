//! Pieces of the demo.

pub mod sandbox;
pub mod tree;
pub mod vars;
