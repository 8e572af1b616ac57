use super::super::{
    args::{Args, Parsed},
    reply::{Answer, Reply},
    session::Session,
    write,
};
use crate::store::Folder;

/// STATUS (RFC 3501 §6.3.10).
pub(super) fn run(session: &mut Session, args: &mut Args<'_>) -> Answer {
    let account = session.signed_in()?;
    args.space()?;
    let name = args.mailbox()?;
    args.space()?;
    let items = args.list(|args| args.word().and_then(|word| item(&word)))?;
    args.end()?;
    if items.is_empty() {
        return Err(Reply::bad("Name at least one item"));
    }
    let counts = account.read(|mailbox| {
        let folder = mailbox.folder(&name)?;
        Ok::<_, Reply>(
            items.iter().map(|(word, count)| format!("{word} {}", count(folder))).collect::<Vec<_>>(),
        )
    })?;
    let mut line = b"* STATUS ".to_vec();
    write::mailbox(&mut line, &name);
    line.extend_from_slice(format!(" ({})\r\n", counts.join(" ")).as_bytes());
    session.peer.wire.output.extend_from_slice(&line);
    Ok(Reply::ok("That is all"))
}

type Count = fn(&Folder) -> u64;

fn item(word: &str) -> Parsed<(&'static str, Count)> {
    Ok(match word {
        "MESSAGES" => ("MESSAGES", |folder| folder.messages().len() as u64),
        "RECENT" => ("RECENT", |folder| {
            let recent = folder.recent();
            folder.messages().filter(|message| recent.contains(&message.uid)).count() as u64
        }),
        "UIDNEXT" => ("UIDNEXT", |folder| folder.uid_next().into()),
        "UIDVALIDITY" => ("UIDVALIDITY", |folder| folder.uid_validity().into()),
        "UNSEEN" => ("UNSEEN", |folder| folder.unread() as u64),
        _ => return Err(Reply::bad("Unknown status item")),
    })
}
