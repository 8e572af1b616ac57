//! The proxies tinyproxy and microsocks (60 kB).

use super::packages::Packages;

pub const PROXIES: Packages = Packages {
    title: "tinyproxy and microsocks",
    folder: "proxies",
    names: &["tinyproxy-bin", "microsocks"],
    left_out: &[],
};
