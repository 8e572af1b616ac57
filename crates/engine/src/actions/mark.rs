//! Changing the flags of messages.

use super::which::{CHANGE, only_of_many};
use super::{Action, Change, Effects, Example, Group, Look, Output, Use, Which};
use crate::digest::Digest;
use crate::event::Effect;
use crate::failure::Failure;
use crate::file::{Beside, Located};
use crate::run::Cx;
use crate::session::Session;
use crate::template::{CategoryNames, Several};
use crate::values::VariableName;
use crate::vars::{Kind, MANY};
use carteiro_mail::{Category, FlagChange, Permission};
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Mark. Marks the message, or with a session those of a folder, as read or unread, flagged or not, and gives it
/// categories or takes them away; what is left out stays as it is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Mark(Beside<Marking, Which>);

/// How.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marking {
    /// Read. `true` marks it as read, `false` as unread.
    pub read: Option<bool>,
    /// Flagged. `true` marks it for attention, `false` takes the mark away.
    pub flagged: Option<bool>,
    /// Add categories. One name or a list; other categories stay. Exchange takes any name, IMAP single words of ASCII
    /// characters, which are kept as keywords, and POP3 none.
    #[serde(default)]
    pub add_categories: Several<CategoryNames>,
    /// Remove categories. One name or a list; a message that lacks it stays as it is.
    #[serde(default)]
    pub remove_categories: Several<CategoryNames>,
    /// As. With a session: the variable that gets how many were `done` and how many `failed`.
    pub r#as: Option<Located<VariableName>>,
}

impl Marking {
    fn words(&self) -> Vec<&'static str> {
        let marks = [(self.read, "read", "unread"), (self.flagged, "flagged", "unflagged")];
        marks.into_iter().filter_map(|(mark, on, off)| mark.map(|mark| if mark { on } else { off })).collect()
    }

    fn says_nothing(&self) -> bool {
        self.words().is_empty() && self.add_categories.is_empty() && self.remove_categories.is_empty()
    }

    fn change(&self, cx: &Cx) -> Result<FlagChange, Failure> {
        let names = |field: &Several<CategoryNames>| -> Result<Vec<Category>, Failure> {
            Ok(field.evaluate(cx.scope())?.into_iter().flat_map(|names| names.0).collect())
        };
        let (add, remove) = (names(&self.add_categories)?, names(&self.remove_categories)?);
        if let Some(both) = add.iter().find(|one| remove.iter().any(|other| one.is(other.as_str()))) {
            return Err(Failure::invalid(phrase!("mark-category-both", name = both)));
        }
        let add = add.into_iter().map(|category| (category, true));
        let categories = add.chain(remove.into_iter().map(|category| (category, false))).collect();
        Ok(FlagChange { seen: self.read, flagged: self.flagged, categories, ..FlagChange::default() })
    }

    fn effect(&self, session: &Session, change: &FlagChange) -> Effect {
        let named = |wanted: bool| {
            let named = change.categories.iter().filter(|(_, is_given)| *is_given == wanted);
            named.map(|(category, _)| category.as_str().to_owned()).collect()
        };
        Effect::Mark {
            session: session.name().to_owned(),
            marks: self.words().into_iter().map(Into::into).collect(),
            add_categories: named(true),
            remove_categories: named(false),
        }
    }
}

/// What is done, to whoever asks whether it was done before.
fn digest(change: &FlagChange) -> Digest {
    let named = change.categories.iter().map(|(category, is_given)| format!("{is_given} {category}"));
    Digest::of(named)
}

impl Action for Mark {
    const NAME: &'static str = "mark";
    const GROUP: Group = Group::Messages;

    fn effects(&self) -> Effects {
        Effects::Mailbox
    }

    fn changes(&self) -> Vec<Change<'_>> {
        let marking = &self.0.fields;
        let (add, remove) = (marking.add_categories.sources(), marking.remove_categories.sources());
        vec![Change::Mark { marks: marking.words(), add: add.collect(), remove: remove.collect() }]
    }

    fn looks(&self) -> Option<Look<'_>> {
        self.0.choice.look(CHANGE)
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let (marking, which) = (&self.0.fields, &self.0.choice);
        let result = marking.r#as.as_ref().map(|name| (name, Kind::Record(MANY)));
        let mut uses = which.uses([Permission::Mark], result);
        uses.extend(only_of_many(which, marking.r#as.as_ref()));
        let names = marking.add_categories.sources().chain(marking.remove_categories.sources());
        uses.extend(names.map(Use::Template));
        if marking.says_nothing() {
            uses.push(Use::Wrong(phrase!("mark-how"), None));
        }
        uses
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "Invoices are marked as read, and flagged",
                steps: "- for_each_mail:
    session: finance
    where: { subject: invoice }
    do:
      - mark: { read: true, flagged: true }
",
            },
            Example {
                title: "A folder without anything unread",
                steps: "- mark: { session: finance, folder: INBOX, where: { status: unread }, read: true }\n",
            },
            Example {
                title: "Invoices that wait are put into other categories",
                steps: "- for_each_mail:
    session: finance
    where: { subject: invoice }
    do:
      - mark: { add_categories: [Invoices, To-pay], remove_categories: Waiting }
      - log: { text: '{{ mail.categories | join(\", \") }}' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let (marking, which) = (&self.0.fields, &self.0.choice);
        let change = marking.change(cx)?;
        if !change.categories.is_empty() {
            cx.made_of(digest(&change));
        }
        if let Some(many) = which.many(cx)? {
            let session = Arc::clone(&many.session);
            let what = marking.effect(&session, &change);
            let marking = move |permit, messages| {
                let (session, change) = (Arc::clone(&session), change.clone());
                async move { session.write(&permit).flag(messages, change).await }
            };
            return Ok(Output::Value(cx.change_many(many, what, marking).await?.value()));
        }
        let mail = cx.message(which.message.as_ref())?;
        let what = marking.effect(mail.session(), &change);
        let (session, reference, wanted) = (Arc::clone(mail.session()), mail.reference(), change.clone());
        let () = cx
            .effect(what, move |permit| async move {
                super::only(session.write(&permit).flag(vec![reference], wanted).await)
            })
            .await?;
        mail.flagged(&change);
        Ok(Output::Nothing)
    }
}
