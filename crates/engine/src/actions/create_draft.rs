//! A message that somebody will go on with.

use super::saving::{blocking, content_digest};
use super::storing::{Stored, kept, store};
use super::{Action, Change, Effects, Example, Finds, Group, Output, Use};
use crate::digest::Digest;
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::Located;
use crate::host::Readable;
use crate::run::Cx;
use crate::session::Session;
use crate::template::{FilePaths, Html, OneLine, People, Several, Templated};
use crate::values::{SessionName, VariableName};
use carteiro_mail::draft::{self, Attached, Bcc, Draft};
use carteiro_mail::mime::Address;
use carteiro_mail::{Flags, FolderPath, Permission};
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Create draft. Writes a message and stores it among the drafts, for somebody to look at and send.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDraft {
    /// Session name. Where; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// From. Who writes; left out: the address that signed in.
    pub from: Option<Templated<People>>,
    /// To. One address or a list; each by itself, with or without a name.
    #[serde(default)]
    pub to: Several<People>,
    /// Cc. Who gets a copy.
    #[serde(default)]
    pub cc: Several<People>,
    /// Bcc. Who gets a copy without the others seeing it.
    #[serde(default)]
    pub bcc: Several<People>,
    /// Subject. On one line.
    pub subject: Option<Templated<OneLine>>,
    /// Text. What a person reads.
    pub text: Option<Templated<String>>,
    /// HTML. The same with formatting; what variables put into it is shown as text.
    pub html: Option<Templated<Html>>,
    /// Attachments. Files beneath the folder of files, or those that a step has saved.
    #[serde(default)]
    pub attachments: Several<FilePaths>,
    /// Folder. Left out: the one the mailbox keeps for drafts.
    pub folder: Option<Templated<FolderPath>>,
    /// As. The variable that gets the draft.
    pub r#as: Option<Located<VariableName>>,
}

impl CreateDraft {
    fn writer(&self, cx: &Cx, session: &Session) -> Result<Address, Failure> {
        let Some(from) = &self.from else {
            let own = session.user().and_then(|user| draft::address(user).ok());
            return own.ok_or_else(|| Failure::invalid(phrase!("draft-from")));
        };
        let People(mut people) = cx.evaluate(from)?;
        match (people.pop(), people.is_empty()) {
            (Some(one), true) => Ok(one),
            _ => Err(Failure::invalid(phrase!("draft-one-writer")).at(from.source().place())),
        }
    }

    /// The draft without its files, and these.
    fn draft(&self, cx: &Cx, session: &Session) -> Result<(Draft, Vec<PathBuf>), Failure> {
        let people = |field: &Several<People>| -> Result<Vec<Address>, Failure> {
            Ok(field.evaluate(cx.scope())?.into_iter().flat_map(|people| people.0).collect())
        };
        let draft = Draft {
            from: self.writer(cx, session)?,
            to: people(&self.to)?,
            cc: people(&self.cc)?,
            bcc: people(&self.bcc)?,
            reply_to: Vec::new(),
            subject: self.subject.as_ref().map(|line| cx.evaluate(line)).transpose()?.map_or_else(String::new, |line| line.0),
            date: cx.host().clock.now().to_zoned(cx.zone().clone()),
            message_id: String::new(),
            in_reply_to: None,
            references: Vec::new(),
            text: self.text.as_ref().map(|text| cx.evaluate(text)).transpose()?,
            html: self.html.as_ref().map(|html| cx.evaluate(html)).transpose()?.map(|html| html.0),
            attachments: Vec::new(),
        };
        let files = self.attachments.evaluate(cx.scope())?;
        Ok((draft, files.into_iter().flat_map(|files| files.0).collect()))
    }
}

