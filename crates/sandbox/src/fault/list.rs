use std::fmt;

use super::text::{Entry, Whom, no_value, value};
use crate::{Capability, ExchangeVersion};

macro_rules! faults {
    ($($(#[doc = $about:literal])+ $variant:ident $(($type:ty) $what:literal)? = $name:literal,)+) => {
        /// A way in which the server misbehaves on purpose.
        ///
        /// - Faults are read when a connection is accepted and hold for that connection.
        /// - As text a fault is its name, and its value behind `=`: `drop-after-bytes=4096`, `one-byte-writes`.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Fault {
            $($(#[doc = $about])+ $variant $(($type))?,)+
        }

        impl Fault {
            /// Each, as a person chooses it.
            pub const LIST: &'static [Entry] = &[
                $(Entry {
                    name: $name,
                    value: faults!(@what $($what)?),
                    about: concat!($($about),+).trim_ascii(),
                },)+
            ];

            /// `None` if no fault has that name.
            pub(super) fn read(name: &str, text: Option<&str>) -> Option<Result<Self, String>> {
                match name {
                    $($name => Some(faults!(@read $variant, $name, text $(, $type, $what)?)),)+
                    _ => None,
                }
            }
        }

        impl fmt::Display for Fault {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(faults!(@pattern value, $variant $(, $type)?) => faults!(@show f, value, $name $(, $type)?),)+
                }
            }
        }
    };
    (@what) => { None };
    (@what $what:literal) => { Some($what) };
    (@read $variant:ident, $name:literal, $text:ident) => { no_value($name, $text).map(|()| Self::$variant) };
    (@read $variant:ident, $name:literal, $text:ident, $type:ty, $what:literal) => {
        value::<$type>($name, $what, $text).map(Self::$variant)
    };
    (@pattern $value:ident, $variant:ident) => { Self::$variant };
    (@pattern $value:ident, $variant:ident, $type:ty) => { Self::$variant($value) };
    (@show $f:ident, $value:ident, $name:literal) => { $f.write_str($name) };
    (@show $f:ident, $value:ident, $name:literal, $type:ty) => { write!($f, concat!($name, "={}"), $value) };
}

