//! Messages made of bytes: in one request, with large attachments uploaded behind it
//! (learn.microsoft.com/graph/api/user-post-messages).

use super::address::below;
use super::fault::{self, Refusal};
use super::item::Item;
use super::lighten::{Light, encoded};
use super::mailbox::Online;
use super::request::Request;
use crate::{Error, Kind, Result};
use carteiro_auth::oauth2::claims::Claims;
use carteiro_world::http::{Method, Url};
use carteiro_world::phrase;

/// A message as bytes, to Graph.
pub(super) const MIME: &str = "text/plain";

impl Online {
    /// Makes a message at `url`, without what is uploaded behind it. `before` goes before its header.
    pub(super) async fn make(
        &self,
        url: Url,
        light: &Light,
        before: Vec<u8>,
    ) -> Result<Result<Item, Refusal>> {
        let mime = encoded(light.mime.clone(), before, &self.speaker.outlook.spools).await?;
        let request = Request::new(Method::POST, url).carrying(MIME, mime).once();
        match self.speaker.ask::<Item>(&request).await? {
            Ok(made) if made.id.is_empty() => Err(fault::nonsense("a draft without a name")),
            made => Ok(made),
        }
    }

    /// Removes what was made. Whether it is gone for certain.
    pub(super) async fn discard(&self, id: &str) -> bool {
        let url = below(&self.speaker.root, &["messages", id, "permanentDelete"]);
        let request = Request::new(Method::POST, url).going_on();
        if matches!(self.speaker.order(&request).await, Ok(Ok(()))) {
            return true;
        }
        let url = below(&self.speaker.root, &["messages", id]);
        let request = Request::new(Method::DELETE, url).going_on();
        matches!(self.speaker.order(&request).await, Ok(Ok(())))
    }

    /// Said before anything is uploaded: to send alone takes less than to make a draft
    /// (learn.microsoft.com/graph/api/attachment-createuploadsession#permissions), and who signed in for themselves uploads
    /// nothing to mailboxes of others (learn.microsoft.com/graph/known-issues, outlook-large-attachments).
    pub(super) fn may_upload(&self, light: &Light) -> Result<()> {
        let Some(claims) = self.claims() else { return Ok(()) };
        let allowed = || claims.scopes.iter().chain(&claims.roles);
        let last = |allowed: &String| allowed.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let writes = |allowed: &String| last(allowed).starts_with("mail.readwrite");
        // What says nothing of what it allows is judged by whom it is for.
        if allowed().next().is_some() && !allowed().any(writes) {
            return Err(Error::new(Kind::Denied, phrase!("graph-needs-write")));
        }
        let is_known = claims.address().is_some();
        if is_known && self.is_somebody_elses() && light.heavy.iter().any(super::lighten::Heavy::is_uploaded)
        {
            return Err(shared());
        }
        Ok(())
    }

    /// Whether the mailbox is another one than that of the person who signed in, as far as the token tells.
    pub(super) fn is_somebody_elses(&self) -> bool {
        let Some(mailbox) = &self.speaker.outlook.config.mailbox else { return false };
        self.claims().is_none_or(|claims| !claims.is_app_only() && !claims.is_of(mailbox))
    }

    fn claims(&self) -> Option<&Claims> {
        self.facts.as_ref().as_ref()?.claims.as_ref()
    }
}

/// A large attachment for the mailbox of somebody else.
pub(super) fn shared() -> Error {
    Error::new(Kind::Denied, phrase!("graph-shared-upload"))
}