impl Action for CreateDraft {
    const NAME: &'static str = "create_draft";
    const GROUP: Group = Group::Messages;

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::Draft { folder: self.folder.as_ref().map(Templated::source) }]
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let session = self.session.as_ref();
        let mut uses = vec![Use::Session(session, Permission::Append)];
        // The folder for drafts is looked for, and what is kept is read back.
        if self.folder.is_none() || self.r#as.is_some() {
            uses.push(Use::Session(session, Permission::Read));
        }
        let people = [&self.to, &self.cc, &self.bcc].into_iter().flat_map(Several::sources);
        uses.extend(self.from.iter().map(Templated::source).chain(people).map(Use::Template));
        uses.extend(self.subject.iter().map(|subject| Use::Template(subject.source())));
        uses.extend(self.text.iter().map(|text| Use::Template(text.source())));
        uses.extend(self.html.iter().map(|html| Use::Template(html.source())));
        uses.extend(self.attachments.sources().map(Use::Template));
        uses.extend(self.folder.iter().map(|folder| Use::Template(folder.source())));
        uses.extend(
            self.r#as.iter().map(|name| Use::Finds(Finds { session, filter: None, name, many: false })),
        );
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "An answer to look over",
                steps: "- for_each_mail:
    session: finance
    where: { subject: note }
    do:
      - create_draft:
          to: '{{ mail.from }}'
          subject: 'Re: {{ mail.subject }}'
          text: |
            Good morning,

            we have got your note of {{ mail.received_at | date('%d/%m/%Y') }}.
",
            },
            Example {
                title: "The files of a message, for somebody else",
                steps: "- for_each_mail:
    session: finance
    where: { subject: invoice 41 }
    do:
      - save_attachments: { to: invoices, as: files }
      - create_draft:
          to: [Bia <bia@example.org>, caio@example.org]
          subject: '{{ mail.subject }}'
          html: '<p>From <b>{{ mail.from.name }}</b>.</p>'
          attachments: '{{ files }}'
          folder: Done
          as: draft
      - log: { text: '{{ draft.attachments | length }} files for {{ draft.to | length }} people' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let session = cx.session(self.session.as_ref())?;
        let (mut draft, files) = self.draft(cx, &session)?;
        let folder = match &self.folder {
            Some(folder) => cx.evaluate(folder)?,
            None => session.drafts().await?,
        };
        let received_at = Some(draft.date.timestamp());
        let readable = cx.host().files.clone();
        let contents = content_digests(&readable, &files).await?;
        cx.made_of(written_digest(&draft).with([session.name(), &folder.to_string()]).with(contents));
        let what = Effect::Draft { session: session.name().to_owned(), folder: folder.to_string() };
        let spools = cx.host().spools.clone();
        let writing = Arc::clone(&session);
        let reference = cx
            .effect(what, move |permit| async move {
                draft.message_id = permit.message_id(&draft.from.address);
                let only = Some(draft.message_id.clone());
                let content = blocking(move || {
                    for path in files {
                        draft.attachments.push(attach(&readable, &path)?);
                    }
                    draft.check()?;
                    let mut out = spools.writer();
                    draft.write(Bcc::Kept, &mut out)?;
                    Ok(out.finish_here()?)
                })
                .await?;
                let flags = Flags { seen: true, draft: true, ..Flags::default() };
                store(&writing, &permit, Stored { folder, content, flags, received_at, only }).await
            })
            .await?;
        kept(cx, session, reference, self.r#as.is_some()).await
    }
}

/// What the author has written.
fn written_digest(draft: &Draft) -> Digest {
    let people = |people: &[Address]| Digest::of(people.iter().map(Address::to_string));
    let people = [std::slice::from_ref(&draft.from), &draft.to, &draft.cc, &draft.bcc].map(people);
    let texts = [Some(&draft.subject), draft.text.as_ref(), draft.html.as_ref()];
    Digest::of(people).with(texts.map(Digest::of))
}

async fn content_digests(files: &Readable, paths: &[PathBuf]) -> Result<Vec<Digest>, Failure> {
    let mut digests = Vec::with_capacity(paths.len());
    for path in paths {
        let content = files.open(path).map_err(|error| super::append_mail::no_file(path, &error))?;
        digests.push(content_digest(&content).await?.with([path.as_os_str().as_encoded_bytes()]));
    }
    Ok(digests)
}

/// A file of the run, to be read when it is its turn.
fn attach(files: &Readable, path: &Path) -> Result<Attached, Failure> {
    let content = files.open(path).map_err(|error| super::append_mail::no_file(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let content_type = draft::content_type(&name).to_owned();
    Ok(Attached { name, content_type, content_id: None, content: Box::new(content.reader(0..content.len())) })
}
