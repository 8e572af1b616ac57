//! One file per command.

pub mod bench;
pub mod demo;
pub mod fuzz;
pub mod generate;
pub mod lab;
pub mod test;
pub mod web;
