//! FETCH (RFC 9051 §6.4.5, RFC 3501 for the RFC822 items).

mod body_structure;
mod envelope;
mod item;
mod section;

use std::io::{self, Write};

use item::Item;

use super::super::{
    args::{Args, Parsed},
    date,
    reply::{Answer, Reply},
    session::Session,
    view::{Numbers, View},
    write,
};
use crate::{Account, Fault, Flag, store::Message};

struct Request {
    account: Account,
    items: Vec<Item>,
    picked: Vec<(u32, u32)>,
    /// Reading a body marks the message as read (RFC 9051 §6.4.5, BODY\[\]).
    marks_read: bool,
    literal_lie: i64,
}

pub(super) async fn run(session: &mut Session, args: &mut Args<'_>, by: Numbers) -> io::Result<Answer> {
    let request = match read(session, args, by) {
        Ok(request) => request,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut gone = false;
    for (number, uid) in &request.picked {
        let Some(view) = session.view.as_mut() else { break };
        match message(&request, view, *uid) {
            Some((message, marked)) => {
                let recent = view.is_recent(*uid);
                let out = &mut session.peer.wire.output;
                let _ = write!(out, "* {number} FETCH (");
                request.write(out, &message, recent, marked);
                out.extend_from_slice(b")\r\n");
            }
            None => gone = true,
        }
        session.peer.wire.send_if_full().await?;
    }
    Ok(if gone && by == Numbers::Sequence {
        Err(Reply::no("EXPUNGEISSUED", "Some of these messages are gone"))
    } else {
        Ok(Reply::ok("Fetched"))
    })
}

fn read(session: &mut Session, args: &mut Args<'_>, by: Numbers) -> Parsed<Request> {
    args.space()?;
    let set = args.sequence_set()?;
    args.space()?;
    let mut items = item::read(args)?;
    args.end()?;
    if by == Numbers::Uid && !items.contains(&Item::Uid) {
        items.insert(0, Item::Uid);
    }
    let literal_lie = session.peer.faults.iter().find_map(|fault| match fault {
        Fault::LiteralLie(lie) => Some(*lie),
        _ => None,
    });
    let (account, view) = session.selected()?;
    Ok(Request {
        picked: view.pick(&set, by)?,
        marks_read: !view.read_only && items.iter().any(Item::marks_read),
        account,
        items,
        literal_lie: literal_lie.unwrap_or(0),
    })
}

/// The message, and whether asking for it has just marked it as read.
fn message(request: &Request, view: &mut View, uid: u32) -> Option<(Message, bool)> {
    let folder = view.folder;
    if !request.marks_read {
        let found = request.account.read(|mailbox| mailbox.by_uid_validity(folder)?.message(uid).cloned());
        return found.map(|message| (message, false));
    }
    request.account.write(|mailbox| {
        let folder = mailbox.by_uid_validity_mut(folder)?;
        view.absorb(folder);
        let marked = folder.set_flags(uid, |flags| flags.insert(Flag::Seen))?;
        view.skip_own(folder);
        Some((folder.message(uid)?.clone(), marked))
    })
}

impl Request {
    fn write(&self, out: &mut Vec<u8>, message: &Message, recent: bool, marked: bool) {
        let raw = message.raw();
        for (index, item) in self.items.iter().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            let _ = match item {
                Item::Uid => write!(out, "UID {}", message.uid),
                Item::InternalDate => write!(out, "INTERNALDATE {}", date::write(message.received_at)),
                Item::Size => write!(out, "RFC822.SIZE {}", raw.len()),
                Item::Flags => {
                    write::flags(out, &message.flags, recent);
                    Ok(())
                }
                Item::Envelope => {
                    out.extend_from_slice(b"ENVELOPE ");
                    envelope::write(out, raw, message.structure());
                    Ok(())
                }
                Item::Structure { extended } => {
                    out.extend_from_slice(if *extended { b"BODYSTRUCTURE " } else { b"BODY " });
                    body_structure::write(out, raw, message.structure(), *extended);
                    Ok(())
                }
                Item::Body { name, section, partial, .. } => {
                    out.extend_from_slice(name.as_bytes());
                    out.push(b' ');
                    match section.find(raw, message.structure()) {
                        Some(bytes) => write::literal(out, item::cut(&bytes, *partial), self.literal_lie),
                        None => out.extend_from_slice(b"NIL"),
                    }
                    Ok(())
                }
            };
        }
        if marked && !self.items.contains(&Item::Flags) {
            out.push(b' ');
            write::flags(out, &message.flags, recent);
        }
    }
}
