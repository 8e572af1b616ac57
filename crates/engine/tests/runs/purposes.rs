//! Invitations, receipts and bounces, as automations see them.

use crate::world::World;
use carteiro_engine::Status;

const INVITATION: &str = "From: ana@empresa.test\r\nSubject: Plan\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
    --a\r\n\r\nCome\r\n--a\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n\
    BEGIN:VEVENT\r\nUID:1\r\nORGANIZER;CN=Ana:mailto:ana@empresa.test\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@lab.test\r\n\
    DTSTART;TZID=E. South America Standard Time:20261123T140000\r\nDTEND;VALUE=DATE:20261125\r\nEND:VEVENT\r\n\
    END:VCALENDAR\r\n--a--\r\n";

fn delivery(action: &str) -> String {
    format!(
        "From: mailer-daemon@lab.test\r\nSubject: Report\r\nContent-Type: multipart/report; report-type=delivery-status; \
         boundary=a\r\n\r\n--a\r\n\r\nText\r\n--a\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: \
         dns; mx.lab.test\r\n\r\nFinal-Recipient: rfc822; bob@lab.test\r\nAction: {action}\r\nStatus: 5.1.1\r\n--a\r\n\
         Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <sent@lab.test>\r\n--a--\r\n"
    )
}

async fn logged(raw: &str, class: &str, text: &str) -> Vec<String> {
    let world = World::new();
    world.deliver(raw);
    world.deliver("Subject: other\r\n\r\nMail\r\n");
    let text = serde_json::to_string(text).unwrap();
    let steps = format!(
        "- for_each_mail:\n    session: finance\n    where: {{ class: [{class}] }}\n    do:\n      - log: {{ text: {text} }}\n"
    );
    let outcome = world.steps(&steps).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    world.logged()
}

#[tokio::test]
async fn an_invitation_tells_when_and_who() {
    let text = "{{ mail.class }} {{ mail.invitation.method }} {{ mail.invitation.start | in_time_zone('UTC') }} \
        {{ mail.invitation.end.day }} {{ mail.invitation.all_day }} {{ mail.invitation.time_zone }} \
        {{ mail.invitation.organizer }} {{ mail.invitation.attendees[0].status }} {{ mail.bounce }}";
    let meant =
        "invitation request 2026-11-23T17:00:00+00:00 25 false America/Sao_Paulo ana@empresa.test accepted ";
    assert_eq!(logged(INVITATION, "invitation", text).await, [meant]);
}

#[tokio::test]
async fn a_bounce_tells_for_whom_and_why() {
    let text = "{{ mail.bounce.recipients[0].address }} {{ mail.bounce.recipients[0].status }} \
        {{ mail.bounce.original_message_id }} {{ mail.bounce.permanent }}";
    let meant = "bob@lab.test 5.1.1 sent@lab.test true";
    assert_eq!(logged(&delivery("failed"), "bounce", text).await, [meant]);
    assert!(logged(&delivery("failed"), "receipt", text).await.is_empty());
}

#[tokio::test]
async fn a_delivery_that_succeeded_is_a_receipt_and_no_bounce() {
    let text =
        "{{ mail.class }} {{ mail.receipt.kind }} {{ mail.receipt.recipient }} {{ mail.receipt.automatic }}";
    assert_eq!(logged(&delivery("relayed"), "receipt", text).await, ["receipt relayed bob@lab.test true"]);
    assert!(logged(&delivery("relayed"), "bounce", text).await.is_empty());
    assert_eq!(logged(&delivery("relayed"), "bounce, receipt", "{{ mail.subject }}").await, ["Report"]);
}
