use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::failure::{Failure, Outcome};
use crate::{Account, Store, store::Message};

/// What an id is of. They are opaque and tell capital letters from small ones
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-identifiers-in-exchange).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Id {
    Folder {
        folder: u32,
    },
    /// It changes when the item goes to another folder.
    Item {
        folder: u32,
        uid: u32,
    },
    /// With the way through the parts: at which place on each level.
    Attachment {
        folder: u32,
        uid: u32,
        way: Vec<u16>,
    },
}

const FOLDER: u8 = 1;
const ITEM: u8 = 2;
const ATTACHMENT: u8 = 3;
/// No attachment lies deeper.
const DEEPEST: usize = 50;

impl Id {
    /// The id as it stands in replies.
    pub fn text(&self, account: &Account) -> String {
        let mut bytes = vec![0, 3, 0x24];
        let (kind, folder) = match self {
            Self::Folder { folder } => (FOLDER, folder),
            Self::Item { folder, .. } => (ITEM, folder),
            Self::Attachment { folder, .. } => (ATTACHMENT, folder),
        };
        bytes.push(kind);
        bytes.extend_from_slice(&whose(account));
        bytes.extend_from_slice(&folder.to_be_bytes());
        match self {
            Self::Folder { .. } => {}
            Self::Item { uid, .. } => bytes.extend_from_slice(&uid.to_be_bytes()),
            Self::Attachment { uid, way, .. } => {
                bytes.extend_from_slice(&uid.to_be_bytes());
                for at in way {
                    bytes.extend_from_slice(&at.to_be_bytes());
                }
            }
        }
        STANDARD.encode(bytes)
    }

    /// Whose and what is meant by an id.
    pub fn read(store: &Store, text: &str) -> Outcome<(Account, Self)> {
        if text.is_empty() {
            return Err(Failure::new("ErrorInvalidIdEmpty", "Id must be non-empty."));
        }
        let bytes = STANDARD.decode(text).map_err(|_| Failure::malformed_id())?;
        let (kind, owner, rest) = split(&bytes).ok_or_else(Failure::malformed_id)?;
        let mut numbers = rest.chunks(4).filter_map(|four| four.try_into().ok().map(u32::from_be_bytes));
        let (folder, uid) = (numbers.next(), numbers.next());
        let id = match (kind, folder, uid, rest.len()) {
            (FOLDER, Some(folder), None, 4) => Self::Folder { folder },
            (ITEM, Some(folder), Some(uid), 8) => Self::Item { folder, uid },
            (ATTACHMENT, Some(folder), Some(uid), length) if length % 2 == 0 && length <= 8 + 2 * DEEPEST => {
                let way = rest.get(8..).unwrap_or_default().chunks(2);
                let way = way.filter_map(|two| two.try_into().ok().map(u16::from_be_bytes)).collect();
                Self::Attachment { folder, uid, way }
            }
            _ => return Err(Failure::malformed_id()),
        };
        let account = store.accounts().find(|account| whose(account) == owner).cloned();
        Ok((account.ok_or_else(Failure::item_not_found)?, id))
    }
}

fn split(bytes: &[u8]) -> Option<(u8, [u8; 16], &[u8])> {
    let rest = bytes.strip_prefix(&[0, 3, 0x24])?;
    let (kind, rest) = rest.split_first()?;
    let (owner, rest) = rest.split_at_checked(16)?;
    Some((*kind, owner.try_into().ok()?, rest))
}

fn whose(account: &Account) -> [u8; 16] {
    hash(account.user().to_lowercase().as_bytes())
}

pub(crate) fn hash(bytes: &[u8]) -> [u8; 16] {
    let hash = digest(&SHA256, bytes);
    std::array::from_fn(|at| hash.as_ref().get(at).copied().unwrap_or_default())
}

/// What is another once the item has changed (`ChangeKey`).
pub(crate) fn change_key(message: &Message) -> String {
    let state = format!("{:?} {:?} {}", message.flags, message.marks, message.raw().len());
    STANDARD.encode([&[9, 0, 0, 0, 0x16, 0, 0, 0][..], &hash(state.as_bytes())].concat())
}

/// The same of a folder.
pub(super) fn folder_change_key(name: &str) -> String {
    STANDARD.encode([&[1, 0, 0, 0, 0x16, 0, 0, 0][..], &hash(name.as_bytes())].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::User;

    #[test]
    fn an_id_leads_back_to_what_it_is_of_and_case_matters() {
        let store = Store::new(&[User::new("ana@sandbox.test", ""), User::new("bia@sandbox.test", "")]);
        let account = store.account("bia@sandbox.test").unwrap();
        for id in [
            Id::Folder { folder: 7 },
            Id::Item { folder: 7, uid: 9 },
            Id::Attachment { folder: 7, uid: 9, way: vec![0, 2] },
        ] {
            let text = id.text(&account);
            let (owner, read) = Id::read(&store, &text).unwrap();
            assert_eq!((owner.user(), read), ("bia@sandbox.test", id));
            assert!(Id::read(&store, &text.to_lowercase()).is_err());
        }
        assert_eq!(Id::read(&store, "malformedparentid").unwrap_err().code, "ErrorInvalidIdMalformed");
        assert_eq!(Id::read(&store, "").unwrap_err().code, "ErrorInvalidIdEmpty");
    }
}
