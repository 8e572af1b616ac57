//! What is seen before the template is parsed: which tags there are, whether they end, and how deep everything is.
//! The parser goes as deep as the text wants, and what it makes is dropped as deep.

use carteiro_world::{Phrase, phrase};
use minijinja::machinery::{Token, tokenize};

/// The tags that there are: none loads another template or defines anything.
const TAGS: [&str; 15] = [
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "break",
    "continue",
    "set",
    "endset",
    "with",
    "endwith",
    "raw",
    "filter",
    "endfilter",
];
/// Operators, fields, filters and blocks inside one another.
const DEEPEST: usize = 200;
/// Brackets inside one another: each is many calls of the parser.
const DEEPEST_BRACKETS: usize = 40;

/// Refuses tags that are not there, do not end, or stand where they mean nothing, and what is too deep.
pub(super) fn check(text: &str) -> Result<(), Phrase> {
    let mut outline = Outline::default();
    // What is no token is told by the parser, which gets no further than this either.
    for (token, _) in tokenize(text, false, minijinja::syntax::SyntaxConfig::default()).map_while(Result::ok)
    {
        outline.see(&token)?;
    }
    Ok(())
}

/// Whether a tag is open at the end, which the parser would tell in other words.
pub(super) fn open_at_the_end(text: &str) -> Option<Phrase> {
    let mut outline = Outline::default();
    for token in tokenize(text, false, minijinja::syntax::SyntaxConfig::default()) {
        outline.see(&token.ok()?.0).ok()?;
    }
    let tag = outline.blocks.last().filter(|_| !outline.in_code)?.tag;
    Some(phrase!("template-tag-open", tag = tag, end = format!("{{% end{tag} %}}")))
}

struct Block {
    tag: &'static str,
    /// How many `elif` it has: each stands inside the one before.
    branches: usize,
}

#[derive(Default)]
struct Outline {
    blocks: Vec<Block>,
    /// How many operators each open bracket holds so far, outermost first.
    brackets: Vec<usize>,
    in_code: bool,
    expects_tag: bool,
    /// Whether a `set` gives a value itself, instead of having a body.
    set: Option<bool>,
}

impl Outline {
    fn see(&mut self, token: &Token<'_>) -> Result<(), Phrase> {
        match token {
            Token::VariableStart | Token::BlockStart => {
                self.brackets = vec![0];
                self.in_code = true;
                self.expects_tag = matches!(token, Token::BlockStart);
            }
            Token::VariableEnd => self.in_code = false,
            Token::BlockEnd => {
                self.in_code = false;
                if self.set.take() == Some(false) {
                    self.open("set");
                }
            }
            Token::Ident(name) if std::mem::take(&mut self.expects_tag) => self.tag(name)?,
            Token::Assign if self.brackets.len() == 1 => {
                if let Some(set) = &mut self.set {
                    *set = true;
                }
            }
            Token::BracketOpen | Token::ParenOpen | Token::BraceOpen => {
                self.deeper();
                self.brackets.push(0);
            }
            Token::BracketClose | Token::ParenClose | Token::BraceClose if self.brackets.len() > 1 => {
                self.brackets.pop();
            }
            Token::Comma => {
                if let Some(last) = self.brackets.last_mut() {
                    *last = 0;
                }
            }
            Token::Ident("if" | "else" | "not" | "and" | "or" | "is" | "in")
            | Token::Plus
            | Token::Minus
            | Token::Mul
            | Token::Div
            | Token::FloorDiv
            | Token::Pow
            | Token::Mod
            | Token::Dot
            | Token::Tilde
            | Token::Pipe => self.deeper(),
            _ => {}
        }
        let depth: usize = self.brackets.iter().sum::<usize>()
            + self.blocks.iter().map(|block| 1 + block.branches).sum::<usize>();
        if depth > DEEPEST || self.brackets.len() > DEEPEST_BRACKETS {
            return Err(phrase!("template-too-deep"));
        }
        Ok(())
    }

    fn deeper(&mut self) {
        if let Some(last) = self.brackets.last_mut() {
            *last += 1;
        }
    }

    fn open(&mut self, tag: &'static str) {
        self.blocks.push(Block { tag, branches: 0 });
    }

    fn tag(&mut self, name: &str) -> Result<(), Phrase> {
        let stray = || Err(phrase!("template-tag-stray", tag = name));
        let within = self.blocks.last().map(|block| block.tag);
        match name {
            "if" => self.open("if"),
            "for" => self.open("for"),
            "with" => self.open("with"),
            "filter" => self.open("filter"),
            "set" => self.set = Some(false),
            "elif" => match self.blocks.last_mut().filter(|block| block.tag == "if") {
                Some(block) => block.branches += 1,
                None => return stray(),
            },
            "else" if !matches!(within, Some("if" | "for")) => return stray(),
            "break" | "continue" if self.blocks.iter().all(|block| block.tag != "for") => return stray(),
            "endif" | "endfor" | "endwith" | "endfilter" | "endset" => {
                if within != name.strip_prefix("end") {
                    return stray();
                }
                self.blocks.pop();
            }
            _ if !TAGS.contains(&name) => return Err(unknown(name)),
            _ => {}
        }
        Ok(())
    }
}

fn unknown(name: &str) -> Phrase {
    match crate::check::nearest(name, TAGS) {
        Some(meant) => phrase!("template-tag-meant", found = name, meant = meant),
        None => phrase!("template-tag-unknown", found = name, allowed = TAGS.join(", ")),
    }
}
