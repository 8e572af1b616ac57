//! What a request may hold. Exchange checks it before it looks at anything in it, and so does this.

mod check;
mod grammar;

pub(super) use check::check;
