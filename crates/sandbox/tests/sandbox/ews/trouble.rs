//! How EWS fails on purpose, and whom it lets in.

use carteiro_sandbox::{Fault, Introspection, Options, TokenError, TokenOwner, User};

use super::caller::{Caller, between, code, codes, unchunked};
use crate::{
    client::{start, three_messages},
    tls,
};

const INBOX: &str = "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/></m:FolderIds></m:GetFolder>";
const OF_BIA: &str = "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"><t:Mailbox><t:EmailAddress>bia@sandbox.test</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId></m:FolderIds></m:GetFolder>";
const CREATE: &str = "<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id=\"msgfolderroot\"/></m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>New</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>";

fn options() -> Options {
    let users = ["ana@sandbox.test", "bia@sandbox.test"].map(|user| User::new(user, "sandbox"));
    let introspection = Introspection::new(|token, _| match token {
        "user" => Ok(TokenOwner::User("ana@sandbox.test".to_owned())),
        "app" => Ok(TokenOwner::Anyone),
        "narrow" => Err(TokenError::InsufficientScope),
        _ => Err(TokenError::Invalid),
    });
    Options { users: users.into(), introspection: Some(introspection), ..three_messages() }
}

#[tokio::test]
async fn a_busy_server_says_how_long_to_wait() {
    let sandbox = start(options()).await;
    let mut caller = Caller::new(&sandbox);
    sandbox.set_faults([Fault::EwsBusyOnce(1234)]);
    let answer = caller.post(INBOX).await;
    let told = unchunked(&answer);
    assert_eq!((answer.status, code(&told).as_str()), (500, "ErrorServerBusy"));
    assert_eq!(between(&told, "<t:Value Name=\"BackOffMilliseconds\">", "<"), "1234");
    caller.ask(INBOX).await;
    sandbox.set_faults([Fault::EwsBusy(1)]);
    for _ in 0..2 {
        assert_eq!(caller.fault(INBOX).await, "ErrorServerBusy");
    }
}

#[tokio::test]
async fn a_server_is_down_or_blocked_without_any_xml() {
    let sandbox = start(options()).await;
    let caller = Caller::new(&sandbox);
    for (fault, status) in [(Fault::EwsUnavailable, 503), (Fault::EwsBlocked, 403)] {
        sandbox.set_faults([fault]);
        assert_eq!(caller.post(INBOX).await.status, status);
    }
    sandbox.set_faults([Fault::EwsUnavailableOnce]);
    assert_eq!((caller.post(INBOX).await.status, caller.post(INBOX).await.status), (503, 200));
}

#[tokio::test]
#[should_panic(expected = "no answer")]
async fn a_connection_is_cut_before_anything_is_done() {
    let sandbox = start(Options { faults: vec![Fault::EwsCutBeforeOnce], ..options() }).await;
    Caller::new(&sandbox).post(CREATE).await;
}

#[tokio::test]
async fn what_is_done_before_the_cut_stays_done() {
    let sandbox = start(options()).await;
    for (fault, there) in [(Fault::EwsCutBeforeOnce, false), (Fault::EwsCutAfterOnce, true)] {
        sandbox.set_faults([fault]);
        let lost = sandbox.ews_url();
        assert!(lost.ends_with("/EWS/Exchange.asmx"));
        let caller = Caller::new(&sandbox);
        let asked = tokio::spawn({
            let (address, envelope) = (sandbox.http_addr(), caller.envelope(CREATE));
            let authorization = caller.authorization.clone();
            async move {
                let fields = [("authorization", authorization.as_str())];
                crate::web::send(address, "POST", "/EWS/Exchange.asmx", &fields, envelope.as_bytes()).await
            }
        });
        assert!(asked.await.is_err(), "there was an answer");
        assert_eq!(sandbox.account().folders().iter().any(|folder| folder.name == "New"), there);
    }
}

#[tokio::test]
async fn torn_xml_is_no_xml() {
    let sandbox = start(Options { faults: vec![Fault::EwsTornXmlOnce], ..options() }).await;
    let mut caller = Caller::new(&sandbox);
    let answer = caller.post(INBOX).await;
    assert!(answer.status == 200 && !answer.body.contains("</s:Envelope>"), "{answer:?}");
    caller.ask(INBOX).await;
}

