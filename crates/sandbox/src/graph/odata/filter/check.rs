//! Whether a condition makes sense, and what is in it.

use super::{
    super::{
        super::failure::{Failure, Outcome},
        Kind, Property,
        kind::inner,
    },
    Expr, Function, Term,
};

pub(super) fn check(expr: &Expr, of: &str, property: Property) -> Outcome<()> {
    Checker { of, property, bound: Vec::new() }.expr(expr)
}

struct Checker<'a> {
    of: &'a str,
    property: Property,
    /// The names of lambdas, with whether their items have properties of their own.
    bound: Vec<&'a str>,
}

impl<'a> Checker<'a> {
    fn expr(&mut self, expr: &'a Expr) -> Outcome<()> {
        match expr {
            Expr::And(all) | Expr::Or(all) => all.iter().try_for_each(|one| self.expr(one)),
            Expr::Not(one) => self.expr(one),
            Expr::Is(term) => match self.term(term)? {
                Some(Kind::Truth) if matches!(term, Term::Call(..)) => Ok(()),
                _ => Err(Failure::bad_request(
                    "Invalid filter clause: The $filter expression must evaluate to a single boolean value.",
                )),
            },
            Expr::Compare(one, _, other) => {
                let (one, other) = (self.term(one)?, self.term(other)?);
                if fit(one, other) {
                    return Ok(());
                }
                Err(Failure::bad_request(
                    "Invalid filter clause: A binary operator with incompatible types was detected.",
                ))
            }
            Expr::Any(path, None) => self.collection(path),
            Expr::Any(path, Some((variable, inside))) | Expr::All(path, variable, inside) => {
                self.collection(path)?;
                self.bound.push(variable);
                let done = self.expr(inside);
                self.bound.pop();
                done
            }
        }
    }

    fn collection(&self, path: &str) -> Outcome<()> {
        match (self.property)(path) {
            Some(Kind::Collection) => Ok(()),
            Some(_) => Err(Failure::bad_request(format!(
                "Invalid filter clause: Any/All may only be used following a collection; '{path}' is none."
            ))),
            None => Err(Failure::no_property(path, self.of)),
        }
    }

    /// `None` is null, which may be compared with everything.
    fn term(&self, term: &Term) -> Outcome<Option<Kind>> {
        Ok(Some(match term {
            Term::Null => return Ok(None),
            Term::Text(_) => Kind::Text,
            Term::Truth(_) => Kind::Truth,
            Term::Time(_) => Kind::Time,
            Term::Number(_) => Kind::Number,
            Term::Path(path) => self.path(path)?,
            Term::Call(function, arguments) => {
                for argument in arguments {
                    if !fit(self.term(argument)?, Some(Kind::Text)) {
                        return Err(Failure::bad_request(
                            "Invalid filter clause: No function signature matches the specified arguments.",
                        ));
                    }
                }
                match function {
                    Function::StartsWith | Function::EndsWith | Function::Contains => Kind::Truth,
                    Function::ToLower | Function::ToUpper => Kind::Text,
                }
            }
        }))
    }

    fn path(&self, path: &str) -> Outcome<Kind> {
        let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
        if self.bound.contains(&first) {
            return Ok(rest.map_or(Kind::Text, inner));
        }
        let kind = (self.property)(first).ok_or_else(|| Failure::no_property(first, self.of))?;
        Ok(rest.map_or(kind, inner))
    }
}

fn fit(one: Option<Kind>, other: Option<Kind>) -> bool {
    let plain = |kind| if kind == Kind::Id { Kind::Text } else { kind };
    match (one.map(plain), other.map(plain)) {
        (Some(Kind::Complex | Kind::Collection), _) | (_, Some(Kind::Complex | Kind::Collection)) => false,
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// The paths in a condition, each once, in the order in which they appear. Those within a lambda count to its collection.
pub(super) fn paths(expr: &Expr, all: &mut Vec<String>) {
    let mut add = |path: &str| {
        if !all.iter().any(|own| own == path) {
            all.push(path.to_owned());
        }
    };
    match expr {
        Expr::And(several) | Expr::Or(several) => several.iter().for_each(|one| paths(one, all)),
        Expr::Not(one) => paths(one, all),
        Expr::Any(path, _) | Expr::All(path, ..) => add(path),
        Expr::Is(term) => in_term(term, &mut add),
        Expr::Compare(one, _, other) => {
            in_term(one, &mut add);
            in_term(other, &mut add);
        }
    }
}

fn in_term(term: &Term, add: &mut dyn FnMut(&str)) {
    match term {
        Term::Path(path) => add(path),
        Term::Call(_, arguments) => arguments.iter().for_each(|argument| in_term(argument, add)),
        _ => {}
    }
}

/// What `id` is compared with among the extended properties.
pub(super) fn extended(expr: &Expr, all: &mut Vec<String>) {
    match expr {
        Expr::And(several) | Expr::Or(several) => several.iter().for_each(|one| extended(one, all)),
        Expr::Not(one) => extended(one, all),
        Expr::Any(path, Some((_, inside))) | Expr::All(path, _, inside)
            if path == "singleValueExtendedProperties" =>
        {
            ids(inside, all);
        }
        _ => {}
    }
}

fn ids(expr: &Expr, all: &mut Vec<String>) {
    match expr {
        Expr::And(several) | Expr::Or(several) => several.iter().for_each(|one| ids(one, all)),
        Expr::Not(one) => ids(one, all),
        Expr::Compare(Term::Path(path), _, Term::Text(id)) if path.ends_with("/id") => all.push(id.clone()),
        _ => {}
    }
}
