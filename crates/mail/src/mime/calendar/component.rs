//! The event of a calendar (RFC 5545 §3.6).

use super::lines::{Line, lines};
use super::moment::{When, duration};
use super::people::{self, Attendee};
use super::zone::Zones;
use super::{Invitation, Method};
use crate::mime::line::one_line;
use jiff::Span;

/// Deeper than this nothing is looked into.
const DEEPEST: usize = 20;
/// More attendees are not read.
const MOST_ATTENDEES: usize = 5000;

/// What components a line stands in, the innermost last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Component {
    Event,
    Zone,
    Change,
    Other,
}

/// An event before the zones are known that may come after it.
#[derive(Default)]
struct Event {
    invitation: Invitation,
    start: Option<Line>,
    end: Option<Line>,
    duration: Option<Span>,
    recurrence_id: Option<Line>,
}

/// The first event of a calendar, of one that is repeated the whole and not a single time of it, if both are there.
pub(super) fn read(text: &str) -> Invitation {
    let (mut open, mut too_deep) = (Vec::new(), 0_usize);
    let mut zones = Zones::default();
    let mut method = None;
    let mut found: Option<Event> = None;
    let mut current = Event::default();
    for line in lines(text) {
        match line.name.as_str() {
            "BEGIN" if open.len() >= DEEPEST => too_deep += 1,
            "BEGIN" => {
                let component = named(&line.value, open.last().copied());
                match component {
                    Component::Event => current = Event::default(),
                    Component::Zone => zones.begin(),
                    Component::Change => {
                        zones.begin_change(line.value.trim().eq_ignore_ascii_case("DAYLIGHT"));
                    }
                    Component::Other => {}
                }
                open.push(component);
            }
            "END" if too_deep > 0 => too_deep -= 1,
            "END" => {
                if open.pop() == Some(Component::Event) {
                    keep(&mut found, std::mem::take(&mut current));
                }
            }
            "METHOD" if method.is_none() => method = Method::named(&line.value),
            _ if too_deep > 0 => {}
            _ => match open.last() {
                Some(Component::Event) => current.line(line),
                Some(Component::Zone) => zones.line(&line, false),
                Some(Component::Change) => zones.line(&line, true),
                _ => {}
            },
        }
    }
    // A calendar that was cut off.
    if open.contains(&Component::Event) {
        keep(&mut found, current);
    }
    Invitation { method, ..found.unwrap_or_default().complete(&zones) }
}

fn named(value: &str, holder: Option<Component>) -> Component {
    match (value.trim().to_ascii_uppercase().as_str(), holder) {
        // Tasks are assigned as meetings are called.
        ("VEVENT" | "VTODO", None | Some(Component::Other)) => Component::Event,
        ("VTIMEZONE", _) => Component::Zone,
        ("STANDARD" | "DAYLIGHT", Some(Component::Zone)) => Component::Change,
        _ => Component::Other,
    }
}

fn keep(found: &mut Option<Event>, event: Event) {
    let better = match found {
        None => true,
        Some(known) => known.recurrence_id.is_some() && event.recurrence_id.is_none(),
    };
    if better {
        *found = Some(event);
    }
}

impl Event {
    /// A line of the event. Of what may stand there once, the first counts.
    fn line(&mut self, line: Line) {
        let read = &mut self.invitation;
        let short = || line.text().map(|text| one_line(&text)).filter(|text| !text.is_empty());
        let once = |place: &mut Option<String>, text: Option<String>| {
            if place.is_none() {
                *place = text;
            }
        };
        match line.name.as_str() {
            "UID" => once(&mut read.uid, short()),
            "SUMMARY" => once(&mut read.summary, short()),
            "DESCRIPTION" => once(&mut read.description, line.text()),
            "LOCATION" => once(&mut read.location, short()),
            "URL" => once(&mut read.url, short()),
            "STATUS" => once(&mut read.status, short().map(|status| status.to_ascii_lowercase())),
            "RRULE" => {
                once(&mut read.recurrence, Some(one_line(&line.value)).filter(|rule| !rule.is_empty()));
            }
            "SEQUENCE" => read.sequence = line.value.trim().parse().unwrap_or_default(),
            "ORGANIZER" if read.organizer.is_none() => read.organizer = people::address(&line),
            "ATTENDEE" if read.attendees.len() < MOST_ATTENDEES => {
                read.attendees.push(Attendee::parse(&line));
            }
            "DURATION" => self.duration = duration(&line.value),
            "DTSTART" => _ = self.start.get_or_insert(line),
            "DTEND" | "DUE" => _ = self.end.get_or_insert(line),
            "RECURRENCE-ID" => _ = self.recurrence_id.get_or_insert(line),
            _ => {}
        }
    }

    fn complete(self, zones: &Zones) -> Invitation {
        let read = |line: Option<Line>| line.and_then(|line| When::parse(&line, zones));
        let start = read(self.start);
        let later = |start: &When| match self.duration {
            Some(duration) => start.plus(duration),
            None => start.end(),
        };
        let end = read(self.end).or_else(|| start.as_ref().and_then(later));
        Invitation { start, end, recurrence_id: read(self.recurrence_id), ..self.invitation }
    }
}
