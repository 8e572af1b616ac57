//! What all actions that write a message have in common: its fields, and how they become a message.

mod answer;
mod enclosed;
mod going;
mod result;

pub(super) use answer::{Answer, own_people};
use enclosed::attached;
pub(super) use enclosed::{Enclosed, digests, enclose};
pub(super) use going::{Going, copied, deliver, is_among_the_sent, write_with};
pub(super) use result::Went;

use super::{Change, How, Use};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::session::Session;
use crate::template::{Attachable, Attachables, Html, OneLine, People, Several, Source, Templated};
use crate::values::{LetterField, SessionName, VariableName};
use crate::vars::{Kind, SENT};
use carteiro_mail::Permission;
use carteiro_mail::draft::{self, Draft};
use carteiro_mail::mime::{Address, Importance};
use carteiro_world::phrase;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// What a message says, and to whom.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Session name. Where; left out: the session of the message that is answered, or of the loop.
    pub session: Option<Located<SessionName>>,
    /// From. Who writes; left out: the address that signed in.
    pub from: Option<Templated<People>>,
    /// To. One address or a list; each by itself, with or without a name. An answer finds its way by itself.
    #[serde(default)]
    pub to: Several<People>,
    /// Cc. Who gets a copy.
    #[serde(default)]
    pub cc: Several<People>,
    /// Bcc. Who gets a copy without the others seeing it.
    #[serde(default)]
    pub bcc: Several<People>,
    /// Reply to. Where answers go; left out: to who writes.
    #[serde(default)]
    pub reply_to: Several<People>,
    /// Subject. On one line; an answer has that of its message.
    pub subject: Option<Templated<OneLine>>,
    /// Text. What a person reads; left out: made of the HTML.
    pub text: Option<Templated<String>>,
    /// HTML. The same with formatting; what variables put into it is shown as text. Left out: made of the text. An image
    /// such as `<img src="cid:logo.png">` is the attachment of that name.
    pub html: Option<Templated<Html>>,
    /// Signature. Text below what is said, and above a message that is answered.
    pub signature: Option<Templated<String>>,
    /// Signature in HTML. The same with formatting; of the two, one is made of the other.
    pub signature_html: Option<Templated<Html>>,
    /// Attachments. Files beneath the folder of files, those that a step has saved, or those of a message.
    #[serde(default)]
    pub attachments: Several<Attachables>,
    /// Ensure attachments exist. Whether a file that is not there fails the step before anything is written; otherwise it
    /// is left out, and the run tells.
    #[serde(default = "yes")]
    pub ensure_attachments_exist: bool,
    /// Importance. How much it wants to be noticed; left out: as any other.
    pub importance: Option<Weight>,
    /// Headers. Further fields by name, such as `X-Order`.
    #[serde(default)]
    pub headers: IndexMap<LetterField, Templated<OneLine>>,
    /// As. The variable that gets what became of it.
    pub r#as: Option<Located<VariableName>>,
}

/// How much a message wants to be noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Whenever there is time.
    Low,
    /// As any other.
    Normal,
    /// First.
    High,
}

pub(super) fn yes() -> bool {
    true
}

/// A message, but for its attachments, and these.
pub(super) struct Composed {
    pub(super) draft: Draft,
    pub(super) files: Vec<Attachable>,
    /// What stands below what is said, in both forms.
    signature: Option<(String, String)>,
}

impl Composed {
    /// Puts below what is said what belongs there.
    pub(super) fn signed(mut self, original: Option<&draft::Original>) -> (Draft, Vec<Attachable>) {
        self.draft = self.draft.completed();
        if let Some((text, html)) = &self.signature {
            self.draft.sign(text, html);
        }
        if let Some(original) = original {
            self.draft.quote(original);
        }
        (self.draft, self.files)
    }
}

