//! Which folders there are (`FindFolder`, `GetFolder`).

use super::call::{Replies, Speaker};
use super::fault::{self, Refusal};
use super::mailbox::Exchange;
use super::open::Ews;
use super::request::Request;
use super::xml::{Element, Xml};
use crate::backends::exchange::{FolderId, Tree, WellKnown};
use crate::{Folder, FolderPath, Kind, Result, Role};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The folders that every mailbox has, and what they are for
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid). The root comes first.
const WELL_KNOWN: [(&str, Option<Role>); 6] = [
    ("msgfolderroot", None),
    ("inbox", Some(Role::Inbox)),
    ("drafts", Some(Role::Drafts)),
    ("sentitems", Some(Role::Sent)),
    ("deleteditems", Some(Role::Trash)),
    ("junkemail", Some(Role::Junk)),
];
/// Folders of mail; those of other classes hold appointments, people or tasks (MS-OXOSFLD §2.2.1).
const MAIL: &str = "IPF.Note";
/// So many folders come with one answer.
const PAGE: usize = 1000;

/// Asks for them all at once.
pub(super) fn well_known(ews: &Ews) -> Request {
    Request::new("GetFolder", &[], |xml| {
        xml.within("m:FolderShape", |xml| {
            xml.text("t:BaseShape", "IdOnly");
            xml.within("t:AdditionalProperties", |xml| field(xml, "folder:DisplayName"));
        });
        xml.within("m:FolderIds", |xml| {
            for (name, _) in WELL_KNOWN {
                distinguished(ews, name, xml);
            }
        });
    })
}

/// One of the mailbox's own folders, by what it is for.
pub(super) fn distinguished(ews: &Ews, name: &str, xml: &mut Xml) {
    xml.element("t:DistinguishedFolderId", &[("Id", name)], |xml| {
        // Who acts as the mailbox has no other.
        if let Some(mailbox) = ews.config.mailbox.as_deref().filter(|_| !ews.config.impersonate) {
            xml.within("t:Mailbox", |xml| {
                xml.text("t:EmailAddress", mailbox);
            });
        }
    });
}

/// A property to be told, or to sort by.
pub(super) fn field(xml: &mut Xml, uri: &str) {
    xml.empty("t:FieldURI", &[("FieldURI", uri)]);
}

/// Reads the answers to [`well_known`]. A delegate may see some of them only; without the inbox there is no session.
pub(super) async fn read_known(mut replies: Replies) -> Result<WellKnown> {
    let mut known = WellKnown::default();
    for (_, role) in WELL_KNOWN {
        let Some(reply) = replies.next().await? else {
            return Err(fault::nonsense("fewer answers than folders"));
        };
        let reply = match reply {
            Ok(reply) => reply,
            Err(refusal) if role == Some(Role::Inbox) || refusal.error().kind() == Kind::Throttled => {
                return Err(refusal.error());
            }
            Err(_) => continue,
        };
        let folder = reply.child("Folders").and_then(|folders| folders.children.first());
        if let Some((folder, id)) = folder.and_then(|folder| Some((folder, id(folder)?))) {
            known.add(role, id, folder.text("DisplayName").unwrap_or_default());
        }
    }
    replies.drain().await?;
    Ok(known)
}

fn id(folder: &Element) -> Option<FolderId> {
    folder.child("FolderId")?.attribute("Id").map(str::to_owned)
}

/// A folder as it was found.
struct Found {
    id: FolderId,
    parent: Option<FolderId>,
    name: String,
}

