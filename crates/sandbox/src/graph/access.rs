/// What a request needs, by the permissions of its page
/// (learn.microsoft.com/graph/permissions-reference#mail-permissions).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Everything but bodies and attachments.
    Basic,
    Read,
    Write,
    Send,
    /// Who somebody is.
    Profile,
    Settings,
}

/// What a token allows.
#[derive(Clone, Debug)]
pub(super) enum Permissions {
    /// A token of which nothing is known but whose it is.
    All,
    Named(Vec<String>),
}

impl Permissions {
    /// Whether they suffice: for an app, in one's own mailbox, or in another's.
    pub fn allow(&self, access: Access, app_only: bool, own: bool) -> bool {
        let Self::Named(names) = self else { return true };
        let has = |name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
        let sufficient = |roots: &[&str]| {
            roots.iter().any(|root| {
                let shared = format!("{root}.Shared");
                let all = format!("{root}.All");
                (app_only && (has(root) || has(&all))) || (!app_only && (has(&shared) || (own && has(root))))
            })
        };
        match access {
            Access::Basic => sufficient(&["Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"]),
            Access::Read => sufficient(&["Mail.Read", "Mail.ReadWrite"]),
            Access::Write => sufficient(&["Mail.ReadWrite"]),
            Access::Send => sufficient(&["Mail.Send"]),
            Access::Settings => sufficient(&["MailboxSettings.Read", "MailboxSettings.ReadWrite"]),
            Access::Profile => {
                let of_all =
                    ["User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All"];
                (own && (has("User.Read") || has("User.ReadWrite"))) || of_all.iter().any(|name| has(name))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_needs_a_permission_of_its_own() {
        let with = |name: &str| Permissions::Named(vec![name.to_owned()]);
        assert!(with("Mail.Read").allow(Access::Read, false, true));
        assert!(!with("Mail.Read").allow(Access::Read, false, false));
        assert!(with("Mail.ReadWrite.Shared").allow(Access::Read, false, false));
        assert!(!with("Mail.Read").allow(Access::Write, false, true));
        assert!(!with("Mail.ReadWrite").allow(Access::Send, false, true));
        assert!(with("Mail.ReadBasic.All").allow(Access::Basic, true, false));
        assert!(!with("Mail.ReadBasic").allow(Access::Read, false, true));
    }
}
