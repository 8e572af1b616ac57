//! Where nobody knows whether a message went out it is not sent again, and nothing is removed that may be on its way.

use crate::desk::{Desk, inbox, letter, path, references};
use crate::relay::Fate;
use crate::sending::{bias, large, to};
use crate::server::{Asked, Reply};
use carteiro_mail::{Error, Kind, Sent};
use carteiro_sandbox::Flag;
use serde_json::json;

/// A refusal.
pub fn no(status: u16, code: &str) -> Reply {
    Reply::json(status, &json!({ "error": { "code": code, "message": "no" } }))
}

/// What is put in the way.
pub type Hurdle = fn() -> Fate;

/// Whether it is this request: the method, and how its address ends.
pub fn is(asked: &Asked, (method, end): (&str, &str)) -> bool {
    asked.method == method && asked.path.split('?').next().unwrap().ends_with(end)
}

impl Desk {
    /// The first requests of this kind meet these, one each; what comes after them passes.
    pub fn meets(&self, what: (&'static str, &'static str), hurdles: &[Hurdle]) {
        let mut left: Vec<Hurdle> = hurdles.iter().rev().copied().collect();
        self.relay.meddles(move |asked| {
            if is(asked, what) { left.pop().map_or(Fate::Passes, |hurdle| hurdle()) } else { Fate::Passes }
        });
    }

    /// How often it was asked for.
    pub fn asked(&self, what: (&str, &str)) -> usize {
        self.relay.heard().iter().filter(|asked| is(asked, what)).count()
    }
}

pub const SEND: (&str, &str) = ("POST", "/send");
pub const MAKE: (&str, &str) = ("POST", "/messages");
pub const SESSION: (&str, &str) = ("POST", "/createUploadSession");
pub const REMOVE: (&str, &str) = ("POST", "/permanentDelete");
const SEND_MAIL: (&str, &str) = ("POST", "/sendMail");

/// The server may have done it.
const DOUBTS: [Hurdle; 5] = [
    || Fate::Done(no(504, "UnknownError")),
    || Fate::Done(no(503, "ErrorServerBusy")),
    || Fate::Done(Reply::json(503, &json!({}))),
    || Fate::Done(no(500, "ErrorInternalServerTransientError")),
    || Fate::Lost,
];
/// The same where it has not.
const UNDONE: [Hurdle; 3] = [
    || Fate::Instead(no(504, "UnknownError")),
    || Fate::Instead(no(503, "ErrorServerBusy")),
    || Fate::Instead(no(500, "ErrorInternalServerTransientError")),
];

async fn sends(desk: &Desk, raw: Vec<u8>) -> Result<Sent, Error> {
    desk.client.outgoing().send(to(&["bia@sandbox.test"]), raw.into()).await
}

#[tokio::test]
async fn what_was_sent_without_an_answer_is_found_and_not_sent_again() {
    for doubt in DOUBTS {
        for (what, raw) in [(SEND_MAIL, letter("a")), (SEND, large())] {
            let desk = Desk::new().await;
            desk.meets(what, &[doubt]);
            sends(&desk, raw).await.unwrap();
            assert_eq!((bias(&desk).len(), desk.subjects("Sent").len(), desk.asked(what)), (1, 1, 1));
            assert_eq!((desk.subjects("Drafts").len(), desk.asked(REMOVE)), (0, 0));
        }
    }
}

