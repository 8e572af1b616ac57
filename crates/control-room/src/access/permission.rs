//! What somebody may do.

use carteiro_world::{Phrase, phrase};
use serde::{Deserialize, Serialize};

/// One thing that somebody may do. A role holds some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Add people, give them roles, and end their sessions.
    ManagePeople,
    /// See which OAuth connections there are.
    ViewConnections,
    /// Make and change OAuth connections, and clouds of one's own.
    ManageConnections,
    /// Make lockers in the credential vault.
    ManageLockers,
    /// Read automations.
    ViewAutomations,
    /// Write automations.
    EditAutomations,
    /// Start automations, and see one's own runs.
    RunAutomations,
    /// See what others have run.
    ViewOthersRuns,
    /// Read and export the audit log.
    ViewAudit,
    /// Read its numbers.
    ViewMetrics,
    /// Change how this Control Room works.
    ManageSettings,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::ManagePeople,
        Self::ViewConnections,
        Self::ManageConnections,
        Self::ManageLockers,
        Self::ViewAutomations,
        Self::EditAutomations,
        Self::RunAutomations,
        Self::ViewOthersRuns,
        Self::ViewAudit,
        Self::ViewMetrics,
        Self::ManageSettings,
    ];

    /// As it is kept: `manage_people`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ManagePeople => "manage_people",
            Self::ViewConnections => "view_connections",
            Self::ManageConnections => "manage_connections",
            Self::ManageLockers => "manage_lockers",
            Self::ViewAutomations => "view_automations",
            Self::EditAutomations => "edit_automations",
            Self::RunAutomations => "run_automations",
            Self::ViewOthersRuns => "view_others_runs",
            Self::ViewAudit => "view_audit",
            Self::ViewMetrics => "view_metrics",
            Self::ManageSettings => "manage_settings",
        }
    }

    /// The one of this name; a name that another version kept may be none.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What people call it.
    pub fn label(self) -> Phrase {
        match self {
            Self::ManagePeople => phrase!("permission-manage-people"),
            Self::ViewConnections => phrase!("permission-view-connections"),
            Self::ManageConnections => phrase!("permission-manage-connections"),
            Self::ManageLockers => phrase!("permission-manage-lockers"),
            Self::ViewAutomations => phrase!("permission-view-automations"),
            Self::EditAutomations => phrase!("permission-edit-automations"),
            Self::RunAutomations => phrase!("permission-run-automations"),
            Self::ViewOthersRuns => phrase!("permission-view-others-runs"),
            Self::ViewAudit => phrase!("permission-view-audit"),
            Self::ViewMetrics => phrase!("permission-view-metrics"),
            Self::ManageSettings => phrase!("permission-manage-settings"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_is_known_by_the_name_under_which_it_is_kept() {
        for one in Permission::ALL {
            assert_eq!(Permission::named(one.name()), Some(one));
        }
        assert_eq!(Permission::named("fly"), None);
    }
}
