//! Exim (1 MB, and the libraries this machine lacks).

use super::packages::Packages;

pub const EXIM: Packages = Packages {
    title: "Exim",
    folder: "exim",
    names: &["exim4-daemon-light", "libnss-wrapper"],
    left_out: &[],
};
