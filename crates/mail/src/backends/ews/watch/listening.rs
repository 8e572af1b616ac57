//! When to look what came: when the server says so, and where it does not, from time to time.

use super::super::call::Replies;
use super::super::mailbox::Exchange;
use super::super::version::Version;
use super::subscription::Subscription;
use crate::{FolderPath, Result};
use jiff::Timestamp;

/// After so many streams that did not stand the pauses between them grow no more.
const GROWS: u32 = 6;

/// A stream of events, or what is done without one.
#[derive(Default)]
pub(super) struct Listening {
    subscription: Option<Subscription>,
    stream: Option<Stream>,
    /// Streams one after the other that did not stand.
    fallen: u32,
    /// So often it is looked without a stream before the next one.
    looks: u32,
}

struct Stream {
    events: Box<Replies>,
    since: Timestamp,
}

impl Listening {
    /// Until there is reason to look what came.
    pub(super) async fn wait(&mut self, exchange: &Exchange, path: &FolderPath) -> Result<()> {
        let speaker = &exchange.speaker;
        let clock = &speaker.ews.world.clock;
        if let Some(stream) = self.stream.take() {
            return self.hear(stream, exchange, path).await;
        }
        if speaker.version < Version::Exchange2010Sp1 || self.looks > 0 {
            clock.sleep(speaker.ews.config.poll).await;
            self.looks = self.looks.saturating_sub(1);
            return Ok(());
        }
        let (subscription, is_new) = match self.subscription.take() {
            Some(subscription) => (subscription, false),
            None => (Subscription::of(exchange, path).await?, true),
        };
        let asked = self.subscription.insert(subscription).events();
        // What is listened to for long has a connection of its own.
        let events = Box::new(speaker.apart().ask(asked).await?);
        let stream = Stream { events, since: clock.now() };
        if is_new {
            // What came before the subscription stood nobody tells.
            self.stream = Some(stream);
            return Ok(());
        }
        self.hear(stream, exchange, path).await
    }

    async fn hear(&mut self, mut stream: Stream, exchange: &Exchange, path: &FolderPath) -> Result<()> {
        loop {
            match stream.events.next().await? {
                Some(Ok(reply)) => {
                    if reply.text("ConnectionStatus").map(str::trim) == Some("Closed") {
                        break;
                    }
                    if reply.find("Notification").is_some() {
                        self.stream = Some(stream);
                        return Ok(());
                    }
                }
                // It forgot what it was to tell: after a restart, or when it moved the mailbox.
                Some(Err(refusal)) if refusal.ends_subscription() => {
                    if let Some(subscription) = self.subscription.take() {
                        subscription.forgotten();
                    }
                    break;
                }
                Some(Err(refusal)) => return Err(refusal.of_folder(path)),
                // Each time that it has something to say it says a whole envelope.
                None => match stream.events.further().await? {
                    Some(Ok(further)) => *stream.events = further,
                    Some(Err(refusal)) => return Err(refusal.of_folder(path)),
                    None => break,
                },
            }
        }
        self.ended(stream.since, exchange);
        Ok(())
    }

    /// A stream that ends before one would have looked without it is not asked for again at once, and each time later:
    /// a server that forgets each subscription would be asked without end.
    fn ended(&mut self, since: Timestamp, exchange: &Exchange) {
        let ews = &exchange.speaker.ews;
        if ews.world.clock.since(since) >= ews.config.poll {
            (self.fallen, self.looks) = (0, 0);
            return;
        }
        self.looks = 1 << self.fallen;
        self.fallen = (self.fallen + 1).min(GROWS);
    }
}
