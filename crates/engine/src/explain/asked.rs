//! What the server is asked to match. The decision is that of the search itself. POP3 knows no search: what is there is
//! listed, and everything is decided here.

use super::Speaks;
use super::read::Because;
use super::written;
use crate::failure::Failure;
use crate::file::Document;
use crate::filter::{Filter, Meaning, Written};
use crate::template;
use carteiro_mail::backends::imap::{self, Asked, Part, Term, Why};
use carteiro_mail::backends::{ews, outlook};
use carteiro_mail::mime::Class;
use carteiro_mail::{self as mail, Parts, Query};
use jiff::tz::TimeZone;
use serde::Serialize;

/// What must hold of a message, and who decides it.
#[derive(Clone, Debug, Serialize)]
pub struct Condition {
    /// As it is written: `status: unread`. Of those that hold others `all`, `any` or `not`.
    pub written: String,
    /// The line; left out: nobody has written it, it is so unless more is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Who decides it. What the server has told is checked again here.
    pub decided: Decided,
    /// Why not the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// What of it the server is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// A size that shows in a run only: one beyond 4 GiB is not asked for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unless_large: bool,
    /// Those inside of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<Condition>,
}

/// Who decides a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    /// The server, exactly as it is meant.
    Server,
    /// It holds of every message.
    Always,
    /// The server rules some messages out, and the others are decided here.
    Both,
    /// It is decided here, and nothing of it is asked.
    Here,
    /// What is kept here of the account, before anything of a message is fetched.
    Marks,
}

/// What a maildrop is asked for, whatever is looked for (RFC 1939 §5 and §7).
const LISTED: &str = "LIST, UIDL";

/// What is asked and decided about a filter.
pub(super) struct Question {
    pub(super) asked: String,
    pub(super) is_exact: bool,
    pub(super) conditions: Vec<Condition>,
    /// What the mailbox would be asked for.
    pub(super) query: Query,
    /// The conditions that hold no others: their names in the file, their lines, and what they read.
    alone: Vec<(String, Option<usize>, Parts)>,
}

impl Question {
    /// Of the filter at `path`.
    pub(super) fn of(
        filter: &Filter,
        path: &str,
        document: &Document,
        zone: &TimeZone,
        protocol: Speaks,
    ) -> Result<Self, Failure> {
        let meaning = filter.meaning(&Written, zone)?;
        let query = Query { condition: Some(meaning.clone().condition()) };
        let asked = imap::asked(&query);
        let mut telling = Telling { path, document, protocol, ways: Vec::new() };
        telling.collect(&meaning);
        let mut number = 0;
        let conditions = match (&meaning, asked.of.as_slice()) {
            (Meaning::All(of), inner) => of
                .iter()
                .zip(inner)
                .filter_map(|(one, asked)| telling.told(one, asked, &mut number))
                .collect(),
            _ => telling.told(&meaning, &asked, &mut number).into_iter().collect(),
        };
        let alone = telling.ways.iter().map(|(way, condition)| {
            let key = key(way).split(['.', '[']).next().unwrap_or_default();
            let name = if key.is_empty() { "class" } else { key };
            (name.to_owned(), telling.line(way), condition.reads())
        });
        let (asked, is_exact) = match protocol {
            Speaks::Imap => {
                (asked.criteria_with(|number, term| telling.term(number, term)), asked.is_exact())
            }
            Speaks::Pop3 => (LISTED.to_owned(), false),
            Speaks::Ews | Speaks::Outlook => {
                let verb = if protocol == Speaks::Ews { "FindItem" } else { "GET messages" };
                let (told, is_exact) = telling.restriction(&meaning);
                (told.map_or_else(|| verb.to_owned(), |told| format!("{verb}, {told}")), is_exact)
            }
        };
        Ok(Self { asked, is_exact, conditions, alone: alone.collect(), query })
    }

    /// The conditions that read what is wanted.
    pub(super) fn because(&self, wants: fn(Parts) -> bool) -> Vec<Because> {
        let matter = self.alone.iter().filter(|(_, _, parts)| wants(*parts));
        matter.map(|(name, line, _)| Because { name: name.clone(), line: *line }).collect()
    }
}

