//! What is kept of the flags of a message that is stored.

use crate::{Category, Flags};

/// The categories among the keywords: those of another server may be no names of any.
pub(in crate::backends) fn categories(flags: &Flags) -> Vec<Category> {
    flags.categories().filter_map(|name| Category::new(name).ok()).collect()
}
