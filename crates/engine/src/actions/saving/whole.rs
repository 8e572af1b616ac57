//! The whole message.

use super::blocking;
use crate::failure::Failure;
use crate::vars::Mail;
use carteiro_mail::Parts;
use carteiro_mail::mime::Structure;
use std::sync::Arc;

type Whole = (carteiro_world::Spool, Arc<Structure>);

/// The bytes of the message and its parts: the loop has read them, unless the message comes from elsewhere.
pub(in crate::actions) async fn whole(mail: &Mail) -> Result<Whole, Failure> {
    if let (Some(content), Some(structure)) = (mail.content(), mail.structure()) {
        return Ok((content, Arc::clone(structure)));
    }
    let parts = Parts { content: true, structure: true, ..Parts::default() };
    let message = mail.session().fetch(mail.reference(), parts).await?;
    let lacking = || carteiro_mail::Error::internal("the message came without its bytes");
    let content = message.content.ok_or_else(lacking)?;
    let structure = if let Some(structure) = message.structure {
        structure
    } else {
        let spool = content.clone();
        blocking(move || Ok(Arc::new(carteiro_mail::mime::split(&spool)?))).await?
    };
    Ok((content, structure))
}
