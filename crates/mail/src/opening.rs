//! Opening single parts of a message: the rest of it stays where it is.

use crate::guard::operation;
use crate::mime::{PartId, Structure};
use crate::moving::located;
use crate::{Content, Error, Mailbox, MessageRef, Result};
use std::sync::Arc;

impl Mailbox {
    /// The content of one part, as its sender had it: of a message within the message, its bytes.
    ///
    /// `NotFound`: the message is gone, or has no such part.
    pub async fn part(&self, message: &MessageRef, part: &PartId) -> Result<Content> {
        let never = || Err(Error::internal("a part was asked for and nothing was answered"));
        let mut parts = self.contents(message, vec![part.clone()], None).await?;
        parts.pop().unwrap_or_else(never).map_err(|error| error.during(operation::FETCH_PART.name))
    }

    /// The contents of several parts, in the order of `parts`; with the message's structure, where the server has told
    /// it, it need not be asked for again. `NotFound`: the message is gone; or, for one part, there is no such part.
    pub async fn contents(
        &self,
        message: &MessageRef,
        parts: Vec<PartId>,
        known: Option<Arc<Structure>>,
    ) -> Result<Vec<Result<Content>>> {
        self.0.check(&operation::FETCH_PART)?;
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        self.0
            .run(&operation::FETCH_PART, |backend| {
                let (message, parts, known) = (message.clone(), parts.clone(), known.clone());
                async move {
                    let message = located(&*backend, vec![message]).await?.pop();
                    let lost = || Error::internal("a message was looked for and nothing was answered");
                    backend.parts(message.ok_or_else(lost)?, parts, known).await
                }
            })
            .await
    }
}
