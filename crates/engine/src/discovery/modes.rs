//! Which modes of signing in lead in.

use super::{Found, Offered};
use carteiro_auth::modes::Kind;
use carteiro_auth::providers::Column;

/// The modes that a first automation can be written with.
pub const WRITTEN: [Kind; 3] = [Kind::AuthorizationCode, Kind::DeviceCode, Kind::Basic];

/// The modes that lead in, the better ones first: the matrix does not refuse them, the server takes what they show,
/// and no more is needed than a person can say in a line. What a server of nobody known takes besides passwords is
/// known to those who run it.
pub fn modes(found: &Found, offered: &Offered) -> Vec<Kind> {
    let is_taken = |mode: Kind| match mode {
        Kind::Basic => offered.passwords(found.protocol),
        _ => offered.tokens() && found.column != Column::Custom,
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
                protocol: crate::actions::Protocol::Imap,
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
    }
}
