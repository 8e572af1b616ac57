//! Messages made of bytes: in one request, with large attachments uploaded behind it
//! (learn.microsoft.com/graph/api/user-post-messages).

use super::address::below;
use super::fault;
use super::item::Item;
use super::lighten::{Light, encoded};
use super::mailbox::Online;
use super::request::Request;
use crate::{Error, FolderPath, Kind, Result};
use carteiro_world::http::{Method, Url};
use carteiro_world::phrase;

/// A message as bytes, to Graph.
pub(super) const MIME: &str = "text/plain";

impl Online {
    /// Makes a message at `url`. `before` goes before its header. One that was not finished is not left there.
    pub(super) async fn make(&self, url: Url, light: &Light, before: Vec<u8>) -> Result<Item> {
        if !light.heavy.is_empty() {
            self.may_upload()?;
        }
        let mime = encoded(light.mime.clone(), before, &self.speaker.outlook.spools).await?;
        let request = Request::new(Method::POST, url).carrying(MIME, mime);
        let made: Item =
            self.speaker.ask(&request).await?.map_err(|refusal| refusal.of_folder(&FolderPath::inbox()))?;
        if made.id.is_empty() {
            return Err(fault::nonsense("a draft without a name"));
        }
        for file in &light.heavy {
            if let Err(error) = self.attach(&made.id, file).await {
                self.discard(&made.id).await;
                return Err(error);
            }
        }
        Ok(made)
    }

    /// Where that fails a draft is left: it was worth a try.
    pub(super) async fn discard(&self, id: &str) -> bool {
        let url = below(&self.speaker.root, &["messages", id, "permanentDelete"]);
        if matches!(self.speaker.order(&Request::new(Method::POST, url)).await, Ok(Ok(()))) {
            return true;
        }
        let url = below(&self.speaker.root, &["messages", id]);
        matches!(self.speaker.order(&Request::new(Method::DELETE, url)).await, Ok(Ok(())))
    }

    /// Said before anything is uploaded: to send alone takes less than to make a draft
    /// (learn.microsoft.com/graph/api/attachment-createuploadsession#permissions).
    fn may_upload(&self) -> Result<()> {
        let Some(claims) = self.facts.as_ref().as_ref().and_then(|facts| facts.claims.as_ref()) else {
            return Ok(());
        };
        let allowed = || claims.scopes.iter().chain(&claims.roles);
        let last = |allowed: &String| allowed.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let writes = |allowed: &String| last(allowed).starts_with("mail.readwrite");
        // What says nothing of what it allows is judged by whom it is for.
        if allowed().next().is_none() || allowed().any(writes) {
            return Ok(());
        }
        Err(Error::new(Kind::Denied, phrase!("graph-needs-write")))
    }
}
