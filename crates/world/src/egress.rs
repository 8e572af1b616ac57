//! Where Carteiro may dial. Asked for the resolved address of every dial, again on each redirect.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The addresses that may be dialled.
///
/// Refused whatever is allowed, because no mail server lives there and other things do:
///
/// - link-local addresses and the services that clouds offer to their own machines (metadata, credentials);
/// - multicast, reserved and "this network" addresses;
/// - IPv6 addresses that hide an IPv4 address where it cannot be judged. Where it can be, it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// `127.0.0.0/8` and `::1`.
    pub loopback: bool,
    /// `10/8`, `172.16/12`, `192.168/16`, `100.64/10`, `fc00::/7`, `fec0::/10`.
    pub private: bool,
}

impl Policy {
    /// For a person's own command line.
    pub const OPEN: Self = Self { loopback: true, private: true };
    /// The internet only: the Control Room until its administrator allows more.
    pub const PUBLIC: Self = Self { loopback: false, private: false };

    /// Whether `address` may be dialled.
    pub fn allows(self, address: IpAddr) -> bool {
        let kind = match address.to_canonical() {
            IpAddr::V4(v4) => v4_kind(v4),
            IpAddr::V6(v6) => v6_kind(v6),
        };
        match kind {
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

fn v4_kind(address: Ipv4Addr) -> Kind {
    match address.octets() {
        [127, ..] => Kind::Loopback,
        // This network (RFC 1122 §3.2.1.3), multicast (RFC 5771), reserved (RFC 1112 §4).
        [0 | 224..=255, ..]
        // Link-local (RFC 3927).
        | [169, 254, ..]
        // Protocol assignments (RFC 6890 §2.2.2).
        | [192, 0, 0, _]
        // Alibaba Cloud, alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata.
        | [100, 100, 100, 200]
        // Azure, learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16.
        | [168, 63, 129, 16] => Kind::Refused,
        // RFC 1918 §3; shared address space (RFC 6598).
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..] => Kind::Private,
        _ => Kind::Public,
    }
}

fn v6_kind(address: Ipv6Addr) -> Kind {
    let octets = address.octets();
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 1] => Kind::Loopback,
        // NAT64 (RFC 6052 §2.1).
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => {
            let [.., a, b, c, d] = octets;
            v4_kind([a, b, c, d].into())
        }
        // 6to4 (RFC 3056 §2).
        [0x2002, ..] => {
            let [_, _, a, b, c, d, ..] = octets;
            v4_kind([a, b, c, d].into())
        }
        // Reserved (RFC 4291 §4): in it are `::`, IPv4-compatible addresses (§2.5.5.1), translated ones (RFC 2765
        // §2.1) and 64:ff9b:1::/48 (RFC 8215), where each network puts the IPv4 address at a place of its own.
        // Link-local (RFC 4291 §2.5.6), multicast (§2.7); Teredo (RFC 4380 §4), a machine behind somebody's NAT.
        [0..=0xff | 0xfe80..=0xfebf | 0xff00..=0xffff, ..] | [0x2001, 0, ..] => Kind::Refused,
        // Unique local (RFC 4193 §3.1).
        [0xfc00..=0xfdff, ..] if is_of_cloud(address) => Kind::Refused,
        // Site-local (RFC 3879) is out of use, but not everywhere.
        [0xfc00..=0xfdff | 0xfec0..=0xfeff, ..] => Kind::Private,
        _ => Kind::Public,
    }
}

/// Services that clouds offer to their own machines.
fn is_of_cloud(address: Ipv6Addr) -> bool {
    match address.segments() {
        // Amazon: docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html (::254) and
        // docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html (::23).
        [0xfd00, 0xec2, ..] => true,
        // Google: cloud.google.com/compute/docs/metadata/querying-metadata.
        [0xfd20, 0xce, 0, 0, 0, 0, 0, host] => host == 0x254,
        // Oracle: github.com/canonical/cloud-init, cloudinit/sources/DataSourceOracle.py.
        [0xfd00, 0xc1, 0, 0, 0, 0, high, low] => (high, low) == (0xa9fe, 0xa9fe),
        // Scaleway: docs.cloud-init.io/en/latest/reference/datasources/scaleway.html.
        [0xfd00, 0x42, 0, 0, 0, 0, 0, host] => host == 0x42,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(policy: Policy, address: &str) -> bool {
        policy.allows(address.parse().unwrap())
    }

    #[test]
    fn what_is_no_place_for_a_mail_server_is_refused_whatever_is_allowed() {
        for address in [
            "169.254.169.254",
            "::ffff:169.254.169.254",
            "fe80::1",
            "febf::1",
            "0.0.0.0",
            "::",
            "224.0.0.1",
            "255.255.255.255",
            "ff02::1",
            "192.0.0.192",
        ] {
            assert!(!allows(Policy::OPEN, address), "{address}");
        }
    }

    #[test]
    fn what_a_cloud_offers_to_its_machines_is_refused_whatever_is_allowed() {
        for address in [
            "100.100.100.200",
            "168.63.129.16",
            "::ffff:168.63.129.16",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254",
            "fd00:c1::a9fe:a9fe",
            "fd00:42::42",
        ] {
            assert!(!allows(Policy::OPEN, address), "{address}");
        }
        for neighbour in ["100.100.100.201", "168.63.129.17", "fd00:ec3::254", "fd20:ce::255"] {
            assert!(allows(Policy::OPEN, neighbour), "{neighbour}");
        }
    }

    #[test]
    fn an_ipv4_address_inside_an_ipv6_address_is_judged_or_refused() {
        for address in [
            "64:ff9b::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
            // Not to be judged.
            "64:ff9b:1::a9fe:a9fe",
            "64:ff9b:1:a9fe:a9:fe00::",
            "::169.254.169.254",
            "::127.0.0.1",
            "::ffff:0:169.254.169.254",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        ] {
            assert!(!allows(Policy::OPEN, address), "{address}");
        }
        for address in ["64:ff9b::7f00:1", "2002:7f00:1::", "64:ff9b::a00:1", "2002:c0a8:1::1"] {
            assert!(allows(Policy::OPEN, address) && !allows(Policy::PUBLIC, address), "{address}");
        }
        for address in ["64:ff9b::cb00:7105", "2002:cb00:7105::1"] {
            assert!(allows(Policy::PUBLIC, address), "{address}");
        }
    }

    #[test]
    fn the_public_policy_refuses_loopback_and_private_ranges() {
        for address in [
            "127.0.0.1",
            "::1",
            "::ffff:127.0.0.1",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.0.1",
            "100.64.0.1",
            "fd00::1",
            "fec0::1",
        ] {
            assert!(allows(Policy::OPEN, address) && !allows(Policy::PUBLIC, address), "{address}");
        }
        for address in ["203.0.113.5", "192.0.1.1", "2001:db8::1", "2a00:1450:4001::1"] {
            assert!(allows(Policy::PUBLIC, address), "{address}");
        }
    }
}
