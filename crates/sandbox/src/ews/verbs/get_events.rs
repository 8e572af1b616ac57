use super::{
    batch,
    subscribe::{number, watermark},
};
use crate::{
    ews::{
        call::Call,
        failure::{Failure, Outcome},
        notify::Way,
        xml::{Element, Xml},
    },
    outside,
};

/// `GetEvents`: what has happened since the event that the watermark tells. Where nothing has, the state
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-pull-notifications-about-mailbox-events-by-using-ews-in-exchange).
#[expect(clippy::unnecessary_wraps, reason = "operations have one type")]
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let id = request.text_of("SubscriptionId").unwrap_or_default();
    let told = request.text_of("Watermark").unwrap_or_default();
    let done = || {
        let now = outside::now();
        let mut shelf = call.server.subscriptions();
        let subscription = shelf.get(id, call.account.user(), now)?;
        if subscription.way == Way::Streaming {
            return Err(Failure::new(
                "ErrorInvalidPullSubscriptionId",
                "The subscription is not one of pull notifications.",
            ));
        }
        let from = number(id, told)?;
        subscription.look(now);
        if from > subscription.number() {
            return Err(Failure::new("ErrorInvalidWatermark", "The watermark is invalid."));
        }
        Ok((subscription.after(from), subscription.account.clone()))
    };
    batch::responses("GetEvents", xml, [done()], |done, xml| {
        batch::message("GetEvents", xml, done, "", |(events, account), xml| {
            xml.element("m:Notification", |xml| {
                xml.leaf("t:SubscriptionId", id);
                xml.leaf("t:PreviousWatermark", told);
                xml.truth("t:MoreEvents", false);
                for (number, event) in &events {
                    event.write(&account, Some(&watermark(id, *number)), xml);
                }
                if events.is_empty() {
                    xml.element("t:StatusEvent", |xml| xml.leaf("t:Watermark", told));
                }
            });
        });
    });
    Ok(())
}