#[tokio::test]
async fn what_is_not_found_is_neither_sent_again_nor_removed() {
    for undone in UNDONE {
        for (what, raw, drafts) in [(SEND_MAIL, letter("a"), 0), (SEND, large(), 1)] {
            let desk = Desk::new().await;
            desk.meets(what, &[undone]);
            let error = sends(&desk, raw).await.unwrap_err();
            assert_eq!(error.kind(), Kind::OutcomeUnknown, "{error:?}");
            assert_eq!((bias(&desk).len(), desk.asked(what), desk.asked(REMOVE)), (0, 1, 0));
            assert_eq!(desk.subjects("Drafts").len(), drafts);
            let is_told = error.detail().is_some_and(|detail| detail.contains("Drafts"));
            assert_eq!(is_told, drafts == 1, "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_draft_that_is_not_found_is_not_taken_as_sent() {
    let desk = Desk::new().await;
    desk.relay.meddles(|asked| match asked {
        asked if is(asked, SEND) => Fate::Instead(no(504, "UnknownError")),
        asked if asked.path.contains("isDraft") => Fate::Instead(no(404, "ErrorItemNotFound")),
        _ => Fate::Passes,
    });
    let error = sends(&desk, large()).await.unwrap_err();
    assert_eq!((error.kind(), desk.asked(SEND)), (Kind::OutcomeUnknown, 1), "{error:?}");
    assert_eq!(desk.subjects("Drafts").len(), 1);
}

#[tokio::test]
async fn a_clear_no_removes_the_draft_unless_it_was_asked_for_before() {
    let denied: Hurdle = || Fate::Instead(no(403, "ErrorSendAsDenied"));
    let busy: Hurdle = || Fate::Instead(no(429, "TooManyRequests"));
    for (hurdles, drafts) in [(&[denied][..], 0), (&[busy, denied][..], 1)] {
        let desk = Desk::new().await;
        desk.meets(SEND, hurdles);
        let error = sends(&desk, large()).await.unwrap_err();
        assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Denied, "graph-send-as"));
        assert_eq!((bias(&desk).len(), desk.subjects("Drafts").len()), (0, drafts));
    }
}

#[tokio::test]
async fn a_no_to_what_had_gone_out_before_is_none() {
    let desk = Desk::new().await;
    desk.meets(SEND, &[|| Fate::Done(no(429, "TooManyRequests"))]);
    sends(&desk, large()).await.unwrap();
    assert_eq!(
        (bias(&desk).len(), desk.subjects("Sent"), desk.asked(SEND)),
        (1, vec!["large".to_owned()], 2)
    );
}

#[tokio::test]
async fn what_is_put_off_is_sent_later_without_being_uploaded_again() {
    let busy: Hurdle = || Fate::Instead(no(429, "TooManyRequests"));
    let revoked: Hurdle = || Fate::Instead(no(401, "InvalidAuthenticationToken"));
    for hurdles in [&[busy; 20][..], &[revoked], &[revoked; 2]] {
        let desk = Desk::new().await;
        desk.meets(SEND, hurdles);
        sends(&desk, large()).await.unwrap();
        assert_eq!((desk.asked(SEND), desk.asked(MAKE), desk.asked(SESSION)), (hurdles.len() + 1, 1, 1));
        assert_eq!((bias(&desk).len(), desk.subjects("Drafts").len()), (1, 0));
    }
}

#[tokio::test]
async fn what_is_put_off_for_too_long_leaves_no_draft_once_the_server_has_time() {
    let desk = Desk::new().await;
    desk.hurries();
    let outgoing = desk.client.outgoing();
    desk.relay.meddles(|asked| {
        if is(asked, SEND) { Fate::Instead(no(429, "TooManyRequests")) } else { Fate::Passes }
    });
    let error = outgoing.send(to(&["bia@sandbox.test"]), large().into()).await.unwrap_err();
    assert_eq!((error.kind(), desk.asked(MAKE)), (Kind::Throttled, 1));
    assert_eq!(desk.subjects("Drafts").len(), 1);
    outgoing.close().await.unwrap();
    assert_eq!((bias(&desk).len(), desk.subjects("Drafts").len()), (0, 0));
}

async fn sends_draft(desk: &Desk) -> Result<Sent, Error> {
    desk.client.outgoing().send(to(&["bia@sandbox.test"]).of_draft(), large().into()).await
}

/// A draft of Ana's own, of the same Message-ID.
fn written(desk: &Desk) {
    let own = letter("own").escape_ascii().to_string().replace("own@", "large@").replace("\\r\\n", "\r\n");
    let at = "2026-11-22T12:00:00Z".parse().unwrap();
    desk.sandbox.account().append("Drafts", own.into_bytes(), [Flag::Draft].into(), at).unwrap();
}

#[tokio::test]
async fn a_draft_that_somebody_wrote_is_not_removed_for_one_that_was_lost() {
    let made: Hurdle = || Fate::Done(no(500, "UnknownError"));
    let not_made: Hurdle = || Fate::Instead(no(500, "UnknownError"));
    for lost in [made, not_made, || Fate::Lost] {
        let desk = Desk::new().await;
        written(&desk);
        desk.meets(MAKE, &[lost]);
        sends_draft(&desk).await.unwrap();
        assert_eq!((bias(&desk).len(), desk.subjects("Drafts")), (1, vec!["own".to_owned()]));
    }
    let desk = Desk::new().await;
    written(&desk);
    desk.meets(MAKE, &[not_made; 100]);
    assert_eq!(sends_draft(&desk).await.unwrap_err().kind(), Kind::Unreachable);
    assert_eq!(desk.subjects("Drafts"), ["own"]);
}

#[tokio::test]
async fn a_copy_that_was_put_off_with_503_is_not_made_again() {
    let desk = Desk::with(&["a"]).await;
    let mailbox = desk.client.mailbox().await;
    mailbox.create_folder(path("Copies")).await.unwrap();
    let all = references(&mailbox, &inbox()).await;
    desk.relay.meddles(|asked| {
        let is_copy = asked.path.ends_with("$batch") && asked.json().to_string().contains("/copy");
        let error = json!({ "error": { "code": "ErrorServerBusy", "message": "no" } });
        let one = json!({ "id": "0", "status": 503, "headers": {}, "body": error });
        if is_copy { Fate::Done(Reply::json(200, &json!({ "responses": [one] }))) } else { Fate::Passes }
    });
    let error = mailbox.copy_to(all, path("Copies")).await.remove(0).unwrap_err();
    assert_eq!((error.kind(), desk.subjects("Copies").len()), (Kind::OutcomeUnknown, 1));
}

#[tokio::test]
async fn an_upload_whose_last_answer_is_lost_is_found_to_be_there() {
    let desk = Desk::new().await;
    let mut pieces = 0;
    desk.relay.meddles(move |asked| {
        pieces += usize::from(asked.method == "PUT");
        if asked.method == "PUT" && pieces == 2 { Fate::Lost } else { Fate::Passes }
    });
    sends(&desk, large()).await.unwrap();
    let arrived = bias(&desk);
    assert_eq!((arrived.len(), desk.asked(SESSION), desk.asked(MAKE)), (1, 1, 1));
    assert_eq!(String::from_utf8_lossy(&arrived[0]).matches("filename").count(), 1);
}

#[tokio::test]
async fn an_upload_whose_session_ended_goes_on_in_another() {
    for sessions in [1, 2] {
        let desk = Desk::new().await;
        let mut left = sessions;
        desk.relay.meddles(move |asked| {
            if asked.method == "PUT" && left > 0 {
                left -= 1;
                return Fate::Instead(no(404, "uploadSessionNotFound"));
            }
            Fate::Passes
        });
        sends(&desk, large()).await.unwrap();
        let arrived = bias(&desk);
        assert_eq!((arrived.len(), desk.asked(SESSION), desk.asked(MAKE)), (1, sessions + 1, 1));
        assert_eq!(String::from_utf8_lossy(&arrived[0]).matches("filename").count(), 1);
    }
    let desk = Desk::new().await;
    desk.relay.meddles(|asked| {
        let ends = asked.method == "PUT";
        if ends { Fate::Instead(no(404, "uploadSessionNotFound")) } else { Fate::Passes }
    });
    assert!(sends(&desk, large()).await.is_err());
    assert_eq!((bias(&desk).len(), desk.subjects("Drafts").len()), (0, 0));
    assert!(desk.asked(SESSION) <= 18, "{}", desk.asked(SESSION));
}
