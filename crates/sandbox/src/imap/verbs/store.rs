use std::io::Write;

use super::super::{
    args::{Args, Parsed},
    reply::{Answer, Reply},
    session::Session,
    view::Numbers,
    write,
};
use crate::Flags;

#[derive(Clone, Copy)]
enum How {
    Replace,
    Add,
    Remove,
}

/// STORE (RFC 9051 §6.4.6).
pub(super) fn run(session: &mut Session, args: &mut Args<'_>, by: Numbers) -> Answer {
    args.space()?;
    let set = args.sequence_set()?;
    args.space()?;
    let (how, silent) = how(args)?;
    args.space()?;
    let flags = flags(args)?;
    args.end()?;
    let (account, view) = session.selected_for_writing()?;
    let picked = view.pick(&set, by)?;
    let mut out = Vec::new();
    let mut gone = false;
    account.write(|mailbox| {
        let Some(folder) = mailbox.by_uid_validity_mut(view.folder) else {
            return;
        };
        view.absorb(folder);
        for (number, uid) in picked {
            gone |= folder.set_flags(uid, |own| change(own, how, &flags)).is_none();
            if let Some(message) = folder.message(uid).filter(|_| !silent) {
                let _ = write!(out, "* {number} FETCH (");
                if by == Numbers::Uid {
                    let _ = write!(out, "UID {uid} ");
                }
                write::flags(&mut out, &message.flags, view.is_recent(uid));
                out.extend_from_slice(b")\r\n");
            }
        }
        view.skip_own(folder);
    });
    session.peer.wire.output.extend_from_slice(&out);
    if gone && by == Numbers::Sequence {
        return Err(Reply::no("EXPUNGEISSUED", "Some of these messages are gone"));
    }
    Ok(Reply::ok("Stored"))
}

fn how(args: &mut Args<'_>) -> Parsed<(How, bool)> {
    let word = args.word()?;
    let (word, silent) = word.strip_suffix(".SILENT").map_or((word.as_str(), false), |word| (word, true));
    let how = match word {
        "FLAGS" => How::Replace,
        "+FLAGS" => How::Add,
        "-FLAGS" => How::Remove,
        _ => return Err(Reply::bad("Expected FLAGS, +FLAGS or -FLAGS")),
    };
    Ok((how, silent))
}

/// The parentheses may be left out.
fn flags(args: &mut Args<'_>) -> Parsed<Flags> {
    if args.peek() == Some(b'(') {
        return Ok(args.list(Args::flag)?.into_iter().collect());
    }
    let mut all = Flags::default();
    loop {
        all.insert(args.flag()?);
        if !args.skip(b" ") {
            return Ok(all);
        }
    }
}

fn change(own: &mut Flags, how: How, flags: &Flags) {
    match how {
        How::Replace => own.clone_from(flags),
        How::Add => flags.iter().for_each(|flag| own.insert(flag.clone())),
        How::Remove => flags.iter().for_each(|flag| own.remove(flag)),
    }
}
