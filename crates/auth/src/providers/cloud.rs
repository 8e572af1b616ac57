//! The clouds of Microsoft 365.
//!
//! Source: learn.microsoft.com/entra/identity-platform/authentication-national-cloud and
//! learn.microsoft.com/graph/deployments.

use super::is_below;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Azure cloud.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cloud {
    /// Azure Global.
    #[default]
    Global,
    /// Azure US GCC High.
    UsGccHigh,
    /// Azure US Department of Defense.
    UsDod,
    /// Azure China (21Vianet).
    China,
    /// A cloud of its own.
    Custom(CustomCloud),
}

/// The addresses of a cloud of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomCloud {
    /// Login. Where tokens come from.
    pub login: String,
    /// Graph. Where Microsoft Graph is.
    pub graph: String,
    /// Outlook. Where Exchange is.
    pub outlook: String,
}

impl Cloud {
    /// What it is called in an automation.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::UsGccHigh => "us_gcc_high",
            Self::UsDod => "us_dod",
            Self::China => "china",
            Self::Custom(_) => "custom",
        }
    }

    /// Where tokens come from.
    pub fn login(&self) -> &str {
        match self {
            Self::Global => "https://login.microsoftonline.com",
            Self::UsGccHigh | Self::UsDod => "https://login.microsoftonline.us",
            Self::China => "https://login.partner.microsoftonline.cn",
            Self::Custom(custom) => custom.login.trim_end_matches('/'),
        }
    }

    /// Where Exchange Online is.
    pub fn outlook(&self) -> &str {
        match self {
            Self::Global => "https://outlook.office365.com",
            Self::UsGccHigh => "https://outlook.office365.us",
            Self::UsDod => "https://webmail.apps.mil",
            Self::China => "https://partner.outlook.cn",
            Self::Custom(custom) => custom.outlook.trim_end_matches('/'),
        }
    }

    /// Where Microsoft Graph is.
    pub fn graph(&self) -> &str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::UsGccHigh => "https://graph.microsoft.us",
            Self::UsDod => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
            Self::Custom(custom) => custom.graph.trim_end_matches('/'),
        }
    }

    /// The cloud in which tokens of these scopes are of use; the global one, where they name none.
    pub fn of_scopes(scopes: &[String]) -> Self {
        let is_below = |resource: &str| {
            scopes.iter().any(|scope| scope.strip_prefix(resource).is_some_and(|rest| rest.starts_with('/')))
        };
        let others = [Self::UsGccHigh, Self::UsDod, Self::China];
        let found = others.into_iter().find(|cloud| is_below(cloud.graph()) || is_below(cloud.outlook()));
        found.unwrap_or_default()
    }

    /// The cloud whose mail server has this name: an automation for a mail server names no cloud.
    pub fn of_mail_server(host: &str) -> Self {
        let is = |name| is_below(host, &[name]);
        if is("office365.us") {
            Self::UsGccHigh
        } else if is("apps.mil") {
            Self::UsDod
        } else if is("outlook.cn") {
            Self::China
        } else {
            Self::Global
        }
    }
}
