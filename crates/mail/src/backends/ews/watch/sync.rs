//! What came into a folder since a state of it (`SyncFolderItems`).

use super::super::fault::{self, Refusal};
use super::super::folders;
use super::super::item;
use super::super::mailbox::Exchange;
use super::super::request::Request;
use crate::{FolderPath, MessageRef, Result};

/// So many changes come with one answer; more are refused
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/maxchangesreturned).
const AT_ONCE: usize = 512;

/// What is to be told of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// The messages, and what they can be recognised by.
    Messages,
    /// The state after it alone.
    State,
}

/// What happened in a folder since a state.
pub(super) struct Synced {
    pub(super) state: String,
    pub(super) is_last: bool,
    pub(super) arrived: Vec<MessageRef>,
}

impl Exchange {
    /// The state that the folder is in now. The server tells all that is in the folder on the way there.
    pub(super) async fn state_of(&self, path: &FolderPath) -> Result<String> {
        let mut state: Option<String> = None;
        loop {
            let synced = self.synced(path, state.as_deref(), Asked::State).await?;
            let synced = synced.map_err(|refusal| refusal.of_folder(path))?;
            if synced.is_last {
                return Ok(synced.state);
            }
            if state.as_ref() == Some(&synced.state) {
                return Err(fault::nonsense("a state after which comes the same state"));
            }
            state = Some(synced.state);
        }
    }

    /// What the next answer has after `state`.
    pub(super) async fn synced(
        &self,
        path: &FolderPath,
        state: Option<&str>,
        asked: Asked,
    ) -> Result<Result<Synced, Refusal>> {
        self.at(path, |folder| async move {
            let reply = match self.speaker.ask_one(sync(&folder, state, asked)).await? {
                // The folder that the name means may be another by now.
                Err(refusal) if folders::is_missing(&refusal.of_folder(path)) => {
                    return Err(refusal.of_folder(path));
                }
                Err(refusal) => return Ok(Err(refusal)),
                Ok(reply) => reply,
            };
            let Some(next) = reply.text("SyncState") else {
                return Err(fault::nonsense("a state is missing"));
            };
            let changes = reply.child("Changes").map(|all| all.children.as_slice()).unwrap_or_default();
            let arrived = changes.iter().filter(|change| asked == Asked::Messages && change.name == "Create");
            Ok(Ok(Synced {
                state: next.trim().to_owned(),
                is_last: reply.is("IncludesLastItemInRange"),
                arrived: arrived
                    .filter_map(|change| item::reference(path, change.children.first()?))
                    .collect(),
            }))
        })
        .await
    }
}

fn sync(folder: &str, state: Option<&str>, asked: Asked) -> Request {
    Request::new("SyncFolderItems", &[], |xml| {
        match asked {
            Asked::Messages => item::key_shape(xml),
            Asked::State => {
                xml.within("m:ItemShape", |xml| {
                    xml.text("t:BaseShape", "IdOnly");
                });
            }
        }
        xml.within("m:SyncFolderId", |xml| {
            xml.empty("t:FolderId", &[("Id", folder)]);
        });
        if let Some(state) = state {
            xml.text("m:SyncState", state);
        }
        xml.text("m:MaxChangesReturned", AT_ONCE);
    })
}