faults! {
    /// The connection is cut once the server has written this many bytes on it, greeting included.
    DropAfterBytes(u64) "BYTES" = "drop-after-bytes",
    /// The server answers this many commands and then reads on without a word.
    SilentAfterCommands(u32) "COMMANDS" = "silent-after-commands",
    /// The server waits so long before it sends an answer.
    DelayAnswers(u64) "MILLISECONDS" = "delay-answers",
    /// Each byte is sent on its own.
    OneByteWrites = "one-byte-writes",
    /// The server does not know this capability, in any protocol.
    Without(Capability) "CAPABILITY" = "without",
    /// Literals of message bodies are announced with a size that is off by so much.
    LiteralLie(i64) "BYTES" = "literal-lie",
    /// SEARCH knows no CHARSET (RFC 3501 §6.4.4) and takes it for a mistake.
    NoCharset = "no-charset",
    /// SEARCH knows one charset, US-ASCII, and says so (`BADCHARSET`).
    OnlyAscii = "only-ascii",
    /// SEARCH takes a text beyond ASCII in any charset, and finds nothing.
    BlindBeyondAscii = "blind-beyond-ascii",
    /// SEARCH finds whole words only, as servers with an index of words do.
    WordsOnly = "words-only",
    /// SEARCH finds no text at all, whatever the text, and answers OK.
    BlindToText = "blind-to-text",
    /// At sign-in every folder gets a new UIDVALIDITY and its messages other UIDs.
    NewUidValidity = "new-uid-validity",
    /// The mailbox of this address takes nothing for now: SMTP says 452, IMAP OVERQUOTA.
    FullMailbox(Whom) "ADDRESS" = "full-mailbox",
    /// The mailbox of this address takes nothing any more: SMTP says 552, IMAP OVERQUOTA.
    OverQuota(Whom) "ADDRESS" = "over-quota",
    /// SMTP knows no recipient of this address (550).
    RejectedRecipient(Whom) "ADDRESS" = "rejected-recipient",
    /// SMTP takes a message for this address only when it is tried again (451).
    Greylisted(Whom) "ADDRESS" = "greylisted",
    /// SMTP takes all recipients and then refuses the message (554).
    RejectedMessage = "rejected-message",
    /// The connection is cut once a message was read to its end; it is delivered, and nobody says so.
    CutAfterDotDelivered = "cut-after-dot-delivered",
    /// The connection is cut once a message was read to its end, and the message is lost.
    CutAfterDotLost = "cut-after-dot-lost",
    /// Once UIDL was answered, another client removes the POP3 message of this number.
    LostAfterUidl(usize) "NUMBER" = "lost-after-uidl",
    /// The POP3 connection is cut at QUIT, and nothing is removed.
    CutAtQuitKept = "cut-at-quit-kept",
    /// The POP3 connection is cut at QUIT; what was marked is removed, and nobody says so.
    CutAtQuitRemoved = "cut-at-quit-removed",
    /// Autodiscover sends whoever asks about another address on to this one.
    AutodiscoverRedirectAddress(String) "ADDRESS" = "autodiscover-redirect-address",
    /// Autodiscover sends whoever asks elsewhere on to this URL.
    AutodiscoverRedirectUrl(String) "URL" = "autodiscover-redirect-url",
    /// A password alone signs nobody in: a second factor, or a password of the application, is asked for.
    MfaRequired = "mfa-required",
    /// Nobody is signed in now; later it may go well.
    SignInUnavailable = "sign-in-unavailable",
    /// At sign-in the server has something to say that a person must read (RFC 9051 §7.1, ALERT).
    Alert = "alert",
    /// EWS knows no version of its schema after this one.
    EwsVersion(ExchangeVersion) "VERSION" = "ews-version",
    /// EWS writes times with so many digits after the seconds, at most nine.
    EwsFractionDigits(u8) "DIGITS" = "ews-fraction-digits",
    /// EWS writes characters that XML forbids as they are, where Exchange writes references to them.
    EwsRawCharacters = "ews-raw-characters",
    /// EWS opens the mailbox of this address to nobody but its owner.
    EwsClosedMailbox(Whom) "ADDRESS" = "ews-closed-mailbox",
    /// EWS lets nobody act as somebody else.
    EwsNoImpersonation = "ews-no-impersonation",
    /// EWS has no time for anybody (`ErrorServerBusy`), and says how long to wait.
    EwsBusy(u32) "MILLISECONDS" = "ews-busy",
    /// EWS has no time for the next request (`ErrorServerBusy`), says how long to wait, and has time for all others.
    EwsBusyOnce(u32) "MILLISECONDS" = "ews-busy-once",
    /// EWS is down (HTTP 503).
    EwsUnavailable = "ews-unavailable",
    /// EWS is down for the next request (HTTP 503).
    EwsUnavailableOnce = "ews-unavailable-once",
    /// EWS is blocked by the organization (HTTP 403), as Exchange Online has it.
    EwsBlocked = "ews-blocked",
    /// EWS answers with XML that is broken in the middle.
    EwsTornXml = "ews-torn-xml",
    /// EWS answers the next request with XML that is broken in the middle. What was asked for is done.
    EwsTornXmlOnce = "ews-torn-xml-once",
    /// The connection is cut once EWS has read the next request; nothing is done.
    EwsCutBeforeOnce = "ews-cut-before-once",
    /// The connection is cut once EWS has done what the next request asks for, and nobody says so.
    EwsCutAfterOnce = "ews-cut-after-once",
    /// The store of EWS goes away in the next request about more items than so many: the one after these is refused
    /// (`ErrorMailboxStoreUnavailable`), and the rest are not processed (`ErrorBatchProcessingStopped`).
    EwsStopsBatchOnce(usize) "ITEMS" = "ews-stops-batch-once",
    /// EWS does what the next request asks for, and says that it ran out of time (`ErrorTimeoutExpired`).
    EwsTimeoutOnce = "ews-timeout-once",
    /// EWS takes so many requests of a user at once (`ErrorExceededConnectionCount`).
    EwsConcurrency(usize) "REQUESTS" = "ews-concurrency",
    /// Graph opens the mailbox of this address to nobody but its owner.
    GraphClosedMailbox(Whom) "ADDRESS" = "graph-closed-mailbox",
    /// Graph takes so many requests of an app at once in a mailbox (HTTP 429); without this fault, 4.
    GraphConcurrency(usize) "REQUESTS" = "graph-concurrency",
    /// Graph has no time for anybody (HTTP 429), and says how long to wait.
    GraphThrottled(u32) "SECONDS" = "graph-throttled",
    /// Graph has no time for so many requests (HTTP 429), and says to each of them to wait for one second.
    GraphThrottledTimes(usize) "REQUESTS" = "graph-throttled-times",
    /// Graph is down (HTTP 503).
    GraphUnavailable = "graph-unavailable",
    /// Graph is down for the next request (HTTP 503).
    GraphUnavailableOnce = "graph-unavailable-once",
    /// Graph takes too long for the next request (HTTP 504); nothing is done.
    GraphGatewayTimeoutOnce = "graph-gateway-timeout-once",
    /// Graph hears that the token of the next request was revoked (HTTP 401), and asks for claims.
    GraphTokenRevokedOnce = "graph-token-revoked-once",
    /// Graph is blocked by a policy of the organization (HTTP 403).
    GraphBlocked = "graph-blocked",
    /// Graph does not find, once, a message that was moved.
    GraphMovedNotFoundOnce = "graph-moved-not-found-once",
    /// Graph finds every filter too complex that compares more than one property, or has an order.
    GraphInefficientFilter = "graph-inefficient-filter",
    /// Graph knows no state of a synchronization any more (HTTP 410).
    GraphSyncStateLost = "graph-sync-state-lost",
    /// Graph answers with JSON that ends in the middle.
    GraphTornJson = "graph-torn-json",
    /// Graph answers the next request with JSON that ends in the middle. What was asked for is done.
    GraphTornJsonOnce = "graph-torn-json-once",
    /// The connection is cut once Graph has read the next request; nothing is done.
    GraphCutBeforeOnce = "graph-cut-before-once",
    /// The connection is cut once Graph has done what the next request asks for, and nobody says so.
    GraphCutAfterOnce = "graph-cut-after-once",
    /// The connection is cut in the middle of Graph's next answer. What was asked for is done.
    GraphCutMiddleOnce = "graph-cut-middle-once",
    /// The connection is cut in the middle of the next range of an upload to Graph; nothing of it is kept.
    GraphCutUploadOnce = "graph-cut-upload-once",
    /// A minute of EWS's streaming notifications lasts so long.
    EwsMinute(u64) "MILLISECONDS" = "ews-minute",
}
