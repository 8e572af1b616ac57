//! The pretend mailbox that people try automations on.

use carteiro_control_room::practice::{Place, Pretend};
use carteiro_control_room::settings;
use carteiro_sandbox::{Options, Ports, Sandbox, sample};
use carteiro_world::{Clock, Secret};
use futures_util::future::BoxFuture;
use std::io;
use tokio::sync::Mutex;

/// A sandbox that is started when somebody first asks for it, and runs as long as the Control Room.
#[derive(Default)]
pub struct Practice(Mutex<Option<(Sandbox, Place)>>);

impl Pretend for Practice {
    fn start(&self, ports: Option<settings::Ports>) -> BoxFuture<'_, io::Result<Place>> {
        Box::pin(async move {
            let mut running = self.0.lock().await;
            if let Some((_, place)) = running.as_ref() {
                return Ok(place.clone());
            }
            let (sandbox, place) = start(ports).await?;
            *running = Some((sandbox, place.clone()));
            Ok(place)
        })
    }
}

async fn start(ports: Option<settings::Ports>) -> io::Result<(Sandbox, Place)> {
    let ports = ports.map(|settings::Ports { imap, smtp }| Ports { imap, smtp, ..Ports::default() });
    let mail = sample::inbox(Clock::system().now());
    let options = Options { mail, ports: ports.unwrap_or_default(), ..Options::default() };
    let user = options.users.first().cloned().ok_or(io::ErrorKind::NotFound)?;
    let sandbox = Sandbox::start(options).await?;
    let ports = settings::Ports { imap: sandbox.imap_addr().port(), smtp: sandbox.smtp_addr().port() };
    Ok((sandbox, Place { ports, username: user.name, password: Secret::new(&user.password) }))
}
