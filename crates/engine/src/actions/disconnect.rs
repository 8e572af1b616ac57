//! Ending a session.

use super::{Action, Example, Group, Output, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::values::SessionName;
use schemars::JsonSchema;
use serde::Deserialize;

/// Disconnect. Ends a session; those still open are ended when the automation ends.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disconnect {
    /// Session name. The session to end.
    pub session: Located<SessionName>,
}

impl Action for Disconnect {
    const NAME: &'static str = "disconnect";
    const GROUP: Group = Group::Sessions;

    fn uses(&self) -> Vec<Use<'_>> {
        vec![Use::Closes(&self.session)]
    }

    fn examples() -> &'static [Example] {
        &[Example { title: "End a session", steps: "- disconnect: { session: finance }\n" }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        cx.session(Some(&self.session))?;
        cx.running().close(self.session.as_str()).await?;
        cx.report(Event::Disconnected { session: self.session.to_string() });
        Ok(Output::Nothing)
    }
}
