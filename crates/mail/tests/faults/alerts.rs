//! What a server, or the pool of connections, wants people to know.

use crate::client::{Client, all, inbox};
use crate::script::{SELECTED, SIGNED_IN, Script};
use carteiro_mail::{FolderPath, Notice, Notices, Open, Query};
use std::sync::{Arc, Mutex};

type Told = Arc<Mutex<Vec<Notice>>>;

fn listen() -> (Notices, Told) {
    let told = Told::default();
    let notices = Arc::clone(&told);
    (Notices::to(move |notice| notices.lock().unwrap().push(notice)), told)
}

fn alerts(told: &Told) -> Vec<String> {
    let told = told.lock().unwrap();
    let alerts = told.iter().filter_map(|notice| match notice {
        Notice::Alert { text } => Some(text.clone()),
        _ => None,
    });
    alerts.collect()
}

#[tokio::test]
async fn an_alert_is_told_wherever_it_stands_and_only_once() {
    let greeting = SIGNED_IN.replace("* OK [CAPABILITY", "* OK [ALERT] One\nS: * OK [CAPABILITY");
    for (script, heard) in [
        (format!("{SIGNED_IN}{SELECTED}C: NOOP\nC: UID SEARCH\nS: * NO [ALERT] Disk is nearly full\nS: * SEARCH 1\nS: % OK [ALERT] Disk is nearly full\nS: $ OK found\nsilence"), vec!["Disk is nearly full"]),
        (format!("{SIGNED_IN}C: SELECT\nS: $ NO [ALERT] Not now"), vec!["Not now"]),
        (format!("{SIGNED_IN}C: SELECT\nS: * BYE [alert]   Going down  "), vec!["Going down"]),
        ("S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC: AUTHENTICATE\nS: $ NO [ALERT] Use a browser".into(), vec!["Use a browser"]),
        (greeting.replacen("One", "Ready soon\nS: * BYE no", 1), vec!["Ready soon"]),
        (format!("{SIGNED_IN}C: SELECT\nS: * OK [ALERT]\nS: $ NO no"), vec![]),
    ] {
        let script = Script::play(&[&script]).await;
        let (notices, told) = listen();
        if let Ok(backend) = Client::to(script.port()).imap.open(carteiro_auth::Renew::WhenExpired, notices).await {
            let _ = all(&*backend).await;
        }
        assert_eq!(alerts(&told), heard);
    }
}

#[tokio::test]
async fn a_further_connection_that_is_refused_is_told_and_the_work_goes_on() {
    let first = format!("{SIGNED_IN}{SELECTED}C: NOOP\nC: UID SEARCH\nsilence\n");
    let script = Script::play(&[&first, "S: * BYE Too many connections"]).await;
    let (notices, told) = listen();
    let client = Client::to(script.port());
    let backend = client.imap.open(carteiro_auth::Renew::WhenExpired, notices).await.unwrap();
    let busy = Arc::clone(&backend);
    let busy = tokio::spawn(async move { busy.search(inbox(), Query::default()).await });
    script.fell_silent().await;
    let waits =
        tokio::spawn(
            async move { backend.search(FolderPath::parse("Archive").unwrap(), Query::default()).await },
        );
    while told.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    let Some(Notice::FewerConnections { left: 1, error }) = told.lock().unwrap().pop() else {
        panic!("{told:?}");
    };
    assert!(error.to_string().contains("Too many connections"), "{error}");
    assert!(!busy.is_finished() && !waits.is_finished(), "what there is serves both, one after the other");
    busy.abort();
    waits.abort();
}
