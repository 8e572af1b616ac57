//! When the program itself is wrong.

use crate::out;
use carteiro_world::phrase;
use carteiro_world::words::Language;

/// Says so in words, and where in the program. Not what it was about: that may be mail, or a secret.
pub fn install(language: Language) {
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        out::complain(&format!("{}\n", language.say(&phrase!("ui-panic", place = place))));
    }));
}
