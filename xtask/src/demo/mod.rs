//! Pieces of the demo.

pub mod alike;
pub mod sandbox;
pub mod tree;
pub mod vars;
