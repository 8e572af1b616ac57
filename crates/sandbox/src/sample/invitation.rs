use jiff::{SignedDuration, Timestamp};

use super::{
    build::{Letter, NameStyle, Part},
    people::{ANA, colleague, pick},
    written::{Charset, Encoding},
};

const TITLES: [&str; 4] =
    ["Reunião de orçamento", "Quarterly review", "Café com a diretoria", "Supplier call: Müller Werkzeuge"];

/// An invitation as calendars send it: text, the same as iTIP (RFC 5546 §3.2.2, RFC 6047), and that again as a file.
pub(super) fn write(nth: u32, received_at: Timestamp) -> Vec<u8> {
    let from = colleague(nth);
    let title = pick(TITLES, nth);
    let letter = Letter {
        id: format!("invitation-{nth}"),
        from,
        subject: format!("Convite: {title}"),
        received_at,
        fields: vec!["Cc: Equipe: joao@sandbox.test, beatriz@sandbox.test;".to_owned()],
    };
    let start = received_at.checked_add(SignedDuration::from_hours(48)).unwrap_or(received_at);
    let end = start.checked_add(SignedDuration::from_hours(1)).unwrap_or(start);
    let stamp = |at: Timestamp| at.strftime("%Y%m%dT%H%M00Z").to_string();
    let (stamped, start, end) = (stamp(received_at), stamp(start), stamp(end));
    let calendar = format!(
        "BEGIN:VCALENDAR\nPRODID:-//Carteiro//Sandbox//EN\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\n\
         UID:{nth}@sandbox.test\nDTSTAMP:{stamped}\nDTSTART:{start}\nDTEND:{end}\nSUMMARY:{title}\n\
         ORGANIZER:mailto:{}\nATTENDEE;RSVP=TRUE:mailto:{}\nEND:VEVENT\nEND:VCALENDAR\n",
        from.1, ANA.1
    );
    let text = format!("{title}\n\nVocê está convidada. Sala 3, até já!\n");
    let both = Part::multipart(
        "alternative",
        [
            Part::text("plain", &text, Charset::Latin1, Encoding::QuotedPrintable),
            Part::calendar("REQUEST", &calendar),
        ],
    );
    let file = calendar.replace('\n', "\r\n");
    let file = Part::file("application/ics", "invite.ics", NameStyle::Plain, file.as_bytes());
    letter.write(Charset::Utf8, &Part::multipart("mixed", [both, file]))
}
