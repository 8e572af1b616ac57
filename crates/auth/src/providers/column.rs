//! Whose mailboxes they are and how they are reached: the columns of the matrix of modes.

use super::exchange::{Place, ews_endpoint};
use super::verdict::Verdict;
use super::{Cloud, Definition as _, custom, exchange, google, is_here, microsoft, yahoo};
use crate::Mode;
use crate::modes::{Kind, Provider};
use carteiro_world::{Phrase, phrase};

/// A column of the matrix. Which modes of signing in open its mailboxes is said by [`Column::verdict`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// A mail server of Microsoft 365.
    Office365,
    /// A mail server of Google.
    Gmail,
    /// A mail server of Microsoft for personal accounts: Outlook.com, Hotmail, Live, MSN.
    OutlookCom,
    /// A mail server of Yahoo.
    Yahoo,
    /// Any other mail server.
    Custom,
    /// Exchange Web Services of Microsoft 365.
    EwsCloud,
    /// Exchange Web Services of an Exchange of one's own.
    EwsOnPremises,
    /// Microsoft Graph.
    Outlook,
}

/// The tenant of all personal accounts, by its name and by its ID
/// (learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
const PERSONAL: [&str; 2] = ["consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"];
impl Column {
    /// All of them, from left to right.
    pub const ALL: [Self; 8] = [
        Self::Office365,
        Self::Gmail,
        Self::OutlookCom,
        Self::Yahoo,
        Self::Custom,
        Self::EwsCloud,
        Self::EwsOnPremises,
        Self::Outlook,
    ];

    /// What it is called.
    pub fn words(self) -> Phrase {
        match self {
            Self::Office365 => phrase!("column-office-365"),
            Self::Gmail => phrase!("column-gmail"),
            Self::OutlookCom => phrase!("column-outlook-com"),
            Self::Yahoo => phrase!("column-yahoo"),
            Self::Custom => phrase!("column-custom"),
            Self::EwsCloud => phrase!("column-ews-cloud"),
            Self::EwsOnPremises => phrase!("column-ews-on-premises"),
            Self::Outlook => phrase!("column-outlook"),
        }
    }

    /// Whether `mode` opens its mailboxes, and why not.
    pub fn verdict(self, mode: Kind) -> Verdict {
        if mode == Kind::Managed {
            return Verdict::AsConnection;
        }
        match self {
            Self::Office365 => microsoft::office_365(mode),
            Self::Gmail => google::gmail(mode),
            Self::OutlookCom => microsoft::outlook_com(mode),
            Self::Yahoo => yahoo::yahoo(mode),
            Self::Custom => custom::any_other(mode),
            Self::EwsCloud => microsoft::ews(mode),
            Self::EwsOnPremises => exchange::on_premises(mode),
            Self::Outlook => microsoft::graph(mode),
        }
    }

    /// The modes that open its mailboxes, the better ones first.
    pub fn modes(self) -> Vec<Kind> {
        let rank = |mode: &Kind| match self.verdict(*mode) {
            Verdict::Accept(None) => Some(0),
            Verdict::Accept(Some(_)) => Some(1),
            Verdict::Warn { .. } => Some(2),
            Verdict::Refuse { .. } | Verdict::AsConnection => None,
        };
        let mut modes: Vec<Kind> = Kind::ALL.into_iter().filter(|mode| rank(mode).is_some()).collect();
        modes.sort_by_key(rank);
        modes
    }

    /// The column of a mail server at which somebody signs in by `mode`: by who issues the tokens, and where nobody
    /// does, by the name of the server. `tenant` and `host` are `None` when nobody knows them before the run.
    pub fn of_mail_server(mode: &Mode, tenant: Option<&str>, host: Option<&str>) -> Self {
        let by_host = host.map_or(Self::Custom, Self::of_host);
        match (mode.provider(), mode) {
            (Some(Provider::Microsoft), _) if tenant.is_some_and(is_personal) => Self::OutlookCom,
            (Some(Provider::Microsoft), _) if by_host == Self::OutlookCom => Self::OutlookCom,
            (Some(Provider::Microsoft), _) => Self::Office365,
            (Some(Provider::Google), _) => Self::Gmail,
            (Some(Provider::Yahoo), _) => Self::Yahoo,
            (Some(Provider::Custom(_)), _) => Self::Custom,
            // Somebody on this machine may pass it on.
            (None, Mode::ServiceAccount(_)) if host.is_none_or(is_here) => Self::Gmail,
            (None, _) => by_host,
        }
    }

    /// The column of a mail server by its name alone.
    pub fn of_host(host: &str) -> Self {
        if microsoft::is_personal_host(host) {
            Self::OutlookCom
        } else if microsoft::Microsoft.shows_to(host) {
            Self::Office365
        } else if google::Google.shows_to(host) {
            Self::Gmail
        } else if yahoo::Yahoo.shows_to(host) {
            Self::Yahoo
        } else {
            Self::Custom
        }
    }

    /// The column of Exchange Web Services: in the cloud when the address or the domain says so, or when Microsoft
    /// issues the tokens and nothing says another thing. `user` is who signs in with a password, where that is known.
    pub fn of_ews(mode: &Mode, endpoint: Option<&str>, domain: Option<&str>, user: Option<&str>) -> Self {
        let endpoint = endpoint.map(str::trim).filter(|endpoint| !endpoint.is_empty());
        let place = match endpoint.map(carteiro_world::http::Url::parse) {
            Some(Ok(url)) => Place::at(&url, None),
            Some(Err(_)) | None => ews_endpoint(endpoint.or(domain), user, None, mode),
        };
        Self::of_place(&place)
    }

    /// The column of Exchange Web Services in this place.
    pub fn of_place(place: &Place) -> Self {
        let is_cloud = matches!(place, Place::Cloud { .. });
        if is_cloud { Self::EwsCloud } else { Self::EwsOnPremises }
    }

    /// Whether its servers keep a copy of what they send, among what was sent
    /// (support.google.com/a/answer/176600, learn.microsoft.com/exchange/mail-flow-best-practices).
    pub fn keeps_sent(self) -> bool {
        matches!(self, Self::Gmail | Self::Office365 | Self::OutlookCom | Self::EwsCloud | Self::Outlook)
    }

    /// The host to which a token would be shown there, as far as the column tells.
    pub fn shows_to(self, cloud: &Cloud) -> Option<String> {
        let address = match self {
            Self::EwsCloud => cloud.outlook(),
            Self::Outlook => cloud.graph(),
            _ => return None,
        };
        carteiro_world::http::Url::parse(address).ok()?.host_str().map(str::to_owned)
    }
}

/// Whether the tenant is that of all personal accounts.
pub(crate) fn is_personal(tenant: &str) -> bool {
    PERSONAL.iter().any(|known| tenant.trim().eq_ignore_ascii_case(known))
}
