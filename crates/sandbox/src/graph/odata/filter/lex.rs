use super::super::super::failure::{Failure, Outcome};

/// A piece of a filter, and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Word(String),
    /// What begins with a digit: a number or a time.
    Value(String),
    Text(String),
    Open,
    Close,
    Comma,
    Colon,
}

pub(super) fn lex(text: &str) -> Outcome<Vec<(Token, usize)>> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let token = match c {
            c if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            ':' => Token::Colon,
            '\'' => {
                let mut inside = String::new();
                loop {
                    match chars.next() {
                        None => return Err(unclosed(at, text)),
                        Some((_, '\'')) if chars.next_if(|(_, next)| *next == '\'').is_none() => break,
                        Some((_, c)) => inside.push(c),
                    }
                }
                Token::Text(inside)
            }
            c => {
                let is_value = c.is_ascii_digit() || c == '-';
                let mut word = String::from(c);
                while let Some((_, c)) = chars
                    .next_if(|(_, c)| !c.is_whitespace() && !"(),'".contains(*c) && (is_value || *c != ':'))
                {
                    word.push(c);
                }
                if is_value { Token::Value(word) } else { Token::Word(word) }
            }
        };
        tokens.push((token, at));
    }
    Ok(tokens)
}

fn unclosed(at: usize, text: &str) -> Failure {
    Failure::bad_request(format!(
        "Invalid filter clause: There is an unterminated string literal at position {at} in '{text}'."
    ))
}
