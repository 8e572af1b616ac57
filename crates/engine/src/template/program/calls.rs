//! Filters, tests and functions: known when the file is loaded, with the arguments they take.

use super::read::Reader;
use super::{Asked, Each, Expression, Filtered};
use crate::check::nearest;
use crate::template::filters::{self, Applies, Filter};
use crate::template::is::{self, Test};
use carteiro_world::{Phrase, phrase};
use minijinja::machinery::ast::{Call, CallArg, CallType, Expr, Spanned};

const FUNCTION: &str = "range";

impl Reader<'_> {
    pub(super) fn filter(
        &mut self,
        written: &Spanned<minijinja::machinery::ast::Filter<'_>>,
    ) -> Result<Expression, Phrase> {
        let filter = find(written.name)?;
        let input = match &written.expr {
            Some(input) => self.expression(input)?,
            None => Expression::Captured,
        };
        let (mut arguments, mut rest) = (Vec::new(), written.args.as_slice());
        let mut each = None;
        match filter.applies {
            Applies::Whole => {}
            // `map(attribute='name')` or `map('filter', …)`.
            Applies::EachFilter => {
                if let Some((CallArg::Pos(name), after)) = rest.split_first() {
                    let inner = find(constant(name).ok_or_else(|| misfit(filter))?)?;
                    if inner.applies != Applies::Whole {
                        return Err(misfit(filter));
                    }
                    each = Some(Each::Filter(inner, self.arguments(inner, after)?));
                    rest = &[];
                }
            }
            // `select('test', …)`, and `selectattr('name', 'test', …)`, which begins with an argument of its own.
            Applies::EachTest => {
                let own = filter.arguments.len();
                let (before, after) = rest.split_at_checked(own).ok_or_else(|| misfit(filter))?;
                rest = before;
                if let Some((CallArg::Pos(name), after)) = after.split_first() {
                    let test = find_test(constant(name).ok_or_else(|| misfit(filter))?)?;
                    each = Some(Each::Test(test, self.asked(test, after)?));
                } else if !after.is_empty() {
                    return Err(misfit(filter));
                }
            }
        }
        if filter.applies != Applies::EachFilter || each.is_none() {
            arguments = self.arguments(filter, rest)?;
        }
        if filter.applies == Applies::EachFilter
            && each.is_none()
            && arguments.first().is_none_or(Option::is_none)
        {
            return Err(misfit(filter));
        }
        Ok(Expression::Filter(Box::new(Filtered { filter, input, arguments, each })))
    }

    /// The arguments in the order that the filter has them.
    fn arguments(
        &mut self,
        filter: &'static Filter,
        written: &[CallArg<'_>],
    ) -> Result<Vec<Option<Expression>>, Phrase> {
        let mut arguments: Vec<Option<Expression>> = filter.arguments.iter().map(|_| None).collect();
        for (position, argument) in written.iter().enumerate() {
            let (position, value) = match argument {
                CallArg::Pos(value) => (Some(position), value),
                CallArg::Kwarg(name, value) => {
                    (filter.arguments.iter().position(|known| known.trim_end_matches('?') == *name), value)
                }
                CallArg::PosSplat(_) | CallArg::KwargSplat(_) => return Err(misfit(filter)),
            };
            let slot = position.and_then(|position| arguments.get_mut(position));
            let slot = slot.filter(|slot| slot.is_none()).ok_or_else(|| misfit(filter))?;
            *slot = Some(self.expression(value)?);
        }
        let missing = |(known, given): (&&str, &Option<Expression>)| !known.ends_with('?') && given.is_none();
        if filter.arguments.iter().zip(&arguments).any(missing) {
            return Err(misfit(filter));
        }
        Ok(arguments)
    }

    pub(super) fn test(
        &mut self,
        written: &Spanned<minijinja::machinery::ast::Test<'_>>,
    ) -> Result<Expression, Phrase> {
        let test = find_test(written.name)?;
        let input = self.expression(&written.expr)?;
        let arguments = self.asked(test, &written.args)?;
        Ok(Expression::Is(Box::new(Asked { test, input, arguments })))
    }

    fn asked(&mut self, test: &'static Test, written: &[CallArg<'_>]) -> Result<Vec<Expression>, Phrase> {
        let misfit = || phrase!("template-test-arguments", name = test.name, count = test.arguments);
        if written.len() != test.arguments {
            return Err(misfit());
        }
        let arguments = written.iter().map(|argument| match argument {
            CallArg::Pos(value) => self.expression(value),
            _ => Err(misfit()),
        });
        arguments.collect()
    }

    pub(super) fn call(&mut self, call: &Spanned<Call<'_>>) -> Result<Expression, Phrase> {
        let name = match call.identify_call() {
            CallType::Function(name) => name,
            CallType::Method(_, name) => return Err(phrase!("template-method", found = name)),
            CallType::Object(_) => return Err(phrase!("template-method", found = self.written(call.span()))),
        };
        if name != FUNCTION {
            return Err(phrase!("template-function-unknown", found = name, allowed = FUNCTION));
        }
        if call.args.is_empty() || call.args.len() > 3 {
            return Err(phrase!("template-filter-arguments", form = "range(start, stop, step)"));
        }
        let arguments = call.args.iter().map(|argument| match argument {
            CallArg::Pos(value) => self.expression(value),
            _ => Err(phrase!("template-filter-arguments", form = "range(start, stop, step)")),
        });
        Ok(Expression::Range(arguments.collect::<Result<_, _>>()?))
    }
}

fn constant<'a>(expression: &'a Expr<'_>) -> Option<&'a str> {
    match expression {
        Expr::Const(constant) => constant.value.as_str(),
        _ => None,
    }
}

fn misfit(filter: &Filter) -> Phrase {
    phrase!("template-filter-arguments", form = filter.form())
}

fn find(name: &str) -> Result<&'static Filter, Phrase> {
    filters::all().find(|filter| filter.name == name).ok_or_else(|| {
        let names: Vec<&str> = filters::all().map(|filter| filter.name).collect();
        match nearest(name, names.iter().copied()) {
            Some(meant) => phrase!("template-filter-meant", found = name, meant = meant),
            None => phrase!("template-filter-unknown", found = name, allowed = names.join(", ")),
        }
    })
}

fn find_test(name: &str) -> Result<&'static Test, Phrase> {
    is::all().find(|test| test.name == name).ok_or_else(|| {
        let names: Vec<&str> = is::all().map(|test| test.name).collect();
        match nearest(name, names.iter().copied()) {
            Some(meant) => phrase!("template-test-meant", found = name, meant = meant),
            None => phrase!("template-test-unknown", found = name, allowed = names.join(", ")),
        }
    })
}
