//! EHLO, or HELO where that is all a server knows: what it can do (RFC 5321 §4.1.1.1).

use super::fault;
use super::reply::Reply;
use super::wire::Wire;
use crate::Result;
use crate::transport::Accepts;
use std::collections::BTreeMap;

/// Who we say we are. What mail programs of people have for an address is their own network's, and nobody's business
/// (RFC 5321 §4.1.3).
const OURSELVES: &str = "[127.0.0.1]";

/// What a server offers: keywords in upper case, with what stands beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Extensions(BTreeMap<String, String>);

/// Asks what the server can do.
pub(super) async fn hello(wire: &mut Wire) -> Result<Extensions> {
    let reply = wire.ask(&format!("EHLO {OURSELVES}")).await?;
    if reply.is_positive() {
        return Ok(Extensions::read(&reply));
    }
    // RFC 5321 §3.2.
    if !matches!(reply.code, 500..=504 | 550) {
        return Err(fault::refused(&reply));
    }
    let reply = wire.ask(&format!("HELO {OURSELVES}")).await?;
    if reply.is_positive() { Ok(Extensions::default()) } else { Err(fault::refused(&reply)) }
}

impl Extensions {
    pub(super) fn read(reply: &Reply) -> Self {
        let mut found = BTreeMap::new();
        // The first line is the server's name.
        for line in reply.lines.iter().skip(1) {
            let line = line.trim();
            // Before there was a standard: AUTH=LOGIN.
            let at = line.find([' ', '=']).unwrap_or(line.len());
            let (keyword, rest) = line.split_at_checked(at).unwrap_or((line, ""));
            let rest = rest.trim_start_matches([' ', '=']);
            let values: &mut String = found.entry(keyword.to_ascii_uppercase()).or_default();
            if !values.is_empty() {
                values.push(' ');
            }
            values.push_str(rest);
        }
        Self(found)
    }

    /// Whether the server offers this.
    pub(super) fn has(&self, keyword: &str) -> bool {
        self.0.contains_key(keyword)
    }

    /// Whether it signs people in by this mechanism (RFC 4954 §3).
    pub(super) fn signs_in_by(&self, mechanism: &str) -> bool {
        let offered = self.0.get("AUTH").map(String::as_str).unwrap_or_default();
        offered.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(mechanism))
    }

    /// As the server says them.
    pub(super) fn names(&self) -> Vec<String> {
        let one = |(keyword, rest): (&String, &String)| format!("{keyword} {rest}").trim().to_owned();
        self.0.iter().map(one).collect()
    }

    pub(super) fn accepts(&self) -> Accepts {
        // RFC 1870 §4: zero, or no number, is no limit.
        let size = self.0.get("SIZE").and_then(|size| size.parse().ok()).filter(|size| *size > 0);
        let (eight_bit, utf8) = (self.has("8BITMIME"), self.has("SMTPUTF8"));
        Accepts { size, eight_bit, utf8, reports: self.has("DSN") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extensions(lines: &[&str]) -> Extensions {
        let lines = [&["mx.example.org"], lines].concat();
        Extensions::read(&Reply { code: 250, lines: lines.into_iter().map(str::to_owned).collect() })
    }

    #[test]
    fn what_a_server_offers_is_read_in_old_and_new_ways() {
        let found = extensions(&["size 1000", "AUTH PLAIN Login", "AUTH=CRAM-MD5", "8BITMIME", ""]);
        assert!(found.has("SIZE") && !found.has("DSN"));
        for mechanism in ["PLAIN", "LOGIN", "CRAM-MD5"] {
            assert!(found.signs_in_by(mechanism), "{mechanism}");
        }
        assert!(!found.signs_in_by("XOAUTH2"));
        let accepts = Accepts { size: Some(1000), eight_bit: true, utf8: false, reports: false };
        assert_eq!(found.accepts(), accepts);
    }

    #[test]
    fn no_number_is_no_limit() {
        for line in ["SIZE", "SIZE 0", "SIZE lots", "SIZE 99999999999999999999999"] {
            assert_eq!(extensions(&[line]).accepts().size, None, "{line}");
        }
    }

    #[test]
    fn a_server_s_name_is_no_extension() {
        let reply = Reply { code: 250, lines: vec!["SIZE 10".to_owned()] };
        assert_eq!(Extensions::read(&reply), Extensions::default());
    }
}
