use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::SignedDuration;

use super::batch;
use crate::{
    ews::{
        call::Call,
        failure::{Failure, Outcome},
        folder::given,
        notify::{Kind, Subscription, Way},
        version::Version,
        xml::{Element, Xml},
    },
    outside,
};

/// Subscribe, to events that are pulled or streamed. Nobody is called back here.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let wanted = request
        .children
        .first()
        .ok_or_else(|| Failure::missing("StreamingSubscriptionRequest", "Subscribe"))?;
    let way = match wanted.name.as_str() {
        "PullSubscriptionRequest" => {
            let minutes = wanted.text_of("Timeout").and_then(|text| text.parse().ok());
            let minutes = minutes.filter(|minutes| (1..=1440).contains(minutes));
            Way::Pull(SignedDuration::from_mins(minutes.ok_or_else(|| {
                Failure::schema("The 'Timeout' element is invalid - The value is not between 1 and 1440.")
            })?))
        }
        "StreamingSubscriptionRequest" => {
            call.needs(Version::Exchange2010Sp1)?;
            Way::Streaming
        }
        _ => {
            return Err(Failure::new(
                "ErrorInvalidSubscriptionRequest",
                "This server sends no push notifications.",
            ));
        }
    };
    let done = subscribe(call, wanted, way);
    batch::responses("Subscribe", xml, [done], |done, xml| {
        batch::message("Subscribe", xml, done, "", |id, xml| {
            xml.leaf("m:SubscriptionId", &id);
            if way != Way::Streaming {
                xml.leaf("m:Watermark", watermark(&id, 0));
            }
        });
    });
    Ok(())
}

fn subscribe(call: &Call<'_>, wanted: &Element<'_>, way: Way) -> Outcome<String> {
    let kinds = batch::ids(wanted, "EventTypes")?.iter().map(|kind| {
        let name = kind.text.trim();
        Kind::read(name).ok_or_else(|| Failure::enumeration("EventType", name))
    });
    let kinds = kinds.collect::<Outcome<Vec<_>>>()?;
    let all = wanted.attribute("SubscribeToAllFolders").is_some_and(crate::ews::item::is_true);
    let folders =
        wanted.list("FolderIds").iter().map(|folder| given(call, folder)).collect::<Outcome<Vec<_>>>()?;
    let invalid = || {
        Failure::new(
            "ErrorInvalidSubscriptionRequest",
            "A subscription is either to all folders or to those of FolderIds, which are of one mailbox.",
        )
    };
    if all != folders.is_empty() {
        return Err(invalid());
    }
    let account = folders.first().map_or(&call.account, |folder| &folder.account).clone();
    if folders.iter().any(|folder| folder.account.user() != account.user()) {
        return Err(invalid());
    }
    let folders: Vec<u32> = folders.iter().map(|folder| folder.place.id).collect();
    let now = outside::now();
    let user = call.account.user();
    let subscription = Subscription::new(account, user, way, kinds, (!all).then_some(folders), now);
    let number = call.server.site().next_number();
    let id = STANDARD.encode(format!("sandbox.test {number} {user}"));
    call.server.subscriptions().put(id.clone(), subscription, now)?;
    Ok(id)
}

/// Unsubscribe.
#[expect(clippy::unnecessary_wraps, reason = "operations have one type")]
pub(super) fn end(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let id = request.text_of("SubscriptionId").unwrap_or_default();
    let mut shelf = call.server.subscriptions();
    let done = shelf.get(id, call.account.user(), outside::now()).map(drop);
    if done.is_ok() {
        shelf.remove(id);
    }
    batch::responses("Unsubscribe", xml, [done], |done, xml| {
        batch::message("Unsubscribe", xml, done, "", |(), _| {});
    });
    Ok(())
}

/// Tells up to which event somebody has heard.
pub(super) fn watermark(subscription: &str, number: u64) -> String {
    STANDARD.encode(format!("{number:020} {subscription}"))
}

pub(super) fn number(subscription: &str, watermark: &str) -> Outcome<u64> {
    let text = STANDARD.decode(watermark).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let read = text.as_deref().and_then(|text| {
        let (number, own) = text.split_once(' ')?;
        (own == subscription).then(|| number.parse().ok()).flatten()
    });
    read.ok_or_else(|| Failure::new("ErrorInvalidWatermark", "The watermark is invalid."))
}