impl Letter {
    /// What it mentions.
    pub(super) fn uses(&self) -> Vec<Use<'_>> {
        let people = [&self.to, &self.cc, &self.bcc, &self.reply_to].into_iter().flat_map(Several::sources);
        let mut sources: Vec<&Source> = self.from.iter().map(Templated::source).chain(people).collect();
        sources.extend(self.subject.iter().map(Templated::source));
        sources.extend([&self.text, &self.signature].into_iter().flatten().map(Templated::source));
        sources.extend([&self.html, &self.signature_html].into_iter().flatten().map(Templated::source));
        sources.extend(self.attachments.sources());
        sources.extend(self.headers.values().map(Templated::source));
        sources.into_iter().map(Use::Template).collect()
    }

    /// What it changes when it goes out.
    pub(super) fn changes(&self, how: How, sent_copy: bool) -> Vec<Change<'_>> {
        let people = [&self.to, &self.cc, &self.bcc].into_iter().flat_map(Several::sources);
        let mark = match how {
            How::Reply | How::ReplyAll => Some("answered"),
            How::Forward => Some("forwarded"),
            How::Send | How::Draft => None,
        };
        let mut changes = vec![Change::Send { how, to: people.collect() }];
        changes.extend(sent_copy.then_some(Change::Append { folder: None }));
        changes.extend(mark.map(|mark| Change::Mark {
            marks: vec![mark],
            add: Vec::new(),
            remove: Vec::new(),
        }));
        changes
    }

    /// What it mentions when it is sent.
    pub(super) fn sending(&self) -> Vec<Use<'_>> {
        let mut uses = self.uses();
        uses.extend(self.r#as.iter().map(|name| Use::Result(name, Kind::Record(SENT))));
        uses
    }

    /// The same of one about `message`, whose session sends it unless it names another.
    pub(super) fn sending_about<'a>(&'a self, message: Option<&'a Located<VariableName>>) -> Vec<Use<'a>> {
        let sender = match &self.session {
            Some(session) => Use::Session(Some(session), Permission::Send),
            None => Use::Message(message, Permission::Send),
        };
        let mut uses = vec![Use::Message(message, Permission::Read), sender];
        uses.extend(self.sending());
        uses
    }

    /// Whether it names nobody who gets it.
    pub(super) fn is_to_nobody(&self) -> bool {
        self.to.is_empty() && self.cc.is_empty() && self.bcc.is_empty()
    }

    async fn writer(&self, cx: &Cx, session: &Session) -> Result<Address, Failure> {
        let Some(from) = &self.from else {
            return session.address().await?.ok_or_else(|| Failure::invalid(phrase!("draft-from")));
        };
        let People(mut people) = cx.evaluate(from)?;
        match (people.pop(), people.is_empty()) {
            (Some(one), true) => Ok(one),
            _ => Err(Failure::invalid(phrase!("draft-one-writer")).at(from.source().place())),
        }
    }

    pub(super) async fn compose(&self, cx: &Cx, session: &Session) -> Result<Composed, Failure> {
        let people = |field: &Several<People>| -> Result<Vec<Address>, Failure> {
            Ok(field.evaluate(cx.scope())?.into_iter().flat_map(|people| people.0).collect())
        };
        let text =
            |field: &Option<Templated<String>>| field.as_ref().map(|text| cx.evaluate(text)).transpose();
        let html = |field: &Option<Templated<Html>>| -> Result<Option<String>, Failure> {
            Ok(field.as_ref().map(|html| cx.evaluate(html)).transpose()?.map(|html| html.0))
        };
        let fields = self.headers.iter().map(|(name, value)| Ok((name.0.clone(), cx.evaluate(value)?.0)));
        let draft = Draft {
            from: self.writer(cx, session).await?,
            to: people(&self.to)?,
            cc: people(&self.cc)?,
            bcc: people(&self.bcc)?,
            reply_to: people(&self.reply_to)?,
            subject: match &self.subject {
                Some(subject) => cx.evaluate(subject)?.0,
                None => String::new(),
            },
            date: cx.host().clock.now().to_zoned(cx.zone().clone()),
            message_id: String::new(),
            in_reply_to: None,
            references: Vec::new(),
            importance: match self.importance {
                Some(Weight::Low) => Importance::Low,
                Some(Weight::High) => Importance::High,
                Some(Weight::Normal) | None => Importance::Normal,
            },
            fields: fields.collect::<Result<_, Failure>>()?,
            text: text(&self.text)?,
            html: html(&self.html)?,
            attachments: Vec::new(),
        };
        let signature = match (text(&self.signature)?, html(&self.signature_html)?) {
            (None, None) => None,
            (Some(text), None) => Some((text.clone(), draft::html_of_text(&text))),
            (None, Some(html)) => Some((draft::text_of_html(&html), html)),
            (Some(text), Some(html)) => Some((text, html)),
        };
        let files = self.attachments.evaluate(cx.scope())?;
        let files = files.into_iter().flat_map(|files| files.0).collect();
        Ok(Composed { draft, files, signature })
    }
}

/// What the author has written.
pub(super) fn written_digest(draft: &Draft) -> Digest {
    let people = |people: &[Address]| Digest::of(people.iter().map(Address::to_string));
    let people =
        [std::slice::from_ref(&draft.from), &draft.to, &draft.cc, &draft.bcc, &draft.reply_to].map(people);
    let texts = [Some(&draft.subject), draft.text.as_ref(), draft.html.as_ref()];
    let fields = draft.fields.iter().flat_map(|(name, value)| [name, value]);
    Digest::of(people).with(texts.map(Digest::of)).with(fields)
}
