//! The ways a person signs in: in a browser that comes back, in one that cannot, with a code.

use super::browser;
use crate::out::{self, visible};
use crate::stdin;
use carteiro_auth::oauth2::Granted;
use carteiro_auth::oauth2::authorize::{Attempt, Brought, Response};
use carteiro_auth::oauth2::loopback::Redirect;
use carteiro_auth::{Refused, Why};
use carteiro_engine::login::{Wanted, Way};
use carteiro_world::http::loopback::Loopback;
use carteiro_world::words::Language;
use carteiro_world::{Clock, Phrase, phrase};
use std::io::{self, IsTerminal as _};
use std::time::Duration;
use tokio::sync::mpsc::UnboundedReceiver;

/// So long somebody may take to sign in.
const PATIENCE: Duration = Duration::from_mins(5);

/// What a person has to sign in with.
pub(in crate::commands) struct Desk {
    no_browser: bool,
    language: Language,
    /// One reader for all sign-ins: what is pasted for the second is not for the first.
    typed: Option<UnboundedReceiver<String>>,
}

impl Desk {
    pub(in crate::commands) fn new(no_browser: bool, language: Language) -> Self {
        Self { no_browser, language, typed: None }
    }

    fn say(&self, words: &Phrase) {
        out::complain(&format!("{}\n", self.language.say(words)));
    }

    fn open(&self, attempt: &Attempt) {
        if !self.no_browser {
            browser::open(attempt.url.as_str());
        }
    }

    /// An answer, as somebody pastes it. Nobody does when stdin is at its end.
    async fn pasted(&mut self, attempt: &Attempt) -> Brought {
        while let Some(line) = self.typed.get_or_insert_with(stdin::lines).recv().await {
            let brought = Brought::pasted(&line, attempt);
            if brought.is_answer() {
                return brought;
            }
            if !line.trim().is_empty() {
                self.say(&phrase!("ui-login-not-pasted"));
            }
        }
        std::future::pending().await
    }
}

/// Lets somebody sign in.
pub(in crate::commands) async fn granted(wanted: &Wanted, desk: &mut Desk) -> Result<Granted, Refused> {
    match &wanted.way {
        Way::Device => {
            let waiting = wanted.client.device().await?;
            let (page, code) = (visible(&waiting.page), visible(&waiting.user_code));
            desk.say(&phrase!("ui-login-device", session = wanted.session, page = page, code = code));
            wanted.client.wait_for_device(&waiting).await
        }
        Way::Browser(response, redirect) => {
            let redirect = redirect.as_deref().or(usual(&wanted.name.provider));
            match redirect.map(|uri| (Redirect::read(uri), uri)) {
                Some((Some(redirect), _)) => {
                    let loopback = listen(redirect.port).await?;
                    listened(wanted, *response, redirect, loopback, desk).await
                }
                None => {
                    let loopback = listen(0).await?;
                    let redirect = Redirect::anywhere(loopback.port());
                    listened(wanted, *response, redirect, loopback, desk).await
                }
                // Nobody can listen there: the person copies where the browser ended.
                Some((None, uri)) => {
                    let attempt = begin(wanted, *response, uri)?;
                    desk.say(&phrase!("ui-login-open", session = wanted.session, url = attempt.url));
                    desk.say(&phrase!("ui-login-paste", uri = uri));
                    desk.open(&attempt);
                    let brought = patiently(&wanted.client.clock, desk.pasted(&attempt)).await?;
                    attempt.finish(&wanted.client, &brought).await
                }
            }
        }
    }
}

/// What the providers' own pages and ours tell people to register.
fn usual(provider: &str) -> Option<&'static str> {
    match provider {
        "microsoft" => Some("http://localhost:9999/callback"),
        "google" => Some("http://localhost:8888/Callback"),
        _ => None,
    }
}

async fn listen(port: u16) -> Result<Loopback, Refused> {
    Loopback::listen(port).await.map_err(|error| {
        let words = match error.kind() {
            io::ErrorKind::AddrInUse => phrase!("login-port-busy", port = port.to_string()),
            _ => phrase!("login-port-refused", port = port.to_string()),
        };
        Refused::new(Why::Invalid, words).because(error)
    })
}

fn begin(wanted: &Wanted, response: Response, redirect: &str) -> Result<Attempt, Refused> {
    Attempt::begin(&wanted.client, response, redirect, wanted.name.user.as_deref(), wanted.extras)
}

/// The browser comes back here; where it is on another machine, its last address can be pasted.
async fn listened(
    wanted: &Wanted,
    response: Response,
    redirect: Redirect,
    mut loopback: Loopback,
    desk: &mut Desk,
) -> Result<Granted, Refused> {
    let attempt = begin(wanted, response, &redirect.uri)?;
    desk.say(&phrase!("ui-login-open", session = wanted.session, url = attempt.url));
    if io::stdin().is_terminal() {
        desk.say(&phrase!("ui-login-or-paste"));
    }
    desk.open(&attempt);
    let language = desk.language;
    let coming = async {
        tokio::select! {
            brought = redirect.wait(&mut loopback, language) => brought,
            brought = desk.pasted(&attempt) => brought,
        }
    };
    let brought = patiently(&wanted.client.clock, coming).await;
    loopback.close(&wanted.client.clock).await;
    attempt.finish(&wanted.client, &brought?).await
}

async fn patiently<T>(clock: &Clock, coming: impl Future<Output = T>) -> Result<T, Refused> {
    let minutes = PATIENCE.as_secs() / 60;
    let nobody = |_| Refused::new(Why::SignInNeeded, phrase!("login-nobody-came", minutes = minutes));
    clock.within(PATIENCE, coming).await.map_err(nobody)
}

#[cfg(test)]
mod tests {
    use super::*;
    use carteiro_world::clock::Manual;

    #[tokio::test]
    async fn after_five_minutes_without_anybody_it_says_so_and_ends() {
        let clock = Manual::at("2026-11-22T12:00:00Z".parse().unwrap());
        let waiting = {
            let clock = clock.clock();
            tokio::spawn(async move { patiently(&clock, std::future::pending::<()>()).await })
        };
        tokio::task::yield_now().await;
        clock.advance(Duration::from_secs(299));
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        clock.advance(Duration::from_secs(2));
        let refused = waiting.await.unwrap().unwrap_err();
        assert_eq!((refused.why, refused.reason.code.as_ref()), (Why::SignInNeeded, "login-nobody-came"));
    }
}
