//! Mail to play with: the INBOX of Ana, who pays the bills of a small company.

mod build;
mod forwarded;
mod invitation;
mod invoice;
mod letter;
mod newsletter;
mod odd;
mod pdf;
mod people;
mod png;
mod written;

use jiff::{SignedDuration, Timestamp};

use crate::{Flag, Flags};

/// A message to put into a mailbox.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The message as it was received.
    pub raw: Vec<u8>,
    /// Its flags.
    pub flags: Flags,
    /// When it came in.
    pub received_at: Timestamp,
}

const COUNT: u32 = 200;
const HOURS_APART: i64 = 21;

/// Two hundred messages received in the half year before `now`, oldest first, in Portuguese and English.
///
/// - Half of them are invoices whose subject starts with `Invoice ` or `Fatura `; more than forty of these are unread
///   and have a PDF attached, some are read, some have no PDF.
/// - The others are newsletters, invitations, letters, forwarded messages, and mail as it should not be.
/// - All people and hosts are under `.test` and `.example`. The same `now` gives the same bytes.
pub fn inbox(now: Timestamp) -> Vec<Sample> {
    (0..COUNT).map(|index| sample(index, now)).collect()
}

fn sample(index: u32, now: Timestamp) -> Sample {
    let minutes_off = i64::from(index * 7919 % 1000);
    let before = SignedDuration::from_hours(i64::from(COUNT - index) * HOURS_APART)
        - SignedDuration::from_mins(minutes_off);
    let received_at = now.checked_sub(before).unwrap_or(now);
    let (round, kind) = (index / 10, index * 7 % 10);
    let nth = |per_round: u32, which: u32| round * per_round + which;
    let raw = match kind {
        0..=4 => invoice::write(nth(5, kind), received_at),
        5 | 6 => newsletter::write(nth(2, kind - 5), received_at),
        7 => invitation::write(round, received_at),
        8 => letter::write(round, received_at),
        _ if round % 2 == 0 => forwarded::write(round / 2, received_at),
        _ => odd::write(round / 2, received_at),
    };
    let flags = if kind <= 4 { invoice_flags(nth(5, kind)) } else { other_flags(index) };
    Sample { raw, flags, received_at }
}

fn invoice_flags(nth: u32) -> Flags {
    match nth % 9 {
        2 | 5 => [Flag::Seen].into(),
        8 => [Flag::Seen, Flag::Answered].into(),
        4 => [Flag::Flagged].into(),
        _ => Flags::default(),
    }
}

fn other_flags(index: u32) -> Flags {
    match index % 4 {
        0 => Flags::default(),
        1 => [Flag::Seen, Flag::Keyword("$Forwarded".to_owned())].into(),
        _ => [Flag::Seen].into(),
    }
}
