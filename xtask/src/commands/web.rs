//! `cargo xtask web`: builds the pages of the Control Room, so that the binary that is built next has them in it.

use crate::failure::{Failure, Result};
use crate::tools;

pub fn run() -> Result {
    if !tools::web::ensure()? {
        return Err(Failure::new("the pages were not built"));
    }
    tools::web::build()
}
