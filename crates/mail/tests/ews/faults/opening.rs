//! What stands in the way of a session, and in which version it is spoken.

use super::desk::{Desk, SignIn, VERBS};
use carteiro_mail::backends::ews::Version;
use carteiro_mail::{Kind, Retry};
use carteiro_sandbox::{ExchangeVersion, Fault};

pub const FAULTS: [&str; 1] = ["ews-version=Exchange2010"];

const VERSIONS: [ExchangeVersion; 8] = [
    ExchangeVersion::Exchange2007Sp1,
    ExchangeVersion::Exchange2010,
    ExchangeVersion::Exchange2010Sp1,
    ExchangeVersion::Exchange2010Sp2,
    ExchangeVersion::Exchange2013,
    ExchangeVersion::Exchange2013Sp1,
    ExchangeVersion::Exchange2015,
    ExchangeVersion::Exchange2016,
];

#[tokio::test]
async fn a_session_speaks_the_newest_version_that_the_server_knows_and_can_do_everything_in_it() {
    for sign_in in [SignIn::Basic, SignIn::Ntlm] {
        for version in VERSIONS {
            let what = format!("{version}, {sign_in:?}");
            let desk = Desk::new(sign_in).await;
            desk.set(Fault::EwsVersion(version));
            let outcomes = desk.work(&desk.client.mailbox().await).await;
            assert_eq!(outcomes, VERBS.map(|_| None), "{what}");
            desk.check(outcomes, &what);
        }
    }
}

#[tokio::test]
async fn a_server_older_than_any_version_of_use_is_not_spoken_to() {
    let desk = Desk::new(SignIn::Basic).await;
    desk.set(Fault::EwsVersion(ExchangeVersion::Exchange2007));
    let error = desk.client.open().await.err().unwrap();
    assert_eq!((error.kind(), error.retry()), (Kind::Unsupported, Retry::Never), "{error:?}");
}

#[tokio::test]
async fn a_version_that_somebody_asked_for_is_spoken_or_refused_and_no_other() {
    let mut desk = Desk::new(SignIn::Basic).await;
    desk.set(Fault::EwsVersion(ExchangeVersion::Exchange2010));
    desk.client.ews.config.version = Some(Version::Exchange2007Sp1);
    desk.client.mailbox().await;
    desk.client.ews.config.version = Some(Version::Exchange2010Sp1);
    let error = desk.client.open().await.err().unwrap();
    assert_eq!(error.kind(), Kind::Unsupported, "{error:?}");
    assert_eq!(error.words().code, "ews-version-refused");
}

#[tokio::test]
async fn what_stands_in_the_way_of_a_session_is_told() {
    for (text, kind) in [
        ("ews-busy=1500", Kind::Throttled),
        ("ews-busy-once=1500", Kind::Throttled),
        ("ews-unavailable", Kind::Throttled),
        ("ews-blocked", Kind::Denied),
        ("ews-torn-xml", Kind::Protocol),
        ("ews-cut-before-once", Kind::Unreachable),
        ("ews-cut-after-once", Kind::Unreachable),
        ("mfa-required", Kind::SignInFailed),
        ("sign-in-unavailable", Kind::Throttled),
    ] {
        for sign_in in [SignIn::Basic, SignIn::Ntlm] {
            // These are about passwords that are shown.
            if ["mfa-required", "sign-in-unavailable"].contains(&text) && sign_in == SignIn::Ntlm {
                continue;
            }
            let desk = Desk::new(sign_in).await;
            desk.arm("GetFolder", 1, text.parse().unwrap());
            let error = desk.client.open().await.err().unwrap_or_else(|| panic!("{text}, {sign_in:?}"));
            assert_eq!(error.kind(), kind, "{text}, {sign_in:?}: {error:?}");
            desk.sandbox.set_faults([]);
            desk.client.mailbox().await;
        }
    }
}

#[tokio::test]
async fn a_mailbox_that_is_closed_or_that_nobody_may_act_as_is_denied() {
    for impersonate in [false, true] {
        let mut desk = Desk::new(SignIn::Basic).await;
        desk.client.ews.config.mailbox = Some("bia@sandbox.test".to_owned());
        desk.client.ews.config.impersonate = impersonate;
        desk.client.mailbox().await.folders().await.unwrap();
        desk.set(if impersonate {
            Fault::EwsNoImpersonation
        } else {
            Fault::EwsClosedMailbox("bia@sandbox.test".into())
        });
        let error = desk.client.open().await.err().unwrap();
        assert_eq!((error.kind(), error.retry()), (Kind::Denied, Retry::Never), "{error:?}");
    }
}
