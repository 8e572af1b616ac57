use super::batch;
use crate::{
    Account,
    ews::{
        call::Call,
        failure::{Failure, Outcome},
        id::Id,
        item::{Attached, Seen, Shape, decode_part},
        xml::{Element, Piece, Xml},
    },
    mime::Kind,
    store::Message,
};

/// `GetAttachment`: the content of each.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let shape = Shape::read_attachment(call, request.child("AttachmentShape"))?;
    let ids = batch::ids(request, "AttachmentIds")?;
    batch::responses("GetAttachment", xml, ids, |id, xml| {
        batch::message("GetAttachment", xml, find(call, id), "m:Attachments", |found, xml| {
            xml.element("m:Attachments", |xml| write(&found, &shape, xml));
        });
    });
    Ok(())
}

/// An attachment that a request names.
pub(super) struct Wanted {
    pub account: Account,
    pub folder: u32,
    pub message: Message,
    pub way: Vec<u16>,
}

pub(super) fn find(call: &Call<'_>, element: &Element<'_>) -> Outcome<Wanted> {
    let (account, id) = Id::read(call.store(), element.attribute("Id").unwrap_or_default())?;
    let Id::Attachment { folder, uid, way } = id else {
        return Err(Failure::new("ErrorInvalidAttachmentId", "The attachment Id is not valid."));
    };
    call.may_open(&account)?;
    let message = account
        .read(|mailbox| mailbox.by_uid_validity(folder).and_then(|folder| folder.message(uid).cloned()));
    let message = message.ok_or_else(Failure::item_not_found)?;
    let there =
        Seen::new(&account, folder, &message).attachments().iter().any(|attached| attached.way == way);
    if there { Ok(Wanted { account, folder, message, way }) } else { Err(Failure::item_not_found()) }
}

fn write(wanted: &Wanted, shape: &Shape, xml: &mut Xml) {
    let seen = Seen::new(&wanted.account, wanted.folder, &wanted.message);
    let raw = seen.raw();
    let all = seen.attachments();
    let Some((at, attached)) = all.iter().enumerate().find(|(_, attached)| attached.way == wanted.way) else {
        return;
    };
    if let Kind::Message(inner) = &attached.part.kind {
        xml.element("t:ItemAttachment", |xml| {
            describe(&seen, attached, at, raw, xml);
            shape.write(&seen.inner(inner), xml);
        });
        return;
    }
    xml.element("t:FileAttachment", |xml| {
        describe(&seen, attached, at, raw, xml);
        let content = decode_part(attached.part, raw);
        xml.element("t:Content", |xml| xml.base64(Piece::Decoded(content)));
    });
}

/// What is told of an attachment without its content (`AttachmentType`).
pub(in super::super) fn describe(
    seen: &Seen<'_>,
    attached: &Attached<'_>,
    at: usize,
    raw: &[u8],
    xml: &mut Xml,
) {
    let id = Id::Attachment { folder: seen.folder, uid: seen.message.uid, way: attached.way.clone() };
    xml.empty("t:AttachmentId", &[("Id", &id.text(seen.account))]);
    xml.leaf("t:Name", attached.name(raw, at));
    xml.leaf("t:ContentType", attached.content_type());
    if let Some(id) = attached.content_id(raw) {
        xml.leaf("t:ContentId", id);
    }
    let size = attached.size(raw);
    xml.leaf("t:Size", size.to_string());
    xml.time("t:LastModifiedTime", seen.message.received_at);
    xml.truth("t:IsInline", attached.is_inline(raw));
}
