//! What Exchange Web Services say when they let nobody in. A refusal of theirs begins with a mark, since the same text
//! means another thing to a mail server.

use super::About::{Account, Consent, Mailbox, Policy};
use super::Entry;
use super::sign::Sign;
use carteiro_world::phrase;

const CLOUD: &[&str] = &["office365.com", "outlook.com", "office365.us", "apps.mil", "outlook.cn"];

/// `EwsEnabled`, `EwsApplicationAccessPolicy`, `EwsAllowedAppIDs`.
const ACCESS: &str = "https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-control-access-to-ews-in-exchange";
const OAUTH: &str = "https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth";
const IMPERSONATION: &str = "https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-configure-impersonation";
const DELEGATES: &str = "https://learn.microsoft.com/exchange/client-developer/exchange-web-services/delegate-access-and-ews-in-exchange";
const CODES: &str =
    "https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode";
const OF_ONES_OWN: &str = "https://learn.microsoft.com/exchange/client-developer/exchange-web-services/authentication-and-ews-in-exchange";

/// The mark of a refusal by these services.
const EWS: &[&str] = &["[ews]"];
/// The mark of a whole request that is forbidden (HTTP 403).
const FORBIDDEN: &[&str] = &["[ews-forbidden]"];

pub(super) const TABLE: &[Entry] = &[
    // `X-MS-Diagnostics` of Exchange Online.
    Entry::new(
        Consent,
        Sign::text(&["no permissions, or permissions can not be understood", "not enough scope"]),
        || phrase!("advice-ews-permission"),
        OAUTH,
    ),
    Entry::new(
        Consent,
        Sign::text(&["audience claim value is invalid"]).at(CLOUD),
        || phrase!("advice-ews-audience"),
        OAUTH,
    ),
    // Response codes.
    Entry::new(
        Mailbox,
        Sign::text(&["errorimpersonateuserdenied", "errorimpersonationdenied", "errorimpersonationfailed"]),
        || phrase!("advice-ews-impersonation"),
        IMPERSONATION,
    ),
    Entry::new(Mailbox, Sign::text(&["erroraccessdenied"]), || phrase!("advice-ews-no-access"), DELEGATES),
    Entry::new(
        Mailbox,
        Sign::text(&["errornonexistentmailbox", "errormissingemailaddress"]),
        || phrase!("advice-ews-no-mailbox"),
        CODES,
    ),
    // What comes without any.
    Entry::new(Policy, Sign::text(FORBIDDEN).at(CLOUD), || phrase!("advice-ews-blocked"), ACCESS),
    Entry::new(Policy, Sign::text(FORBIDDEN), || phrase!("advice-ews-policy"), ACCESS),
    Entry::new(Consent, Sign::bearer().saying(EWS).at(CLOUD), || phrase!("advice-ews-token"), OAUTH),
    Entry::new(Account, Sign::bearer().saying(EWS), || phrase!("advice-ews-own-token"), OF_ONES_OWN),
    Entry::new(Account, Sign::password().saying(EWS), || phrase!("advice-ews-password"), OF_ONES_OWN),
];
