//! A Control Room that serves, and what is asked of it: for the demo, the benches and the tests.

mod asking;
mod served;
mod session;

pub use asking::{bearer, curl, is_curl_here, send};
pub use served::{Served, command};
pub use session::Session;

/// Who signs in.
pub struct Person<'a> {
    pub name: &'a str,
    pub password: &'a str,
}
