//! The sandbox's two hundred messages read alike everywhere: what a server says of a message, and what its bytes say.

use crate::fixture::{Fixture, inbox};
use carteiro_mail::{Flags, Message, Parts};
use carteiro_sandbox::{Flag, sample};

every_backend! {
    when |can| can.append;
    a_real_inbox_reads_alike_everywhere,
}

const STRUCTURE: Parts =
    Parts { all_headers: true, structure: true, text: false, purpose: true, content: false };
const WHOLE: Parts = Parts { all_headers: true, structure: true, text: true, purpose: true, content: true };

fn flags(of: &carteiro_sandbox::Flags) -> Flags {
    let mut flags = Flags::default();
    for flag in of {
        match flag {
            Flag::Seen => flags.seen = true,
            Flag::Answered => flags.answered = true,
            Flag::Flagged => flags.flagged = true,
            Flag::Draft => flags.draft = true,
            Flag::Deleted => flags.deleted = true,
            Flag::Keyword(keyword) => flags.keywords.push(keyword.clone()),
        }
    }
    flags
}

/// What a person would call the same.
fn looks(message: &Message) -> impl PartialEq + std::fmt::Debug {
    let structure = message.structure.as_ref().unwrap();
    let files: Vec<_> = structure
        .files()
        .into_iter()
        .map(|file| (file.id, file.name, file.content_type, file.inline, file.content_id))
        .collect();
    let purpose = message.purpose.clone();
    let class = message.class();
    (message.header.clone(), message.flags.clone(), message.received_at, message.size, class, purpose, files)
}

async fn a_real_inbox_reads_alike_everywhere(on: &Fixture) {
    let now = "2026-06-01T12:00:00Z".parse().unwrap();
    let samples = sample::inbox(now);
    for one in &samples {
        on.put_with(&inbox(), one.raw.clone(), flags(&one.flags), one.received_at).await;
    }
    let told = on.messages_with(&inbox(), STRUCTURE).await;
    let read = on.messages_with(&inbox(), WHOLE).await;
    assert_eq!((told.len(), read.len()), (samples.len(), samples.len()));
    for ((told, read), sample) in told.iter().zip(&read).zip(&samples) {
        assert_eq!(read.size, sample.raw.len() as u64);
        assert_eq!(read.flags, flags(&sample.flags));
        assert_eq!(read.received_at, Some(sample.received_at));
        assert_eq!(looks(told), looks(read));
        assert!(!read.text.as_ref().unwrap().truncated);
    }
}
