use std::fmt::Write;

use super::super::super::{
    args::{Args, Parsed},
    reply::Reply,
    sequence_set::compact,
    view::Numbers,
};

/// What a search shall tell of its hits (RFC 4731 §3.1).
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four words that may stand together in any mixture")]
pub(super) struct Returns {
    min: bool,
    max: bool,
    all: bool,
    count: bool,
}

impl Returns {
    pub fn read(args: &mut Args<'_>) -> Parsed<Self> {
        let words = args.list(Args::word)?;
        let mut returns = Self { all: words.is_empty(), ..Self::default() };
        for word in words {
            match word.as_str() {
                "MIN" => returns.min = true,
                "MAX" => returns.max = true,
                "ALL" => returns.all = true,
                "COUNT" => returns.count = true,
                _ => return Err(Reply::bad("Unknown return option")),
            }
        }
        Ok(returns)
    }
}

pub(super) fn line(returns: Option<Returns>, tag: &str, by: Numbers, found: &[u32]) -> String {
    let Some(returns) = returns else {
        return found.iter().fold("SEARCH".to_owned(), |mut line, number| {
            let _ = write!(line, " {number}");
            line
        });
    };
    let mut line = format!("ESEARCH (TAG \"{tag}\")");
    if by == Numbers::Uid {
        line.push_str(" UID");
    }
    // Without a hit, only COUNT has something to say.
    for (word, number) in
        [("MIN", found.first().filter(|_| returns.min)), ("MAX", found.last().filter(|_| returns.max))]
    {
        if let Some(number) = number {
            let _ = write!(line, " {word} {number}");
        }
    }
    if returns.all && !found.is_empty() {
        let _ = write!(line, " ALL {}", compact(found.iter().copied()));
    }
    if returns.count {
        let _ = write!(line, " COUNT {}", found.len());
    }
    line
}