/// Parents come before children, whatever their order was: what hangs on nothing is at the top.
fn tree(found: Vec<Found>, known: &WellKnown) -> Tree {
    let ids: HashSet<FolderId> = found.iter().map(|one| one.id.clone()).collect();
    let mut below: HashMap<Option<FolderId>, Vec<Found>> = HashMap::new();
    for mut one in found {
        one.parent = one.parent.filter(|parent| ids.contains(parent));
        below.entry(one.parent.clone()).or_default().push(one);
    }
    let mut tree = Tree::default();
    let mut level: Vec<(Option<FolderPath>, Found)> =
        below.remove(&None).unwrap_or_default().into_iter().map(|one| (None, one)).collect();
    while !level.is_empty() {
        let mut next = Vec::new();
        for (above, one) in level {
            let Some(path) = tree.add(above.as_ref(), &one.id, &one.name, known) else { continue };
            let children = below.remove(&Some(one.id)).unwrap_or_default();
            next.extend(children.into_iter().map(|child| (Some(path.clone()), child)));
        }
        level = next;
    }
    tree
}

impl Exchange {
    /// All folders.
    pub(super) async fn folders(&self) -> Result<Vec<Folder>> {
        Ok(self.look().await?.folders())
    }

    /// What is done with a folder.
    pub(super) async fn at<T, F: Future<Output = Result<T>>>(
        &self,
        path: &FolderPath,
        work: impl Fn(FolderId) -> F,
    ) -> Result<T> {
        self.held.at(path, Box::pin(self.found()), work).await
    }

    /// Looks which folders there are.
    pub(super) async fn look(&self) -> Result<Arc<Tree>> {
        self.held.look(Box::pin(self.found())).await
    }

    async fn found(&self) -> Result<Tree> {
        match found(&self.speaker).await? {
            Ok(found) => Ok(tree(found, &self.held.known)),
            // A delegate may see some folders, and not the one in which they are.
            Err(refusal) if matches!(refusal.error().kind(), Kind::Denied | Kind::NotFound) => {
                Ok(self.held.known.alone())
            }
            Err(refusal) => Err(refusal.error()),
        }
    }
}

/// A refusal is of these folders, and not of whoever asks.
async fn found(speaker: &Speaker) -> Result<Result<Vec<Found>, Refusal>> {
    let mut all = Vec::new();
    loop {
        let reply = match speaker.ask_one(find(&speaker.ews, all.len())).await? {
            Ok(reply) => reply,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some(root) = reply.child("RootFolder") else {
            return Err(fault::nonsense("folders without a root"));
        };
        let before = all.len();
        let mut passed = 0;
        for folder in root.child("Folders").map(|folders| folders.children.as_slice()).unwrap_or_default() {
            passed += 1;
            all.push(read(folder));
        }
        let is_last = root.attribute("IncludesLastItemInRange") != Some("false");
        if is_last || passed == 0 || all.len() == before {
            return Ok(Ok(all.into_iter().flatten().collect()));
        }
    }
}

/// `None`: it holds no mail.
fn read(folder: &Element) -> Option<Found> {
    let class = folder.text("FolderClass").unwrap_or_default();
    if folder.name != "Folder" || !(class.is_empty() || class.starts_with(MAIL)) {
        return None;
    }
    Some(Found {
        id: id(folder)?,
        parent: folder.child("ParentFolderId").and_then(|parent| parent.attribute("Id")).map(str::to_owned),
        name: folder.text("DisplayName").unwrap_or_default().to_owned(),
    })
}

fn find(ews: &Ews, offset: usize) -> Request {
    Request::new("FindFolder", &[("Traversal", "Deep")], |xml| {
        xml.within("m:FolderShape", |xml| {
            xml.text("t:BaseShape", "IdOnly");
            xml.within("t:AdditionalProperties", |xml| {
                for uri in ["folder:DisplayName", "folder:ParentFolderId", "folder:FolderClass"] {
                    field(xml, uri);
                }
            });
        });
        let (page, offset) = (PAGE.to_string(), offset.to_string());
        let view =
            [("MaxEntriesReturned", page.as_str()), ("Offset", offset.as_str()), ("BasePoint", "Beginning")];
        xml.empty("m:IndexedPageFolderView", &view);
        xml.within("m:ParentFolderIds", |xml| distinguished(ews, "msgfolderroot", xml));
    })
}
