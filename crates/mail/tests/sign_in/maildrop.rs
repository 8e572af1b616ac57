//! The same into a maildrop of POP3.

use crate::door::{password, token};
use crate::lab::{fresh, port, server};
use crate::mechanisms::{WITH_PASSWORDS, WITH_TOKENS, own};
use crate::narrow::{Narrow, Offer};
use crate::provider::Provider;
use carteiro_auth::{Credential, Renew};
use carteiro_mail::backends::pop3::{Config, Pop3};
use carteiro_mail::reaching::{Security, World};
use carteiro_mail::{Error, Kind, Notices, Open as _, Retry, Stage, Stages};
use carteiro_world::dial::Dialer;
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Transcript, egress};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Signs in by this mechanism alone; answers how, and what was said.
async fn enter(
    mechanism: &'static str,
    credential: Credential,
) -> Option<(Result<&'static str, Error>, String)> {
    let dovecot = server("dovecot")?;
    let offer = Offer { mechanism: Some(mechanism), at_once: true };
    let narrow = Narrow::to(port(&dovecot, "pop3"), offer).await;
    let (said, signed_in): (Arc<Mutex<String>>, Arc<Mutex<Option<&'static str>>>) = Default::default();
    let (heard, told) = (Arc::clone(&said), Arc::clone(&signed_in));
    let config = Config {
        host: "127.0.0.1".to_owned(),
        port: narrow.port(),
        security: Security::None,
        timeout: Duration::from_secs(30),
        patience: Duration::from_secs(30),
        poll: Duration::from_mins(1),
    };
    let stages = Stages::new(move |stage| {
        if let Stage::SignedIn { mechanism, .. } = stage {
            *told.lock().unwrap() = Some(mechanism);
        }
    });
    let clock = Clock::system();
    let world = World {
        tls: Tls::trusting(Vec::new()).unwrap(),
        credentials: Arc::new(credential),
        dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
        clock,
        random: Random::system(),
        transcript: Transcript::new(move |line| heard.lock().unwrap().extend([line, "\n"])),
        stages,
    };
    let pop3 = Pop3::new(config, world, Spools::default());
    let opened = match pop3.open(Renew::WhenExpired, Notices::default()).await {
        Ok(backend) => backend.close().await,
        Err(error) => Err(error),
    };
    let how = opened.map(|()| signed_in.lock().unwrap().unwrap());
    let said = said.lock().unwrap().clone();
    Some((how, said))
}

fn user() -> String {
    format!("{}@lab.test", fresh("test-"))
}

#[tokio::test]
async fn dovecot_takes_a_password_by_every_mechanism() {
    for mechanism in WITH_PASSWORDS {
        let Some((how, said)) = enter(mechanism, password(&user(), "pw-test")).await else { return };
        assert_eq!(how.unwrap(), mechanism);
        assert!(!said.contains("pw-test"), "{said}");
        let (how, _) = enter(mechanism, password(&user(), "pw-wrong")).await.unwrap();
        let error = how.unwrap_err();
        assert_eq!((error.kind(), error.retry()), (Kind::SignInFailed, Retry::Never), "{mechanism}: {error}");
    }
}

#[tokio::test]
async fn dovecot_takes_a_token_by_every_mechanism() {
    let Some(provider) = Provider::stand() else { return };
    let user = user();
    let given = own(&provider, &provider.client("desktop"), &user).await;
    for mechanism in WITH_TOKENS {
        let Some((how, said)) = enter(mechanism, token(&user, &given)).await else { return };
        assert_eq!(how.unwrap(), mechanism);
        assert!(!said.contains(&given), "{said}");
        // What Office 365 wants: the mechanism in one line, and what is shown in the next.
        assert!(said.contains(&format!("C: AUTH {mechanism}\n")), "{said}");
        let (how, said) = enter(mechanism, token(&user, "canary-no-token")).await.unwrap();
        let error = how.unwrap_err();
        assert_eq!((error.kind(), error.retry()), (Kind::SignInFailed, Retry::Renew), "{mechanism}: {error}");
        assert!(!format!("{error:?}{said}").contains("canary-no-token"), "{said}");
    }
}