#[tokio::test]
async fn who_has_not_signed_in_is_told_how() {
    let sandbox = start(options()).await;
    let mut caller = Caller::new(&sandbox);
    for authorization in ["", "Basic bm9uc2Vuc2U=", "Bearer stale", "Negotiate x"] {
        caller.authorization = authorization.to_owned();
        let answer = caller.post(INBOX).await;
        assert_eq!(answer.status, 401, "{authorization}");
        assert!(answer.head.contains("www-authenticate: Bearer client_id="), "{}", answer.head);
        assert!(answer.head.contains("www-authenticate: Basic realm=\"127.0.0.1\""), "{}", answer.head);
    }
    caller.authorization = "Bearer stale".to_owned();
    let answer = caller.post(INBOX).await;
    assert!(
        answer.header("x-ms-diagnostics").is_some_and(|why| why.starts_with("2000003;")),
        "{}",
        answer.head
    );
    caller.authorization = "Bearer narrow".to_owned();
    let answer = caller.post(INBOX).await;
    assert_eq!(answer.status, 403);
    caller.authorization = "Bearer user".to_owned();
    caller.ask(INBOX).await;
}

#[tokio::test]
async fn an_app_acts_for_whom_it_names_and_for_nobody_else() {
    let sandbox = start(options()).await;
    let mut caller = Caller::new(&sandbox);
    caller.authorization = "Bearer app".to_owned();
    assert_eq!(caller.fault(INBOX).await, "ErrorInvalidExchangeImpersonationHeaderData");
    let acting = |sid: &str| {
        format!("<t:ExchangeImpersonation><t:ConnectingSID>{sid}</t:ConnectingSID></t:ExchangeImpersonation>")
    };
    for (sid, said) in [
        ("<t:PrimarySmtpAddress>nobody@sandbox.test</t:PrimarySmtpAddress>", "ErrorNonExistentMailbox"),
        ("<t:PrincipalName>nobody@sandbox.test</t:PrincipalName>", "ErrorInvalidUserPrincipalName"),
        ("<t:SID>S-1-5-21-1-2-3-4</t:SID>", "ErrorInvalidUserSid"),
    ] {
        caller.header = acting(sid);
        assert_eq!(caller.fault(INBOX).await, said);
    }
    caller.header = acting("<t:PrimarySmtpAddress>ANA@sandbox.test</t:PrimarySmtpAddress>");
    assert!(caller.ask(INBOX).await.contains("<t:TotalCount>3</t:TotalCount>"));
    sandbox.set_faults([Fault::EwsNoImpersonation]);
    assert_eq!(caller.fault(INBOX).await, "ErrorImpersonateUserDenied");
}

#[tokio::test]
async fn the_mailbox_of_another_opens_unless_it_is_closed() {
    let sandbox = start(options()).await;
    let mut caller = Caller::new(&sandbox);
    assert!(caller.ask(OF_BIA).await.contains("<t:TotalCount>0</t:TotalCount>"));
    let nobody = OF_BIA.replace("bia@", "nobody@");
    assert_eq!(codes(&caller.ask(&nobody).await), ["ErrorNonExistentMailbox"]);
    sandbox.set_faults([Fault::EwsClosedMailbox("bia@sandbox.test".into())]);
    assert_eq!(codes(&caller.ask(OF_BIA).await), ["ErrorAccessDenied"]);
    caller.judged().await;
}

#[tokio::test]
async fn more_requests_at_once_than_a_user_may_have_are_refused() {
    let sandbox = start(Options { faults: vec![Fault::EwsConcurrency(0)], ..options() }).await;
    assert_eq!(Caller::new(&sandbox).fault(INBOX).await, "ErrorExceededConnectionCount");
}

#[tokio::test]
async fn https_is_served_where_there_is_a_certificate() {
    let sandbox = start(Options { sign_in_needs_tls: true, ..tls::options().0 }).await;
    assert!(sandbox.https_addr().is_some());
    let answer = Caller::new(&sandbox).post(INBOX).await;
    assert!(answer.status == 401 && !answer.head.contains("Basic realm"), "{answer:?}");
}
