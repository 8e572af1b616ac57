//! The server that sends a session's mail: reached and signed in to; nothing is sent.

use super::finding::{Reporter, Step};
use super::opening;
use crate::failure::Failure;
use crate::host::{Outgoing, WayOut};
use crate::run::Cx;
use carteiro_mail::{Limits, Permissions, Stage, Stages};
use carteiro_world::{Phrase, phrase};
use std::sync::{Arc, Mutex, PoisonError};

pub(super) async fn open(outgoing: Outgoing, cx: &Cx, reporter: &Reporter) -> Option<()> {
    let server = match &outgoing.way {
        WayOut::Smtp(config) => opening::server(&config.host, config.port, config.security),
        WayOut::Ews(_) | WayOut::Outlook(_) => phrase!("doctor-sends-by-itself"),
    };
    let told = Arc::new(Mutex::new(vec![server]));
    let hearing = Arc::clone(&told);
    let stages = Stages::new(move |stage| {
        hearing.lock().unwrap_or_else(PoisonError::into_inner).extend(evidence(&stage));
    });
    let looked = look(Outgoing { stages, ..outgoing }, cx).await;
    let told = told.lock().unwrap_or_else(PoisonError::into_inner).clone();
    reporter.tell(Step::Sending, looked, |takes| told.into_iter().chain([takes.clone()]).collect())?;
    Some(())
}

async fn look(outgoing: Outgoing, cx: &Cx) -> Result<Phrase, Failure> {
    let (open, clock) = (cx.host().mailboxes.way_out(outgoing)?, cx.host().clock.clone());
    let limits = Limits { attempts: 2, ..Limits::default() };
    let outgoing = carteiro_mail::Outgoing::new(open, clock, limits, Permissions::default(), |_| {});
    let accepts = outgoing.look().await?;
    // What was found stays found when the farewell goes wrong.
    let _ = outgoing.close().await;
    Ok(match accepts.size {
        Some(size) => phrase!("doctor-sends-up-to", size = size),
        None => phrase!("doctor-sends"),
    })
}

fn evidence(stage: &Stage) -> Vec<Phrase> {
    match stage {
        Stage::Secured { version, chain } => {
            let tls = phrase!("doctor-tls", version = version);
            std::iter::once(tls).chain(chain.leaf().map(opening::certificate)).collect()
        }
        Stage::SignedIn { mechanism, .. } => vec![phrase!("doctor-signed-in", mechanism = mechanism)],
        _ => Vec::new(),
    }
}
