//! Asking the person at the terminal, when there is one.

use crate::out::{self, visible};
use crate::trouble::Trouble;
use carteiro_auth::modes::Kind;
use carteiro_engine::discovery::{Address, Found};
use carteiro_world::words::Language;
use carteiro_world::{Phrase, Secret, phrase};
use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

/// A longer line is no secret.
const LONGEST_LINE: u64 = 64 * 1024;

/// Asks, when somebody is there to answer.
pub(super) struct Asking {
    language: Language,
    somebody: bool,
}

impl Asking {
    pub(super) fn new(language: Language) -> Self {
        Self { language, somebody: io::stdin().is_terminal() && io::stderr().is_terminal() }
    }

    /// Whether somebody is there to answer.
    pub(super) fn is_there(&self) -> bool {
        self.somebody
    }

    /// Says something that is no result.
    pub(super) fn tell(&self, words: &Phrase) {
        out::complain(&format!("{}\n", self.language.say(words)));
    }

    /// A line; `None` when nobody is there, or says nothing.
    pub(super) fn line(&self, question: &Phrase) -> Result<Option<String>, Trouble> {
        if !self.somebody {
            return Ok(None);
        }
        out::complain(&format!("{} ", self.language.say(question)));
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        let line = line.trim();
        Ok((!line.is_empty()).then(|| line.to_owned()))
    }

    /// Whether the person agrees; saying nothing is a yes. `None`: nobody is there.
    pub(super) fn agrees(&self, question: &Phrase) -> Result<Option<bool>, Trouble> {
        if !self.somebody {
            return Ok(None);
        }
        let said = self.line(question)?.unwrap_or_default().to_lowercase();
        Ok(Some(["", "y", "yes", "s", "sim"].contains(&said.as_str())))
    }

    /// The address that was given, or that is typed.
    pub(super) fn address(&self, given: Option<String>) -> Result<Address, Trouble> {
        let text = match given {
            Some(given) => given,
            None => self.needed(&phrase!("ui-new-ask-address"), "ADDRESS")?,
        };
        Address::parse(&text).map_err(Trouble::usage)
    }

    /// The application.
    pub(super) fn client_id(&self, given: Option<String>) -> Result<String, Trouble> {
        match given {
            Some(given) => Ok(given),
            None => self.needed(&phrase!("ui-new-ask-client-id"), "--client-id"),
        }
    }

    fn needed(&self, question: &Phrase, option: &str) -> Result<String, Trouble> {
        self.line(question)?.ok_or_else(|| Trouble::usage(self.unanswered(option)))
    }

    /// That a question has no answer, and which option gives it.
    pub(super) fn unanswered(&self, option: &str) -> Phrase {
        if self.somebody {
            phrase!("ui-new-left-out", option = option)
        } else {
            phrase!("ui-new-needs", option = option)
        }
    }

    /// One of these modes: the first, unless somebody chooses another.
    pub(super) fn mode(&self, found: &Found, modes: &[Kind]) -> Result<Kind, Trouble> {
        let best = || Trouble::usage(phrase!("ui-new-no-mode"));
        let first = *modes.first().ok_or_else(best)?;
        if !self.somebody || modes.len() == 1 {
            return Ok(first);
        }
        self.tell(&phrase!("ui-new-modes"));
        for (number, mode) in (1_usize..).zip(modes) {
            let verdict = found.column.verdict(*mode);
            let why = verdict.words().map(|words| format!(": {}", self.language.say(words)));
            out::complain(&format!("  {number} {}{}\n", mode.name(), why.unwrap_or_default()));
        }
        loop {
            let Some(said) = self.line(&phrase!("ui-new-ask-mode"))? else { return Ok(first) };
            let by_number = said.parse::<usize>().ok().and_then(|number| modes.get(number.checked_sub(1)?));
            let by_name = || modes.iter().find(|mode| mode.name() == said);
            if let Some(mode) = by_number.or_else(by_name) {
                return Ok(*mode);
            }
        }
    }

    /// A password, which nobody sees being typed; `None` when nobody is there, or nothing is typed.
    /// [`io::ErrorKind::Interrupted`]: Ctrl-C, where somebody listens for it.
    pub(super) fn password(&self, found: &Found) -> io::Result<Option<Secret>> {
        let (user, host) = (visible(&found.user), visible(&found.host));
        self.secret(&phrase!("ui-new-ask-password", user = user, host = host))
    }

    /// Whether the person says yes; saying nothing is a no. `None`: nobody is there.
    pub(super) fn insists(&self, question: &Phrase) -> Result<Option<bool>, Trouble> {
        if !self.somebody {
            return Ok(None);
        }
        let said = self.line(question)?.unwrap_or_default().to_lowercase();
        Ok(Some(["y", "yes", "s", "sim"].contains(&said.as_str())))
    }

    /// A secret that is typed where nobody sees it, or that is the first line of what comes in; `None`: neither.
    pub(super) fn secret_or_line(&self, question: &Phrase) -> Result<Option<Secret>, Trouble> {
        if self.somebody {
            return Ok(self.secret(question)?);
        }
        let mut line = String::new();
        io::stdin().lock().take(LONGEST_LINE).read_line(&mut line)?;
        let line = Secret::new(line);
        let text = Secret::new(line.expose().trim_end_matches(['\r', '\n']));
        Ok((!text.is_empty()).then_some(text))
    }

    /// The same, for anything that nobody sees.
    pub(super) fn secret(&self, question: &Phrase) -> io::Result<Option<Secret>> {
        if !self.somebody {
            return Ok(None);
        }
        let question = self.language.say(question);
        let typed = match rpassword::prompt_password(format!("{question} ")) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            typed => typed?,
        };
        Ok((!typed.is_empty()).then(|| Secret::new(typed)))
    }
}
