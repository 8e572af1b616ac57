use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{
    super::messages::{Named, parameters},
    add::SMALL,
};
use crate::{
    Account,
    graph::{
        UPLOADS,
        access::Access,
        answer::Answer,
        call::{Call, id_of, uuid},
        failure::{Failure, Outcome},
        id::{Id, MessageId},
        message::{View, wrong},
    },
};

/// learn.microsoft.com/graph/outlook-large-attachments
const LARGE: u64 = 150 * 1024 * 1024;
/// The token in the address of a session.
const LIFE: SignedDuration = SignedDuration::from_hours(3);
/// Nobody has more under way; the oldest makes room.
const MOST: usize = 8;

/// The upload sessions, oldest first.
#[derive(Debug, Default)]
pub(in crate::graph) struct Uploads(VecDeque<Upload>);

/// A file that is on its way.
#[derive(Debug)]
pub(super) struct Upload {
    pub token: String,
    pub account: Account,
    pub message: MessageId,
    pub name: String,
    pub kind: String,
    pub content_id: Option<String>,
    pub inline: bool,
    pub size: usize,
    pub received: Vec<u8>,
    pub expires_at: Timestamp,
}

impl Uploads {
    fn put(&mut self, upload: Upload) {
        if self.0.len() >= MOST {
            self.0.pop_front();
        }
        self.0.push_back(upload);
    }

    pub(super) fn get_mut(&mut self, token: &str) -> Option<&mut Upload> {
        self.0.iter_mut().find(|upload| upload.token == token)
    }

    pub(super) fn take(&mut self, token: &str) -> Option<Upload> {
        let at = self.0.iter().position(|upload| upload.token == token)?;
        self.0.remove(at)
    }
}

/// `POST …/attachments/createUploadSession` (learn.microsoft.com/graph/api/attachment-createuploadsession).
pub(in crate::graph) fn create_upload_session(call: &Call<'_>, message: &Named<'_>) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    // With delegated permissions it is refused in mailboxes of others: a known issue that learn.microsoft.com/graph/known-issues
    // and learn.microsoft.com/graph/outlook-large-attachments name.
    if call.who.user.is_some() && !call.is_own() {
        return Err(Failure::access_denied());
    }
    call.has_room()?;
    let body = parameters(call.asked.json()?);
    let item = body.get("attachmentitem").ok_or_else(|| wrong("AttachmentItem"))?;
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    if text("attachmentType") != Some("file") {
        return Err(wrong("attachmentType"));
    }
    let size = item.get("size").and_then(Value::as_u64).ok_or_else(|| wrong("size"))?;
    if size < SMALL as u64 {
        return Err(Failure::new(
            400,
            "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize",
            "Attachment size should not be less than the minimum size of 3 MB.",
        ));
    }
    if size > LARGE {
        return Err(Failure::new(
            400,
            "ErrorAttachmentSizeLimitExceeded",
            "The attachment size exceeds the maximum size of 150 MB.",
        ));
    }
    let found = message.find(call)?;
    let id = View::new(&found, call.prefer).id();
    let token = uuid(format!("{} {}", call.server.site().next_number(), crate::outside::now()).as_bytes());
    let expires_at = call.server.now().checked_add(LIFE).unwrap_or(Timestamp::MAX);
    let address = format!(
        "{}{UPLOADS}Users('{}')/Messages('{}')/AttachmentSessions('{token}')?authtoken={token}",
        call.host,
        id_of(&call.account),
        Id::Message(id).text(&call.account)
    );
    call.server.uploads().put(Upload {
        token,
        account: call.account.clone(),
        message: MessageId::of(&found.message, found.folder, true),
        name: text("name").ok_or_else(|| wrong("name"))?.to_owned(),
        kind: text("contentType").unwrap_or("application/octet-stream").to_owned(),
        content_id: text("contentId").map(str::to_owned),
        inline: item.get("isInline").and_then(Value::as_bool).unwrap_or_default(),
        size: usize::try_from(size).unwrap_or(usize::MAX),
        received: Vec::new(),
        expires_at,
    });
    let session = json!({
        "@odata.context": format!("{}/$metadata#microsoft.graph.uploadSession", call.base()),
        "uploadUrl": address,
        "expirationDateTime": expires_at.to_string(),
        "nextExpectedRanges": ["0-"],
    });
    Ok(Answer::json(201, session))
}
