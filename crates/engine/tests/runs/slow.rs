//! What can only be seen by waiting: a run that is longer than its tokens live.

use crate::narrow::{Narrow, Offer};
use crate::sign_in::{Lab, REDIRECT};
use carteiro_engine::Status;
use carteiro_world::Clock;
use std::sync::Arc;
use std::time::Duration;

const MESSAGES: u64 = 500;
/// So often the line breaks, and whoever comes back shows a token that has ended meanwhile: they live for 5 seconds.
const BREAKS: Duration = Duration::from_secs(6);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_of_a_minute_outlives_its_tokens_and_does_each_message_once() {
    let Some(mut lab) = Lab::stand() else { return };
    let line = Arc::new(Narrow::to(lab.imap, Offer { mechanism: None, at_once: true }).await);
    lab.imap = line.port();
    let client = lab.provider.client("desktop-short");
    let mode =
        format!("authorization_code: {{ PROVIDER, client_id: '{client}', redirect_uri: '{REDIRECT}' }}");
    let connect = lab.automation(&mode);
    Box::pin(lab.person_signs_in(&connect)).await;
    let connect = connect.split("  - count_mail").next().unwrap();
    let filled = format!(
        "{connect}  - for_each:
      in: '{{{{ range({MESSAGES}) | list }}}}'
      as: number
      do:
        - create_draft: {{ session: here, folder: INBOX, from: a@lab.test, to: [b@lab.test], subject: 'number {{{{ number }}}}', text: x }}
"
    );
    let outcome = Box::pin(lab.run(&filled)).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", lab.world.told());
    let each = format!(
        "{connect}  - for_each_mail:
      session: here
      do:
        - wait: {{ for: 120ms }}
        - move: {{ to: Done }}
  - count_mail: {{ session: here, folder: INBOX, as: left }}
  - count_mail: {{ session: here, folder: Done, as: done }}
  - log: {{ text: '{{{{ left }}}} left, {{{{ done }}}} done' }}
"
    )
    .replacen(
        "  - for_each_mail",
        "  - create_folder: { session: here, folder: Done }\n  - for_each_mail",
        1,
    );
    let breaking = {
        let line = Arc::clone(&line);
        tokio::spawn(async move {
            loop {
                // The clock that ends the tokens is the authorization server's.
                Clock::system().sleep(BREAKS).await;
                line.cut();
            }
        })
    };
    let outcome = Box::pin(lab.run(&each)).await;
    breaking.abort();
    assert_eq!(outcome.status(), Status::Ok, "{}", lab.world.told());
    assert_eq!((outcome.summary.done, outcome.summary.failed), (MESSAGES, 0));
    assert_eq!(lab.world.logged().last().unwrap(), &format!("0 left, {MESSAGES} done"));
    let renewed = lab.provider.counts(&client).await["refresh_token"].as_u64().unwrap();
    assert!((8..=20).contains(&renewed), "{renewed}");
}
