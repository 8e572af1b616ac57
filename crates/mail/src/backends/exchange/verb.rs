//! What was done with a message last.

use crate::{FlagChange, Flags, Keyword};

/// What was done last: Exchange keeps one (MS-OXOMSG §2.2.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backends) enum Verb {
    None,
    Replied,
    Forwarded,
}

impl Verb {
    /// As it is told. To reply to one and to all is the same here.
    pub(in crate::backends) fn read(told: Option<&str>) -> Self {
        match told.map(str::trim) {
            Some("102" | "103") => Self::Replied,
            Some("104") => Self::Forwarded,
            _ => Self::None,
        }
    }

    /// What is kept of flags. An answer is what is asked for more often.
    pub(in crate::backends) fn of(flags: &Flags) -> Self {
        let is_forwarded = |word: &String| word.eq_ignore_ascii_case(Keyword::Forwarded.as_str());
        match flags.answered {
            true => Self::Replied,
            false if flags.keywords.iter().any(is_forwarded) => Self::Forwarded,
            false => Self::None,
        }
    }

    /// What a change makes of it. `None`: it says nothing.
    pub(in crate::backends) fn after(change: &FlagChange) -> Option<Self> {
        let forwarded = change.keywords.iter().find(|(keyword, _)| *keyword == Keyword::Forwarded);
        match (change.answered, forwarded) {
            (Some(true), _) => Some(Self::Replied),
            (_, Some((_, true))) => Some(Self::Forwarded),
            (Some(false), _) | (_, Some((_, false))) => Some(Self::None),
            (None, None) => None,
        }
    }

    /// The value of `PidTagLastVerbExecuted`, and of `PidTagIconIndex` (MS-OXOMSG §2.2.1.1). `None`: there is none.
    pub(in crate::backends) fn written(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::None => None,
            Self::Replied => Some(("102", "261")),
            Self::Forwarded => Some(("104", "262")),
        }
    }
}