struct Telling<'a> {
    path: &'a str,
    document: &'a Document,
    protocol: Speaks,
    /// The conditions that hold no others, with the ways to them, in their order.
    ways: Vec<(String, mail::Condition)>,
}

impl Telling<'_> {
    fn collect(&mut self, meaning: &Meaning) {
        match meaning {
            Meaning::One(way, condition) => self.ways.push((way.clone(), condition.clone())),
            Meaning::All(of) | Meaning::Any(of) => of.iter().for_each(|one| self.collect(one)),
            Meaning::Not(one) => self.collect(one),
        }
    }

    /// `None`: nobody has written it, and it says nothing.
    fn told(&self, meaning: &Meaning, asked: &Asked, number: &mut usize) -> Option<Condition> {
        let (written, line, of) = match meaning {
            Meaning::One(way, condition) => {
                let first = *number;
                *number += 1;
                let line = self.line(way);
                if line.is_none() && is_any(condition) {
                    return None;
                }
                let written = self.written(way, condition);
                if matches!(self.protocol, Speaks::Ews | Speaks::Outlook) {
                    return Some(self.by_exchange(meaning, asked, written, line, Vec::new()));
                }
                let told = self.condition(asked, written, line, Vec::new(), self.is_open_size(first));
                return Some(match (self.protocol, condition) {
                    (Speaks::Pop3, mail::Condition::Seen(_)) => Condition { decided: Decided::Marks, ..told },
                    _ => told,
                });
            }
            Meaning::All(of) => ("all", None, of.as_slice()),
            Meaning::Any(of) => ("any", None, of.as_slice()),
            Meaning::Not(one) => ("not", None, std::slice::from_ref(one.as_ref())),
        };
        let inner =
            of.iter().zip(&asked.of).filter_map(|(one, asked)| self.told(one, asked, number)).collect();
        Some(match self.protocol {
            Speaks::Ews | Speaks::Outlook => {
                self.by_exchange(meaning, asked, written.to_owned(), line, inner)
            }
            Speaks::Imap | Speaks::Pop3 => self.condition(asked, written.to_owned(), line, inner, false),
        })
    }

    /// Of a condition that Exchange is asked about, or not.
    fn by_exchange(
        &self,
        meaning: &Meaning,
        asked: &Asked,
        written: String,
        line: Option<usize>,
        of: Vec<Condition>,
    ) -> Condition {
        let is_anything = asked.part == Part::Server && asked.key_with(|_, term| term.to_string()).is_none();
        let (told, is_exact) = self.restriction(meaning);
        let decided = match (&told, is_exact) {
            _ if is_anything => Decided::Always,
            (Some(_), true) => Decided::Server,
            (Some(_), false) => Decided::Both,
            (None, _) => Decided::Here,
        };
        // Why not by IMAP is another question, but for these.
        let why = match asked.part {
            Part::Here(why @ (Why::Text | Why::Structure | Why::Class)) if told.is_none() => Some(name(why)),
            _ => None,
        };
        Condition { written, line, decided, why, unless_large: false, asked: told, of }
    }

    /// What Exchange is asked about it, and whether that is exactly what is meant.
    fn restriction(&self, meaning: &Meaning) -> (Option<String>, bool) {
        let condition = meaning.clone().condition();
        let told = if self.protocol == Speaks::Outlook {
            outlook::asked(&condition).map(|asked| (asked.text, asked.is_exact))
        } else {
            ews::asked(&condition).map(|asked| (asked.text, asked.is_exact))
        };
        let Some((text, is_exact)) = told else { return (None, false) };
        // A day of a variable is known in a run.
        let mut open = Vec::new();
        self.open_days(meaning, &mut open);
        let asked = if open.is_empty() { text } else { format!("{text} (≈ {})", open.join(", ")) };
        (Some(asked), is_exact)
    }

    /// The days that are known in a run only, as they are written.
    fn open_days(&self, meaning: &Meaning, open: &mut Vec<String>) {
        match meaning {
            Meaning::One(way, mail::Condition::Received { .. }) => {
                let node = self.document.node(&format!("{}.{way}", self.path));
                open.extend(
                    node.map(crate::file::Node::raw)
                        .filter(|raw| template::is_template(raw))
                        .map(str::to_owned),
                );
            }
            Meaning::One(..) => {}
            Meaning::All(of) | Meaning::Any(of) => of.iter().for_each(|one| self.open_days(one, open)),
            Meaning::Not(one) => self.open_days(one, open),
        }
    }

    fn condition(
        &self,
        asked: &Asked,
        written: String,
        line: Option<usize>,
        of: Vec<Condition>,
        is_open_size: bool,
    ) -> Condition {
        let key = asked.key_with(|number, term| self.term(number, term));
        let (decided, why) = match asked.part {
            Part::Server if key.is_none() => (Decided::Always, None),
            _ if self.protocol == Speaks::Pop3 => {
                let decided = Decided::Here;
                return Condition { written, line, decided, why: None, unless_large: false, asked: None, of };
            }
            Part::Server => (Decided::Server, None),
            Part::Narrowed(why) => (Decided::Both, Some(name(why))),
            Part::Here(why) => (Decided::Here, Some(name(why))),
        };
        Condition { written, line, decided, why, unless_large: is_open_size && key.is_some(), asked: key, of }
    }

    /// The field that this way leads to, as it is written.
    fn field(&self, way: &str) -> Option<String> {
        written::field(self.document, &format!("{}.{way}", self.path))
    }

    fn line(&self, way: &str) -> Option<usize> {
        let place = self.document.place(&format!("{}.{way}", self.path));
        place.filter(|_| !way.is_empty()).map(|place| place.line)
    }

    fn written(&self, way: &str, condition: &mail::Condition) -> String {
        let value = match (self.field(way), condition) {
            (Some(value), _) if !way.is_empty() => value,
            (_, mail::Condition::Class(classes)) => return format!("class: [{}]", names(classes)),
            _ => String::new(),
        };
        let key = key(way);
        if let Some((outer, inner)) = key.split_once('.') {
            return format!("{outer}: {{ {inner}: {value} }}");
        }
        format!("{}: {value}", key.split_once('[').map_or(key, |(key, _)| key))
    }

    /// A term of a search, as far as it is known before a run.
    fn term(&self, number: usize, term: &Term) -> String {
        let Some((way, _)) = self.ways.get(number) else { return term.to_string() };
        let (way, word) = match term {
            Term::Flag(_) => return term.to_string(),
            Term::Larger(_) => (format!("{way}.over"), "LARGER "),
            Term::Smaller(_) => (format!("{way}.under"), "SMALLER "),
            // The day that is asked for lies beside it.
            Term::Since(_) => (way.clone(), "SINCE ≈"),
            Term::Before(_) => (way.clone(), "BEFORE ≈"),
        };
        let raw = self.document.node(&format!("{}.{way}", self.path)).map(crate::file::Node::raw);
        match raw.filter(|raw| template::is_template(raw)) {
            Some(raw) => format!("{word}{raw}"),
            None => term.to_string(),
        }
    }

    fn is_open_size(&self, number: usize) -> bool {
        let Some((way, mail::Condition::Size { .. })) = self.ways.get(number) else { return false };
        let raw =
            |limit| self.document.node(&format!("{}.{way}.{limit}", self.path)).map(crate::file::Node::raw);
        ["over", "under"].into_iter().filter_map(raw).any(template::is_template)
    }
}

/// The way within the filter that holds the condition.
fn key(way: &str) -> &str {
    let after = |mark: &str| way.rfind(mark).map_or(0, |at| at + mark.len());
    way.get(after("].").max(after("not."))..).unwrap_or(way)
}

fn names(classes: &[Class]) -> String {
    let names = classes.iter().filter_map(|class| serde_json::to_value(class).ok());
    let names: Vec<String> = names.filter_map(|name| name.as_str().map(str::to_owned)).collect();
    names.join(", ")
}

/// Whether it is about messages of every class.
fn is_any(condition: &mail::Condition) -> bool {
    matches!(condition, mail::Condition::Class(wanted) if Class::ALL.iter().all(|class| wanted.contains(class)))
}

fn name(why: Why) -> &'static str {
    match why {
        Why::Text => "text",
        Why::Days => "days",
        Why::Structure => "structure",
        Why::Class => "class",
        Why::Large => "large",
        Why::Alternative => "alternative",
        Why::Opposite => "opposite",
        Why::Inside => "inside",
    }
}
