//! Which modes of signing in lead in.

use super::{Found, Offered};
use carteiro_auth::modes::Kind;
use carteiro_auth::providers::Column;

/// The modes that a first automation can be written with.
pub const WRITTEN: [Kind; 4] = [Kind::AuthorizationCode, Kind::DeviceCode, Kind::Basic, Kind::Ntlm];

/// The modes that lead in, the better ones first: the matrix does not refuse them, the server takes what they show,
/// and no more is needed than a person can say in a line. What a server of nobody known takes besides passwords is
/// known to those who run it.
pub fn modes(found: &Found, offered: &Offered) -> Vec<Kind> {
    let is_taken = |mode: Kind| match mode {
        Kind::Basic => offered.passwords(found.protocol),
        Kind::Ntlm => offered.ntlm(),
        _ => offered.tokens() && !matches!(found.column, Column::Custom | Column::EwsOnPremises),
    };
    found.column.modes().into_iter().filter(|mode| WRITTEN.contains(mode) && is_taken(*mode)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::Source;
    use carteiro_mail::reaching::Security;

    #[test]
    fn a_mode_is_offered_when_the_provider_and_the_server_take_it() {
        let both = "IMAP4REV1 AUTH=PLAIN AUTH=XOAUTH2";
        for (column, said, expected) in [
            (Column::Gmail, both, &[Kind::AuthorizationCode, Kind::Basic][..]),
            (Column::OutlookCom, both, &[Kind::AuthorizationCode, Kind::DeviceCode]),
            (Column::Office365, both, &[Kind::AuthorizationCode, Kind::DeviceCode, Kind::Basic]),
            (
                Column::Office365,
                "IMAP4REV1 LOGINDISABLED AUTH=XOAUTH2",
                &[Kind::AuthorizationCode, Kind::DeviceCode],
            ),
            (Column::Yahoo, both, &[Kind::AuthorizationCode, Kind::Basic]),
            (Column::Custom, both, &[Kind::Basic]),
            (Column::Custom, "IMAP4REV1 LOGINDISABLED", &[]),
        ] {
            let found = Found {
                protocol: crate::explain::Speaks::Imap,
                host: "h".to_owned(),
                port: 993,
                security: Security::Tls,
                user: "u".to_owned(),
                column,
                outgoing: None,
                source: Source::Given,
            };
            let offered = Offered(said.split(' ').map(str::to_owned).collect());
            assert_eq!(modes(&found, &offered), expected, "{column:?} {said}");
        }
        for (said, expected) in [
            (&["HTTP Negotiate", "HTTP NTLM", "HTTP Basic"][..], &[Kind::Basic, Kind::Ntlm][..]),
            (&["HTTP NTLM"], &[Kind::Ntlm]),
            (&["HTTP Bearer"], &[]),
        ] {
            let found = Found {
                protocol: crate::explain::Speaks::Ews,
                host: "autodiscover.example.org".to_owned(),
                port: 443,
                security: Security::Tls,
                user: "u".to_owned(),
                column: Column::EwsOnPremises,
                outgoing: None,
                source: Source::Autodiscover("autodiscover.example.org".to_owned()),
            };
            let offered = Offered(said.iter().map(|&one| one.to_owned()).collect());
            assert_eq!(modes(&found, &offered), expected, "{said:?}");
        }
    }
}
