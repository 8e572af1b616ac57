//! What there is to fuzz, and what fuzzers begin with.

pub mod dictionary;
pub mod seeds;

/// Something that reads what others write.
pub struct Target {
    /// As in `fuzz/targets`.
    pub name: &'static str,
    /// So many bytes are enough to go wrong.
    pub longest: usize,
    /// What of the tests and the docs is like what it reads.
    pub seeds: &'static [Seeds],
}

/// Where examples of what is read lie.
pub enum Seeds {
    /// The files of a folder with this ending.
    Files(&'static str, &'static str),
    /// Each line of a table is one, behind a tab, with its escapes undone.
    Responses(&'static str),
    /// Each line of a table is one, between a colon and an arrow.
    Templates(&'static str),
    /// What stands in the pages of a folder as YAML is one each.
    Yaml(&'static str),
}

const RESPONSES: &[Seeds] = &[Seeds::Responses("crates/mail/src/backends/imap/wire/response/awkward.txt")];
const AUTOMATIONS: &[Seeds] =
    &[Seeds::Files("examples", "yaml"), Seeds::Yaml("docs/actions"), Seeds::Yaml("docs/guide")];

pub const TARGETS: [Target; 12] = [
    Target { name: "framing", longest: 4096, seeds: RESPONSES },
    Target { name: "responses", longest: 4096, seeds: RESPONSES },
    Target { name: "pop3", longest: 4096, seeds: &[] },
    Target { name: "smtp", longest: 4096, seeds: &[] },
    Target { name: "ews", longest: 8192, seeds: &[] },
    Target { name: "ntlm", longest: 1024, seeds: &[] },
    Target { name: "message", longest: 8192, seeds: &[Seeds::Files("crates/mail/tests/mime", "eml")] },
    Target { name: "tnef", longest: 8192, seeds: &[] },
    Target { name: "rtf", longest: 4096, seeds: &[] },
    Target { name: "automation", longest: 8192, seeds: AUTOMATIONS },
    Target { name: "filter", longest: 1024, seeds: &[Seeds::Yaml("docs/guide")] },
    Target {
        name: "template",
        longest: 1024,
        seeds: &[Seeds::Templates("crates/engine/src/template/tests/escapes.txt")],
    },
];
