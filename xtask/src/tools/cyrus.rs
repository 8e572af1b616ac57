//! Cyrus IMAP (2 MB, and the libraries this machine lacks).

use super::packages::Packages;

pub const CYRUS: Packages = Packages {
    title: "Cyrus IMAP",
    folder: "cyrus",
    names: &["cyrus-common", "cyrus-imapd", "libeatmydata1"],
    left_out: &["libclamav", "libzephyr"],
};
