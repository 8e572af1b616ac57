use super::super::{
    args::Args,
    reply::{Answer, Reply},
    session::Session,
    view::View,
    write,
};
use crate::{Flag, Flags, store::Folder};

/// SELECT and EXAMINE (RFC 9051 §6.3.2 and §6.3.3, RFC 3501 §6.3.1 for RECENT and UNSEEN).
pub(super) fn run(session: &mut Session, args: &mut Args<'_>, read_only: bool) -> Answer {
    let account = session.signed_in()?;
    args.space()?;
    let name = args.mailbox()?;
    args.end()?;
    // Even a SELECT that fails leaves the folder that was selected before.
    session.view = None;
    let (view, lines) = account.quietly(|mailbox| {
        let folder = mailbox.folder_mut(&name)?;
        let view = View::open(folder, read_only);
        let lines = describe(folder, &view);
        Ok::<_, Reply>((view, lines))
    })?;
    for line in lines {
        session.untagged(&line);
    }
    session.view = Some(view);
    Ok(if read_only {
        Reply::ok("Opened to look at").coded("READ-ONLY")
    } else {
        Reply::ok("Opened").coded("READ-WRITE")
    })
}

fn describe(folder: &Folder, view: &View) -> Vec<String> {
    let in_use: Flags = folder.messages().flat_map(|message| message.flags.iter().cloned()).collect();
    let known: Flags = Flag::SYSTEM.into_iter().chain(in_use.iter().cloned()).collect();
    let known = known.iter().map(write::flag).collect::<Vec<_>>().join(" ");
    let permanent = if view.read_only { String::new() } else { format!("{known} \\*") };
    let mut lines = vec![
        format!("FLAGS ({known})"),
        format!("OK [PERMANENTFLAGS ({permanent})] Flags that stay"),
        format!("{} EXISTS", view.len()),
        format!("{} RECENT", view.recent_len()),
    ];
    let unseen = folder.messages().position(|message| !message.flags.has(&Flag::Seen));
    if let Some(index) = unseen {
        lines.push(format!("OK [UNSEEN {}] The first unread", index + 1));
    }
    lines.push(format!("OK [UIDVALIDITY {}] UIDs valid", folder.uid_validity()));
    lines.push(format!("OK [UIDNEXT {}] The next UID", folder.uid_next()));
    lines
}
