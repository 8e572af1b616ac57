//! A step that chooses among messages, in words.

use super::{Page, goes_by_marks, protocol, whether};
use carteiro_engine::actions::Takes;
use carteiro_engine::explain::Speaks;
use carteiro_engine::explain::{Because, Condition, Decided, Looked, Of, Reading, Turn, What};
use carteiro_mail::backends::imap::LARGE;
use carteiro_world::phrase;

pub(super) fn look(page: &mut Page, look: &Looked) {
    page.gap();
    page.line(
        0,
        &phrase!(
            "explain-look",
            line = look.step.line,
            action = look.step.action,
            folder = look.folder,
            session = look.session.as_deref().unwrap_or_default(),
            recursive = whether(look.recursive)
        ),
    );
    which(page, look);
    page.line(1, &phrase!("explain-asked", protocol = protocol(look.protocol), asked = look.asked));
    for condition in &look.conditions {
        self::condition(page, 2, condition);
    }
    if look.counted_there {
        page.line(1, &phrase!("explain-counted"));
    } else {
        fetched(page, look);
    }
    match look.takes {
        Takes::Loop { stop_on_error, .. } => {
            let stops = whether(stop_on_error);
            page.line(1, &phrase!("explain-body", most = look.at_once, stops = stops));
            if look.at_once > 1 {
                look.body.iter().for_each(|turn| self::turn(page, turn));
            }
        }
        Takes::Change { window } => page.line(1, &phrase!("explain-together", most = window)),
        Takes::Save => page.line(1, &phrase!("explain-one-by-one")),
        Takes::One | Takes::List | Takes::Number | Takes::Arriving { .. } => {}
    }
}

/// Which of those that are meant, and from when on.
fn which(page: &mut Page, look: &Looked) {
    match look.takes {
        Takes::Number => return,
        Takes::Arriving { any } => {
            page.line(
                1,
                &phrase!("explain-arriving", any = whether(any), protocol = protocol(look.protocol)),
            );
            return;
        }
        _ => {}
    }
    let (limited, limit) = (whether(look.limit.is_some()), look.limit.as_deref().unwrap_or_default());
    page.line(1, &phrase!("explain-which", order = look.order, limited = limited, limit = limit));
    if matches!(look.takes, Takes::Loop { once: true, .. }) {
        page.line(1, &phrase!("explain-once", protocol = protocol(look.protocol)));
    }
}

fn condition(page: &mut Page, depth: usize, one: &Condition) {
    let decided = match one.decided {
        Decided::Server => "server",
        Decided::Always => "always",
        Decided::Both => "both",
        Decided::Here => "here",
        Decided::Marks => "marks",
    };
    // Of those that hold others, these tell it.
    let why = one.why.filter(|why| *why != "inside").unwrap_or("none");
    page.line(
        depth,
        &phrase!(
            "explain-condition",
            written = one.written,
            implied = whether(one.line.is_none() && one.of.is_empty()),
            decided = decided,
            why = why,
            large = whether(one.unless_large)
        ),
    );
    for inner in &one.of {
        condition(page, depth + 1, inner);
    }
}

fn fetched(page: &mut Page, look: &Looked) {
    page.line(1, &phrase!("explain-fetched"));
    for reading in &look.reads {
        read(page, look, reading);
    }
    if look.protocol != Speaks::Imap {
        return;
    }
    let wants = |what: &What| matches!(what, What::Structure | What::Text | What::Purpose);
    let all = || look.reads.iter().flat_map(|reading| &reading.what);
    if all().any(wants) {
        let text = whether(all().any(|what| *what == What::Text));
        page.line(2, &phrase!("explain-whole-anyway", text = text, kib = LARGE / 1024));
    }
    if look.in_parts {
        page.line(2, &phrase!("explain-in-parts", kib = LARGE / 1024));
    }
}

fn read(page: &mut Page, look: &Looked, reading: &Reading) {
    // Windows grow until there are enough; of several folders all are looked at first.
    let until_enough = look.limit.is_some() && !look.recursive;
    let of =
        match (reading.of, look.takes) {
            (Of::Candidates, Takes::Arriving { any: false }) => "arrived",
            (Of::Candidates, Takes::Arriving { any: true }) if look.protocol == Speaks::Pop3 => "some",
            (Of::Candidates, Takes::Arriving { any: true }) => "enough",
            (Of::Candidates, _) if until_enough && look.protocol == Speaks::Pop3 => "some",
            (Of::Candidates, _) if until_enough => "enough",
            (Of::Candidates, _) if look.protocol == Speaks::Pop3 => {
                if look.conditions.iter().any(goes_by_marks) { "left" } else { "listed" }
            }
            (Of::Candidates, _) => "found",
            (Of::Open, _) => "open",
            (Of::StillOpen, _) => "still_open",
            (Of::Meant, _) => "meant",
        };
    let mut what: Vec<String> =
        reading.what.iter().map(|what| page.said(&name(*what, look.protocol))).collect();
    if !reading.fields.is_empty() {
        what.push(page.said(&phrase!("explain-fields", fields = reading.fields.join(", "))));
    }
    let because: Vec<String> = reading.because.iter().map(|one| because(page, one)).collect();
    page.line(
        2,
        &phrase!(
            "explain-read",
            of = of,
            what = what.join(", "),
            told = whether(!because.is_empty()),
            because = because.join(", ")
        ),
    );
}

fn name(what: What, protocol: Speaks) -> carteiro_world::words::Phrase {
    let what = match what {
        What::Header if protocol == Speaks::Pop3 => "top",
        What::Content if protocol == Speaks::Pop3 => "retr",
        What::Header if matches!(protocol, Speaks::Ews | Speaks::Outlook) => "item",
        What::Content if matches!(protocol, Speaks::Ews | Speaks::Outlook) => "mime",
        What::Header => "header",
        What::AllHeaders => "all_headers",
        What::Structure => "structure",
        What::Text => "text",
        What::Purpose => "purpose",
        What::Content => "content",
    };
    phrase!("explain-what", what = what)
}

fn because(page: &Page, one: &Because) -> String {
    let (known, line) = (whether(one.line.is_some()), one.line.unwrap_or_default());
    page.said(&phrase!("explain-because", name = one.name, known = known, line = line))
}

fn turn(page: &mut Page, turn: &Turn) {
    let how = match turn {
        Turn { waits: true, .. } => "waits",
        Turn { joined: true, .. } => "joined",
        _ => "overlaps",
    };
    page.line(2, &phrase!("explain-turn", line = turn.step.line, action = turn.step.action, how = how));
}
