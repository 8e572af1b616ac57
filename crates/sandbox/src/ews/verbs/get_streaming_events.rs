use std::{pin::Pin, task::Poll, time::Duration};

use bytes::Bytes;
use tokio::sync::{mpsc, watch};

use super::batch;
use crate::{
    Account, Fault,
    ews::{
        Server,
        call::{Call, known_version},
        failure::{Failure, Outcome},
        notify::{Event, Way},
        soap, trouble,
        version::Version,
        xml::{Element, Style, Xml},
    },
    outside,
};

/// So many connections of one user at once: `HangingConnectionLimit` of Exchange 2013
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange).
const CONNECTIONS: usize = 3;

/// What is told of one subscription.
type Told = (String, Account, Vec<Event>);

/// `GetStreamingEvents`: a reply that goes on for minutes, of one envelope after the other
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-stream-notifications-about-mailbox-events-by-using-ews-in-exchange).
pub(in super::super) fn run(
    call: &Call<'_>,
    request: &Element<'_>,
    style: Style,
) -> Outcome<mpsc::Receiver<Bytes>> {
    let minutes = request.text_of("ConnectionTimeout").and_then(|text| text.parse::<u64>().ok());
    let minutes = minutes.filter(|minutes| (1..=30).contains(minutes)).ok_or_else(|| {
        Failure::schema("The 'ConnectionTimeout' element is invalid - The value is not between 1 and 30.")
    })?;
    let minute = call.faults.iter().find_map(|fault| match fault {
        Fault::EwsMinute(milliseconds) => Some(Duration::from_millis(*milliseconds)),
        _ => None,
    });
    let minute = minute.unwrap_or(Duration::from_mins(1)).max(Duration::from_millis(1));
    let ids: Vec<String> =
        batch::ids(request, "SubscriptionIds")?.iter().map(|id| id.text.trim().to_owned()).collect();
    let user = call.account.user().to_owned();
    let (sender, receiver) = mpsc::channel(16);
    let known = known_version(&call.faults);
    let mut stream = Stream { server: call.server.clone(), user, ids, known, style, sender };
    let Some(hanging) = call.server.hang(&stream.user, CONNECTIONS) else {
        stream.refuse(&trouble::too_many(), &[]);
        return Ok(receiver);
    };
    if let Some((failure, bad)) = stream.bad() {
        stream.refuse(&failure, &bad);
        return Ok(receiver);
    }
    let changed = stream.watched();
    tokio::spawn(async move {
        stream.go(minute, u32::try_from(minutes).unwrap_or(1), changed).await;
        drop(hanging);
    });
    Ok(receiver)
}

struct Stream {
    server: Server,
    user: String,
    ids: Vec<String>,
    known: Version,
    style: Style,
    sender: mpsc::Sender<Bytes>,
}

impl Stream {
    /// The subscriptions that are none, or not to be streamed.
    fn bad(&self) -> Option<(Failure, Vec<String>)> {
        let mut subscriptions = self.server.subscriptions();
        let mut first = None;
        let mut bad = Vec::new();
        for id in &self.ids {
            let failure = match subscriptions.get(id, &self.user, outside::now()) {
                Ok(subscription) if subscription.way == Way::Streaming => continue,
                Ok(_) => Failure::new(
                    "ErrorInvalidSubscription",
                    "The subscription is not one of streaming notifications.",
                ),
                Err(failure) => failure,
            };
            first.get_or_insert(failure);
            bad.push(id.clone());
        }
        first.map(|failure| (failure, bad))
    }

    fn watched(&self) -> Vec<watch::Receiver<()>> {
        let mut subscriptions = self.server.subscriptions();
        let now = outside::now();
        let accounts = self
            .ids
            .iter()
            .filter_map(|id| subscriptions.get(id, &self.user, now).ok().map(|one| one.account.clone()));
        accounts.map(|account| account.subscribe_to_changes()).collect()
    }

