//! Exchange Web Services.

mod caller;
mod foreign;
mod judge;
mod requests;
mod trouble;

pub use judge::Folder;
