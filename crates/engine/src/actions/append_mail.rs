//! Storing a message in a folder.

use super::look::inbox;
use super::saving::{blocking, content_digest, whole};
use super::storing::{Stored, kept, store};
use super::{Action, Change, Effects, Example, Finds, Group, Output, Use};
use crate::digest::Digest;
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::template::{FilePaths, Templated};
use crate::values::{Date, SessionName, VariableName};
use carteiro_mail::{Flags, FolderPath, Kind, Parts, Permission};
use carteiro_world::spool::Writer;
use carteiro_world::{Spool, phrase};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

/// Append mail. Stores a message in a folder: an .eml file, or a message of this or another mailbox.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppendMail {
    /// Session name. Where; left out: the session of the loop.
    pub session: Option<Located<SessionName>>,
    /// Folder. It must be there.
    #[serde(default = "inbox")]
    pub folder: Templated<FolderPath>,
    /// File. An .eml file beneath the folder of files, or one that a step has saved.
    pub file: Option<Templated<FilePaths>>,
    /// Message. Instead of a file: the variable that holds the message.
    pub message: Option<Located<VariableName>>,
    /// Read. Whether it is marked as read; left out: as the message is, and a file as unread.
    pub read: Option<bool>,
    /// Flagged. Whether it is marked for attention; left out: as the message is, and a file is not.
    pub flagged: Option<bool>,
    /// Received at. The day and time the mailbox shows; left out: those of the message, and of a file now.
    pub received_at: Option<Templated<Date>>,
    /// As. The variable that gets the stored message.
    pub r#as: Option<Located<VariableName>>,
}

/// What must be seen of a file to know that it is a message.
const BEGINNING: usize = 1024;
const STEP: usize = 64 * 1024;

impl AppendMail {
    /// The message, its flags, and when it was received.
    async fn content(&self, cx: &mut Cx) -> Result<(Spool, Flags, Option<Timestamp>), Failure> {
        if let Some(name) = &self.message {
            let mail = cx.message(Some(name))?;
            // Where it comes from is not what is changed.
            let (content, _) = whole(&mail).await?;
            return Ok((content, mail.now_flags(), mail.arrived_at()));
        }
        let (Some(file), spools) = (&self.file, cx.host().spools.clone()) else {
            return Err(Failure::invalid(phrase!("append-what")));
        };
        let place = file.source().place();
        let FilePaths(paths) = cx.evaluate(file)?;
        let [path] = paths.as_slice() else {
            return Err(Failure::invalid(phrase!("append-one-file")).at(place));
        };
        let (files, path) = (cx.host().files.clone(), path.clone());
        let read = move || {
            let file = files.open(&path).map_err(|error| no_file(&path, &error))?;
            read(&path, file.reader(0..file.len()), spools.writer())
        };
        let content = blocking(read).await.map_err(|failure| failure.at(place))?;
        Ok((content, Flags::default(), Some(cx.host().clock.now())))
    }
}

impl Action for AppendMail {
    const NAME: &'static str = "append_mail";
    const GROUP: Group = Group::Messages;

