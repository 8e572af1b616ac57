//! Who does something.

use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use utoipa::ToSchema;

/// Who does something, as the audit log has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The row's name and the name of a person; `None`: nobody who is known, or the Control Room itself.
    pub person: Option<(String, String)>,
    /// How they came.
    pub way: Way,
    /// From where.
    pub address: Option<IpAddr>,
}

/// How somebody came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// In a browser, signed in.
    Session,
    /// With an API token.
    Token,
    /// At the terminal of the machine, with the key in hand.
    Terminal,
    /// A run acts for them.
    Run,
    /// Over the network, without having signed in.
    Network,
    /// The Control Room itself.
    System,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Session, Self::Token, Self::Terminal, Self::Run, Self::Network, Self::System];

    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Token => "token",
            Self::Terminal => "terminal",
            Self::Run => "run",
            Self::Network => "network",
            Self::System => "system",
        }
    }

    pub(super) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|way| way.name() == name).unwrap_or(Self::System)
    }
}

impl Actor {
    /// Whoever holds the key of the database, at a terminal.
    pub const TERMINAL: Self = Self { person: None, way: Way::Terminal, address: None };

    /// The Control Room itself.
    pub const SYSTEM: Self = Self { person: None, way: Way::System, address: None };

    /// Somebody who has not signed in.
    pub fn unknown(address: Option<IpAddr>) -> Self {
        Self { person: None, way: Way::Network, address }
    }

    /// The row's name of the person.
    pub fn person_id(&self) -> Option<&str> {
        self.person.as_ref().map(|(id, _)| id.as_str())
    }
}
