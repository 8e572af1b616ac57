//! `$filter` (OData Version 4.01 Part 2 §5.1.1), as far as Outlook takes it
//! (learn.microsoft.com/graph/filter-query-parameter).

mod check;
mod judge;
mod lex;
mod parse;

use serde_json::Value;

use super::{super::failure::Outcome, Property};
pub(super) use judge::walk;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
enum Expr {
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    Compare(Term, Comparison, Term),
    /// Something that is true by itself.
    Is(Term),
    /// Of some item of a collection, under this name; or that there is one.
    Any(String, Option<(String, Box<Expr>)>),
    /// Of each.
    All(String, String, Box<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

#[derive(Clone, Debug, PartialEq)]
enum Term {
    Path(String),
    Text(String),
    Truth(bool),
    Time(String),
    Number(f64),
    Null,
    Call(Function, Vec<Term>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Function {
    StartsWith,
    EndsWith,
    Contains,
    ToLower,
    ToUpper,
}

/// A condition that was read and makes sense.
#[derive(Clone, Debug)]
pub(in super::super) struct Filter {
    expr: Expr,
    property: Property,
}

impl Filter {
    /// Of the type of this name, with these properties.
    pub fn read(text: &str, of: &str, property: Property) -> Outcome<Self> {
        let expr = parse::parse(text)?;
        check::check(&expr, of, property)?;
        Ok(Self { expr, property })
    }

    /// Whether something meets it that has these properties.
    pub fn meets(&self, value: &dyn Fn(&str) -> Value) -> bool {
        judge::meets(&self.expr, &judge::Scope { value, bound: Vec::new(), property: self.property })
    }

    /// The paths in it, each once, in the order in which they appear.
    pub fn paths(&self) -> Vec<String> {
        let mut all = Vec::new();
        check::paths(&self.expr, &mut all);
        all
    }

    /// The extended properties it asks about, by id.
    pub fn extended(&self) -> Vec<String> {
        let mut all = Vec::new();
        check::extended(&self.expr, &mut all);
        all
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::graph::message::kind;

    fn meets(filter: &str) -> bool {
        let value = |name: &str| match name {
            "subject" => json!("It's A Boleto"),
            "isRead" => json!(false),
            "receivedDateTime" => json!("2026-03-01T10:00:00.5Z"),
            "from" => json!({ "emailAddress": { "address": "Bob@x.test", "name": "Bob" } }),
            "categories" => json!(["Paid", "Red"]),
            "flag" => json!({ "flagStatus": "flagged" }),
            "toRecipients" => json!([{ "emailAddress": { "address": "ana@x.test" } }]),
            _ => Value::Null,
        };
        let filter = Filter::read(filter, "message", kind).unwrap_or_else(|failure| panic!("{failure:?}"));
        filter.meets(&value)
    }

    #[test]
    fn conditions_bind_as_they_should() {
        assert!(meets("isRead eq false and subject eq 'it''s a boleto'"));
        assert!(meets("isRead eq true or not (flag/flagStatus eq 'complete') and isRead ne true"));
        assert!(meets("receivedDateTime ge 2026-03-01T10:00:00Z and receivedDateTime lt 2026-03-02"));
        assert!(meets(
            "startswith(subject,'it') and endsWith(tolower(subject), 'boleto') and contains(subject,'A B')"
        ));
        assert!(meets("from/emailAddress/address eq 'bob@x.test'"));
        assert!(meets("categories/any(c:c eq 'Red') and not categories/any(c: c eq 'Blue')"));
        assert!(meets("toRecipients/any(r:r/emailAddress/address eq 'ana@x.test')"));
        assert!(meets("categories/any() and categories/all(c:c ne 'x')"));
        assert!(!meets("startsWith(subject,'boleto')"));
        assert!(!meets("not(isRead eq false)"));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for filter in [
            "",
            "isRead",
            "subject eq",
            "subject eq 'open",
            "foo eq 'x'",
            "isRead eq 'false'",
            "receivedDateTime ge '2026-03-01T10:00:00Z'",
            "receivedDateTime ge yesterday",
            "from eq 'bob'",
            "subject eq 'a' subject eq 'b'",
            "categories eq 'x'",
            "(subject eq 'a'",
        ] {
            let failure = Filter::read(filter, "message", kind).map(|_| ()).unwrap_err();
            assert_eq!((failure.status, failure.code), (400, "BadRequest"), "{filter}");
        }
        let deep = format!("{}isRead eq true{}", "(".repeat(5_000), ")".repeat(5_000));
        assert!(Filter::read(&deep, "message", kind).is_err());
    }

    #[test]
    fn paths_come_in_the_order_in_which_they_appear() {
        let filter = Filter::read(
            "receivedDateTime gt 2026-01-01 and (from/emailAddress/address eq 'a' or receivedDateTime lt 2025-01-01)",
            "message",
            kind,
        );
        assert_eq!(filter.unwrap().paths(), ["receivedDateTime", "from/emailAddress/address"]);
    }
}