    fn reads(&self) -> Parts {
        Parts { content: self.message.is_some(), ..Parts::default() }
    }

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::Append { folder: Some(self.folder.source()) }]
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let session = self.session.as_ref();
        let mut uses = vec![Use::Session(session, Permission::Append), Use::Template(self.folder.source())];
        if self.file.is_some() == self.message.is_some() {
            uses.push(Use::Wrong(phrase!("append-what"), None));
        }
        uses.extend(self.file.iter().map(|file| Use::Template(file.source())));
        uses.extend(self.message.iter().map(|name| Use::Message(Some(name), Permission::Read)));
        uses.extend(self.received_at.iter().map(|date| Use::Template(date.source())));
        uses.extend(self.r#as.iter().map(|name| {
            // It is read back.
            Use::Finds(Finds { session, filter: None, name, many: false })
        }));
        uses.extend(self.r#as.iter().map(|_| Use::Session(session, Permission::Read)));
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "A saved message goes back into a mailbox",
                steps: "- for_each_mail:
    session: finance
    where: { subject: note }
    do:
      - save_mail: { to: saved, name: note, as: file }
      - append_mail: { session: finance, folder: Done, file: '{{ file }}', read: true }
",
            },
            Example {
                title: "Keep a message elsewhere, and go on with the copy",
                steps: "- get_mail: { session: finance, where: { subject: note }, as: note }
- append_mail: { session: finance, folder: Done, message: note, as: kept }
- log: { text: '{{ kept.subject }} is in {{ kept.folder }}' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let session = cx.session(self.session.as_ref())?;
        let folder = cx.evaluate(&self.folder)?;
        let moment = |date: &Templated<Date>| {
            let at = cx.evaluate(date)?.start(cx.zone());
            at.map_err(|words| Failure::invalid(words).at(date.source().place()))
        };
        let said = self.received_at.as_ref().map(moment).transpose()?;
        let (content, flags, received_at) = self.content(cx).await?;
        let flags = Flags {
            seen: self.read.unwrap_or(flags.seen),
            flagged: self.flagged.unwrap_or(flags.flagged),
            ..flags
        };
        // A message is what the effect is about, or the item; of a file it counts what is in it.
        let bytes = match &self.message {
            Some(_) => Digest::of([""; 0]),
            None => content_digest(&content).await?,
        };
        let at = said.map(|at| at.to_string()).unwrap_or_default();
        cx.made_of(bytes.with([session.name(), &folder.to_string(), &at]));
        let what = Effect::Append { session: session.name().to_owned(), folder: folder.to_string() };
        let stored = Stored { folder, content, flags, received_at: said.or(received_at), only: None };
        let writing = Arc::clone(&session);
        let reference = cx.effect(what, move |permit| async move { store(&writing, &permit, stored).await }).await?;
        kept(cx, session, reference, self.r#as.is_some()).await
    }
}

/// A file that cannot be read.
pub(super) fn no_file(path: &Path, error: &io::Error) -> Failure {
    let words = phrase!("file-unreadable", path = path.display());
    Failure { words, ..carteiro_mail::Error::new(kind(error), phrase!("error-file")).into() }.because(error)
}

fn kind(error: &io::Error) -> Kind {
    match error.kind() {
        io::ErrorKind::NotFound => Kind::NotFound,
        io::ErrorKind::PermissionDenied => Kind::Denied,
        _ => Kind::InvalidInput,
    }
}

/// A file as a message: every line end is CRLF, as servers want it.
fn read(path: &Path, mut from: impl Read, mut out: Writer) -> Result<Spool, Failure> {
    let refused = |error: io::Error| no_file(path, &error);
    let no_message = || Failure::invalid(phrase!("append-no-message", path = path.display()));
    let mut buffer = vec![0; STEP];
    let (mut was_cr, mut beginning) = (false, Vec::new());
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(refused(error)),
        };
        let bytes = buffer.get(..read).unwrap_or_default();
        if beginning.len() < BEGINNING {
            beginning.extend(bytes.iter().take(BEGINNING));
        }
        // No literal may have it (RFC 9051 §9).
        if bytes.contains(&0) {
            return Err(no_message());
        }
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let line = piece.strip_suffix(b"\n").unwrap_or(piece);
            out.write_all(line)?;
            let ends_with_cr = line.last().map_or(was_cr, |last| *last == b'\r');
            if line.len() < piece.len() {
                out.write_all(if ends_with_cr { b"\n" } else { b"\r\n" })?;
                was_cr = false;
            } else {
                was_cr = ends_with_cr;
            }
        }
    }
    if begins_with_a_field(&beginning) { Ok(out.finish_here()?) } else { Err(no_message()) }
}

/// RFC 5322 §2.2: a name in printable ASCII, and a colon.
fn begins_with_a_field(beginning: &[u8]) -> bool {
    let name = beginning.split(|byte| *byte == b':').next().unwrap_or_default();
    let is_name = |byte: &u8| byte.is_ascii_graphic();
    name.len() < beginning.len() && !name.is_empty() && name.trim_ascii_end().iter().all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use carteiro_world::spool::Spools;

    fn stored(bytes: &[u8]) -> Option<Vec<u8>> {
        let spool = read(Path::new("a.eml"), bytes, Spools::default().writer()).ok()?;
        Some(spool.read(0..u64::MAX, usize::MAX).unwrap().to_vec())
    }

    #[test]
    fn every_line_ends_as_servers_want_it() {
        for (written, expected) in [
            ("A: b\n\ntext", "A: b\r\n\r\ntext"),
            ("A: b\r\n\r\ntext\r\n", "A: b\r\n\r\ntext\r\n"),
            ("A: b\n\r\n\n", "A: b\r\n\r\n\r\n"),
            ("A: b\r\n\rc\n", "A: b\r\n\rc\r\n"),
        ] {
            assert_eq!(stored(written.as_bytes()).unwrap(), expected.as_bytes(), "{written:?}");
        }
    }

    #[test]
    fn a_line_end_that_two_reads_share_is_one() {
        struct Halves<'a>(&'a [&'a [u8]]);
        impl Read for Halves<'_> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
                self.0 = rest;
                into[..first.len()].copy_from_slice(first);
                Ok(first.len())
            }
        }
        let spool =
            read(Path::new("a"), Halves(&[b"A: b\r", b"\n\r", b"\nc\n"]), Spools::default().writer()).unwrap();
        assert_eq!(spool.read(0..u64::MAX, 100).unwrap(), &b"A: b\r\n\r\nc\r\n"[..]);
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for bytes in [&b""[..], b"%PDF-1.7\nx: y", b"hello world: x", b":", b"A: b\n\n\0", b"\n\nA: b"] {
            assert_eq!(stored(bytes), None, "{bytes:?}");
        }
    }
}
