//! What of a query is asked of the server: a superset of what is meant, checked again here.
//!
//! Texts are not asked about: what Exchange compares is not always what a message says (a name in place of an address, a
//! subject without its prefix), and what it leaves out nobody would see (docs/decisions/0002).

use super::flag::extended_uri;
use super::folders::field;
use super::xml::Xml;
use crate::Condition;
use crate::backends::exchange::Tag;
use jiff::Timestamp;

/// A restriction, and whether it holds of exactly what is meant.
#[derive(Clone, Debug)]
pub struct Asked {
    pub(super) xml: Xml,
    /// The same for people: `IsRead = false`.
    pub text: String,
    /// Whether the server decides it exactly as it is meant.
    pub is_exact: bool,
}

/// What the server is asked; `None`: nothing, it would rule nothing out.
pub fn asked(condition: &Condition) -> Option<Asked> {
    match condition {
        Condition::All(of) => {
            let parts: Vec<Asked> = of.iter().filter_map(asked).collect();
            let is_exact = parts.len() == of.len() && parts.iter().all(|one| one.is_exact);
            joined("t:And", parts, is_exact)
        }
        Condition::Any(of) => {
            let parts = of.iter().map(asked).collect::<Option<Vec<Asked>>>()?;
            let is_exact = parts.iter().all(|one| one.is_exact);
            joined("t:Or", parts, is_exact)
        }
        // The opposite of a superset rules out too much.
        Condition::Not(one) => asked(one).filter(|one| one.is_exact).map(|one| {
            exact(&format!("not ({})", one.text), |xml| {
                xml.within("t:Not", |xml| {
                    xml.append(&one.xml);
                });
            })
        }),
        Condition::Seen(seen) => Some(exact(&format!("IsRead = {seen}"), |xml| {
            compare(
                xml,
                "t:IsEqualTo",
                |xml| field(xml, "message:IsRead"),
                if *seen { "true" } else { "false" },
            );
        })),
        Condition::Flagged(flagged) => Some(exact(&format!("flagged = {flagged}"), |xml| {
            let is = |xml: &mut Xml| {
                compare(
                    xml,
                    "t:IsEqualTo",
                    |xml| extended_uri(xml, Tag::FLAG_STATUS, "Integer"),
                    Tag::FLAGGED,
                );
            };
            if *flagged {
                is(xml);
            } else {
                xml.within("t:Not", is);
            }
        })),
        Condition::Received { from, until } => received(*from, *until),
        Condition::Text(..) | Condition::Size { .. } | Condition::HasAttachments(_) | Condition::Class(_) => {
            None
        }
    }
}

fn exact(text: &str, write: impl FnOnce(&mut Xml)) -> Asked {
    let mut xml = Xml::new();
    write(&mut xml);
    Asked { xml, text: text.to_owned(), is_exact: true }
}

/// `And` and `Or` are of two at least.
fn joined(name: &str, mut of: Vec<Asked>, is_exact: bool) -> Option<Asked> {
    if of.len() < 2 {
        return of.pop().map(|one| Asked { is_exact, ..one });
    }
    let mut xml = Xml::new();
    xml.within(name, |xml| {
        for one in &of {
            xml.append(&one.xml);
        }
    });
    let between = if name == "t:Or" { " or " } else { " and " };
    let grouped =
        |one: &Asked| if one.text.contains(" or ") { format!("({})", one.text) } else { one.text.clone() };
    let texts: Vec<String> = of.iter().map(grouped).collect();
    Some(Asked { xml, text: texts.join(between), is_exact })
}

fn compare(xml: &mut Xml, how: &str, what: impl FnOnce(&mut Xml), value: &str) {
    xml.within(how, |xml| {
        what(xml);
        xml.within("t:FieldURIOrConstant", |xml| {
            xml.empty("t:Constant", &[("Value", value)]);
        });
    });
}

/// The server compares whole seconds: what lies within one is decided here.
fn received(from: Option<Timestamp>, until: Option<Timestamp>) -> Option<Asked> {
    let whole = |at: &Timestamp| at.subsec_nanosecond() == 0;
    let is_exact = from.iter().chain(&until).all(whole);
    let bounds = [
        from.and_then(|at| Timestamp::from_second(at.as_second()).ok())
            .map(|at| ("t:IsGreaterThanOrEqualTo", ">=", at)),
        until
            .and_then(|at| Timestamp::from_second(at.as_second() + i64::from(!whole(&at))).ok())
            .map(|at| ("t:IsLessThan", "<", at)),
    ];
    let asked = bounds.into_iter().flatten().map(|(how, sign, at)| {
        exact(&format!("DateTimeReceived {sign} {at}"), |xml| {
            compare(xml, how, |xml| field(xml, "item:DateTimeReceived"), &at.to_string());
        })
    });
    joined("t:And", asked.collect(), is_exact)
}
