//! Where Carteiro may dial. Asked for the resolved address of every dial, again on each redirect.

use std::net::{IpAddr, Ipv6Addr};

/// The addresses that may be dialled.
///
/// Link-local addresses are refused always: the metadata services of cloud machines live there, and no mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// `127.0.0.0/8` and `::1`.
    pub loopback: bool,
    /// `10/8`, `172.16/12`, `192.168/16`, `100.64/10`, `fc00::/7`.
    pub private: bool,
}

impl Policy {
    /// For a person's own command line.
    pub const OPEN: Self = Self { loopback: true, private: true };
    /// The internet only: the Control Room until its administrator allows more.
    pub const PUBLIC: Self = Self { loopback: false, private: false };

    /// Whether `address` may be dialled.
    pub fn allows(self, address: IpAddr) -> bool {
        match kind(address) {
            Kind::Refused => false,
            Kind::Loopback => self.loopback,
            Kind::Private => self.private,
            Kind::Public => true,
        }
    }
}

enum Kind {
    Public,
    Private,
    Loopback,
    Refused,
}

fn kind(address: IpAddr) -> Kind {
    match address.to_canonical() {
        IpAddr::V4(v4) => match v4.octets() {
            [127, ..] => Kind::Loopback,
            [0 | 224..=255, ..] | [169, 254, ..] => Kind::Refused,
            [10, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..] => Kind::Private,
            _ => Kind::Public,
        },
        IpAddr::V6(v6) if v6 == Ipv6Addr::LOCALHOST => Kind::Loopback,
        IpAddr::V6(v6) if v6.is_unspecified() || v6.is_multicast() || v6.is_unicast_link_local() => {
            Kind::Refused
        }
        IpAddr::V6(v6) if v6.is_unique_local() => Kind::Private,
        // NAT64 (RFC 6052) carries an IPv4 address in its last four bytes: judge that one.
        IpAddr::V6(v6) => match v6.segments() {
            [0x64, 0xff9b, 0, 0, 0, 0, ..] => {
                let [.., a, b, c, d] = v6.octets();
                kind(IpAddr::from([a, b, c, d]))
            }
            _ => Kind::Public,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_local_is_refused_whatever_is_allowed() {
        for address in [
            "169.254.169.254",
            "fe80::1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "0.0.0.0",
            "224.0.0.1",
        ] {
            assert!(!Policy::OPEN.allows(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn the_public_policy_refuses_loopback_and_private_ranges() {
        for address in
            ["127.0.0.1", "::1", "10.1.2.3", "172.31.0.1", "192.168.0.1", "fd00::1", "::ffff:127.0.0.1"]
        {
            let address = address.parse().unwrap();
            assert!(!Policy::PUBLIC.allows(address), "{address}");
            assert!(Policy::OPEN.allows(address), "{address}");
        }
        assert!(Policy::PUBLIC.allows("203.0.113.5".parse().unwrap()));
    }
}
