//! Exchange Web Services.

mod foreign;
