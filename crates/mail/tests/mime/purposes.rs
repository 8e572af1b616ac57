//! What messages are for, as the tests show it.

use carteiro_mail::mime::{Attendee, Invitation, Purpose, When};
use std::fmt::Write;

/// A purpose, a line for each thing that is known.
pub fn describe(purpose: &Purpose) -> String {
    match purpose {
        Purpose::Mail => String::new(),
        Purpose::Invitation(invitation) => format!("invitation{}", invited(invitation)),
        Purpose::Receipt(receipt) => format!("{receipt:#?}"),
        Purpose::Bounce(bounce) => format!("{bounce:#?}"),
    }
}

fn invited(invitation: &Invitation) -> String {
    let mut out = String::new();
    let mut say = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            write!(out, "\n  {name}: {value}").unwrap();
        }
    };
    say("method", invitation.method.map(|method| format!("{method:?}")));
    say("uid", invitation.uid.clone());
    say("sequence", Some(invitation.sequence.to_string()));
    say("summary", invitation.summary.clone());
    say("description", invitation.description.as_ref().map(|text| format!("{text:?}")));
    say("location", invitation.location.clone());
    say("organizer", invitation.organizer.as_ref().map(ToString::to_string));
    for attendee in &invitation.attendees {
        let Attendee { address, role, status, rsvp } = attendee;
        say("attendee", Some(format!("{address}, {role:?}, {status:?}, rsvp {rsvp}")));
    }
    say("start", invitation.start.as_ref().map(when));
    say("end", invitation.end.as_ref().map(when));
    say("recurrence", invitation.recurrence.clone());
    say("recurrence id", invitation.recurrence_id.as_ref().map(when));
    say("url", invitation.url.clone());
    say("status", invitation.status.clone());
    out
}

fn when(when: &When) -> String {
    match when {
        When::Day(date) => format!("{date}, all day"),
        When::Floating(at) => format!("{at}, floating"),
        When::At(zoned) => {
            let name = zoned.time_zone().iana_name().unwrap_or("its own zone");
            format!("{}{}, {name}", zoned.datetime(), zoned.offset())
        }
    }
}
