//! Finding messages again by what they can be recognised by.

use super::folders::field;
use super::mailbox::Exchange;
use super::search::find;
use super::xml::Xml;
use crate::backends::exchange::alone;
use crate::{ContentKey, FolderPath, MessageRef, Result};

/// So many names are asked about at once: Exchange refuses restrictions of more than a few hundred conditions.
const AT_ONCE: usize = 50;

pub(super) async fn locate(
    exchange: &Exchange,
    folder: FolderPath,
    keys: Vec<ContentKey>,
) -> Result<Vec<Option<MessageRef>>> {
    let mut found = Vec::new();
    for keys in keys.chunks(AT_ONCE) {
        let named: Vec<&str> = keys.iter().filter_map(|key| key.message_id.as_deref()).collect();
        let nameless = keys.iter().any(|key| key.message_id.is_none());
        let candidates = if nameless {
            find(exchange, &folder, None).await?
        } else {
            find(exchange, &folder, Some(&any_of(&named))).await?
        };
        found.extend(keys.iter().map(|key| alone(key, &candidates)));
    }
    Ok(found)
}

pub(super) fn any_of(ids: &[&str]) -> Xml {
    let mut xml = Xml::new();
    let equal = |xml: &mut Xml, id: &str| {
        xml.within("t:IsEqualTo", |xml| {
            field(xml, "message:InternetMessageId");
            xml.within("t:FieldURIOrConstant", |xml| {
                xml.empty("t:Constant", &[("Value", &format!("<{id}>"))]);
            });
        });
    };
    match ids {
        [one] => equal(&mut xml, one),
        several => {
            xml.within("t:Or", |xml| several.iter().for_each(|id| equal(xml, id)));
        }
    }
    xml
}
