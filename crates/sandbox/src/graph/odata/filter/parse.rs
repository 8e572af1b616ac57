use std::iter::Peekable;

use super::{
    super::super::failure::{Failure, Outcome},
    Comparison, Expr, Function, Term,
    lex::{Token, lex},
};

/// Nobody means more parentheses within each other.
const DEEPEST: usize = 50;
/// Exchange takes no longer condition.
const LONGEST: usize = 500;

struct Reader<'a> {
    text: &'a str,
    tokens: Peekable<std::vec::IntoIter<(Token, usize)>>,
    depth: usize,
    terms: usize,
}

pub(super) fn parse(text: &str) -> Outcome<Expr> {
    let mut reader = Reader { text, tokens: lex(text)?.into_iter().peekable(), depth: 0, terms: 0 };
    let expr = reader.or()?;
    match reader.tokens.peek() {
        None => Ok(expr),
        Some(_) => Err(reader.wrong()),
    }
}

impl Reader<'_> {
    fn wrong(&mut self) -> Failure {
        let at = self.tokens.peek().map_or(self.text.len(), |(_, at)| *at);
        Failure::bad_request(format!(
            "Invalid filter clause: Syntax error at position {at} in '{}'.",
            self.text
        ))
    }

    fn takes(&mut self, token: &Token) -> bool {
        self.tokens.next_if(|(next, _)| next == token).is_some()
    }

    fn takes_word(&mut self, word: &str) -> bool {
        self.tokens.next_if(|(next, _)| matches!(next, Token::Word(own) if own == word)).is_some()
    }

    fn needs(&mut self, token: &Token) -> Outcome<()> {
        if self.takes(token) { Ok(()) } else { Err(self.wrong()) }
    }

    fn or(&mut self) -> Outcome<Expr> {
        let mut all = vec![self.and()?];
        while self.takes_word("or") {
            all.push(self.and()?);
        }
        Ok(one_of(all, Expr::Or))
    }

    fn and(&mut self) -> Outcome<Expr> {
        let mut all = vec![self.not()?];
        while self.takes_word("and") {
            all.push(self.not()?);
        }
        Ok(one_of(all, Expr::And))
    }

    fn not(&mut self) -> Outcome<Expr> {
        (self.depth, self.terms) = (self.depth + 1, self.terms + 1);
        if self.depth > DEEPEST || self.terms > LONGEST {
            return Err(Failure::bad_request("Invalid filter clause: The filter is too complex."));
        }
        let expr = if self.takes_word("not") {
            Expr::Not(Box::new(self.not()?))
        } else if self.takes(&Token::Open) {
            let inside = self.or()?;
            self.needs(&Token::Close)?;
            inside
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(expr)
    }

    fn comparison(&mut self) -> Outcome<Expr> {
        let Some((Token::Word(word), _)) = self.tokens.peek().cloned() else {
            return self.compared();
        };
        let lambda = word.rsplit_once('/').filter(|(_, name)| ["any", "all"].contains(name));
        let Some((path, name)) = lambda else { return self.compared() };
        self.tokens.next();
        self.needs(&Token::Open)?;
        if name == "any" && self.takes(&Token::Close) {
            return Ok(Expr::Any(path.to_owned(), None));
        }
        let Some((Token::Word(variable), _)) = self.tokens.next() else { return Err(self.wrong()) };
        self.needs(&Token::Colon)?;
        let inside = Box::new(self.or()?);
        self.needs(&Token::Close)?;
        let path = path.to_owned();
        Ok(if name == "any" {
            Expr::Any(path, Some((variable, inside)))
        } else {
            Expr::All(path, variable, inside)
        })
    }

    fn compared(&mut self) -> Outcome<Expr> {
        let one = self.term()?;
        let operator = match self.tokens.peek() {
            Some((Token::Word(word), _)) => comparison(word),
            _ => None,
        };
        let Some(operator) = operator else { return Ok(Expr::Is(one)) };
        self.tokens.next();
        Ok(Expr::Compare(one, operator, self.term()?))
    }

    fn term(&mut self) -> Outcome<Term> {
        let Some((token, _)) = self
            .tokens
            .next_if(|(token, _)| matches!(token, Token::Word(_) | Token::Value(_) | Token::Text(_)))
        else {
            return Err(self.wrong());
        };
        Ok(match token {
            Token::Text(text) => Term::Text(text),
            Token::Value(text) => match text.parse() {
                Ok(number) => Term::Number(number),
                Err(_) if super::super::kind::time(&text).is_some() => Term::Time(text),
                Err(_) => return Err(self.wrong()),
            },
            Token::Word(word) => match (word.as_str(), self.tokens.peek()) {
                (_, Some((Token::Open, _))) => self.call(&word)?,
                ("true", _) => Term::Truth(true),
                ("false", _) => Term::Truth(false),
                ("null", _) => Term::Null,
                _ => Term::Path(word),
            },
            _ => return Err(self.wrong()),
        })
    }

    fn call(&mut self, name: &str) -> Outcome<Term> {
        let function = match name.to_ascii_lowercase().as_str() {
            "startswith" => Function::StartsWith,
            "endswith" => Function::EndsWith,
            "contains" => Function::Contains,
            "tolower" => Function::ToLower,
            "toupper" => Function::ToUpper,
            _ => {
                return Err(Failure::bad_request(format!(
                    "Invalid filter clause: An unknown function with name '{name}' was found."
                )));
            }
        };
        self.needs(&Token::Open)?;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Failure::bad_request("Invalid filter clause: The filter is too complex."));
        }
        let mut arguments = vec![self.term()?];
        while self.takes(&Token::Comma) {
            arguments.push(self.term()?);
        }
        self.depth -= 1;
        self.needs(&Token::Close)?;
        let wanted = if matches!(function, Function::ToLower | Function::ToUpper) { 1 } else { 2 };
        if arguments.len() != wanted {
            return Err(Failure::bad_request(format!(
                "Invalid filter clause: No function signature for the function with name '{name}' matches the specified arguments."
            )));
        }
        Ok(Term::Call(function, arguments))
    }
}

fn one_of(mut all: Vec<Expr>, several: fn(Vec<Expr>) -> Expr) -> Expr {
    match all.pop() {
        Some(one) if all.is_empty() => one,
        Some(last) => {
            all.push(last);
            several(all)
        }
        None => several(all),
    }
}

fn comparison(word: &str) -> Option<Comparison> {
    Some(match word {
        "eq" => Comparison::Equal,
        "ne" => Comparison::NotEqual,
        "gt" => Comparison::Greater,
        "ge" => Comparison::GreaterOrEqual,
        "lt" => Comparison::Less,
        "le" => Comparison::LessOrEqual,
        _ => return None,
    })
}
