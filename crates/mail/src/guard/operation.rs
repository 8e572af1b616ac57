//! What is done to a mailbox, and what each of it takes. To add an operation: a line in `operations!`.

use super::Permission;
use crate::{Capabilities, Error, Kind, Result};
use carteiro_world::{Phrase, phrase};

/// An operation of a mailbox.
#[derive(Debug)]
pub(crate) struct Operation {
    /// What it is called in errors and in the log.
    pub(crate) name: &'static str,
    /// What the session must be allowed to do.
    pub(crate) permission: Permission,
    /// What the mailbox must be able to do.
    pub(crate) needs: Need,
    /// What it does, and whether doing it again does harm.
    pub(crate) effect: Effect,
    /// How long it may take.
    pub(crate) time: Time,
}

/// What a mailbox must be able to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Nothing,
    EditFolders,
    MoveMessages,
    MarksRead,
    Append,
    Watch,
}

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It changes nothing.
    Reads,
    /// A change that may be repeated even when it may have taken place: it names messages by ids that the server never
    /// gives to another, and makes nothing new.
    Repeatable,
    /// A change that is not repeated when it may have taken place.
    Once,
}

/// How long a try may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// Until the deadline.
    Bounded,
    /// As long as bytes of messages are on their way: silence ends it, in the connection.
    Streams,
}

macro_rules! operations {
    ($($operation:ident: $name:literal $permission:ident $needs:ident $effect:ident $time:ident,)*) => {
        $(pub(crate) static $operation: Operation = Operation {
            name: $name,
            permission: Permission::$permission,
            needs: Need::$needs,
            effect: Effect::$effect,
            time: Time::$time,
        };)*
    };
}

operations! {
    LIST_FOLDERS:  "list_folders"  Read    Nothing      Reads      Bounded,
    SEARCH:        "search"        Read    Nothing      Reads      Bounded,
    RESOLVE:       "resolve_name"  Read    Nothing      Reads      Bounded,
    COUNT:         "count_mail"    Read    Nothing      Reads      Bounded,
    FETCH:         "fetch"         Read    Nothing      Reads      Bounded,
    FETCH_CONTENT: "fetch"         Read    Nothing      Reads      Streams,
    FETCH_PART:    "fetch_part"    Read    Nothing      Reads      Streams,
    CURSOR:        "watch"         Read    Watch        Reads      Bounded,
    WATCH:         "watch"         Read    Watch        Reads      Streams,
    MOVE:          "move"          Move    MoveMessages Repeatable Bounded,
    LOCATE:        "move"          Read    Nothing      Reads      Bounded,
    COPY:          "copy"          Move    MoveMessages Once       Bounded,
    MARK:          "mark"          Mark    MarksRead    Repeatable Bounded,
    DELETE:        "delete"        Delete  Nothing      Repeatable Bounded,
    SETTLE:        "delete"        Delete  Nothing      Repeatable Bounded,
    APPEND:        "append_mail"   Append  Append       Once       Streams,
    CREATE_FOLDER: "create_folder" Folders EditFolders  Repeatable Bounded,
    RENAME_FOLDER: "rename_folder" Folders EditFolders  Once       Bounded,
    DELETE_FOLDER: "delete_folder" Folders EditFolders  Once       Bounded,
    SEND:          "send"          Send    Nothing      Once       Streams,
}

impl Operation {
    /// Refuses what the mailbox cannot do, before anything goes over the wire.
    pub(crate) fn possible(&self, can: Capabilities) -> Result<()> {
        match self.needs.unmet(can) {
            None => Ok(()),
            Some(words) => Err(Error::new(Kind::Unsupported, words).during(self.name)),
        }
    }
}

impl Need {
    fn unmet(self, can: Capabilities) -> Option<Phrase> {
        let (met, words) = match self {
            Self::Nothing => return None,
            Self::EditFolders => (can.edit_folders, phrase!("mailbox-cannot-edit-folders")),
            Self::MoveMessages => (can.move_messages, phrase!("mailbox-cannot-move")),
            Self::MarksRead => (can.marks_read, phrase!("mailbox-cannot-flag")),
            Self::Append => (can.append, phrase!("mailbox-cannot-append")),
            Self::Watch => (can.watch, phrase!("mailbox-cannot-watch")),
        };
        (!met).then_some(words)
    }
}
