use base64::{Engine, engine::general_purpose::URL_SAFE};

use super::failure::{Failure, Outcome};
use crate::{Account, ews::id::hash, store::Message};

/// What an id is of. They are opaque and tell capital letters from small ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Id {
    Folder(u32),
    Message(MessageId),
    /// With the way through the parts: at which place on each level.
    Attachment(MessageId, Vec<u16>),
}

/// A message by where it is, or by where it was first.
///
/// The first changes when it goes to another folder, the second stays as long as it is in this mailbox
/// (learn.microsoft.com/graph/outlook-immutable-id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MessageId {
    Here { folder: u32, uid: u32 },
    Immutable { folder: u32, uid: u32 },
}

const FOLDER: u8 = 1;
const MESSAGE: u8 = 7;
const ATTACHMENT: u8 = 18;
const ORDINARY: [u8; 3] = [0, 3, 0x24];
const IMMUTABLE: [u8; 3] = [0, 9, 0];
/// No attachment lies deeper.
const DEEPEST: usize = 50;

impl MessageId {
    pub fn of(message: &Message, folder: u32, immutable: bool) -> Self {
        match message.birth.filter(|_| immutable) {
            Some((folder, uid)) => Self::Immutable { folder, uid },
            None => Self::Here { folder, uid: message.uid },
        }
    }
}

impl Id {
    /// The id as it stands in replies: so that it may stand in an address.
    pub fn text(&self, account: &Account) -> String {
        let (version, kind) = match self {
            Self::Folder(_) => (ORDINARY, FOLDER),
            Self::Message(id) => (version(*id), MESSAGE),
            Self::Attachment(id, _) => (version(*id), ATTACHMENT),
        };
        let mut bytes = version.to_vec();
        bytes.push(kind);
        bytes.extend_from_slice(&whose(account));
        match self {
            Self::Folder(folder) => bytes.extend_from_slice(&folder.to_be_bytes()),
            Self::Message(id) => numbers(*id, &mut bytes),
            Self::Attachment(id, way) => {
                numbers(*id, &mut bytes);
                bytes.extend(way.iter().flat_map(|at| at.to_be_bytes()));
            }
        }
        URL_SAFE.encode(bytes)
    }

    /// What is meant by an id in this mailbox.
    pub fn read(account: &Account, text: &str) -> Outcome<Self> {
        let bytes = URL_SAFE.decode(text).map_err(|_| Failure::malformed_id())?;
        let (id, owner) = parse(&bytes).ok_or_else(Failure::malformed_id)?;
        if owner != whose(account) {
            return Err(Failure::new(
                404,
                "ErrorInvalidMailboxItemId",
                "The specified item Id does not belong to the current mailbox.",
            ));
        }
        Ok(id)
    }
}

fn version(id: MessageId) -> [u8; 3] {
    match id {
        MessageId::Here { .. } => ORDINARY,
        MessageId::Immutable { .. } => IMMUTABLE,
    }
}

fn numbers(id: MessageId, bytes: &mut Vec<u8>) {
    let (MessageId::Here { folder, uid } | MessageId::Immutable { folder, uid }) = id;
    bytes.extend_from_slice(&folder.to_be_bytes());
    bytes.extend_from_slice(&uid.to_be_bytes());
}

fn parse(bytes: &[u8]) -> Option<(Id, [u8; 16])> {
    let (version, rest) = bytes.split_at_checked(3)?;
    let (kind, rest) = rest.split_first()?;
    let (owner, rest) = rest.split_at_checked(16)?;
    let number = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
    let (folder, uid) = (number(0)?, number(4));
    let message = || {
        let uid = uid?;
        match version {
            _ if version == ORDINARY => Some(MessageId::Here { folder, uid }),
            _ if version == IMMUTABLE => Some(MessageId::Immutable { folder, uid }),
            _ => None,
        }
    };
    let id = match (*kind, rest.len()) {
        (FOLDER, 4) if version == ORDINARY => Id::Folder(folder),
        (MESSAGE, 8) => Id::Message(message()?),
        (ATTACHMENT, length) if length % 2 == 0 && length <= 8 + 2 * DEEPEST => {
            let way = rest.get(8..)?.chunks(2);
            let way = way.filter_map(|two| two.try_into().ok().map(u16::from_be_bytes)).collect();
            Id::Attachment(message()?, way)
        }
        _ => return None,
    };
    Some((id, owner.try_into().ok()?))
}

fn whose(account: &Account) -> [u8; 16] {
    hash(account.user().to_lowercase().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Store, User};

    #[test]
    fn an_id_leads_back_to_what_it_is_of_and_case_matters() {
        let store = Store::new(&[User::new("ana@sandbox.test", ""), User::new("bia@sandbox.test", "")]);
        let (ana, bia) =
            (store.account("ana@sandbox.test").unwrap(), store.account("bia@sandbox.test").unwrap());
        let here = MessageId::Here { folder: 7, uid: 9 };
        let immutable = MessageId::Immutable { folder: 7, uid: 9 };
        for id in [Id::Folder(7), Id::Message(here), Id::Message(immutable), Id::Attachment(here, vec![0, 2])]
        {
            let text = id.text(&ana);
            assert_eq!(Id::read(&ana, &text).unwrap(), id);
            assert!(Id::read(&ana, &text.to_lowercase()).is_err());
            assert_eq!(Id::read(&bia, &text).unwrap_err().code, "ErrorInvalidMailboxItemId");
        }
        assert!(Id::Message(here).text(&ana).starts_with("AAMk"));
        assert!(Id::Message(immutable).text(&ana).starts_with("AAkA"));
        assert_eq!(Id::read(&ana, "nonsense").unwrap_err().code, "ErrorInvalidIdMalformed");
    }
}
