//! What is known to help when a provider hands out no token, or a mail server lets nobody in: by who refuses, and by
//! what they say.
//!
//! One table for each source. To add what is known: a line in the table, its words (cause, what to do, `{ $link }`) in
//! both `strings/*.ftl`, what is really said in `tests.rs`. The first that fits is taken, so what is special comes before
//! what is general.
//!
//! Providers warn that codes and texts change. So nothing is decided by them: they choose words, and where they choose
//! none, the words of the failure still stand.

mod entra;
mod exchange;
mod google;
mod mail_servers;
mod sign;
mod standard;
#[cfg(test)]
mod tests;
mod yahoo;

use carteiro_world::Phrase;
use jiff::SignedDuration;
use sign::Sign;

/// A refusal, as far as it tells what helps.
#[derive(Clone, Copy, Debug)]
pub struct Refusal<'a> {
    /// Who refuses.
    pub host: &'a str,
    /// In their words: of a provider, the error by name before a `:`; of a mail server, its text.
    pub said: &'a str,
    /// What was refused.
    pub what: What,
}

/// What was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// To hand out a token; a person signed in so long ago, if one did.
    Token(Option<SignedDuration>),
    /// To take a password.
    Password,
    /// To take a token.
    Bearer,
    /// Something else on the way into the mailbox.
    Mailbox,
}

/// What an advice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// The registration of the application.
    Application,
    /// Its secret or its certificate.
    Proof,
    /// What it may do.
    Consent,
    /// Who signs in, and with what.
    Account,
    /// A second factor.
    SecondFactor,
    /// A sign-in that has ended.
    Ended,
    /// A rule of the organisation.
    Policy,
    /// The mailbox and the rights to it.
    Mailbox,
    /// How the server is used.
    Server,
}

/// Something that is known to help.
struct Entry {
    about: About,
    sign: Sign,
    words: fn() -> Phrase,
    link: Link,
}

/// Where the vendor says so.
enum Link {
    /// A page.
    Page(&'static str),
    /// The page of Microsoft about the code that was found.
    OfCode,
}

/// What helps, and what it is about; `link` in the phrase is the vendor's page. `None` when nothing is known.
pub fn find(refusal: &Refusal<'_>) -> Option<(About, Phrase)> {
    let said = refusal.said.to_lowercase();
    let host = refusal.host.trim_end_matches('.').to_ascii_lowercase();
    let code = sign::aadsts(&said);
    let fits = |entry: &&Entry| entry.sign.fits(refusal, &host, &said, code);
    let found = TABLES.iter().flat_map(|table| table.iter()).find(fits)?;
    Some((found.about, found.phrase(code)))
}

const TABLES: [&[Entry]; 6] =
    [entra::TABLE, exchange::TABLE, google::TABLE, yahoo::TABLE, mail_servers::TABLE, standard::TABLE];

impl Entry {
    const fn new(about: About, sign: Sign, words: fn() -> Phrase, page: &'static str) -> Self {
        Self { about, sign, words, link: Link::Page(page) }
    }

    const fn of_codes(codes: &'static [u32], about: About, words: fn() -> Phrase) -> Self {
        Self { about, sign: Sign::of_codes(codes), words, link: Link::OfCode }
    }

    fn phrase(&self, code: Option<u32>) -> Phrase {
        match self.link {
            Link::Page(page) => (self.words)().with("link", page),
            Link::OfCode => {
                let code = code.unwrap_or_default();
                let page = format!("https://login.microsoftonline.com/error?code={code}");
                (self.words)().with("link", page)
            }
        }
    }
}
