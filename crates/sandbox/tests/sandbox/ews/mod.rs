//! Exchange Web Services.

mod foreign;
mod judge;
