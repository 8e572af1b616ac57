use crate::store::{Mailbox, Role};

/// The root of the mailbox, which is no folder of the store.
pub(crate) const ROOT: u32 = 1;
/// The root of what people see (`msgfolderroot`), which is none either.
pub(crate) const TOP: u32 = 2;

/// Stands for `/` in a name, where `/` is between two levels
/// (learn.microsoft.com/powershell/module/exchange/get-mailboxfolderstatistics).
const SLASH: &str = "\u{f8ff}";

/// A folder in the tree.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Its UIDVALIDITY, or that of the two roots.
    pub id: u32,
    pub parent: u32,
    /// Its name in the store; empty of the roots.
    pub name: String,
    pub display_name: String,
    pub distinguished: Option<&'static str>,
    pub messages: usize,
    pub unread: usize,
    pub children: usize,
}

/// All folders of a mailbox, the roots first, parents before what is below them.
#[derive(Debug)]
pub(crate) struct Tree(Vec<Place>);

impl Tree {
    pub fn of(mailbox: &Mailbox) -> Self {
        let root = |id, parent, display_name: &str, distinguished| Place {
            id,
            parent,
            name: String::new(),
            display_name: display_name.to_owned(),
            distinguished: Some(distinguished),
            messages: 0,
            unread: 0,
            children: 0,
        };
        let mut places =
            vec![root(ROOT, ROOT, "", "root"), root(TOP, ROOT, "Top of Information Store", "msgfolderroot")];
        let known: std::collections::BTreeMap<&str, u32> =
            mailbox.folders().map(|(name, folder)| (name, folder.uid_validity())).collect();
        for (name, folder) in mailbox.folders() {
            let above = name.rmatch_indices('/').filter_map(|(at, _)| name.get(..at));
            // A parent may be gone while its children are there (RFC 9051 §6.3.5): then it counts to the name.
            let parent =
                above.into_iter().find_map(|above| known.get(above).map(|id| (above.len() + 1, *id)));
            let (from, parent) = parent.unwrap_or((0, TOP));
            let last = name.get(from..).unwrap_or(name);
            let display_name = if name == "INBOX" { "Inbox".to_owned() } else { as_shown(last) };
            places.push(Place {
                id: folder.uid_validity(),
                parent,
                name: name.to_owned(),
                display_name,
                distinguished: distinguished(name, folder.role()),
                messages: folder.messages().len(),
                unread: folder.unread(),
                children: 0,
            });
        }
        let mut children: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
        for place in places.iter().filter(|place| place.id != ROOT) {
            *children.entry(place.parent).or_default() += 1;
        }
        for place in &mut places {
            place.children = children.get(&place.id).copied().unwrap_or_default();
        }
        Self(places)
    }

    pub fn get(&self, id: u32) -> Option<&Place> {
        self.0.iter().find(|place| place.id == id)
    }

    pub fn distinguished(&self, name: &str) -> Option<&Place> {
        self.0.iter().find(|place| place.distinguished == Some(name))
    }

    pub fn named(&self, parent: u32, display_name: &str) -> Option<&Place> {
        let named = |place: &&Place| place.display_name.to_lowercase() == display_name.to_lowercase();
        self.children(parent).find(named)
    }

    pub fn children(&self, parent: u32) -> impl Iterator<Item = &Place> {
        self.0.iter().filter(move |place| place.parent == parent && place.id != ROOT)
    }

    /// All that is below a folder, each before what is below it.
    pub fn below(&self, parent: u32) -> Vec<&Place> {
        let mut all = Vec::new();
        for child in self.children(parent) {
            all.push(child);
            all.extend(self.below(child.id));
        }
        all
    }

    pub fn is_below(&self, id: u32, above: u32) -> bool {
        self.below(above).iter().any(|place| place.id == id)
    }
}

fn distinguished(name: &str, role: Option<Role>) -> Option<&'static str> {
    match role {
        _ if name == "INBOX" => Some("inbox"),
        Some(Role::Drafts) => Some("drafts"),
        Some(Role::Sent) => Some("sentitems"),
        Some(Role::Trash) => Some("deleteditems"),
        Some(Role::Junk) => Some("junkemail"),
        _ => None,
    }
}

/// A piece of a stored name as it is displayed.
fn as_shown(name: &str) -> String {
    name.replace(SLASH, "/")
}

/// A displayed name as a piece of a stored one.
pub(crate) fn as_stored(name: &str) -> String {
    name.replace('/', SLASH)
}
