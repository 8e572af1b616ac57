//! A tunnel asked for by SOCKS 5 (RFC 1928), with a password where there is one (RFC 1929).

use super::{Fault, Login};
use crate::dial::Stream;
use tokio_socks::tcp::Socks5Stream;
use tokio_socks::{Error, TargetAddr};

/// Turns `stream`, on which a proxy listens, into one to `target`.
pub(super) async fn connect(
    stream: Stream,
    target: TargetAddr<'_>,
    login: Option<&Login>,
) -> Result<Stream, Fault> {
    let asked = match login {
        None => Socks5Stream::connect_with_socket(stream, target).await,
        Some(Login { user, password }) => {
            Socks5Stream::connect_with_password_and_socket(stream, target, user, password.expose()).await
        }
    };
    asked.map(Socks5Stream::into_inner).map_err(|error| fault(&error, login.is_some()))
}

/// RFC 1928 §3 and §6.
fn fault(error: &Error, has_login: bool) -> Fault {
    let said = error.to_string();
    match error {
        Error::NoAcceptableAuthMethods if has_login => Fault::LoginRefused,
        Error::NoAcceptableAuthMethods | Error::AuthorizationRequired => Fault::LoginWanted,
        Error::PasswordAuthFailure(_) | Error::InvalidAuthValues(_) => Fault::LoginRefused,
        Error::ConnectionNotAllowedByRuleset | Error::CommandNotSupported => Fault::Forbidden(said),
        Error::GeneralSocksServerFailure
        | Error::NetworkUnreachable
        | Error::HostUnreachable
        | Error::ConnectionRefused
        | Error::TtlExpired
        | Error::AddressTypeNotSupported => Fault::NoWay(said),
        Error::Io(_) => Fault::Closed,
        _ => Fault::Nonsense(said),
    }
}
