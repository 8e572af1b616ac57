//! Which folders there are: their places by their names, and the server's names for them.

use super::call::{Replies, Speaker};
use super::fault::{self, Refusal};
use super::mailbox::Exchange;
use super::open::Ews;
use super::request::Request;
use super::xml::{Element, Xml};
use crate::{Error, Folder, FolderPath, Kind, Result, Role};
use carteiro_world::phrase;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The server's name for a folder. It stays when the folder moves.
pub(super) type FolderId = String;

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

/// The mailbox's own folders.
#[derive(Clone, Debug, Default)]
pub(super) struct WellKnown {
    root: Option<FolderId>,
    roles: HashMap<FolderId, (Role, String)>,
}

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

impl WellKnown {
    /// Reads the answers to [`well_known`]. A delegate may see some of them only; without the inbox there is no session.
    pub(super) async fn of(mut replies: Replies) -> Result<Self> {
        let mut known = Self::default();
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
            let Some(folder) = reply.child("Folders").and_then(|folders| folders.children.first()) else {
                continue;
            };
            let Some(id) = id(folder) else { continue };
            match role {
                None => known.root = Some(id),
                Some(role) => {
                    let name = folder.text("DisplayName").unwrap_or_default().to_owned();
                    known.roles.insert(id, (role, name));
                }
            }
        }
        replies.drain().await?;
        Ok(known)
    }
}

fn id(folder: &Element) -> Option<FolderId> {
    folder.child("FolderId")?.attribute("Id").map(str::to_owned)
}

/// All folders of mail, as they were when somebody looked.
#[derive(Debug, Default)]
pub(super) struct Tree {
    by_path: BTreeMap<FolderPath, FolderId>,
    /// The same without regard to case, as Exchange compares names.
    folded: HashMap<FolderPath, FolderId>,
    roles: HashMap<FolderPath, Role>,
    /// Where folders of the first level are made.
    root: Option<FolderId>,
}

impl Tree {
    pub(super) fn id(&self, path: &FolderPath) -> Option<&FolderId> {
        self.by_path.get(path).or_else(|| self.folded.get(&folded(path)?))
    }

    /// The folder in which `path` is, or would be.
    pub(super) fn parent(&self, path: &FolderPath) -> Option<&FolderId> {
        let names = path.names();
        match FolderPath::from_names(names.get(..names.len().saturating_sub(1)).unwrap_or_default()) {
            Some(parent) => self.id(&parent),
            None => self.root.as_ref(),
        }
    }

    fn new(found: &[Found], known: &WellKnown) -> Self {
        let mut tree = Self { root: known.root.clone(), ..Self::default() };
        let by_id: HashMap<&str, &Found> = found.iter().map(|found| (found.id.as_str(), found)).collect();
        for one in found {
            let Some(path) = path(one, &by_id, known) else { continue };
            if let Some((role, _)) = known.roles.get(&one.id) {
                tree.roles.insert(path.clone(), *role);
            }
            if let Some(folded) = folded(&path) {
                tree.folded.entry(folded).or_insert_with(|| one.id.clone());
            }
            // Two folders of one name beside each other: the first is meant.
            tree.by_path.entry(path).or_insert_with(|| one.id.clone());
        }
        tree
    }
}

fn folded(path: &FolderPath) -> Option<FolderPath> {
    FolderPath::from_names(path.names().iter().map(|name| name.to_lowercase()))
}

/// A folder as it was found.
struct Found {
    id: FolderId,
    parent: Option<FolderId>,
    name: String,
}

/// The names from the top: `None` for what hangs on nothing, and for what pretends to be the inbox.
fn path(folder: &Found, all: &HashMap<&str, &Found>, known: &WellKnown) -> Option<FolderPath> {
    let mut names = Vec::new();
    let mut at = Some(folder);
    while let Some(folder) = at {
        let is_inbox = known.roles.get(&folder.id).is_some_and(|(role, _)| *role == Role::Inbox);
        names.push(if is_inbox { "INBOX".to_owned() } else { folder.name.clone() });
        if is_inbox || names.len() > 100 {
            break;
        }
        at = folder.parent.as_deref().and_then(|parent| all.get(parent).copied());
        if at.is_none() && names.last().is_some_and(|top| top.eq_ignore_ascii_case("INBOX")) {
            return None;
        }
    }
    names.reverse();
    FolderPath::from_names(names)
}

impl Exchange {
    /// All folders, parents before children.
    pub(super) async fn folders(&self) -> Result<Vec<Folder>> {
        let tree = self.look().await?;
        let folder = |path: &FolderPath| Folder {
            path: path.clone(),
            role: tree.roles.get(path).copied(),
            selectable: true,
        };
        let mut folders: Vec<Folder> = tree.by_path.keys().map(folder).collect();
        // The inbox first, and what is in it.
        folders.sort_by_key(|folder| folder.path.names().first().is_none_or(|top| top != "INBOX"));
        Ok(folders)
    }

    /// What is done with a folder: where its name is not known, or means nothing any more, it is looked for once.
    pub(super) async fn at<T, F: Future<Output = Result<T>>>(
        &self,
        path: &FolderPath,
        work: impl Fn(FolderId) -> F,
    ) -> Result<T> {
        let known = self.tree.lock().await.as_ref().and_then(|tree| tree.id(path).cloned());
        if let Some(id) = &known {
            match work(id.clone()).await {
                Err(error) if is_missing(&error) => {}
                done => return done,
            }
        }
        let found = self.look().await?.id(path).cloned();
        match found {
            Some(id) if Some(&id) != known.as_ref() => work(id).await,
            _ => Err(missing(path)),
        }
    }

    /// Looks which folders there are.
    pub(super) async fn look(&self) -> Result<Arc<Tree>> {
        let mut held = self.tree.lock().await;
        let found = match found(&self.speaker).await? {
            Ok(found) => found,
            // A delegate may see some folders, and not the one in which they are.
            Err(refusal) if matches!(refusal.error().kind(), Kind::Denied | Kind::NotFound) => self.few(),
            Err(refusal) => return Err(refusal.error()),
        };
        let tree = Arc::new(Tree::new(&found, &self.known));
        *held = Some(Arc::clone(&tree));
        Ok(tree)
    }

    /// Nobody knows any more which folders there are.
    pub(super) async fn forget(&self) {
        *self.tree.lock().await = None;
    }

    fn few(&self) -> Vec<Found> {
        let known = self.known.roles.iter();
        known.map(|(id, (_, name))| Found { id: id.clone(), parent: None, name: name.clone() }).collect()
    }
}

/// Whether the error says that a folder is not there.
pub(super) fn is_missing(error: &Error) -> bool {
    error.kind() == Kind::NotFound && error.words().code == "folder-missing"
}

pub(super) fn missing(path: &FolderPath) -> Error {
    Error::new(Kind::NotFound, phrase!("folder-missing", folder = path))
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
