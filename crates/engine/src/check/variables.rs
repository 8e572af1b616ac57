//! Variables: known where they are mentioned, with the fields they have; credentials in secret fields only.

use super::nearest;
use super::walk::Walk;
use crate::file::{Located, Place};
use crate::template::{Reference, Source};
use crate::values::VariableName;
use crate::vars::{Kind, Led, MAIL, MailKind};
use carteiro_mail::{Parts, Permission};
use carteiro_world::phrase;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What whoever gets a whole message may want of it.
const EVERYTHING: Parts =
    Parts { all_headers: true, structure: true, text: true, purpose: true, content: false };

impl Walk<'_> {
    /// The variables of the automation itself.
    pub(super) fn variables(&mut self) {
        let zone = self.automation.time_zone.as_ref().map_or(TimeZone::UTC, |zone| zone.0.clone());
        for (name, variable) in &self.automation.variables {
            if let Some(default) = &variable.default
                && let Err(words) = variable.declared.value(name.as_str(), default, &zone)
            {
                self.mistake(words, &variable.place);
            }
            if let Some(outermost) = self.scopes.first_mut() {
                outermost.insert(name.as_str().to_owned(), variable.kind());
            }
        }
    }

    /// A name gets a value: that of the nearest variable, or a new one here.
    pub(super) fn declare(&mut self, name: &Located<VariableName>, kind: Kind) {
        let name = name.as_str();
        let depth = self.scopes.iter().rposition(|scope| scope.contains_key(name));
        match depth {
            // What it was before and what it is now are both possible from here on.
            Some(depth) => {
                let known = self.scopes.get_mut(depth).and_then(|scope| scope.get_mut(name));
                let (before, both) = match known {
                    Some(known) => {
                        let both = known.or(&kind);
                        (std::mem::replace(known, both.clone()), both)
                    }
                    None => (kind.clone(), kind.clone()),
                };
                // Nobody knows any more what is wanted of a message, or an earlier step of the loop wants it in the
                // next pass.
                let is_lost = both == Kind::Any;
                for kind in [Some(before).filter(|_| is_lost), Some(kind)].into_iter().flatten() {
                    if is_lost || depth + 1 < self.scopes.len() {
                        self.read_all(&kind);
                    }
                }
                let around = self.depths.get(depth).copied().unwrap_or_default();
                for frame in self.loops.iter_mut().skip(around) {
                    frame.changes_outer(name);
                }
            }
            None => {
                if let Some(scope) = self.scopes.last_mut() {
                    scope.insert(name.to_owned(), kind);
                }
            }
        }
    }

    /// Everything that a template mentions must be there.
    pub(super) fn template(&mut self, source: &Source, with: &[(&str, Kind)]) {
        for reference in source.references() {
            self.follow(reference, source, with);
        }
    }

    /// The kind of what a template makes.
    pub(super) fn kind_of(&mut self, source: &Source) -> Kind {
        if source.literal().is_some() || !source.is_expression() {
            return Kind::Text;
        }
        match source.references() {
            // A variable or a field by itself; anything else may be computed.
            [only] if source.is_path() => match self.lookup(&only.variable) {
                Some((_, kind)) => {
                    let fields: Vec<&str> = only.fields.iter().map(String::as_str).collect();
                    match kind.follow(&fields, &mut Parts::default()) {
                        Led::To(kind) => kind,
                        Led::Nowhere { .. } => Kind::Any,
                    }
                }
                None => Kind::Any,
            },
            _ => Kind::Any,
        }
    }

    /// The nearest variable of this name, and the depth of its scope.
    fn lookup(&self, name: &str) -> Option<(usize, Kind)> {
        let found = self.scopes.iter().enumerate().rev();
        found.into_iter().find_map(|(depth, scope)| Some((depth, scope.get(name)?.clone())))
    }

    /// The kind of the nearest variable of this name, which the step at hand reads.
    fn look(&mut self, name: &str) -> Option<Kind> {
        let (depth, kind) = self.lookup(name)?;
        let around = self.depths.get(depth).copied().unwrap_or_default();
        let is_outer = around < self.loops.len();
        if let Some(frame) = self.loops.last_mut().filter(|_| is_outer) {
            frame.reads_outer(name);
        }
        Some(kind)
    }

    fn follow(&mut self, reference: &Reference, source: &Source, with: &[(&str, Kind)]) {
        let place = source.place();
        let name = reference.variable.as_str();
        let special = with.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind.clone());
        let Some(kind) = special.or_else(|| self.look(name)) else {
            self.unknown(name, place, with);
            return;
        };
        if kind == Kind::Credential {
            self.mistake(phrase!("credential-in-template", name = name), place);
            return;
        }
        let fields: Vec<&str> = reference.fields.iter().map(String::as_str).collect();
        let mut reads = Parts::default();
        match kind.follow(&fields, &mut reads) {
            Led::To(Kind::Messages(mail)) if !source.is_path() => self.read(&mail, mentioned(source)),
            // What is wanted of them shows where they go.
            Led::To(Kind::Messages(_)) if self.hands_on => {}
            Led::To(kind) => self.read_all(&kind),
            Led::Nowhere { missing, .. } if is_group(&kind, &fields) => {
                self.mistake(phrase!("variable-no-group", name = name, group = missing), place);
            }
            Led::Nowhere { missing, there } => self.no_field(name, &missing, &there, place),
        }
        if let Kind::Message(mail) = &kind {
            self.read(mail, reads);
        }
    }

    fn unknown(&mut self, name: &str, place: &Place, with: &[(&str, Kind)]) {
        let known: Vec<String> = self
            .scopes
            .iter()
            .flat_map(|scope| scope.keys().cloned())
            .chain(with.iter().map(|(name, _)| (*name).to_owned()))
            .collect();
        let nearest = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
        let words = match nearest.or_else(|| self.of_a_message(name)) {
            Some(meant) => phrase!("variable-unknown-meant", name = name, meant = meant),
            None => phrase!("variable-unknown", name = name, known = known.join(", ")),
        };
        self.mistake(words, place);
    }

    /// A field of a message that is at hand, as it is written.
    fn of_a_message(&self, field: &str) -> Option<String> {
        MAIL.iter().find(|known| known.name == field)?;
        let at_hand = self.scopes.iter().rev().flatten();
        let mut messages = at_hand.filter(|(_, kind)| matches!(kind, Kind::Message(_)));
        messages.next().map(|(message, _)| format!("{message}.{field}"))
    }

    fn no_field(&mut self, name: &str, missing: &str, there: &[String], place: &Place) {
        let words = match nearest(missing, there.iter().map(String::as_str)) {
            Some(meant) => phrase!("variable-field-meant", name = name, field = missing, meant = meant),
            None if there.is_empty() => phrase!("variable-no-fields", name = name, field = missing),
            None => phrase!("variable-field-unknown", name = name, field = missing, known = there.join(", ")),
        };
        self.mistake(words, place);
    }

    /// The step works on a message.
    pub(super) fn message(
        &mut self,
        name: Option<&Located<VariableName>>,
        permission: Permission,
        reads: Parts,
    ) {
        let Some(name) = name else {
            let Some(frame) = self.loops.last() else {
                self.mistake(phrase!("message-none"), &self.step.clone());
                return;
            };
            let mail = MailKind::new(frame.id, BTreeSet::new(), frame.session.clone());
            self.works_on(&mail, permission, reads);
            return;
        };
        match self.look(name.as_str()) {
            Some(Kind::Message(mail)) => self.works_on(&mail, permission, reads),
            Some(Kind::Any) => {}
            Some(_) => self.mistake(phrase!("message-not", name = name.value), &name.place),
            None => self.unknown(name.as_str(), &name.place, &[]),
        }
    }

    fn works_on(&mut self, mail: &MailKind, permission: Permission, reads: Parts) {
        for session in &*mail.sessions {
            self.plan.works_in(&self.step.path, Arc::clone(session));
            self.allowed(session, permission);
            self.still_open(session);
        }
        self.read(mail, reads);
    }

    /// The step that the message comes from must read so much of it.
    fn read(&mut self, mail: &MailKind, parts: Parts) {
        for from in &*mail.from {
            if let Some(frame) = self.loops.iter_mut().find(|frame| frame.id == *from) {
                frame.reads(parts, &self.step);
            }
            if let Some(finding) = self.finding.get_mut(from) {
                finding.reads(parts, &self.step);
            }
        }
    }

    /// Whoever gets messages as they are may want anything of them.
    fn read_all(&mut self, kind: &Kind) {
        if let Kind::Message(mail) | Kind::Messages(mail) = kind {
            self.read(mail, EVERYTHING);
        }
    }
}

/// What a template may want of the messages of a list: it names the fields somewhere.
fn mentioned(source: &Source) -> Parts {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: BTreeSet<&str> = source.written().split(|c| !is_word(c)).collect();
    let fields = MAIL.iter().filter(|field| words.contains(field.name));
    fields.fold(Parts::default(), |parts, field| parts.and(field.reads))
}

/// Whether the path asks for what a regular expression of the loop would catch.
fn is_group(kind: &Kind, fields: &[&str]) -> bool {
    matches!(kind, Kind::Message(mail) if mail.captures.is_empty()) && fields.first() == Some(&"match")
}