    /// Whether anybody still listens. The first envelope says that the connection stands; where nothing happens for three
    /// quarters of a minute, another says that it still does.
    async fn go(&mut self, minute: Duration, minutes: u32, mut changed: Vec<watch::Receiver<()>>) {
        if !self.say(&[], Some("OK")).await {
            return;
        }
        let beats = minutes.saturating_mul(4) / 3;
        let pause = minute * 3 / 4;
        for beat in 0..=beats {
            let wait = if beat == beats { (minute * minutes).saturating_sub(pause * beats) } else { pause };
            let over = outside::wait(wait);
            tokio::pin!(over);
            let mut quiet = true;
            loop {
                let events = self.look();
                if !events.is_empty() {
                    quiet = false;
                    if !self.say(&events, None).await {
                        return;
                    }
                }
                tokio::select! {
                    () = &mut over => break,
                    () = any(&mut changed) => {}
                    () = self.sender.closed() => return,
                }
            }
            if quiet && beat < beats && !self.say(&[], None).await {
                return;
            }
        }
        self.say(&[], Some("Closed")).await;
    }

    fn look(&self) -> Vec<Told> {
        let mut subscriptions = self.server.subscriptions();
        let now = outside::now();
        let mut told = Vec::new();
        for id in &self.ids {
            if let Ok(subscription) = subscriptions.get(id, &self.user, now) {
                subscription.look(now);
                let events = subscription.take();
                if !events.is_empty() {
                    told.push((id.clone(), subscription.account.clone(), events));
                }
            }
        }
        told
    }

    /// With neither events nor a status, it tells that the connection stands.
    async fn say(&self, told: &[Told], status: Option<&str>) -> bool {
        let envelope = self.envelope(|xml| {
            batch::responses("GetStreamingEvents", xml, [()], |(), xml| {
                batch::message("GetStreamingEvents", xml, Ok(()), "", |(), xml| {
                    if told.is_empty() && status.is_none() {
                        self.beat(xml);
                    } else if !told.is_empty() {
                        notifications(told, xml);
                    }
                    if let Some(status) = status {
                        xml.leaf("m:ConnectionStatus", status);
                    }
                });
            });
        });
        self.sender.send(envelope).await.is_ok()
    }

    fn beat(&self, xml: &mut Xml) {
        xml.element("m:Notifications", |xml| {
            for id in &self.ids {
                xml.element("m:Notification", |xml| {
                    xml.leaf("t:SubscriptionId", id);
                    xml.empty("t:StatusEvent", &[]);
                });
            }
        });
    }

    fn refuse(&self, failure: &Failure, bad: &[String]) {
        let envelope = self.envelope(|xml| {
            batch::response("GetStreamingEvents", xml, |xml| {
                xml.element("m:ResponseMessages", |xml| {
                    xml.element_with(
                        "m:GetStreamingEventsResponseMessage",
                        &[("ResponseClass", "Error")],
                        |xml| {
                            batch::explain(failure, xml);
                            if !bad.is_empty() {
                                xml.element("m:ErrorSubscriptionIds", |xml| {
                                    for id in bad {
                                        xml.leaf("t:SubscriptionId", id);
                                    }
                                });
                            }
                            xml.leaf("m:ConnectionStatus", "Closed");
                        },
                    );
                });
            });
        });
        // The channel is new and has room.
        let _ = self.sender.try_send(envelope);
    }

    fn envelope(&self, inside: impl FnOnce(&mut Xml)) -> Bytes {
        let pieces = soap::envelope(self.known, self.style, inside);
        pieces.flatten().flatten().collect()
    }
}

fn notifications(told: &[Told], xml: &mut Xml) {
    xml.element("m:Notifications", |xml| {
        for (id, account, events) in told {
            xml.element("m:Notification", |xml| {
                xml.leaf("t:SubscriptionId", id);
                for event in events {
                    event.write(account, None, xml);
                }
            });
        }
    });
}

/// Until one of the mailboxes has changed.
async fn any(changed: &mut [watch::Receiver<()>]) {
    let mut waiting: Vec<Pin<Box<dyn Future<Output = ()> + Send + '_>>> = Vec::new();
    for receiver in changed {
        waiting.push(Box::pin(async move {
            // A mailbox that is gone has nothing more to tell.
            if receiver.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }));
    }
    std::future::poll_fn(|context| {
        let ready = waiting.iter_mut().any(|one| one.as_mut().poll(context).is_ready());
        if ready { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}
